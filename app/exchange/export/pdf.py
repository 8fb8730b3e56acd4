"""A table as a PDF on A4, upright or across: titles on each page, page x of y, nothing cut off."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.domain.problems import Code, refuse
from app.domain.wrapping import wrap
from app.exchange.export.exported import Exported
from app.lists.listing import Type
from app.printing.flow import FlowSection, Frame, pages
from app.printing.fonts import Face, width
from app.printing.media.papers import PAPERS
from app.printing.page import (
    GREY,
    Block,
    PagePart,
    PageRule,
    TextAlign,
    stacked,
    text_in,
)
from app.printing.painter import pdf_of
from app.text import _

MOST_ROWS = 20_000
"""Rows of a PDF; nobody turns more pages, and a workbook holds them better."""

_UPRIGHT = PAPERS["a4"]
_ACROSS = replace(_UPRIGHT, key="a4_across", width=_UPRIGHT.height, height=_UPRIGHT.width)
_SIZE, _SMALL, _TITLE = 8.0, 7.0, 13.0
_ROW, _GAP = 4.0, 3.0
"""Millimetres of a row of text, and between columns."""
_BASE = 3.0
_LOOKED_AT = 500
"""So many rows say how wide a column is; longer texts wrap."""
_LEAST, _MOST = 8.0, 70.0
"""Millimetres of a column."""


def write(exported: Exported, path: Path, told: Callable[[int], None]) -> int:
    """Write it to ``path`` and return how many rows there are; ``told`` hears how many so far.

    Raises Refused where there are more than a PDF is good for, and OSError where the disk does not
    take it.
    """
    rows: list[list[str]] = []
    texts = [partial(column.text, formats=exported.formats) for column in exported.columns]
    for found in exported.each_rows():
        rows += [[text(row) for text in texts] for row in found]
        if len(rows) > MOST_ROWS:
            raise refuse(Code.EXPORT_PDF_ROWS, most=MOST_ROWS)
        told(len(rows))
    table = _Table(exported, rows, lambda: told(len(rows)))
    path.write_bytes(pdf_of(pages(table.frame(), table.sections), exported.title))
    return len(rows)


class _Table:
    """The columns in their places, and the blocks of the rows."""

    def __init__(
        self, exported: Exported, rows: Sequence[Sequence[str]], goes_on: Callable[[], None]
    ) -> None:
        self._exported, self._rows, self._goes_on = exported, rows, goes_on
        self._titles = [_(column.title) for column in exported.columns]
        self._faces = [_face(column.type) for column in exported.columns]
        self._figures = [column.type.is_figure for column in exported.columns]
        wanted = [self._wanted(place) for place in range(len(self._titles))]
        gaps = _GAP * (len(wanted) - 1)
        self._paper = _UPRIGHT if sum(wanted) + gaps <= _UPRIGHT.room else _ACROSS
        self._widths = _fitted(wanted, self._paper.room - gaps)

    def _wanted(self, place: int) -> float:
        face = self._faces[place]
        texts = (row[place] for row in self._rows[:_LOOKED_AT])
        widest = max((width(text, face, _SIZE) for text in texts), default=0.0)
        return max(_LEAST, min(max(widest, width(self._titles[place], Face.BOLD, _SIZE)), _MOST))

    def frame(self) -> Frame:
        """What is on each page besides the rows."""
        return Frame(self._paper, self._head(), (), self._foot)

    def _head(self) -> list[Block]:
        """The title, and below it what the list is of and when it was made."""
        paper, facts = self._paper, self._exported.facts
        title = text_in(paper.side, paper.room, 5.5, self._exported.title, Face.BOLD, _TITLE)
        measure = partial(width, face=Face.TEXT, size=_SIZE)
        told = [
            Block(_ROW, [text_in(paper.side, paper.room, _BASE, line, size=_SIZE, shade=GREY)])
            for name, value in facts
            for line in wrap(f"{name}: {value}"[:_LONGEST_FACT], paper.room, measure)
        ]
        return [Block(8.0, [title]), *told, Block(3.0)]

    def _foot(self, page: int, of: int) -> Block:
        paper = self._paper
        said = _("Page {page} of {count}").format(page=page, count=of)
        number = text_in(
            paper.side, paper.room, 5.0, said, size=_SMALL, align=TextAlign.RIGHT, shade=GREY
        )
        left = text_in(paper.side, paper.room, 5.0, self._exported.title, size=_SMALL, shade=GREY)
        return Block(6.0, [left, number])

    def sections(self) -> Iterator[FlowSection]:
        """The rows, below their titles on each page."""
        faces = [Face.BOLD] * len(self._titles)
        block = self._block(self._titles, faces)
        rule = PageRule(self._left, block.height, self._right, block.height, 0.3)
        yield FlowSection(self._blocks(), [Block(block.height + 1.0, [*block.parts, rule])])

    def _blocks(self) -> Iterator[Block]:
        for place, row in enumerate(self._rows):
            if place % _LOOKED_AT == 0:
                self._goes_on()
            block = self._block(row, self._faces)
            rule = PageRule(self._left, block.height, self._right, block.height, 0.1, 0.8)
            yield Block(block.height + 0.6, [*block.parts, rule])

    @property
    def _left(self) -> float:
        return self._paper.side

    @property
    def _right(self) -> float:
        return self._paper.width - self._paper.side

    def _block(self, texts: Sequence[str], faces: Sequence[Face]) -> Block:
        """One row: its cells side by side, each wrapped in its own column."""
        left, height = self._left, _ROW
        parts: list[PagePart] = []
        for text, face, wide, is_figure in zip(
            texts, faces, self._widths, self._figures, strict=True
        ):
            cell = _cell(text, face, left, wide, is_figure)
            parts += cell.parts
            height = max(height, cell.height)
            left += wide + _GAP
        return Block(height, parts)


_LONGEST_FACT = 500


def _face(type: Type) -> Face:
    if type is Type.SERIAL:
        return Face.SERIAL
    return Face.FIGURES if type.is_figure else Face.TEXT


def _cell(text: str, face: Face, left: float, wide: float, is_figure: bool) -> Block:
    """A figure stands in one row, smaller where it must; what else is too wide wraps."""
    align = TextAlign.RIGHT if is_figure else TextAlign.LEFT
    measure = partial(width, face=face, size=_SIZE)
    lines = [text] if is_figure and face is not Face.BOLD else wrap(text, wide, measure)
    return stacked(
        [Block(_ROW, [text_in(left, wide, _BASE, line, face, _SIZE, align)]) for line in lines]
    )


def _fitted(wanted: Sequence[float], room: float) -> list[float]:
    """The widths that columns have: what they want, or less of it where there is no room for all.

    Narrow ones keep theirs: what is lacking is taken from the widest, evenly.
    """
    if sum(wanted) <= room:
        return list(wanted)
    most, left = room, room
    for place, wide in enumerate(sorted(wanted)):
        share = left / (len(wanted) - place)
        if wide > share:
            most = share
            break
        left -= wide
    return [min(wide, most) for wide in wanted]

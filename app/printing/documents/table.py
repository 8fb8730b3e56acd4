"""The lines of a document: a row each, and the serial numbers in it, below it or behind (Q5)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.domain.marks import N_
from app.printing.documents import columns, serial_bars
from app.printing.documents.columns import PlacedColumn, title_size
from app.printing.documents.serials import LineNumbers
from app.printing.documents.setting import (
    GAP,
    SMALL,
    DocumentSetting,
    base,
    beside,
    leading,
    paragraph,
)
from app.printing.documents.template import DocumentTemplate, SerialStyle
from app.printing.flow import FlowSection
from app.printing.fonts import Face, width
from app.printing.page import (
    GREY,
    Block,
    PageBars,
    PagePart,
    PageRule,
    PageText,
    moved,
    stacked,
    text_in,
)
from app.text import BOTH
from db.queries.document_lines import DocumentLine

LineNumbersOf = Callable[[], Iterator[tuple[DocumentLine, LineNumbers]]]
"""Gives each line with its serial numbers, as often as it is asked."""

_PAD, _FORM_PAD = 0.9, 0.4
"""Millimetres above and below a row; on a form, which is low, less."""
_SERIALS = "columns.serials"
_APART = 2
"""Spaces between two serial numbers in a row."""


def is_annexed(template: DocumentTemplate, line: DocumentLine) -> bool:
    """Do the serial numbers of a line stand behind the document?"""
    many = 0 < template.annex_above < line.serials
    return bool(line.serials) and (template.serials is SerialStyle.ANNEX or many)


def annex_note(setting: DocumentSetting, line: DocumentLine) -> str:
    """What is said in their place."""
    return setting.says.ngettext(
        "{count} serial number, see annex", "{count} serial numbers, see annex", line.serials
    )


class LineTable:
    """The lines of one document in the columns of its template."""

    def __init__(self, setting: DocumentSetting, numbers: LineNumbersOf) -> None:
        self._setting = setting
        self._numbers = numbers
        self._columns = columns.placed(setting)
        self._grid = setting.paper.is_form
        names = {column.field.key: column for column in self._columns}
        self._serial_column = names.get("serials")
        item = names.get("item", self._columns[0] if self._columns else None)
        self._below = item.text_left if item else setting.left
        self._pad = _FORM_PAD if self._grid else _PAD
        serials = next((f for f in setting.template.columns if f.key == "serials"), None)
        self._with_serials = serials is not None and serials.on
        self._size = serials.size if serials else 8.0
        usual = [column.field.size for column in self._columns] or [9.0]
        self._leading = leading(max(usual))

    def section(self, below: float) -> FlowSection:
        """The table, with its titles on each page; a form is ruled, with ``below`` kept free."""
        made = FlowSection(self._lines(), self.titles())
        if not self._grid:
            return made
        return replace(
            made,
            filler=self._ruled(Block(self._leading + 2 * self._pad)),
            rows=self._setting.paper.rows,
            kept_free=below,
            torn=Block(0.0, [self._rule(0.0)]),
        )

    def annex(self) -> FlowSection | None:
        """The serial numbers that stand behind the document, by line; None: there are none."""
        if not any(map(self._is_annexed, self._setting.content.lines)):
            return None
        setting = self._setting
        title = setting.says.text(N_("Annex: serial numbers"))
        titles = [*paragraph(setting.left, setting.room, title, Face.BOLD, 11.0), Block(1.5)]
        return FlowSection(self._annexed(), titles, begins_page=True)

    # Lines ------------------------------------------------------------------------------------

    def titles(self) -> list[Block]:
        """The names of the columns."""
        cells = [stacked(self._titled(column)) for column in self._columns]
        row = beside(cells)
        padded = _padded(row, 0.3)
        left, right = self._setting.left, self._setting.left + self._setting.room
        rule = PageRule(left, padded.height, right, padded.height, 0.3)
        parts: list[PagePart] = [*padded.parts, rule]
        if self._grid:
            parts = [*padded.parts, PageRule(left, 0, right, 0, 0.2), *self._edges(padded)]
            parts.append(PageRule(left, padded.height, right, padded.height, 0.2))
        return [Block(padded.height, parts)]

    def _titled(self, column: PlacedColumn) -> list[Block]:
        size, align = title_size(column), column.field.align
        text = self._title_of(column)
        rows = paragraph(column.text_left, column.room, text, Face.TEXT, size, align, GREY)
        return self._setting.shown(f"columns.{column.field.key}", rows)

    def _title_of(self, column: PlacedColumn) -> str:
        """A column's title; one in two languages has a row for each where it is too wide."""
        needed = width(column.title, Face.TEXT, title_size(column))
        if self._setting.template.language != BOTH or needed <= column.room:
            return column.title
        return "\n".join(column.title.rsplit(" ", 1))

    def _lines(self) -> Iterator[Block]:
        for line, numbers in self._numbers():
            yield from self._whole_line(self._blocks_of(line, numbers))

    def _whole_line(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """The blocks of a line: the first is not left alone, below the last runs a rule."""
        held, first = next(blocks), True
        for block in blocks:
            yield replace(self._edged(held), stays=first)
            held, first = block, False
        yield self._ruled(Block(held.height + self._pad, held.parts))

    def _blocks_of(self, line: DocumentLine, numbers: LineNumbers) -> Iterator[Block]:
        """The row of a line, then the rows of its serial numbers."""
        shown = self._setting.shown
        stacks = [shown(f"columns.{c.field.key}", self._cell(c, line)) for c in self._columns]
        if self._serial_column is not None and not self._is_annexed(line):
            serials = self._in_column(self._serial_column, numbers)
            yield from self._beside(stacks, shown(_SERIALS, serials))
            return
        yield _padded(beside([stacked(stack) for stack in stacks]), self._pad, below=0.0)
        if line.serials and self._with_serials:
            for block in self._below_item(line, numbers):
                yield from shown(_SERIALS, [block])

    def _beside(self, stacks: list[list[Block]], serials: list[Block]) -> Iterator[Block]:
        """Serial numbers in a column of their own: those beside the row, then the others."""
        row = beside([stacked(stack) for stack in stacks])
        taken = 0
        while taken < len(serials) and taken * serials[0].height < row.height - 0.01:
            taken += 1
        yield _padded(beside([row, stacked(serials[:taken])]), self._pad, below=0.0)
        yield from serials[taken:]

    def _cell(self, column: PlacedColumn, line: DocumentLine) -> list[Block]:
        """The rows of a cell: texts wrap, figures never; remarks stand below an item."""
        text, field = column.text(line), column.field
        if column.is_figure:
            size, room = field.size, column.room
            figure = text_in(
                column.text_left, room, base(size), text, column.face, size, field.align
            )
            return [Block(leading(size), [figure])]
        rows = paragraph(column.text_left, column.room, text, column.face, field.size, field.align)
        said = " · ".join(self._setting.content.remarks_of(line)) if field.key == "item" else ""
        if said:
            small = field.size * SMALL
            rows += paragraph(column.text_left, column.room, said, size=small, shade=GREY)
        return rows

    # Serial numbers ---------------------------------------------------------------------------

    def _is_annexed(self, line: DocumentLine) -> bool:
        return self._with_serials and is_annexed(self._setting.template, line)

    @property
    def _room(self) -> float:
        """What the serial numbers below an item have: up to the right edge."""
        return self._setting.left + self._setting.room - self._below - GAP / 2

    def _below_item(self, line: DocumentLine, numbers: LineNumbers) -> Iterator[Block]:
        if self._is_annexed(line):
            text = annex_note(self._setting, line)
            yield from paragraph(self._below, self._room, text, size=self._size, shade=GREY)
            return
        style = self._setting.template.serials
        if style is SerialStyle.ONE_A_LINE:
            yield from self._told(numbers, self._each)
        elif style is SerialStyle.BARCODES:
            yield from self._told(
                numbers, lambda some: serial_bars.rows(some, self._below, self._room)
            )
        else:
            yield from self._packed([text for text, _count in numbers.folded()])

    def _told(
        self, numbers: LineNumbers, rows: Callable[[Sequence[str]], Iterator[Block]]
    ) -> Iterator[Block]:
        """Serial numbers in rows; those that are gone apart, under what is said of them."""
        yield from rows([n for n in numbers.numbers if n not in numbers.gone])
        if numbers.gone:
            said = f"{self._setting.content.gone}:"
            yield from paragraph(self._below, self._room, said, size=self._size, shade=GREY)
            yield from rows([n for n in numbers.numbers if n in numbers.gone])

    def _each(self, numbers: Sequence[str]) -> Iterator[Block]:
        for number in numbers:
            yield from paragraph(self._below, self._room, number, Face.SERIAL, self._size)

    def _packed(self, parts: Sequence[str]) -> Iterator[Block]:
        """As many parts in a row as have room, each whole where a row has room for it."""
        row = ""
        for part in parts:
            tried = f"{row}{' ' * _APART}{part}" if row else part
            if row and width(tried, Face.SERIAL, self._size) > self._room:
                yield from self._serial_row(row)
                tried = part
            row = tried
        if row:
            yield from self._serial_row(row)

    def _serial_row(self, row: str) -> Iterator[Block]:
        if width(row, Face.SERIAL, self._size) > self._room:
            yield from paragraph(self._below, self._room, row, Face.SERIAL, self._size)
            return
        text = text_in(self._below, self._room, base(self._size), row, Face.SERIAL, self._size)
        yield Block(leading(self._size), [text])

    def _in_column(self, column: PlacedColumn, numbers: LineNumbers) -> list[Block]:
        rows: list[Block] = []
        said = f"{self._setting.content.gone}:"
        told = [n for n in numbers.numbers if n not in numbers.gone]
        gone = [n for n in numbers.numbers if n in numbers.gone]
        for number in (*told, *([said, *gone] if gone else [])):
            rows += paragraph(
                column.text_left,
                column.room,
                number,
                column.face,
                column.field.size,
                column.field.align,
            )
        return rows

    # Annex ------------------------------------------------------------------------------------

    def _annexed(self) -> Iterator[Block]:
        setting = self._setting
        for line, numbers in self._numbers():
            if not self._is_annexed(line):
                continue
            text = f"{line.position}  {line.product}  {line.sku}  ({line.serials})"
            title = paragraph(setting.left, setting.room, text, Face.BOLD, 9.0)
            yield from (replace(block, stays=True) for block in title)
            for block in self._told(numbers, self._side_by_side):
                yield from setting.shown(_SERIALS, [block])
            yield Block(2.5)

    def _side_by_side(self, numbers: Sequence[str]) -> Iterator[Block]:
        """In columns as wide as the longest; one that is wider than a row wraps."""
        left, room, size = self._setting.left, self._setting.room, self._size
        cell = max((width(n, Face.SERIAL, size) for n in numbers), default=0.0) + 2 * GAP
        across = max(int((room + 2 * GAP) // cell), 1)
        for at in range(0, len(numbers), across):
            yield beside(
                [
                    stacked(paragraph(left + nth * cell, room, number, Face.SERIAL, size))
                    for nth, number in enumerate(numbers[at : at + across])
                ]
            )

    # Rules ------------------------------------------------------------------------------------

    def _edged(self, block: Block) -> Block:
        """On a form, with the lines between the columns."""
        if not self._grid:
            return block
        return Block(block.height, [*block.parts, *self._edges(block)], block.stays)

    def _ruled(self, block: Block) -> Block:
        return Block(block.height, [*self._edged(block).parts, self._rule(block.height)])

    def _rule(self, top: float) -> PageRule:
        left, right = self._setting.left, self._setting.left + self._setting.room
        thin, shade = (0.2, 0.0) if self._grid else (0.1, 0.75)
        return PageRule(left, top, right, top, thin, shade)

    def _edges(self, block: Block) -> list[PagePart]:
        """The lines between columns, but none through a text that runs over several."""
        left, right = self._setting.left, self._setting.left + self._setting.room
        ends = [column.left for column in self._columns[1:]]
        kept = [end for end in ends if not any(_crosses(part, end) for part in block.parts)]
        return [PageRule(x, 0, x, block.height, 0.2) for x in (left, *kept, right)]


def _crosses(part: PagePart, end: float) -> bool:
    """Does a text or do bars run over a line at ``end``?"""
    if isinstance(part, PageText):
        return part.left < end < part.left + width(part.text, part.face, part.size)
    if isinstance(part, PageBars):
        return part.left < end < part.left + len(part.modules) * part.module
    return False


def _padded(block: Block, above: float, below: float | None = None) -> Block:
    """A block with white above and below; below as much as above where nothing else is said."""
    parts = [moved(part, 0, above) for part in block.parts]
    return Block(block.height + above + (above if below is None else below), parts)

"""Blocks set below each other on pages: heads that come again, page x of y, nothing torn apart.

A document flows so, and so does any table or page of text that is printed. All is laid out twice:
once to know how many pages there are, once to draw them; no more than a page is in memory.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.printing.media.papers import LONGEST_ROLL, Paper
from app.printing.page import Block, PaperPage


@dataclass(frozen=True, slots=True)
class FlowSection:
    """Blocks that come one after another; ``titles`` stand above them on each page they are on.

    ``begins_page``: they begin on a new page. ``whole``: they stay together on one page, where one
    has room for them. ``filler`` is set after the last until ``rows`` of its height are filled,
    as far as ``kept_free`` millimetres are left for what comes. ``torn`` closes each page of it but
    the last.
    """

    blocks: Iterable[Block]
    titles: Sequence[Block] = ()
    begins_page: bool = False
    whole: bool = False
    filler: Block | None = None
    rows: int = 0
    kept_free: float = 0.0
    torn: Block | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What is on each page: ``first`` heads the first, ``again`` each other, ``foot`` ends it.

    ``foot`` is told the page and of how many.
    """

    paper: Paper
    first: Sequence[Block]
    again: Sequence[Block]
    foot: Callable[[int, int], Block]


Sections = Callable[[], Iterable[FlowSection]]
"""Gives the sections, as often as they are laid out."""


def pages(frame: Frame, sections: Sections) -> Iterator[PaperPage]:
    """All pages, each once it is full."""
    total = 0 if frame.paper.is_roll else sum(1 for _page in _Setter(frame, 0).set(sections()))
    yield from _Setter(frame, total).set(sections())


class _Setter:
    """Sets blocks on one page after another."""

    def __init__(self, frame: Frame, total: int) -> None:
        self._frame, self._total = frame, total
        paper = frame.paper
        self._bottom = (paper.height or LONGEST_ROLL) - paper.top
        self._foot = 0.0 if paper.is_roll else frame.foot(1, max(total, 1)).height
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        """A new page, with its head."""
        self._number += 1
        self._placed: list[tuple[float, Block]] = []
        self._at = self._frame.paper.top
        self._place(self._frame.first if self._number == 1 else self._frame.again)
        self._bare = True

    def _place(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._placed.append((self._at, block))
            self._at += block.height
            self._bare = False

    @property
    def _room(self) -> float:
        return self._bottom - self._foot - self._at + 1e-6

    def _end(self, last: bool) -> PaperPage:
        """The page as it is, with its foot; a roll ends where its content does."""
        paper = self._frame.paper
        foot = self._frame.foot(self._number, self._total)
        if paper.is_roll:
            if last:
                self._place([foot])
            return PaperPage(paper.width, self._at + paper.top, self._placed)
        self._placed.append((self._bottom - foot.height, foot))
        return PaperPage(paper.width, paper.height, self._placed)

    def set(self, sections: Iterable[FlowSection]) -> Iterator[PaperPage]:
        """All sections, on as many pages as they take."""
        for section in sections:
            if section.whole:
                yield from self._set_whole(section)
                continue
            if section.begins_page and not self._frame.paper.is_roll:
                yield self._end(last=False)
                self._begin()
            yield from self._set_rows(section)
        yield self._end(last=True)

    def _set_whole(self, section: FlowSection) -> Iterator[PaperPage]:
        blocks = [*section.titles, *section.blocks]
        if sum(block.height for block in blocks) > self._room and not self._bare:
            yield self._end(last=False)
            self._begin()
        for block in blocks:
            if block.height > self._room and not self._bare:
                yield self._end(last=False)
                self._begin()
            self._place([block])

    def _set_rows(self, section: FlowSection) -> Iterator[PaperPage]:
        titles = sum(block.height for block in section.titles)
        begun, filled, together = False, 0.0, list[Block]()
        for block in section.blocks:
            together.append(block)
            if block.stays:
                continue
            height = sum(one.height for one in together)
            if begun and height > self._room:
                self._place([section.torn] if section.torn else [])
                yield self._end(last=False)
                self._begin()
                begun, filled = False, 0.0
            if not begun:
                if titles + height > self._room and not self._bare:
                    yield self._end(last=False)
                    self._begin()
                self._place(section.titles)
                begun = True
            self._place(together)
            filled += height
            together = []
        if not begun:
            self._place(section.titles)
        self._place(together)
        self._fill(section, filled)

    def _fill(self, section: FlowSection, filled: float) -> None:
        filler = section.filler
        while filler and filled + filler.height / 2 < section.rows * filler.height:
            if filler.height + section.kept_free > self._room:
                break
            self._place([filler])
            filled += filler.height

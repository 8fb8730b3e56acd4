"""Serial numbers as barcodes on a page: side by side, each with its letters below (Q5, Q8)."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.domain.problems import Refused
from app.printing.documents.setting import base, leading, paragraph
from app.printing.fonts import Face, width
from app.printing.page import Block, PageBars, PagePart, TextAlign, text_in
from app.printing.symbols.encoding import make
from app.printing.symbols.symbol import SymbolKind

MODULE = 2 * 25.4 / 203
"""Millimetres of the thinnest bar: two dots at 203 dpi, which printers of more dots have too."""
QUIET = SymbolKind.CODE_128.quiet
"""Modules that stay white on each side."""
_HEIGHT, _GAP, _SIZE = 7.0, 1.5, 7.0


@lru_cache(maxsize=4096)
def modules_of(number: str) -> str:
    """The bars of a serial number; none where it cannot be one."""
    try:
        return make(SymbolKind.CODE_128, number).rows[0]
    except Refused:
        return ""


def bars_width(number: str) -> float:
    """Millimetres that a serial number's bars take, with the white on both sides."""
    return (len(modules_of(number)) + 2 * QUIET) * MODULE


def has_bars(number: str, room: float) -> bool:
    """Can it be drawn so that a reader reads it? Else its letters stand alone."""
    return bool(modules_of(number)) and bars_width(number) <= room


def rows(numbers: Sequence[str], left: float, room: float) -> Iterator[Block]:
    """As many side by side as have room; those without bars in rows of their own."""
    drawn = [number for number in numbers if has_bars(number, room)]
    cell = max((_cell(number) for number in drawn), default=room)
    across = max(int(room // cell), 1)
    row: list[str] = []
    for number in numbers:
        alone = not has_bars(number, room)
        if row and (alone or len(row) == across):
            yield _row(row, left, room / across)
            row = []
        if alone:
            yield from paragraph(left, room, number, Face.SERIAL, _SIZE + 1)
        else:
            row.append(number)
    if row:
        yield _row(row, left, room / across)


def _cell(number: str) -> float:
    return max(bars_width(number), width(number, Face.SERIAL, _SIZE) + _GAP)


def _row(numbers: Sequence[str], left: float, cell: float) -> Block:
    parts: list[PagePart] = []
    for at, number in enumerate(numbers):
        begins, modules = left + at * cell, modules_of(number)
        bars = len(modules) * MODULE
        inset = QUIET * MODULE
        parts.append(PageBars(begins + inset, _GAP, modules, MODULE, _HEIGHT))
        below = _GAP + _HEIGHT + base(_SIZE) + 0.3
        face, middle = Face.SERIAL, TextAlign.MIDDLE
        parts.append(text_in(begins, bars + 2 * inset, below, number, face, _SIZE, middle))
    return Block(_GAP + _HEIGHT + leading(_SIZE) + _GAP, parts)

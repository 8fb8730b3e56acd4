"""How a sheet is laid out on paper of some width: blocks below each other, each of pieces of text.

Only the heights of all blocks are worked out at once; the pieces of a block are made when it shows.
Paper is white in both schemes, so its colours are always those of the light one.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, unique
from functools import cache
from math import ceil

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from app.domain.kinds import KINDS
from app.domain.verdicts import Level
from app.gui.kit.theme import BODY, LIGHT, SECONDARY, SECTION, TITLE, serial_font, text_font
from app.printing.documents.content import DocumentContent, Fact
from app.printing.documents.figures import FigureColumn, Sum
from app.printing.documents.serials import LineNumbers
from app.text import _, ngettext
from db.queries.document_lines import DocumentLine

MARGIN = 36
"""Between the paper's edge and what is on it."""
_NUMBER = 34
_GAP = 12
_LINE, _SERIALS, _NOTE = 32, 24, 18
_HEAD, _FACTS, _FACT_BELOW, _TITLES = 74, 48, 16, 30
_SUM, _TOTAL, _SUMS = 24, 36, 272
_LEAST_NOTE = 48
_WHERE = ("address", "phone", "tax_number")
_WIDTHS = {"origin": 124, "price": 96, "amount": 108, "book": 100, "difference": 92}
_WIDTH = 84
"""Pixels of a column of figures whose figures are no wider."""
Widths = Mapping[str, int]
"""How many pixels each column of figures has, by its key."""
_WRONG = LIGHT.level(Level.REFUSED)[1]
_STANDS_OUT = LIGHT.level(Level.WARNING)[1]


@unique
class Link(Enum):
    """What a piece of text leads to."""

    DOCUMENT = "document"
    UNFOLD = "unfold"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Piece:
    """A text on the paper: where, how, and what it leads to (the id, place or number of it).

    ``whole`` is what is copied of it where it says less than there is.
    """

    rect: QRectF
    text: str
    font: QFont
    colour: str = LIGHT.text
    right: bool = False
    link: Link | None = None
    target: object = None
    whole: str = ""


def cells_in(width: float, numbers: Sequence[str]) -> int:
    """How many unfolded serial numbers stand side by side."""
    room = width - 2 * MARGIN - _NUMBER
    return max(1, int(room // _cell(max(map(len, numbers), default=1))))


def _cell(letters: int) -> float:
    return letters * _metrics(_serial()).horizontalAdvance("0") + 2 * _GAP


def line_height(line: DocumentLine, unfolded: LineNumbers | None, width: float) -> float:
    """How high a line is: folded serials take one row, unfolded ones as many as they need."""
    if unfolded is not None:
        rows = -(-len(unfolded.numbers) // cells_in(width, unfolded.numbers))
        return _LINE + max(rows, 1) * _SERIALS + 4
    return _LINE + (_SERIALS + 4 if line.serials else 0)


def head_height(sheet: DocumentContent) -> float:
    """The shop, the document's kind and number, and the facts."""
    below = _FACT_BELOW if any(fact.below for fact in sheet.facts) else 0
    return MARGIN + _HEAD + _FACTS + below + _TITLES


def foot_height(sheet: DocumentContent, width: float) -> float:
    """Note and totals."""
    sums = sum(_TOTAL if made.total else _SUM for made in sheet.sums)
    note = _NOTE * len(_note_lines(sheet, width))
    return 16 + max(sums, note) + MARGIN


def figure_widths(sheet: DocumentContent) -> Widths:
    """How wide its columns of figures are: wide enough for the greatest figures of its lines."""
    telling = [max(sheet.lines, key=greatness) for greatness in _GREATNESS if sheet.lines]
    metrics = _metrics(text_font(BODY))
    return {
        column.key: max(
            _WIDTHS.get(column.key, _WIDTH),
            *(ceil(metrics.horizontalAdvance(column.text(line))) + _GAP for line in telling),
            0,
        )
        for column in sheet.columns
    }


_GREATNESS: Sequence[Callable[[DocumentLine], int]] = (
    lambda line: abs(line.price),
    lambda line: abs(line.amount),
    lambda line: abs(line.quantity),
    lambda line: abs(line.discount),
    lambda line: abs(line.book_on_hand or 0),
)
"""By what the lines are found that have the widest figures."""


def head_pieces(sheet: DocumentContent, width: float, widths: Widths) -> list[Piece]:
    """The pieces of the head, from its own top."""
    inner = width - 2 * MARGIN
    half = inner / 2
    top = float(MARGIN - 6)
    heading, right = text_font(SECTION + 1.5, bold=True), MARGIN + half
    shop = {fact.key: f"{fact.title} {fact.text}".strip() for fact in sheet.shop}
    name = shop.get("shop_name", "")
    kind = min(_metrics(heading).horizontalAdvance(sheet.kind), half)
    where = " · ".join(shop[key] for key in _WHERE if key in shop)
    found = [
        _piece(MARGIN, top, inner - kind - 2 * _GAP, 26, name, heading),
        _piece(right, top, half, 26, sheet.kind, heading, right=True),
        _piece(right, top + 26, half, 20, sheet.document.number or "", _serial(), right=True),
    ]
    if where:
        found.append(_piece(MARGIN, top + 26, half - _GAP, 20, where, _small(), LIGHT.muted))
    found += _fact_pieces(sheet.facts, inner, MARGIN + _HEAD)
    return found + _title_pieces(sheet, width, widths, head_height(sheet) - _TITLES)


_SHARES = {"their_number": 1.5}


def _fact_pieces(facts: Sequence[Fact], inner: float, top: float) -> list[Piece]:
    """Side by side."""
    found, left = [], float(MARGIN)
    for fact, room in zip(facts, _fact_rooms(facts, inner), strict=True):
        found.append(_piece(left, top, room - _GAP, 18, fact.title, _small(bold=True), LIGHT.muted))
        leads = fact.document is not None
        found.append(
            Piece(
                QRectF(left, top + 17, room - _GAP, 20),
                fact.text,
                text_font(BODY),
                LIGHT.accent_text if leads else LIGHT.text,
                link=Link.DOCUMENT if leads else None,
                target=fact.document,
            )
        )
        if fact.below:
            found.append(_piece(left, top + 36, room - _GAP, 18, fact.below, _small(), LIGHT.muted))
        left += room
    return found


def _fact_rooms(facts: Sequence[Fact], inner: float) -> list[float]:
    """The first, who it is with, has most room, and what others numbered has more.

    Where one would be cut off then, each has what it needs and a part of what is left; where that
    is too little too, the longest is shortened: a name rather than a day.
    """
    shares = [
        2.0 if fact.below or (len(facts) > 3 and n == 0) else _SHARES.get(fact.key, 1.0)
        for n, fact in enumerate(facts)
    ]
    rooms = [inner * share / sum(shares) for share in shares]
    needs = [
        _GAP
        + 2
        + max(
            _metrics(_small(bold=True)).horizontalAdvance(fact.title),
            _metrics(text_font(BODY)).horizontalAdvance(fact.text),
        )
        for fact in facts
    ]
    if all(need <= room for need, room in zip(needs, rooms, strict=True)):
        return rooms
    over = sum(needs) - inner
    if over <= 0:
        return [need - over / len(facts) for need in needs]
    for place in sorted(range(len(needs)), key=needs.__getitem__, reverse=True):
        shortened = max(needs[place] - over, inner / len(needs))
        over -= max(0.0, needs[place] - shortened)
        needs[place] = min(needs[place], shortened)
    return needs


def _title_pieces(sheet: DocumentContent, width: float, widths: Widths, top: float) -> list[Piece]:
    if not KINDS[sheet.document.kind].has_lines:
        return []
    small = _small()
    item = width - 2 * MARGIN - _NUMBER - sum(widths.values())
    found = [
        _piece(MARGIN, top, _NUMBER, 24, "#", small, LIGHT.muted),
        _piece(MARGIN + _NUMBER, top, item, 24, _("Item"), small, LIGHT.muted),
    ]
    for column, left in _places(sheet.columns, width, widths):
        wide = widths[column.key]
        found.append(_piece(left, top, wide, 24, column.title, small, LIGHT.muted, right=True))
    return found


def line_pieces(
    sheet: DocumentContent,
    place: int,
    width: float,
    widths: Widths,
    numbers: LineNumbers | None,
    unfolded: bool,
) -> list[Piece]:
    """The pieces of a line; ``numbers`` None: its serials are not read yet."""
    line = sheet.lines[place]
    left = float(MARGIN + _NUMBER)
    room = width - MARGIN - left - sum(widths.values())
    bold, small = text_font(BODY, bold=True), _small()
    name = min(_metrics(bold).horizontalAdvance(line.product) + 8, room - _GAP)
    found = [
        _piece(MARGIN, 6, _NUMBER, 20, str(line.position), text_font(BODY), LIGHT.muted),
        _piece(left, 6, name, 20, line.product, bold),
        _piece(left + name, 6, room - name - _GAP, 20, sheet.note_of(line), small, LIGHT.muted),
    ]
    for column, start in _places(sheet.columns, width, widths):
        colour = _STANDS_OUT if column.differs(line) else LIGHT.text
        found.append(
            _piece(
                start,
                6,
                widths[column.key],
                20,
                column.text(line),
                text_font(BODY),
                colour,
                right=True,
            )
        )
    if not line.serials:
        return found
    inner = width - MARGIN - left
    if unfolded and numbers is not None:
        return found + _unfolded_pieces(numbers, width, left)
    return found + _folded_pieces(line, place, numbers, left, inner)


def _folded_pieces(
    line: DocumentLine, place: int, numbers: LineNumbers | None, left: float, inner: float
) -> list[Piece]:
    """Ranges in one row; what has no room there is behind *Show all*."""
    if numbers is None:
        count = ngettext("{count} serial number", "{count} serial numbers", line.serials)
        return [_piece(left, 30, inner, 20, count, _small(), LIGHT.muted)]
    font, small = _serial(), _small()
    if not numbers.missing and len(numbers.numbers) == 1:
        return [_serial_piece(left, 30, inner, numbers.numbers[0], gone=False)]
    show = _("Show all")
    behind = _metrics(small).horizontalAdvance(show) + 8
    key = _metrics(small).horizontalAdvance("Space") + 8
    room = inner - behind - key
    text = _fitted(numbers.folded(), room)
    given = min(_metrics(font).horizontalAdvance(text) + 10, room)
    whole = "  ".join(part for part, _count in numbers.folded())
    return [
        Piece(QRectF(left, 30, given, 20), text, font, whole=whole),
        Piece(
            QRectF(left + given, 30, behind, 20),
            show,
            small,
            LIGHT.accent_text,
            link=Link.UNFOLD,
            target=place,
        ),
        _piece(left + given + behind, 30, key, 20, "Space", small, LIGHT.muted),
    ]


def _fitted(parts: Sequence[tuple[str, int]], room: float) -> str:
    """As many parts as there is room for, whole ones; of the others how many they say."""
    metrics = _metrics(_serial())
    rest = sum(count for _text, count in parts)
    shown, fits = "", ""
    for text, count in parts:
        shown = f"{shown}  {text}" if shown else text
        rest -= count
        more = f"  +{rest}" if rest else ""
        if metrics.horizontalAdvance(shown + more) > room - 10:
            return fits or shown
        fits = shown + more
    return fits


def _unfolded_pieces(numbers: LineNumbers, width: float, left: float) -> list[Piece]:
    across = cells_in(width, numbers.numbers)
    cell = _cell(max(map(len, numbers.numbers), default=1))
    return [
        _serial_piece(
            left + n % across * cell,
            30 + n // across * _SERIALS,
            cell - _GAP,
            number,
            gone=number in numbers.gone,
        )
        for n, number in enumerate(numbers.numbers)
    ]


def _serial_piece(left: float, top: float, room: float, number: str, gone: bool) -> Piece:
    fits = min(_metrics(_serial()).horizontalAdvance(number) + 8, room)
    return Piece(
        QRectF(left, top, fits, 20),
        number,
        _serial(),
        _WRONG if gone else LIGHT.text,
        link=Link.SERIAL,
        target=number,
    )


def foot_pieces(sheet: DocumentContent, width: float) -> list[Piece]:
    """Note at the left, totals at the right."""
    found = [
        _piece(MARGIN, 14 + n * _NOTE, _note_room(sheet, width), _NOTE, text, _small(), LIGHT.muted)
        for n, text in enumerate(_note_lines(sheet, width))
    ]
    room = sums_width(sheet)
    left, top = width - MARGIN - room, 12.0
    for made in sheet.sums:
        height = _TOTAL if made.total else _SUM
        font, figure = _sum_fonts(made)
        colour = LIGHT.text if made.total else LIGHT.muted
        wide = _metrics(figure).horizontalAdvance(made.text) + 2
        found.append(_piece(left, top, room - wide - _GAP, height, made.title, font, colour))
        begins = left + room - wide
        found.append(_piece(begins, top, wide, height, made.text, figure, colour, right=True))
        top += height
    return found


def _sum_fonts(made: Sum) -> tuple[QFont, QFont]:
    """Of its title and its figure."""
    sizes = (SECTION, TITLE) if made.total else (BODY, BODY)
    title, figure = (text_font(size, bold=made.total) for size in sizes)
    return title, figure


def sums_width(sheet: DocumentContent) -> float:
    """How wide the totals are: each figure is whole, a long name of one is shortened."""
    wide = float(_SUMS)
    for made in sheet.sums:
        title, figure = _sum_fonts(made)
        named = min(_metrics(title).horizontalAdvance(made.title), _SUMS * 0.4)
        wide = max(wide, ceil(named + _metrics(figure).horizontalAdvance(made.text)) + _GAP + 4)
    return wide


def total_rule(sheet: DocumentContent, width: float) -> tuple[float, float, float] | None:
    """Where the line above the total runs, from the foot's top: left, right, height."""
    top = 12.0
    for made in sheet.sums:
        if made.total:
            return width - MARGIN - sums_width(sheet), width - MARGIN, top
        top += _SUM
    return None


def _note_room(sheet: DocumentContent, width: float) -> float:
    return max(width - 2 * MARGIN - sums_width(sheet) - 2 * _GAP, _LEAST_NOTE)


@cache
def _wrapped(text: str, room: int) -> tuple[str, ...]:
    """A text in rows that fit; a word that is longer than a row is broken anywhere."""
    metrics = _metrics(_small())
    rows: list[str] = []
    for given in text.splitlines():
        row = ""
        for word in given.split(" "):
            tried = f"{row} {word}" if row else word
            if metrics.horizontalAdvance(tried) <= room:
                row = tried
                continue
            if row:
                rows.append(row)
            while metrics.horizontalAdvance(word) > room:
                fits = max(1, bisect_right(range(1, room), room, key=_advance_of(word)))
                rows.append(word[:fits])
                word = word[fits:]
            row = word
        rows.append(row)
    return tuple(rows)


def _advance_of(word: str) -> Callable[[int], int]:
    """How far the first letters of a word go."""
    metrics = _metrics(_small())
    return lambda letters: ceil(metrics.horizontalAdvance(word[:letters]))


def _note_lines(sheet: DocumentContent, width: float) -> tuple[str, ...]:
    note = sheet.document.note.strip()
    if not note:
        return ()
    return _wrapped(_("Note: {text}").format(text=note), int(_note_room(sheet, width)))


def _places(
    columns: Sequence[FigureColumn], width: float, widths: Widths
) -> list[tuple[FigureColumn, float]]:
    """Each column of figures with its left edge."""
    left = width - MARGIN - sum(widths.values())
    found = []
    for column in columns:
        found.append((column, left))
        left += widths[column.key]
    return found


def _piece(
    left: float,
    top: float,
    room: float,
    height: float,
    text: str,
    font: QFont,
    colour: str = LIGHT.text,
    right: bool = False,
) -> Piece:
    return Piece(QRectF(left, top, max(room, 0.0), height), text, font, colour, right)


def _small(bold: bool = False) -> QFont:
    return text_font(SECONDARY, bold)


def _serial() -> QFont:
    return serial_font(9.5)


def _metrics(font: QFont) -> QFontMetricsF:
    return QFontMetricsF(font)

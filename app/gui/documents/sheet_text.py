"""The text on the paper of a posted document: where a letter stands, what is selected of it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from app.gui.documents.paper_blocks import Link, Piece
from app.gui.documents.sheet_layout import SheetLayout
from app.gui.kit.theme import GRID

_TO_THE_END = 10**6


@dataclass(frozen=True, slots=True, order=True)
class TextPlace:
    """A place in the text: the block, the piece in it, and the letter."""

    block: int
    piece: int
    letter: int


@dataclass(frozen=True, slots=True)
class TextStretch:
    """The text from one place up to another, in their order."""

    first: TextPlace
    last: TextPlace

    def holds(self, block: int, n: int) -> bool:
        """Does any of a piece lie within?"""
        return (
            (self.first.block, self.first.piece) <= (block, n) <= (self.last.block, self.last.piece)
        )

    def letters_of(self, block: int, n: int, count: int) -> tuple[int, int]:
        """Which letters of a piece lie within: from, and up to."""
        if not self.holds(block, n):
            return 0, 0
        first, last = self.first, self.last
        begin = first.letter if (first.block, first.piece) == (block, n) else 0
        end = last.letter if (last.block, last.piece) == (block, n) else count
        return min(begin, count), min(end, count)


def all_of(first: int, last: int) -> TextStretch:
    """Everything in some blocks."""
    return TextStretch(TextPlace(first, 0, 0), TextPlace(last, _TO_THE_END, _TO_THE_END))


class TextSelection:
    """What is selected: from where the mouse was pressed to where it is."""

    def __init__(self, layout: SheetLayout) -> None:
        self._layout = layout
        self.anchor: TextPlace | None = None
        self.end: TextPlace | None = None

    @property
    def stretch(self) -> TextStretch | None:
        """What is selected, whichever way it was dragged; None for nothing."""
        if self.anchor is None or self.end is None:
            return None
        return TextStretch(*sorted((self.anchor, self.end)))

    def select(self, stretch: TextStretch) -> None:
        """Select a stretch of the text."""
        self.anchor, self.end = stretch.first, stretch.last

    def clear(self) -> None:
        """Nothing is selected."""
        self.anchor = self.end = None

    def begin(self, point: QPointF) -> None:
        """The mouse is pressed at a point of the paper."""
        self.anchor, self.end = place_at(self._layout, point), None

    def extend(self, point: QPointF) -> None:
        """It is dragged to another point."""
        self.end = place_at(self._layout, point)

    def select_piece(self, point: QPointF) -> None:
        """Select the whole piece at a point: a serial number, a name, a figure."""
        at = place_at(self._layout, point)
        if at is not None:
            self.anchor = TextPlace(at.block, at.piece, 0)
            self.end = TextPlace(at.block, at.piece, _TO_THE_END)

    @property
    def text(self) -> str:
        """What is selected, cells set apart by tabs."""
        return "" if self.stretch is None else text_of(self._layout, self.stretch)


def text_of(layout: SheetLayout, stretch: TextStretch) -> str:
    """A stretch of the text as it is copied: rows of cells that are set apart by tabs."""
    rows: list[str] = []
    for block in range(stretch.first.block, stretch.last.block + 1):
        layout.ensure_read(block)
        row, level = list[str](), None
        for n, piece in enumerate(layout.pieces_of(block)):
            if not stretch.holds(block, n):
                continue
            if level is not None and abs(piece.rect.top() - level) > GRID:
                rows.append("\t".join(row))
                row = []
            level = piece.rect.top()
            if piece.link is not Link.UNFOLD and piece.text != "Space":
                begin, end = stretch.letters_of(block, n, len(piece.text))
                all_of_it = begin == 0 and end >= len(piece.text)
                row.append((all_of_it and piece.whole) or piece.text[begin:end])
        rows.append("\t".join(row))
    return "\n".join(row for row in rows if row)


def fitted(piece: Piece, metrics: QFontMetricsF) -> tuple[str, float]:
    """The text of a piece as it fits, and where it begins."""
    text = piece.text
    if metrics.horizontalAdvance(text) > piece.rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, piece.rect.width())
    start = piece.rect.left()
    if piece.right:
        start = piece.rect.right() - metrics.horizontalAdvance(text)
    return text, start


def place_at(layout: SheetLayout, point: QPointF) -> TextPlace | None:
    """The place in the text that is nearest to a point of the paper."""
    block = layout.block_at(point.y())
    pieces = layout.pieces_of(block) if layout.sheet is not None else []
    if not pieces:
        return None
    inside = QPointF(point.x(), point.y() - layout.tops[block])
    n, piece = min(enumerate(pieces), key=lambda one: _far(one[1].rect, inside))
    metrics = QFontMetricsF(piece.font)
    text, start = fitted(piece, metrics)
    letter = min(
        range(len(text) + 1),
        key=lambda k: abs(start + metrics.horizontalAdvance(text[:k]) - inside.x()),
    )
    return TextPlace(block, n, letter)


def _far(rect: QRectF, point: QPointF) -> tuple[float, float]:
    """How far a point is from a rectangle: down first, so that a row is kept to."""
    down = max(rect.top() - point.y(), 0.0, point.y() - rect.bottom())
    across = max(rect.left() - point.x(), 0.0, point.x() - rect.right())
    return down, across

"""How the paper of a posted document is painted: only the blocks that show, always light."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.domain.verdicts import Level
from app.gui.documents import paper_blocks
from app.gui.documents.paper_blocks import MARGIN, Link, Piece
from app.gui.documents.sheet_layout import SheetLayout
from app.gui.documents.sheet_text import TextStretch, fitted
from app.gui.kit.theme import GRID, LIGHT, SUM, text_font
from app.text import _

_WRONG = LIGHT.level(Level.REFUSED)[1]


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What is marked on the paper: the line and serial number that the keys are at, a selection."""

    line: int | None = None
    serial: str | None = None
    selected: TextStretch | None = None


def paint_sheet(
    painter: QPainter, layout: SheetLayout, blocks: Iterable[int], marks: SheetMarks, least: float
) -> None:
    """Paint some blocks on paper that is at least so high, from its upper left corner."""
    sheet = layout.sheet
    if sheet is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paper = QRectF(0, 0, layout.width, max(layout.height, least))
    painter.fillRect(paper, QColor(LIGHT.base))
    painter.setPen(QColor(LIGHT.line))
    painter.drawRect(paper)
    for block in blocks:
        painter.save()
        painter.translate(0, layout.tops[block])
        _paint_rules(painter, layout, block, marks)
        for n, piece in enumerate(layout.pieces_of(block)):
            _paint_piece(painter, piece, (block, n), marks)
        painter.restore()
    if sheet.is_void:
        _paint_stamp(painter, layout.width)


def _paint_rules(painter: QPainter, layout: SheetLayout, block: int, marks: SheetMarks) -> None:
    """What is below a block's texts: the band of the current line, and rules."""
    sheet, width = layout.sheet, layout.width
    if sheet is None:
        return
    height = layout.tops[block + 1] - layout.tops[block]
    left, right = float(MARGIN), width - MARGIN
    if layout.is_line(block) and block - 1 == marks.line:
        band = QRectF(left - GRID, 1, right - left + 2 * GRID, height - 2)
        painter.fillRect(band, QColor(LIGHT.selection))
    if block < layout.last_block():
        painter.setPen(QPen(QColor(LIGHT.line if block == 0 else LIGHT.soft), 1))
        painter.drawLine(QPointF(left, height - 0.5), QPointF(right, height - 0.5))
    elif (rule := paper_blocks.total_rule(sheet, width)) is not None:
        painter.setPen(QPen(QColor(LIGHT.text), 1))
        painter.drawLine(QPointF(rule[0], rule[2]), QPointF(rule[1], rule[2]))


def _paint_piece(painter: QPainter, piece: Piece, at: tuple[int, int], marks: SheetMarks) -> None:
    block, n = at
    if _is_chosen(piece, block, marks):
        painter.setPen(QPen(QColor(LIGHT.accent), 1))
        painter.drawRect(piece.rect.adjusted(-3, 0, 0, 0))
    metrics = QFontMetricsF(piece.font)
    text, start = fitted(piece, metrics)
    if marks.selected is not None:
        first, last = marks.selected.letters_of(block, n, len(text))
        if last > first:
            begin = start + metrics.horizontalAdvance(text[:first])
            room = metrics.horizontalAdvance(text[first:last])
            band = QRectF(begin, piece.rect.top(), room, piece.rect.height())
            painter.fillRect(band, QColor(LIGHT.mark))
    painter.setFont(piece.font)
    painter.setPen(QColor(piece.colour))
    middle = piece.rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(start, middle), text)


def _is_chosen(piece: Piece, block: int, marks: SheetMarks) -> bool:
    """Is the piece the serial number that the keys are at?"""
    if marks.serial is None or block - 1 != marks.line:
        return False
    return piece.link is Link.SERIAL and piece.target == marks.serial


def _paint_stamp(painter: QPainter, width: float) -> None:
    """Across the head: the document has no effect any more."""
    text = _("Void").upper()
    font = text_font(SUM, bold=True)
    metrics = QFontMetricsF(font)
    room = QRectF(0, 0, metrics.horizontalAdvance(text) + 5 * GRID, metrics.height() + GRID)
    room.moveCenter(QPointF(0, 0))
    painter.save()
    painter.translate(width / 2, MARGIN + 24)
    painter.rotate(-12)
    painter.setPen(QPen(QColor(_WRONG), 3))
    painter.setFont(font)
    painter.setOpacity(0.85)
    painter.drawRoundedRect(room, 6, 6)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()

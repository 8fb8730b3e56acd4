"""The cell of a document's line: the item's name, and below it what tells the unit or the item."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Index, TableModel
from app.gui.kit.theme import GRID, SECONDARY, serial_font, text_font

_PADDING = GRID


class TwoLineDelegate(QStyledItemDelegate):
    """Draws the cell's own text above, and ``below`` of its row under it, muted.

    The name of the row that is chosen is drawn semibold. What has no room ends in ``…``.
    """

    def __init__(self, below: Callable[[Any], str], desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._below = below
        self._desk = desk
        self._fonts = text_font(), text_font(bold=True), serial_font(SECONDARY)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, TableModel)
        self.initStyleOption(option, index)
        name, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        plain, bold, serial = self._fonts
        upper = option.rect.adjusted(_PADDING, GRID // 2, -_PADDING, -option.rect.height() // 2)
        lower = option.rect.adjusted(_PADDING, option.rect.height() // 2, -_PADDING, -GRID // 2)
        own = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.save()
        colour = own or QColor(self._desk.theme.text)
        painter.setPen(colour)
        painter.setFont(bold if chosen else plain)
        self._draw(painter, upper, name)
        painter.setPen(QColor(self._desk.theme.muted))
        painter.setFont(serial)
        self._draw(painter, lower, self._below(model.row(index.row())))
        painter.restore()

    def _draw(self, painter: QPainter, room: QRect, text: str) -> None:
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(side), shown)

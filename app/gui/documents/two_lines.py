"""The cell of a document's line: the item's name, and below it what tells the unit or the item."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.tables import Index, TableModel
from app.gui.kit.theme import GRID, SECONDARY, serial_font, text_font

PADDING = GRID + 3
"""At a cell's sides: what the style sheet says, and what the style itself leaves."""
_MARK = 14
_MARKS = {
    Level.ACCEPTED: "mdi6.check",
    Level.NOTED: "mdi6.check",
    Level.WARNING: "mdi6.alert-outline",
    Level.REFUSED: "mdi6.close",
}


class Below(NamedTuple):
    """What stands under a name; muted, where ``tone`` gives it no colour.

    ``mark`` is a sign behind it, in its colour. ``is_code``: a serial number or SKU, not words.
    """

    text: str
    mark: Level | None = None
    tone: Level | None = None
    is_code: bool = True


class TwoLineDelegate(QStyledItemDelegate):
    """Draws the cell's own text above, and ``below`` of its row under it; alone, in the middle.

    The name of the row that is chosen is drawn semibold; a ``figure`` stands at the right, and is
    so where it has a colour. What has no room ends in ``…``.
    """

    def __init__(
        self,
        below: Callable[[Any], Below],
        desk: Desk,
        parent: QObject,
        figure: bool = False,
    ) -> None:
        super().__init__(parent)
        self._is_figure = figure
        side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
        self._side = side | Qt.AlignmentFlag.AlignVCenter
        self._below = below
        self._desk = desk
        self._fonts = text_font(), text_font(bold=True)
        self._code_font, self._words_font = serial_font(SECONDARY), text_font(SECONDARY)
        self._marks = {
            level: icon(sign, desk.theme.level(level)[1]) for level, sign in _MARKS.items()
        }

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, TableModel)
        self.initStyleOption(option, index)
        name, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        plain, bold = self._fonts
        below = self._below(model.row(index.row()))
        upper = option.rect.adjusted(PADDING, GRID // 2, -PADDING, -option.rect.height() // 2)
        if not below.text:
            upper = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        lower = option.rect.adjusted(PADDING, option.rect.height() // 2, -PADDING, -GRID // 2)
        own = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.save()
        painter.setPen(own or QColor(self._desk.theme.text))
        stands_out = own is not None if self._is_figure else chosen
        painter.setFont(bold if stands_out else plain)
        self._draw(painter, upper, name)
        self._draw_below(painter, lower, below)
        painter.restore()

    def _draw_below(self, painter: QPainter, room: QRect, below: Below) -> None:
        theme = self._desk.theme
        painter.setPen(QColor(theme.level(below.tone)[1] if below.tone else theme.muted))
        painter.setFont(self._code_font if below.is_code else self._words_font)
        if below.mark is None:
            self._draw(painter, room, below.text)
            return
        used = self._draw(painter, room.adjusted(0, 0, -_MARK - GRID // 2, 0), below.text)
        top = room.top() + (room.height() - _MARK) // 2
        place = QRect(room.left() + used + GRID // 2, top, _MARK, _MARK)
        self._marks[below.mark].paint(painter, place)

    def _draw(self, painter: QPainter, room: QRect, text: str) -> int:
        """Draw a text in its room; returns how wide it is."""
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self._side), shown)
        return metrics.horizontalAdvance(shown)

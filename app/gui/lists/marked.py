"""What was looked for, marked where it stands in a column of a list."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.gui.kit.guard import guarded
from app.gui.kit.theme import Theme, serial_font

_MARGIN = 11
"""From the edge of a cell to its text, as in the head above it."""


def spans(text: str, sought: str) -> list[tuple[int, int]]:
    """Where ``sought`` stands in a text, as the store compares: small and capital a–z alike."""
    folded, part = _folded(text), _folded(sought)
    found: list[tuple[int, int]] = []
    begin = folded.find(part) if part else -1
    while begin >= 0:
        found.append((begin, begin + len(part)))
        begin = folded.find(part, begin + len(part))
    return found


def spans_shown(text: str, shown: str, begin: int, end: int) -> tuple[int, int]:
    """Where a part of a text stands in what is shown of it, which has its middle left out.

    Of serial numbers the last characters tell one from the next. A part that is left out stands
    in the sign that says so.
    """
    if shown == text:
        return begin, end
    sign = shown.find("…")
    out = len(text) - len(shown)
    first = begin if begin < sign else max(begin - out, sign)
    last = end if end <= sign else max(end - out, sign + 1)
    return first, last


def _folded(text: str) -> str:
    return "".join(c.lower() if c.isascii() else c for c in text)


def paint_ground(
    painter: QPainter,
    option: QStyleOptionViewItem,
    index: QModelIndex | QPersistentModelIndex,
) -> None:
    """Paint the ground that the model says; a style sheet for cells leaves it out."""
    ground = index.data(Qt.ItemDataRole.BackgroundRole)
    if isinstance(ground, QColor):
        painter.fillRect(QRect(option.rect), ground)


class MarkDelegate(QStyledItemDelegate):
    """Paints serial numbers with what ``sought`` says marked in them."""

    def __init__(self, theme: Theme, sought: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sought = sought

    @guarded()
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        paint_ground(painter, option, index)
        behind = QStyleOptionViewItem(option)
        self.initStyleOption(behind, index)
        behind.text = ""
        style = QApplication.style() if option.widget is None else option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, behind, painter, option.widget)
        text, font = str(index.data()), serial_font()
        metrics = QFontMetrics(font)
        room = QRect(option.rect).adjusted(_MARGIN, 0, -_MARGIN, 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.save()
        for begin, end in spans(text, self._sought()):
            begin, end = spans_shown(text, shown, begin, end)
            left = metrics.horizontalAdvance(shown[:begin])
            right = metrics.horizontalAdvance(shown[:end])
            high = metrics.height()
            top = room.top() + (room.height() - high) // 2
            mark = QRect(room.left() + left, top, right - left, high)
            painter.fillRect(mark, QColor(self._theme.mark))
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

"""The sections of a long page, at its left: which is shown, and in short what is in each."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, HINT, SECONDARY, TWO_LINE_ROW, Theme, text_font

_SUMMARY = Qt.ItemDataRole.UserRole + 1
_ONE_LINE = 32
_SIGN = 20
_BESIDE = GRID * 3 + _SIGN + GRID * 5 // 4
"""What stands beside a title: margins, and the sign with its gap."""


class _SectionPainter(QStyledItemDelegate):
    def __init__(self, parent: "SectionList", theme: Theme) -> None:
        super().__init__(parent)
        self._list = parent
        self._theme = theme

    @guarded(QSize())
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, TWO_LINE_ROW if self._list.two_lines else _ONE_LINE)

    @guarded()
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, room = self._theme, QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(room, theme.selection)
            painter.fillRect(QRect(room.topLeft(), QSize(3, room.height())), theme.accent)
        colour = theme.accent_text if chosen else theme.text
        name = index.data(Qt.ItemDataRole.UserRole)
        inner = room.adjusted(GRID * 3 // 2, 0, -GRID * 3 // 2, 0)
        if name:
            place = QRect(inner.x(), inner.center().y() - _SIGN // 2, _SIGN, _SIGN)
            icon(name, colour).paint(painter, place)
            inner.setLeft(inner.x() + _SIGN + GRID * 5 // 4)
        self._texts(painter, inner, index, colour, chosen)
        painter.restore()

    def _texts(
        self,
        painter: QPainter,
        room: QRect,
        index: QModelIndex | QPersistentModelIndex,
        colour: str,
        chosen: bool,
    ) -> None:
        """The title; its summary below it, or at the right where there is one line."""
        summary = index.data(_SUMMARY) or ""
        middle, left = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
        below = QRect(room)
        if self._list.two_lines:
            half = room.height() // 2
            below = room.adjusted(0, half - 3, 0, -3)
            room = room.adjusted(0, 3, 0, 3 - half)
        small = text_font(HINT if self._list.two_lines else SECONDARY)
        painter.setPen(colour)
        painter.setFont(text_font(bold=chosen))
        cut = Qt.TextElideMode.ElideRight
        title = painter.fontMetrics().elidedText(index.data(), cut, room.width())
        painter.drawText(room, middle | left, title)
        painter.setPen(self._theme.muted)
        painter.setFont(small)
        end = left if self._list.two_lines else Qt.AlignmentFlag.AlignRight
        painter.setClipRect(below)
        painter.drawText(below, middle | end, summary)


class SectionList(QListWidget):
    """Sections by their titles; ``two_lines``: what is in each stands below, not at the right."""

    def __init__(self, name: str, theme: Theme, two_lines: bool = False) -> None:
        super().__init__()
        self.two_lines = two_lines
        self.setAccessibleName(name)
        self.setProperty("role", "plain" if two_lines else "index")
        self.setItemDelegate(_SectionPainter(self, theme))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def widest(self) -> int:
        """Pixels in which every title stands whole, chosen or not."""
        metrics = QFontMetrics(text_font(bold=True))
        titles = (self.item(place).text() for place in range(self.count()))
        return max(map(metrics.horizontalAdvance, titles), default=0) + _BESIDE

    def add(self, title: str, icon_name: str = "") -> None:
        """Add a section at the end."""
        made = QListWidgetItem(title)
        made.setData(Qt.ItemDataRole.UserRole, icon_name)
        self.addItem(made)

    def say(self, place: int, summary: str) -> None:
        """Say in short what is in a section, for those who cannot see it too."""
        item = self.item(place)
        item.setData(_SUMMARY, summary)
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {summary}" if summary else None
        )

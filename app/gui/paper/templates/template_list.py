"""The templates there are, by what they are for: a heading for each, the default ones marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID, HINT, SECONDARY, Theme, text_font
from app.gui.kit.widgets import tip
from app.printing.documents.choosing import ListedTemplate
from app.text import _

_ENTRY = Qt.ItemDataRole.UserRole
_ROW, _HEADING = 28, 30


@dataclass(frozen=True, slots=True)
class TemplateGroup:
    """Templates for one thing, such as a kind of document; ``what`` it is for the program."""

    what: str
    title: str
    entries: Sequence[ListedTemplate]


class _TemplatePainter(QStyledItemDelegate):
    """A heading is small and muted; what is built in is muted; a default says so at its right."""

    def __init__(self, parent: QListWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme

    @guarded(QSize())
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, _ROW if index.data(_ENTRY) is not None else _HEADING)

    @guarded()
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, room = self._theme, QRect(option.rect)
        entry = index.data(_ENTRY)
        painter.save()
        chosen = entry is not None and bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(room, theme.selection)
            painter.fillRect(QRect(room.topLeft(), QSize(3, room.height())), theme.accent)
        inner = room.adjusted(GRID * 3 // 2, 0, -GRID, 0)
        if entry is None:
            painter.setFont(text_font(HINT, bold=True))
            painter.setPen(theme.muted)
            self._text(painter, inner.adjusted(0, GRID // 2, 0, 0), index.data())
        else:
            if entry.is_default:
                inner.setRight(self._mark(painter, inner))
            painter.setFont(text_font())
            plain = theme.muted if entry.own is None else theme.text
            painter.setPen(theme.accent_text if chosen else plain)
            self._text(painter, inner, index.data())
        painter.restore()

    def _text(self, painter: QPainter, room: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _mark(self, painter: QPainter, room: QRect) -> int:
        """Write that it is the default; returns where that begins."""
        font, text = text_font(SECONDARY), _("default")
        wide = QFontMetrics(font).horizontalAdvance(text) + GRID
        place = QRect(room.right() - wide, room.y() + 4, wide, room.height() - 8)
        painter.fillRect(place, self._theme.soft)
        painter.setFont(font)
        painter.setPen(self._theme.text)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        return place.left() - GRID // 2


class TemplateList(QListWidget):
    """The arrows go from template to template, past the headings."""

    entry_chosen = Signal(object, object)
    """What it is for, and which template is shown now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(_("Templates"))
        self.setProperty("role", "plain")
        self.setItemDelegate(_TemplatePainter(self, theme))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._places: dict[tuple[str, str], int] = {}
        self.currentItemChanged.connect(self._tell)

    def show_groups(self, groups: Sequence[TemplateGroup]) -> None:
        """Show other templates; none is chosen."""
        self.blockSignals(True)
        self.clear()
        self._places = {}
        for group in groups:
            heading = QListWidgetItem(group.title)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(heading)
            for entry in group.entries:
                self._places[group.what, entry.place] = self.count()
                made = QListWidgetItem(entry.name)
                made.setData(_ENTRY, entry)
                made.setData(_ENTRY + 1, group.what)
                made.setToolTip(tip(entry.name))
                said = f"{entry.name}, {_('default')}" if entry.is_default else entry.name
                made.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                self.addItem(made)
        self.blockSignals(False)

    def choose(self, what: str, place: str, tell: bool = True) -> bool:
        """Choose a template; False where it is there no more. ``tell`` off: nobody hears of it."""
        at = self._places.get((what, place))
        if at is None:
            return False
        self.blockSignals(not tell)
        self.setCurrentRow(at)
        self.blockSignals(False)
        self.viewport().update()
        return True

    def first(self) -> None:
        """Choose the first."""
        if self._places:
            self.choose(*next(iter(self._places)))

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ENTRY) is not None:
            self.entry_chosen.emit(item.data(_ENTRY + 1), item.data(_ENTRY))

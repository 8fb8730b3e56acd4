"""A table whose rows can be checked: Space, Shift and arrows, Ctrl+A, or its first column."""

from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QCheckBox, QStyledItemDelegate, QStyleOptionViewItem

from app.gui.kit.guard import guarded
from app.gui.kit.tables import Index, Table, TableColumn
from app.gui.kit.theme import Theme
from app.gui.lists.checks import Checked, Checks
from app.gui.lists.list_model import CHECK_COLUMN, ListModel
from app.gui.lists.marked import paint_ground
from app.text import _

_MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class _CheckedDelegate(QStyledItemDelegate):
    """Paints rows that are checked on their ground, and a bar at the left of the current one."""

    def __init__(self, theme: Theme, table: "CheckTable") -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_ground(painter, option, index)
        super().paint(painter, option, index)
        is_box = index.column() == self._table.box_place
        if is_box and index.row() == self._table.currentIndex().row():
            bar = QRect(option.rect)
            bar.setWidth(_BAR)
            painter.fillRect(bar, QColor(self._theme.accent))


class CheckTable(Table):
    """One row is current, any number is checked; what is done is done with those."""

    copy_wanted = Signal()
    """Ctrl+C was pressed while rows are checked."""

    def __init__(self, theme: Theme, model: ListModel, name: str, checks: Checks) -> None:
        super().__init__(model, name)
        self.setItemDelegate(_CheckedDelegate(theme, self))
        self._checks = checks
        self._from: int | None = None  # where a range begins
        self._since = Checked()  # what was checked before the range
        self.box_place = len(model.columns) - 1
        header = self.horizontalHeader()
        header.moveSection(self.box_place, 0)
        header.setSectionResizeMode(self.box_place, header.ResizeMode.Fixed)
        self.all_box = QCheckBox(header)
        self.all_box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.all_box.setAccessibleName(_("Check all that were read"))
        self.all_box.setToolTip(_("Check all that were read (Ctrl+A)"))
        self.all_box.clicked.connect(self._check_all)
        self.horizontalScrollBar().valueChanged.connect(self._lay_box)
        checks.changed.connect(self.show_checks)

    def show_checks(self) -> None:
        """Paint the rows again, and how many of them are checked in the head."""
        self.viewport().update()
        now, rows = self._checks.now, self.table_model.rows
        whole = bool(rows) and (
            not now.ids if now.all_fit else len(now.ids) >= len(rows) and self._all_checked()
        )
        state = Qt.CheckState.PartiallyChecked if self._checks.some else Qt.CheckState.Unchecked
        self.all_box.setCheckState(Qt.CheckState.Checked if whole else state)

    def _all_checked(self) -> bool:
        return all(self._checks.now.has(row.id) for row in self.table_model.rows)

    def check_loaded(self) -> None:
        """Check all rows that were read."""
        self._checks.check([row.id for row in self.table_model.rows])

    def _check_all(self) -> None:
        """The head's box: all that were read, or none."""
        if self.table_model.rows and not self._all_checked():
            self.check_loaded()
        else:
            self._checks.clear()
        self.show_checks()

    def shown_columns(self) -> list[TableColumn]:
        return [column for column in super().shown_columns() if column is not CHECK_COLUMN]

    def copy(self) -> None:
        """Where rows are checked, these are copied; else the current one."""
        if self._checks.some:
            self.copy_wanted.emit()
        else:
            super().copy()

    # Keys and clicks --------------------------------------------------------------------------

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _HELD:  # on its own it does nothing, and ends no range
            super().keyPressEvent(event)
            return
        plain = not event.modifiers() & _CHORD
        ranges = bool(event.modifiers() & _SHIFT)
        if event.key() in _MOVES and plain and ranges:
            self._begin_range(self.currentIndex().row())
            self._move(event)
            self._check_range(self.currentIndex().row())
            return
        self._from = None
        if event.key() in _MOVES and plain:
            self._move(event)
        elif event.key() == Qt.Key.Key_Space and plain:
            if (current := self.current_row()) is not None:
                self._checks.toggle(current.id)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.check_loaded()
        else:
            super().keyPressEvent(event)

    def _move(self, event: QKeyEvent) -> None:
        """Home and End lead to the first and the last row, for a row is one thing here."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.table_model.rowCount() - 1}
        place = ends.get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
        elif place >= 0:
            self.select_only(place)

    def _begin_range(self, place: int) -> None:
        if self._from is None:
            self._from, self._since = place, self._checks.now

    def _check_range(self, place: int) -> None:
        """Check the rows from where the range begins; beyond it, it is as it was."""
        if self._from is None or min(self._from, place) < 0:
            return
        first, last = sorted((self._from, place))
        ids = [self.table_model.row(at).id for at in range(first, last + 1)]
        self._checks.check(ids, since=self._since)

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event)
        before = max(self.currentIndex().row(), 0)
        held = event.modifiers()
        boxed = self._is_box(event) or held & Qt.KeyboardModifier.ControlModifier
        if row is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        place = self.rowAt(event.position().toPoint().y())
        if held & _SHIFT:
            self._begin_range(before)
            self.select_only(place)
            self._check_range(place)
            return
        self._from = None
        if boxed:
            self.select_only(place)
            self._checks.toggle(row.id)
            return
        super().mousePressEvent(event)

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._is_box(event):  # else Qt's own box would be pressed as well
            super().mouseReleaseEvent(event)

    @guarded()
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._is_box(event):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def _is_box(self, event: QMouseEvent) -> bool:
        return self.columnAt(event.position().toPoint().x()) == self.box_place

    def _row_at(self, event: QMouseEvent) -> Any | None:
        place = self.rowAt(event.position().toPoint().y())
        return self.table_model.row(place) if place >= 0 else None

    # The box in the head ----------------------------------------------------------------------

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_box()

    def _lay_box(self) -> None:
        header = self.horizontalHeader()
        box = QRect(0, 0, *self.all_box.sizeHint().toTuple())
        box.moveCenter(header.rect().center())
        box.moveLeft(header.sectionViewportPosition(self.box_place) + _BOX_LEFT)
        self.all_box.setGeometry(box)


_BOX_LEFT = 11
_BAR = 3

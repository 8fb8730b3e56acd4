"""The columns of a list to choose from: over the list for a moment, by its head's menu or a key."""

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QListWidget, QListWidgetItem, QWidget

from app.gui.kit.guard import guarded
from app.gui.kit.tables import Table
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label
from app.gui.lists.columns import ColumnChoice
from app.text import _

COLUMNS_KEY = "Ctrl+Shift+L"
_WIDTH = 264
_WIDER = 16
"""Pixels that one key makes a column wider or narrower."""
COLUMN_KEY = Qt.ItemDataRole.UserRole


class ColumnList(QListWidget):
    """Alt and an arrow act on the column that is current."""

    stepped = Signal(object, object)
    """So many places to the right, and so many pixels wider."""

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(*step)
        else:
            super().keyPressEvent(event)


class ColumnsPanel(QFrame):
    """Lies over the list, and lets each scan through to the page (``StandsOver``).

    Space shows or hides a column, Alt+↑ ↓ moves it, Alt+← → makes it narrower or wider. Esc, or
    whatever else takes the focus, closes it.
    """

    def __init__(self, choice: ColumnChoice, table: Table, page: QWidget) -> None:
        super().__init__(page)
        self._choice = choice
        self._table = table
        self._page = page
        self._below: QWidget | None = None
        self.button = button(_("Columns"), COLUMNS_KEY, "flat")
        """Opens it, wherever a page gives it a place."""
        self.setProperty("role", "card")
        self.setAccessibleName(_("Columns"))
        self.setFixedWidth(_WIDTH)
        self.list = ColumnList()
        self.list.setProperty("role", "plain")
        self.list.setAccessibleName(_("Columns"))
        keys = label(_("Space shows or hides · Alt+↑ ↓ moves · Alt+← → width"), "hint")
        keys.setWordWrap(True)
        self.reset_button = button(_("As at first"))
        self.setLayout(
            column(
                label(_("Columns"), "section"),
                self.list,
                keys,
                self.reset_button,
                margin=GRID,
                gap=GRID,
            )
        )
        self.list.itemChanged.connect(self._take)
        self.list.stepped.connect(self._step)
        self.reset_button.clicked.connect(self._reset)
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_at)
        self.button.clicked.connect(self.open)
        self.hide()

    def stood_before(self) -> QWidget | None:
        """What had the focus before: there a scan goes on."""
        return self._below

    def _open_at(self, place: QPoint) -> None:
        header = self._table.horizontalHeader()
        self._open(header.mapTo(self._page, QPoint(place.x(), header.height())))

    def open(self) -> None:
        """Show the columns at the right of the list's head; pressed again, close them."""
        header = self._table.horizontalHeader()
        corner = QPoint(header.width() - _WIDTH, header.height())
        if self.isVisible():
            self.close_panel()
        else:
            self._open(header.mapTo(self._page, corner))

    def _open(self, place: QPoint) -> None:
        if self._table.isHidden():  # there is no row, and no head either
            return
        self._below = QApplication.focusWidget()
        self._fill(0)
        rows = self.list.count() * self.list.sizeHintForRow(0) + GRID // 2
        self.list.setFixedHeight(min(rows, self._page.height() // 2))
        self.adjustSize()
        room = self._page.rect().bottomRight() - self.rect().bottomRight()
        self.move(max(0, min(place.x(), room.x())), max(0, min(place.y(), room.y())))
        self.show()
        self.raise_()
        self.list.setFocus()
        _program().focusChanged.connect(self._close_when_left)

    def close_panel(self) -> None:
        """Close it, with the focus where it was before."""
        _program().focusChanged.disconnect(self._close_when_left)
        self.hide()
        if self._below is not None and self._below.isVisible():
            self._below.setFocus()

    def _close_when_left(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or now is self or self.isAncestorOf(now):
            return
        self._below = now
        self.close_panel()

    def _fill(self, current: int) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for key in self._choice.order():
                item = QListWidgetItem(self._choice.title(key))
                item.setData(COLUMN_KEY, key)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                shown = self._choice.is_shown(key)
                item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
                self.list.addItem(item)
        self.list.setCurrentRow(current)

    def _take(self, item: QListWidgetItem) -> None:
        shown = item.checkState() is Qt.CheckState.Checked
        if not self._choice.show_column(item.data(COLUMN_KEY), shown):
            self._fill(self.list.currentRow())

    def _reset(self) -> None:
        self._choice.as_at_first()
        self._fill(0)
        self.list.setFocus()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _step(self, places: int, wider: int) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        key = item.data(COLUMN_KEY)
        self._choice.move_column(key, places)
        self._choice.widen(key, wider)
        self._fill(self._choice.order().index(key))


def _program() -> QApplication:
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    return program


_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -_WIDER),
    Qt.Key.Key_Right: (0, _WIDER),
}

"""From the search box of a list into its rows, and back, by keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QTableView, QWidget


def walk_between(box: QLineEdit, table: QTableView) -> None:
    """F2 leads into the box from anywhere on the page; ↓ from there into the rows, Esc back."""
    only_there = Qt.ShortcutContext.WidgetShortcut
    _key(box, "F2", Qt.ShortcutContext.WindowShortcut, box.setFocus)
    _key(box, "Down", only_there, lambda: _into(table))
    _key(table, "Esc", only_there, box.setFocus)


def _key(where: QWidget, keys: str, context: Qt.ShortcutContext, act: Callable[[], object]) -> None:
    made = QShortcut(QKeySequence(keys), where)
    made.setContext(context)
    made.activated.connect(act)


def _into(table: QTableView) -> None:
    """The row that was current, or the first; none, and the focus stays."""
    model = table.model()
    if model is None or model.rowCount() == 0:
        return
    if not table.currentIndex().isValid():
        table.setCurrentIndex(model.index(0, 0))
    table.setFocus()

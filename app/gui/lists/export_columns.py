"""Which columns go into a file, and in which order: check boxes that can be moved."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label
from app.gui.lists.columns_panel import COLUMN_KEY, ColumnList
from app.lists.listing import Column
from app.text import _

ChosenColumns = Sequence[tuple[str, bool]]
"""Columns by key, in their order, and whether each is checked."""


class ExportColumns(QWidget):
    """Space checks a column, Alt+↑ ↓ or the mouse moves it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = ColumnList()
        self.list.setAccessibleName(_("Columns"))
        self.list.setDragDropMode(ColumnList.DragDropMode.InternalMove)
        keys = label(_("Space checks · Alt+↑ ↓ moves"), "hint")
        self.setLayout(
            column(label(_("Columns"), "muted", self.list), self.list, keys, gap=GRID // 2)
        )
        self.list.stepped.connect(self._step)
        self.list.itemChanged.connect(self.changed)

    def offer(self, columns: Iterable[Column[Any]], chosen: ChosenColumns) -> None:
        """Show these columns as they were chosen; those that are new since then stand behind."""
        titles = {one.key: _(one.title) for one in columns}
        known = {key: checked for key, checked in chosen if key in titles}
        self.list.clear()
        for key in (*known, *(key for key in titles if key not in known)):
            item = QListWidgetItem(titles[key])
            item.setData(COLUMN_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            checked = known.get(key, not known)
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def chosen(self) -> list[tuple[str, bool]]:
        """All columns in their order, and whether each is checked."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return [
            (item.data(COLUMN_KEY), item.checkState() is Qt.CheckState.Checked) for item in items
        ]

    def checked(self) -> list[str]:
        """The keys of those that are checked, in their order."""
        return [key for key, is_checked in self.chosen() if is_checked]

    def _step(self, places: int, _wider: int) -> None:
        before = self.list.currentRow()
        after = before + places
        if places and 0 <= after < self.list.count():
            item = self.list.takeItem(before)
            self.list.insertItem(after, item)
            self.list.setCurrentRow(after)

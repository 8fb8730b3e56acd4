"""The shop's own sizes in a dialog that adds one more: each can be deleted there."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.text import _

_ROWS = 4


class OwnSizes(QWidget):
    """Hidden while there is none."""

    drop_wanted = Signal(str)
    """The size of a key is to be forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Sizes of your own"))
        self.delete_button = button(_("Delete"), "Ctrl+Del", "danger")
        self.delete_button.clicked.connect(self._drop)
        title = label(_("Sizes of your own"), "muted", self.list)
        side = column(self.delete_button, None)
        line = row(self.list, side)
        line.setStretch(0, 1)
        self.setLayout(column(title, line, gap=GRID // 2))

    def show_sizes(self, named: Iterable[tuple[str, str]]) -> None:
        """Show the sizes there are: each one's key and name."""
        self.list.clear()
        for key, name in named:
            item = QListWidgetItem(name)
            item.setData(_KEY, key)
            self.list.addItem(item)
        high = self.list.sizeHintForRow(0) * min(self.list.count(), _ROWS)
        self.list.setFixedHeight(max(high, 0) + 2 * self.list.frameWidth() + GRID)
        self.list.setCurrentRow(0)
        self.setVisible(self.list.count() > 0)

    def _drop(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.drop_wanted.emit(item.data(_KEY))


_KEY = Qt.ItemDataRole.UserRole

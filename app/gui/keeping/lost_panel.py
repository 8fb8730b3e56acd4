"""The documents that a restore would lose, in the right column (S2)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.gui.kit.desk import Desk
from app.gui.kit.theme import CARD_GAP, GRID
from app.gui.kit.widgets import button, column, label, row
from app.gui.lists.export_button import export_button
from app.gui.lists.list_view import ListView
from app.lists.lost_documents import LOST
from app.text import _, ngettext


class LostPanel(QFrame):
    """A list with its count, and the way back."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._posting = 1 << 62
        self.setProperty("role", "card")
        self.back_button = button(_("Back"), "Alt+Left")
        self.list = ListView(
            desk,
            LOST,
            _("Documents that would be lost"),
            lambda: self._posting,
            lambda: _("No document would be lost."),
            lambda count: ngettext("{count} document", "{count} documents", count, f"{count:,}"),
        )
        self.list.count_line.add(export_button(desk, self.list))
        title = label(_("These would not be in it any more"), "section")
        title.setWordWrap(True)
        head = row(self.back_button, title)
        head.setStretch(1, 1)
        self.setLayout(column(head, self.list, self.list.count_line, margin=GRID * 2, gap=CARD_GAP))
        self.setFocusProxy(self.list.table)
        self.back_button.clicked.connect(self.left)
        self.list.table.chosen.connect(lambda shown: desk.bus.open_document.emit(shown.id))

    def show_after(self, posting: int) -> None:
        """List what was posted after one document."""
        self._posting = posting
        self.list.reload()

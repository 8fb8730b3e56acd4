"""Says that a draft was discarded, and takes it back (D6)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.services.documents import drafts
from app.text import _


class DiscardedBar(QFrame):
    """Hidden until ``offer``; it goes with the next document that is opened."""

    restored = Signal(object)
    """The draft with this id is a draft again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._draft: int | None = None
        self.setProperty("role", "card")
        self.restore_button = button(_("Take it back"), "Ctrl+Shift+Z")
        self.restore_button.clicked.connect(self.restore)
        text = label(_("The draft is discarded."))
        self.setLayout(row(text, self.restore_button, None, margin=GRID))
        self.hide()

    def offer(self, draft: int) -> None:
        """Offer to take a draft back."""
        self._draft = draft
        self.show()

    def restore(self) -> None:
        """Take the draft back that was discarded last."""
        if self._draft is not None:
            drafts.restore(self._desk.session, self._draft)
            self.hide()
            self.restored.emit(self._draft)

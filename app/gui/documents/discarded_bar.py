"""Says that a draft was discarded, and takes it back (D6)."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.services.documents import drafts
from app.text import _


class DiscardedBar(QFrame):
    """Lies over the foot of a page, pushing nothing; hidden until ``offer``.

    It goes with the next thing that is done: its owner calls ``forget`` then.
    """

    restored = Signal(object)
    """The draft with this id is a draft again."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._draft: int | None = None
        self.setProperty("role", "card")
        self.restore_button = button(_("Take it back"), "Ctrl+Shift+Z", "link")
        self.restore_button.clicked.connect(self.restore)
        text = label(_("The draft is discarded."))
        self.setLayout(row(text, self.restore_button, margin=GRID, gap=GRID * 2))
        page.installEventFilter(self)
        self.hide()

    def offer(self, draft: int) -> None:
        """Offer to take a draft back."""
        self._draft = draft
        self.show()
        self._lie_at_the_foot()

    def forget(self) -> None:
        """Offer nothing any more."""
        self._draft = None
        self.hide()

    def restore(self) -> None:
        """Take the draft back that was discarded last."""
        draft = self._draft
        if draft is not None:
            drafts.restore(self._desk.session, draft)
            self.forget()
            self.restored.emit(draft)

    def _lie_at_the_foot(self) -> None:
        self.adjustSize()
        self.move(GRID * 2, self._page.height() - self.height() - GRID * 2)
        self.raise_()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of a page whose size changes."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._lie_at_the_foot()
        return super().eventFilter(watched, event)

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is shown: that was the next thing that was done."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.forget()

"""What can be done with a posted document, which itself is never edited (D6, V)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.kinds import KINDS, DocumentKind
from app.domain.problems import Problem, Refused
from app.gui.documents.void_dialog import VoidDialog
from app.gui.kit.desk import Desk
from app.gui.kit.widgets import button, row
from app.services.documents import copying, orders
from app.text import _
from db.queries.documents import DRAFT, POSTED, Document


class PostedActions(QWidget):
    """Void, copy, and make what a document becomes; hidden on a draft."""

    voided = Signal()
    """The document is void now."""
    asks = Signal(object, object)
    """Problems that are questions, and what is told whether they were answered with yes."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._document: Document | None = None
        self.void_button = button(_("Void…"))
        self.void_and_copy_button = button(_("Void and copy…"))
        self.copy_button = button(_("Copy"), "Ctrl+D")
        self.becomes_buttons = [
            button(_("Create {kind}…").format(kind=_(KINDS[key].name).lower()))
            for key in kind.becomes
        ]
        copies = (self.void_and_copy_button, self.copy_button)
        self.setLayout(row(self.void_button, *copies, *self.becomes_buttons))
        self.void_button.clicked.connect(self.void)
        self.void_and_copy_button.clicked.connect(self.void_and_copy)
        self.copy_button.clicked.connect(self.copy)
        for key, made in zip(kind.becomes, self.becomes_buttons, strict=True):
            made.clicked.connect(partial(self.make, key))

    def show_document(self, document: Document) -> None:
        """Offer what can be done with a document; one made from another page is not copied."""
        self._document = document
        posted = document.state == POSTED
        self.setVisible(document.state != DRAFT)
        self.void_button.setVisible(posted)
        self.void_and_copy_button.setVisible(posted and not self._kind.begun_elsewhere)
        self.copy_button.setVisible(not self._kind.begun_elsewhere)
        for made in self.becomes_buttons:
            made.setVisible(posted)

    def void(self) -> None:
        """Void the posted document, with a reason."""
        if self._document is not None and VoidDialog(self._desk, self._document, self).exec():
            self.voided.emit()

    def void_and_copy(self) -> None:
        """Void the document, and go on with a draft that has its serials (D6)."""
        if self._document is None:
            return
        dialog = VoidDialog(self._desk, self._document, self, and_copy=True)
        if dialog.exec() and dialog.copied is not None:
            self._desk.bus.changed.emit()
            self._desk.bus.open_document.emit(dialog.copied)

    def copy(self) -> None:
        """Go on with a draft that has the same lines (D6)."""
        if self._document is not None and self._document.state != DRAFT:
            draft = copying.copy(self._desk.session, self._document.id)
            self._desk.bus.open_document.emit(draft)

    def make(self, kind: str, sure: Sequence[Problem] = ()) -> None:
        """Make a draft of ``kind`` of what is left of the document; asks where nothing is left."""
        document = self._document
        if document is None or document.state != POSTED:
            return
        try:
            draft = orders.go_on(self._desk.session, document.id, kind, sure)
        except Refused as refusal:
            asked = refusal.problems
            self.asks.emit(asked, lambda yes: self.make(kind, asked) if yes else None)
        else:
            self._desk.bus.open_document.emit(draft)

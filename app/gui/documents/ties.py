"""What a draft was made of, as a link (D15)."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.gui.kit.desk import Desk
from app.text import _
from db.queries import documents
from db.queries.documents import VOIDED, Document


class _Links(QLabel):
    """A text with links to documents; hidden while it is empty."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setProperty("role", "muted")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(lambda link: desk.bus.open_document.emit(int(link)))
        self.hide()

    def show_text(self, text: str) -> None:
        """Show the text, or nothing."""
        self.setText(text)
        self.setVisible(bool(text))

    def link(self, document: int, number: str | None) -> str:
        """The number of a document, as a link to it."""
        colour = self._desk.theme.accent_text
        return f'<a style="color: {colour}" href="{document}">{escape(number or "")}</a>'


class OriginLink(_Links):
    """Beside the title: the document that this one was made of."""

    def show_document(self, document: Document) -> None:
        """Show what a document was made of, and whether that is void by now."""
        if document.origin_id is None:
            self.show_text("")
            return
        number = self.link(document.origin_id, document.origin)
        text = escape(_("from {number}")).format(number=number)
        if documents.head_state(self._desk.database, document.id).origin_state == VOIDED:
            text += " " + escape(_("(void)"))
        self.show_text(text)

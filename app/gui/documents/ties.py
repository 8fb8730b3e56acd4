"""What a document was made of, and what was made of it, each a link (D15)."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.kinds import KINDS, DocumentKind
from app.domain.quantities import quantity_text
from app.gui.kit.desk import Desk
from app.services.documents import orders
from app.text import _, ngettext
from db.queries import documents
from db.queries import orders as order_reads
from db.queries.documents import POSTED, VOIDED, Document, DocumentLine

_SHOWN = 12


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


class MadeLinks(_Links):
    """Under the head of an order or a quotation: what was made of it, and how much is open."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__(desk)
        self._kind = kind
        self.setWordWrap(True)

    def show_document(self, document: Document, lines: list[DocumentLine]) -> dict[int, int]:
        """Show what was made of a posted document; returns what is left of each line."""
        if document.state != POSTED or not self._kind.becomes:
            self.show_text("")
            return {}
        left = orders.left(self._desk.database, document.id, lines)
        self.show_text(" · ".join([*self._made(document), *_open(left)]))
        return left

    def _made(self, document: Document) -> list[str]:
        """A sentence for each kind that was made of it, the newest of its numbers first."""
        made = order_reads.made_of(self._desk.database, document.id)[::-1]
        said = []
        for key in self._kind.becomes:
            numbers = [self.link(row.id, row.number) for row in made if row.kind == key]
            if not numbers:
                continue
            shown = numbers[:_SHOWN]
            if more := len(numbers) - len(shown):
                shown.append(escape(ngettext("and {count} more", "and {count} more", more)))
            said.append(escape(_(KINDS[key].made_says)).format(numbers=", ".join(shown)))
        return said


def _open(left: dict[int, int]) -> list[str]:
    """How many units are open, and how many are more than was ordered."""
    still = sum(quantity for quantity in left.values() if quantity > 0)
    over = -sum(quantity for quantity in left.values() if quantity < 0)
    said = []
    if still or not over:
        said.append(_("{units} still open").format(units=quantity_text(still)))
    if over:
        said.append(_("{units} more than ordered").format(units=quantity_text(over)))
    return [escape(text) for text in said]

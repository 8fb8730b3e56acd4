"""A transfer: while something of it is on the way, its receipt is a button away (D4)."""

from app.domain.kinds import DocumentKind
from app.domain.quantities import quantity_text
from app.gui.documents.page import DocumentPage
from app.gui.kit.desk import Desk
from app.gui.kit.widgets import button, label
from app.services.documents.effects import transfers
from app.text import _
from db.queries import transfers as transfer_reads
from db.queries.documents import POSTED, DocumentLine


class TransferPage(DocumentPage):
    """Says on a posted transfer how much has not arrived, and begins its receipt."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__(desk, kind)
        self.on_the_way = label("", "muted")
        self.receive_button = button(_("Receive…"), "Ctrl+R", "primary")
        self.foot.addWidget(self.on_the_way)
        self.foot.addWidget(self.receive_button)
        self.receive_button.clicked.connect(self.receive)

    def _show_head_and_lines(self, id: int) -> list[DocumentLine]:
        lines = super()._show_head_and_lines(id)
        left = 0
        if self.document is not None and self.document.state == POSTED:
            left = sum(row.quantity for row in transfer_reads.on_the_way(self.desk.database, id))
        text = _("{units} still on the way").format(units=quantity_text(left))
        self.on_the_way.setText(text)
        self.on_the_way.setVisible(left > 0)
        self.receive_button.setVisible(left > 0)
        return lines

    def receive(self) -> None:
        """Go on with the receipt of what is still on the way."""
        if self.document is not None:
            draft = transfers.go_on(self.desk.session, self.document.id)
            self.desk.bus.open_document.emit(draft)

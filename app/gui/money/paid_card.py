"""What a customer gets in hand after Finish: it stays in the right column until the next scan."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.domain.kinds import KINDS
from app.domain.payments import Settlement
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.total import Total
from app.gui.kit.widgets import card, column, label, row
from app.gui.money.tender_tiles import tender_name
from app.text import _
from db.queries import documents
from db.queries.documents import VOIDED, Document


def in_hand(settlement: Settlement, incoming: bool) -> int:
    """What is handed to the customer in cash: the change, or what is given back."""
    if incoming:
        return settlement.change
    return sum(one.moved for one in settlement.paid if one.part.tender.is_cash)


class PaidCard(QFrame):
    """One card, as high as what it holds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._document = 0
        back, colour = desk.theme.level(Level.ACCEPTED)
        self._number, self._what = label("", "section"), label("")
        self.figure = Total(Qt.AlignmentFlag.AlignLeft)
        self._paid = label("", "secondary")
        self._paid.setWordWrap(True)
        inside = card(
            column(
                row(self._number, None), self._what, self.figure, self._paid, margin=GRID * 2, gap=4
            )
        )
        inside.setObjectName("paid")
        inside.setStyleSheet(
            f"QFrame#paid {{ background: {back}; border: 0; }}"
            f" QFrame#paid QLabel {{ color: {colour}; }}"
        )
        self.setLayout(column(inside, None))
        self.hide()

    def drop_void(self) -> None:
        """Say nothing more of what is void by now: nothing is due for it any more."""
        if self.isHidden():
            return
        if documents.document(self._desk.database, self._document).state == VOIDED:
            self.hide()

    def show_paid(self, document: Document, settlement: Settlement) -> None:
        """Show what is handed over for a document that was just posted."""
        incoming = KINDS[document.kind].money_sign > 0
        formats, self._document = self._desk.formats, document.id
        self._number.setText(document.number or "")
        self._what.setText(_("Change due") if incoming else _("To give back"))
        self.figure.setText(formats.money(in_hand(settlement, incoming)))
        by = _(", ").join(
            f"{tender_name(one.part.tender)} {formats.price(one.part.given or one.moved)}"
            for one in settlement.paid
        )
        total = formats.money(settlement.total)
        self._paid.setText(_("{total}, by {tenders}").format(total=total, tenders=by))
        self.show()

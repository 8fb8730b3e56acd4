"""Paying on a document's page: F9 opens the strip in the right column, Finish posts (M5, M7)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.document_kind import DocumentKind, Settling
from app.domain.payments import Settlement
from app.domain.problems import Code, Problem
from app.domain.verdicts import Level
from app.gui.documents.approving_page import ApprovingPage
from app.gui.documents.draft_view import DraftView
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace
from app.gui.kit.questions import give_up
from app.gui.scanning.boxes import Ended
from app.text import _
from db.queries import documents
from db.queries.documents import DISCARDED, Document

if TYPE_CHECKING:
    from app.gui.money.next_customer import NextCustomer
    from app.gui.money.opening_panel import OpeningPanel
    from app.gui.money.payment_strip import PaymentStrip
    from app.gui.paper.print_bar import PrintBar

NEXT_CUSTOMER = "money.next_customer.NextCustomer"
OPENING = "money.opening_panel.OpeningPanel"
PAYMENT_STRIP = "money.payment_strip.PaymentStrip"
PAYING_FOOT = "documents.paying_foot.PayingFoot"
_OF_PAYMENTS = frozenset(
    {
        Code.NOT_PAID,
        Code.ACCOUNT_OF_NOBODY,
        Code.MORE_THAN_DUE,
        Code.NOTHING_DUE,
        Code.NOT_IN_COINS,
        Code.TENDER_NOT_OFFERED,
        Code.CHANGE_FROM_CASH_ONLY,
        Code.AMOUNT_MISSING,
        Code.REFUND_OF_ANOTHER,
        Code.REFUND_TOO_MUCH,
        Code.REFUND_REASON_MISSING,
    }
)
"""What the strip itself mends: it opens nevertheless."""


class PayingPage(ApprovingPage):
    """The part of a document's page that takes payment; a shop without payments never sees it."""

    kind: DocumentKind
    draft_page: DraftView

    def __init__(self) -> None:
        super().__init__()
        self.next_scans: list[str] = []
        """Scanned while this sale was paid: the next customer's."""
        self.next_place = PartPlace(self._make_next_customer)
        self._strip: PaymentStrip | None = None
        self._opening: OpeningPanel | None = None
        self.settled: Settlement | None = None
        """What was paid by the last Finish."""
        self.settled_half = 0
        """The document that it was paid for, of two that were posted together."""

    @property
    def takes_money(self) -> bool:
        """Payments of this kind are kept here."""
        return self.desk.settings.takes_payments(self.kind)

    @property
    def pays_first(self) -> bool:
        """It is paid before it is posted, or stays on account of somebody who is named."""
        return self.takes_money and self.kind.settling is Settling.AT_ONCE

    def post_text(self) -> str:
        """What the blue button says."""
        if not self.pays_first:
            return _("Post")
        return _("Take payment") if self.kind.money_sign > 0 else _("Give back")

    @property
    def strip(self) -> "PaymentStrip":
        """The strip; made when the first payment is taken."""
        if self._strip is None:
            made: PaymentStrip = class_named(PAYMENT_STRIP)(self.desk)
            self._strip = made
            made.left.connect(self.leave_payment)
            made.finish_wanted.connect(self._finish)
            made.changed.connect(self.after_payment)
            made.customer_wanted.connect(self.header.party.setFocus)
            made.fold(self.draft_page.is_narrow)
            self.draft_page.folded.connect(made.fold)
            self._foot = class_named(PAYING_FOOT)()
            self._foot.back_button.clicked.connect(self.leave_payment)
        return self._strip

    @property
    def is_paying(self) -> bool:
        """The strip is open."""
        return self._strip is not None and self.draft_page.shows(self._strip)

    def post(self) -> None:
        """Post the draft, or take the payment first, where it is paid before it is posted."""
        if self.is_paying:
            self.strip.enter()
        elif self.pays_first:
            self.pay()
        else:
            super().post()

    def pay(self) -> None:
        """Open the strip, unless something stands against posting the document."""
        from app.services.documents import posting  # with the first payment
        from app.services.money import shifts  # with the first payment

        if not self.takes_scans() or not self.finish_entry() or not self.may_leave_out():
            return
        draft = self.draft
        if draft is None:
            return
        against: list[Problem] = []
        counter = self.desk.session.counter.id

        def begin() -> None:
            self.take_waiting()
            database = self.desk.database
            for half in self.to_be_posted():
                found = posting.problems_of(database, half)
                against.extend(p for p in found if p.code not in _OF_PAYMENTS and not p.asks)
            if not against and shifts.opening_needed(database, counter):
                self._ask_float()
            elif not against:
                self._open_strip(documents.document(database, self.paid_half()))

        if not self._do(begin):
            return
        if against:
            self._show_refusal(against)
            self.desk.sounds.play(Level.REFUSED)
            self.show_what_waits(draft)

    def to_be_posted(self) -> Sequence[int]:
        """The drafts that are posted together; for pages to override."""
        return (self.draft.id,) if self.draft is not None else ()

    def paid_half(self) -> int:
        """Which of them is paid; for pages to override."""
        return self.to_be_posted()[0]

    def _ask_float(self) -> None:
        """The drawer is closed: it is opened first, in the right column; then it goes on (M9)."""
        if self._opening is None:
            made: OpeningPanel = class_named(OPENING)(self.desk, "F9", before_paying=True)
            self._opening = made
            made.opened.connect(self._go_on_paying)
            made.left.connect(self.leave_payment)
        self.draft_page.take_over(self._opening)
        self._opening.float.setFocus()

    def _go_on_paying(self) -> None:
        self.end_payment()
        self.post()

    @property
    def asks_float(self) -> bool:
        """The drawer is to be opened before anything is paid."""
        return self._opening is not None and self.draft_page.shows(self._opening)

    def _open_strip(self, draft: Document) -> None:
        self.clear_problems()
        self.strip.begin(draft)
        self._show_sums(draft)
        self.draft_page.take_over(self.strip, self._foot, *self.strip.widths)
        self.scan_box.setPlaceholderText(_("What is scanned now belongs to the next customer"))
        self.strip.take_focus()
        self.after_payment()

    def after_approval(self) -> None:
        """To the payment, where it is paid."""
        if self.is_paying:
            self.scan_box.setPlaceholderText(_("What is scanned now belongs to the next customer"))
            self.strip.take_focus()
        else:
            super().after_approval()

    def _show_sums(self, draft: Document) -> None:
        """Below the lines stands what they come to: the right column is the payment's."""
        self._foot.show_sums(self.sums_to_pay(), self.desk.formats.price(draft.total))

    def sums_to_pay(self) -> Sequence[tuple[str, str]]:
        """The figures that lead to the total, with their names; for pages to override."""
        return ()

    def leave_payment(self) -> None:
        """Back to the document; what is paid so far stays on it."""
        self.end_payment()
        self.scan_box.setFocus()

    def end_payment(self) -> None:
        """Show the usual right column again; what is asked there is not asked any more."""
        if self.asks_approval_now:
            self.approval.leave()
        self.draft_page.give_back()
        self.scan_box.show_usual()
        self.after_payment()

    def after_payment(self) -> None:
        """Called when more is paid, and as the strip opens or closes; for pages to override."""

    def follow_payment(self) -> None:
        """The document that is paid was read again."""
        if self.is_paying and self.draft is not None:
            draft = documents.document(self.desk.database, self.paid_half())
            self.strip.reload(draft)
            self._show_sums(draft)
            self.after_payment()

    def _finish(self, on_account: bool) -> None:
        """Post what is paid; where that is refused the strip stays, and what is paid too."""
        self.on_account, self.settled = on_account, self.strip.settlement
        self.settled_half = self.paid_half()
        self._post()
        self.on_account = False
        if self.is_paying and self.draft is not None:
            self.follow_payment()
            if not self.confirm_place.is_shown:
                self.strip.take_focus()

    def may_give_up(self, draft: int) -> bool:
        """Ask before a draft is discarded for which money was taken: that stays with the shop."""
        if not (self.takes_money and self.kind.money_sign > 0):
            return True
        from app.services.money import payments  # with the first payment

        paid = sum(one.moved for one in payments.settlement_of(self.desk.database, draft).by_hand)
        if not paid:
            return True
        text = _("{amount} was taken for this draft. Give it back, or keep the draft. Discard it?")
        said = text.format(amount=self.desk.formats.money(paid))
        return give_up(self, _("Discard draft"), said, _("Keep"), _("Discard"))

    def print_after(self, bar: "PrintBar", document: Document) -> None:
        """Print what was just posted as was chosen at its payment, else as its purpose says.

        The drawer opens for what is paid by a tender that needs it, whatever is printed.
        """
        from app.services.paper import drawer  # with the first payment

        paid, self.settled = self.settled, None
        if document.state == DISCARDED and paid is not None:  # of an exchange: nothing goes out
            document = documents.document(self.desk.database, self.settled_half)
        chosen = self._strip.receipt.chosen if self._strip is not None and paid else None
        if paid is not None and any(one.part.tender.opens_drawer for one in paid.paid):
            self._do(lambda: drawer.open_drawer(self.desk.session, document.id))
            self.desk.bus.print_asked.emit()
        if chosen is None:
            bar.after_posting(document)
        elif chosen:
            bar.print_document(document)
        else:
            bar.dismiss()

    # The next customer's scans ----------------------------------------------------------------

    @property
    def next_customer(self) -> "NextCustomer":
        """Says which scans wait."""
        return self.next_place.part

    def _make_next_customer(self) -> "NextCustomer":
        made: NextCustomer = class_named(NEXT_CUSTOMER)(self.desk)
        made.taken.connect(self.into_this_sale)
        return made

    def take_scan(self, code: str) -> bool:
        """A scan while it is paid is the next customer's, and waits."""
        if self.asks_approval_now or not (self.is_paying and self.takes_scans()):
            return super().take_scan(code)
        if not isinstance(code, Ended):
            code = Ended(code, self.scan_box.take_quantity())
        self.next_scans.append(code)
        self.next_customer.show_waiting(self.next_scans)
        self.desk.sounds.play(Level.NOTED)
        return True

    def take_next(self) -> list[str]:
        """The scans that waited for the next customer; they wait no more."""
        codes, self.next_scans = self.next_scans, []
        self.next_place.hide()
        return codes

    def into_this_sale(self) -> None:
        """What waited for the next customer is of this sale after all."""
        for code in self.take_next():
            super().take_scan(code)
        self.queue.drain()
        if self.is_paying:
            self.strip.take_focus()

    def waiting_codes(self) -> list[str]:
        """Those of the next customer are on no document yet either."""
        return super().waiting_codes() + self.next_scans

    def let_go(self) -> list[str]:
        """Close the strip; the next customer's scans are the caller's too."""
        codes = super().let_go()
        self.next_scans = []
        self.next_place.hide()
        self.draft_page.give_back()
        self.scan_box.show_usual()
        return codes

    def own_answers(self) -> Sequence[QWidget]:
        """What else answers the box, between it and the lines."""
        return (self.next_place.widget,)

"""How the demo shop is paid: its drawer from morning to evening, its accounts once a week.

What is sold over the counter is paid at once, in the ways in which a shop of its kind is; companies
and schools have it on account and pay some weeks later, and so does the shop with its suppliers.
"""

from collections.abc import Sequence
from datetime import date
from random import Random

from app.demo.names import Names
from app.domain.document_kind import DocumentKind
from app.domain.kinds import MONEY_PAYMENT, MONEY_RECEIPT
from app.domain.payments import TenderKind
from app.domain.shifts import Counted, DrawerEntryKind
from app.services.documents import posting
from app.services.money import accounts, payments, shifts, tenders
from app.services.session import Session

_SEED = 8
_FLOAT = 800_00
_NOTE = 100_00
_LATE = (0, 10, 30)
"""So many days after the day on which it is due a business pays; one never did so far."""


class CashDesk:
    """The money of the demo shop, by dice of its own: what is sold is the same without it."""

    def __init__(self, session: Session, names: Names) -> None:
        self.session = session
        self.names = names
        self.dice = Random(_SEED)
        self._tender = {one.kind: one.id for one in tenders.offered(session.database)}

    # The drawer ----------------------------------------------------------------------------------

    def open(self, session: Session) -> None:
        """The drawer is opened for a day, with what its last close left in it."""
        left = shifts.last_left(session.database, session.counter.id)
        shifts.open_drawer(session, _FLOAT if left is None else left)

    def pay(self, session: Session, sale: int) -> None:
        """A sale at the counter is paid: by phone, card or cash, now and then by two of them."""
        way = self.dice.random()
        if way < 0.55:
            self._add(session, sale, TenderKind.WALLET)
        elif way < 0.72:
            self._add(session, sale, TenderKind.CARD)
        elif way < 0.95:
            self._pay_in_cash(session, sale)
        else:
            due = payments.settlement_of(session.database, sale).due
            self._add(session, sale, TenderKind.CARD, due // 2)
            self._pay_in_cash(session, sale)

    def _pay_in_cash(self, session: Session, sale: int) -> None:
        """In whole notes, for which there is change."""
        due = payments.settlement_of(session.database, sale).in_cash
        self._add(session, sale, TenderKind.CASH, -(-due // _NOTE) * _NOTE)

    def pay_by_wallet(self, session: Session, document: int) -> None:
        """All of a document is paid by phone."""
        self._add(session, document, TenderKind.WALLET)

    def _add(
        self, session: Session, draft: int, kind: TenderKind, amount: int | None = None
    ) -> None:
        payments.add_part(session, draft, self._tender[kind], amount)

    def spend(self, session: Session) -> None:
        """Small things are paid out of the drawer, or it is only opened."""
        if self.dice.random() < 0.7:
            amount = self.dice.randint(2, 12) * 5_00
            reason = self.dice.choice(self.names.money_out)
            shifts.move_money(session, DrawerEntryKind.MONEY_OUT, amount, reason)
        else:
            shifts.open_without_sale(session, self.dice.choice(self.names.no_sale))

    def close(self, session: Session) -> None:
        """The drawer is counted and closed for the day; seldom a coin is missing."""
        database = session.database
        shift = shifts.open_shift(database, session.counter.id)
        assert shift is not None
        found = shifts.report(database, shift)
        missing, reason = 0, ""
        if self.dice.random() < 0.05:
            missing, reason = 5_00, self.dice.choice(self.names.differences)
        counted = found.expected - missing
        said = {one.tender: one.amount for one in found.tenders}
        shifts.close(
            session, Counted(total=counted, stays=min(_FLOAT, counted), reason=reason, tenders=said)
        )

    # Accounts ------------------------------------------------------------------------------------

    def settle(
        self, session: Session, businesses: Sequence[int], suppliers: Sequence[int], day: date
    ) -> None:
        """What is due on a day is paid from bank to bank: to suppliers, and by businesses."""
        for place, contact in enumerate(businesses):
            if place:
                late = _LATE[place % len(_LATE)]
                self._settle_due(session, MONEY_RECEIPT, contact, day, late)
        for contact in suppliers:
            self._settle_due(session, MONEY_PAYMENT, contact, day)

    def _settle_due(
        self, session: Session, kind: DocumentKind, contact: int, day: date, late: int = 0
    ) -> None:
        debts = accounts.open_debts(session.database, contact, kind.money_sign)
        due = [one for one in debts if (day - date.fromisoformat(one.due_date)).days >= late]
        if not due:
            return
        draft = accounts.begin(session, kind.key, contact)
        accounts.set_amount(session, draft, sum(abs(one.left) for one in due))
        accounts.set_tender(session, draft, self._tender[TenderKind.TRANSFER])
        posting.post(session, draft)

"""The life of money: anything that can be paid, in any order, against a till as simply thought of.

Sales split over tenders, part returns, exchanges, purchases, voids, shifts opened and closed. The
till of the model knows coins and shares by `Decimal`, and nothing of the program. After every step
the store must say what the model says, to the smallest coin.
"""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.domain.pricing import Discount
from app.domain.shifts import Counted
from app.services.documents import discounts, draft_head, draft_lines, exchanging, voiding
from app.services.money import payments, shifts
from db.queries import documents
from db.queries import payments as payment_reads
from tests.shop import Shop

NOT_CASH = ("card", "wallet", "transfer")


def coins(amount, step):
    """An amount in coins of ``step``, half away from zero."""
    if step <= 1:
        return amount
    return int((Decimal(amount) / step).quantize(Decimal(1), ROUND_HALF_UP)) * step


@dataclass
class Sold:
    """A document with money: what each tender moved of it (out of the shop below zero)."""

    id: int
    sign: int
    total: int
    serials: list[str]
    moved: Counter = field(default_factory=Counter)
    owed: int = 0
    back: dict[str, int] = field(default_factory=dict)
    """The serials that came back, each with the return by which it did."""


class LifeOfMoney(RuleBasedStateMachine):
    """One counter, phones at prices that no coin pays, a customer and a supplier."""

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self.shop = shop
        self.step = 0
        self.sold: dict[int, Sold] = {}
        self.in_stock: list[str] = []
        self.bought = 0
        self.drawer: int | None = None
        """What is in the drawer by the model; None: it is closed."""
        self.left = 0

    def teardown(self) -> None:
        self.shop.close()
        self.shop.path.unlink()

    @initialize(step=st.sampled_from([0, 1, 5, 10, 100]))
    def open_the_shop(self, step):
        self.step = step
        self.shop.take_payments(cash_rounding=step, shifts=True)
        self.drawer = 0
        shifts.open_drawer(self.shop.session, 0)
        self.in_stock = [f"S{n}" for n in range(4)]
        self.shop.opening(" ".join(self.in_stock))

    # What is done -----------------------------------------------------------------------------

    def _pays(self, document: Sold, tender: str, amount: int) -> None:
        """By the model, a tender settles so much of a document; cash moves in coins."""
        moved = coins(amount, self.step) if tender == "cash" else amount
        document.moved[tender] += document.sign * moved
        if tender == "cash" and self.drawer is not None:
            self.drawer += document.sign * moved

    def _draft(self, kind: str, serials, price: int) -> int:
        draft = self.shop.draft(kind)
        line = self.shop.line(draft, " ".join(serials))
        draft_lines.set_price(self.shop.session, draft, line, price)
        return draft

    def _pay(self, draft: int, document: Sold, data, due: int | None = None) -> bool:
        """Type payments: some by card and the like, then cash or nothing; is some on account?"""
        left = document.total if due is None else due
        for tender in data.draw(st.lists(st.sampled_from(NOT_CASH), max_size=2)):
            if left:
                amount = data.draw(st.integers(1, left))
                self.shop.pay(draft, tender, amount)
                self._pays(document, tender, amount)
                left -= amount
        if left and data.draw(st.booleans()):
            more = data.draw(st.sampled_from([None, 0, 7, 5000]))
            incoming = document.sign > 0
            given = None if more is None or not incoming else coins(left, self.step) + more
            if given != 0:  # of what no coin pays nothing is handed over
                self.shop.pay(draft, "cash", given)
                self._pays(document, "cash", left)
                left = 0
        document.owed = document.sign * left
        return left > 0

    def _post(self, draft: int, sign: int, serials, on_account: bool, document: Sold) -> None:
        self.shop.post(draft, on_account=on_account)
        self.sold[draft] = document

    def _total(self, draft: int) -> int:
        return documents.document(self.shop.database, draft).total

    is_open = precondition(lambda self: self.drawer is not None)

    @is_open
    @precondition(lambda self: self.in_stock)
    @rule(data=st.data(), units=st.integers(1, 3), price=st.integers(0, 2000))
    def sell(self, data, units, price):
        """A sale, perhaps with a discount that nothing divides, however it is paid."""
        serials = self.in_stock[:units]
        draft = self._draft("sale", serials, price)
        most = price * len(serials)
        if most and data.draw(st.booleans()):
            less = Discount(amount=data.draw(st.integers(0, most)))
            discounts.set_of_document(self.shop.session, draft, less)
        document = Sold(draft, +1, self._total(draft), serials)
        self._post(draft, +1, serials, self._pay(draft, document, data), document)
        self.in_stock = self.in_stock[units:]

    @is_open
    @rule(data=st.data(), price=st.integers(0, 2000))
    def buy(self, data, price):
        """A purchase, paid at once, in part or not at all."""
        self.bought += 1
        serials = [f"B{self.bought}"]
        draft = self._draft("purchase", serials, price)
        document = Sold(draft, -1, self._total(draft), serials)
        self._pay(draft, document, data)
        self._post(draft, -1, serials, False, document)
        self.in_stock += serials

    def _out(self) -> list[tuple[str, Sold]]:
        """The serials that are with customers, each with the sale by which it went."""
        return [
            (serial, sale)
            for sale in self.sold.values()
            if sale.sign > 0
            for serial in sale.serials
            if serial not in sale.back
        ]

    has_sold = precondition(lambda self: self._out())

    @is_open
    @has_sold
    @rule(data=st.data())
    def take_back(self, data):
        """Some of what was sold comes back, of one sale or several, as is proposed."""
        found = self._out()
        chosen = data.draw(st.lists(st.sampled_from(found), min_size=1, max_size=3, unique_by=id))
        draft = self.shop.blank("sales_return")
        draft_head.set_party(self.shop.session, draft, self.shop.has.customer)
        serials = list(dict.fromkeys(serial for serial, _ in chosen))
        self.shop.enter(draft, " ".join(serials))
        document = Sold(draft, -1, self._total(draft), serials)
        self._give_back(draft, document, document.total)
        self._post(draft, -1, serials, document.owed != 0, document)
        self._is_back(draft, serials)

    def _give_back(self, draft: int, document: Sold, due: int) -> None:
        """As is proposed: checked here for what it may not do, then done."""
        left, cash = due, 0
        proposed = payments.proposals(self.shop.database, draft)
        assert sum(one.amount for one in proposed) == due
        for one in proposed:
            if one.tender is None:
                continue
            name = one.tender.kind.name.lower()
            left -= one.amount
            if name == "cash":
                cash += one.amount
            else:
                self._pays(document, name, one.amount)
        payments.add_proposed(self.shop.session, draft)
        if cash:
            by_coins = coins(cash, self.step) if left == 0 else None
            self._cash_out(draft, document, by_coins, cash)
        document.owed = -left

    def _cash_out(self, draft, document, by_coins, cash):
        """Cash that pays the rest moves in coins, other cash as it is."""
        moved = by_coins if by_coins is not None else cash
        document.moved["cash"] -= moved
        if self.drawer is not None:
            self.drawer -= moved

    def _is_back(self, draft: int, serials) -> None:
        for sale in self.sold.values():
            for serial in serials:
                if sale.sign > 0 and serial in sale.serials and serial not in sale.back:
                    sale.back[serial] = draft
        self.in_stock += serials

    @is_open
    @has_sold
    @precondition(lambda self: self.in_stock)
    @rule(data=st.data(), price=st.integers(0, 4000))
    def exchange(self, data, price):
        """One that was sold for one in stock; the difference is paid or given back."""
        came, _sale = data.draw(st.sampled_from(self._out()))
        goes = self.in_stock[0]
        sale = self._draft("sale", [goes], price)
        back = exchanging.begin(self.shop.session, sale)
        self.shop.enter(back, came)
        halves = (
            Sold(back, -1, self._total(back), [came]),
            Sold(sale, +1, self._total(sale), [goes]),
        )
        offset = min(half.total for half in halves)
        for half in halves:
            half.moved["exchange"] += half.sign * offset
        returned, sold = halves
        on_account = self._pay(sale, sold, data, sold.total - offset)
        self._give_back(back, returned, returned.total - offset)
        self.shop.post(sale, on_account=on_account or returned.owed != 0)
        self.sold |= {back: returned, sale: sold}
        self._is_back(back, [came])
        self.in_stock.remove(goes)

    @is_open
    @precondition(lambda self: self.sold)
    @rule(data=st.data())
    def void(self, data):
        """A document goes, with all that stands on it; its money moves the other way, now."""
        document = data.draw(st.sampled_from(sorted(self.sold)))
        chain = [link.id for link in voiding.chain_of(self.shop.database, document)]
        assert self.shop.void_chain(document) == chain
        for link in chain:
            gone = self.sold.pop(link)
            if self.drawer is not None:
                self.drawer -= gone.moved["cash"]
            if gone.sign > 0:
                self.in_stock += gone.serials
            else:
                self.in_stock = [one for one in self.in_stock if one not in gone.serials]
            for sale in self.sold.values():
                sale.back = {one: by for one, by in sale.back.items() if by != link}

    @is_open
    @rule(takes_out=st.booleans())
    def close_the_drawer(self, takes_out):
        stays = 0 if takes_out else max(self.drawer, 0)
        if self.drawer < 0:  # more went out than there was: nothing below zero is counted
            shifts.close(self.shop.session, Counted(total=0, reason="paid from the safe"))
            self.left = 0
        else:
            shifts.close(self.shop.session, Counted(total=self.drawer, stays=stays))
            self.left = stays
        self.drawer = None

    @precondition(lambda self: self.drawer is None)
    @rule(more=st.integers(0, 500))
    def open_the_drawer(self, more):
        self.drawer = self.left + more
        shifts.open_drawer(self.shop.session, self.drawer, "coins brought")

    # What must be so --------------------------------------------------------------------------

    @invariant()
    def every_document_is_settled_as_the_model_says(self):
        for document in self.sold.values():
            moved: Counter = Counter()
            settled = 0
            for row in payment_reads.payments(self.shop.database, [document.id]):
                moved[tender_of(row)] += row.moved
                settled += row.amount
            owed = payment_reads.debts(self.shop.database, [document.id]).get(document.id, 0)
            assert +moved == +document.moved
            assert -moved == -document.moved
            assert owed == document.owed
            assert settled + owed == document.sign * document.total

    @invariant()
    def the_drawer_holds_what_passed(self):
        if self.drawer is not None:
            shift = shifts.open_shift(self.shop.database, self.shop.session.counter.id)
            assert shifts.report(self.shop.database, shift).expected == self.drawer

    @invariant()
    def what_is_all_back_gave_back_what_was_paid(self):
        for sale in self.sold.values():
            if sale.sign < 0 or set(sale.back) != set(sale.serials):
                continue
            (given,) = self.shop.rows(
                "SELECT coalesce(sum(b.amount - b.share), 0) FROM document_line l"
                " JOIN document_line b ON b.origin_line_id = l.id"
                " JOIN document d ON d.id = b.document_id AND d.state = 1"
                " WHERE l.document_id = ?",
                sale.id,
            )[0]
            assert given == sale.total

    @invariant()
    def no_payment_is_given_back_beyond_itself(self):
        assert (
            self.shop.rows(
                "SELECT p.id FROM payment p JOIN payment r ON r.refunds_id = p.id"
                " GROUP BY p.id, p.amount HAVING p.amount + sum(r.amount) < 0"
            )
            == []
        )

    @invariant()
    def what_is_void_moved_nothing(self):
        assert (
            self.shop.rows(
                "SELECT d.id FROM document d JOIN payment p ON p.document_id = d.id"
                " WHERE d.state = 2 GROUP BY d.id"
                " HAVING sum(p.amount) <> 0 OR sum(p.rounding) <> 0"
            )
            == []
        )


def tender_of(row):
    return {0: "cash", 1: "card", 2: "wallet", 3: "transfer", 5: "exchange"}[row.kind]


EXAMPLES, STEPS = 60, 25


@pytest.mark.rule("M3", "M5", "M6", "M7", "M8", "M9", "V2", "V3")
def test_the_life_of_money(template, tmp_path):
    run_state_machine_as_test(
        lambda: LifeOfMoney(
            Shop.fresh(template, template.copy_to(tmp_path / f"{uuid.uuid4()}.sdk"))
        ),
        settings=profile(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )

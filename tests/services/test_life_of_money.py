"""The life of money: anything that can be paid, in any order, against a till as simply thought of.

Sales with discounts and tax, split over tenders or left on account, part returns, exchanges,
purchases, receipts and payments, voids, money in and out, shifts opened and closed. The till of the
model (`till_model`) knows nothing of the program. After every step the store must say what the
model says, to the smallest coin.
"""

import uuid
from collections import Counter

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
from app.domain.shifts import Counted, DrawerEntryKind
from app.services import settings
from app.services.documents import discounts, draft_head, draft_lines, exchanging, voiding
from app.services.money import accounts, payments, shifts, taxes, tenders
from app.services.money.taxes import TaxForm
from db.queries import document_lines, documents
from db.queries import payments as payment_reads
from db.queries.taxes import TaxPeriod
from tests.services.till_model import Accounts, Line, Off, Sold, Worth, coins, worth
from tests.shop import Shop

NOT_CASH = ("card", "wallet", "transfer")
TAXES = st.sampled_from(
    [("none", 0), ("included", 21_000), ("included", 7_700), ("added", 21_000), ("added", 13_000)]
)

LINES = st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 3)), min_size=1, max_size=3)


def offs(most):
    """A discount of an amount: some of it, or so many thousandths of a percent."""
    amounts = st.builds(Off, st.integers(0, most))
    return st.just(Off()) | amounts | st.builds(Off, st.just(0), st.integers(1, 100_000))


class LifeOfMoney(RuleBasedStateMachine):
    """One counter, phones at prices that no coin pays, a customer and a supplier."""

    tax: tuple[str, int] = ("none", 0)

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self.shop = shop
        self.step = 0
        self.sold: dict[int, Sold] = {}
        self.accounts = Accounts()
        self.in_stock: list[str] = []
        self.expected: dict[int, Worth] = {}
        self.bought = 0
        self.drawer: int | None = None
        """What is in the drawer by the model; None: it is closed."""
        self.left = 0

    def teardown(self) -> None:
        self.shop.close()
        self.shop.path.unlink()

    @initialize(step=st.sampled_from([0, 1, 5, 10, 100]), tax=TAXES)
    def open_the_shop(self, step, tax):
        self.step, self.tax = step, tax
        mode, rate = tax
        vat = taxes.save(self.shop.session, TaxForm("VAT", [TaxPeriod("2000-01-01", None, rate)]))
        settings.save(self.shop.session, taxes=mode, default_tax=vat)
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

    def _draft(self, kind: str, lines, off=None) -> tuple[int, int]:
        """A draft of some lines, and what it comes to by the model: the program must say so."""
        draft, session, off = self.shop.draft(kind), self.shop.session, off or Off()
        for one in lines:
            line = self.shop.line(draft, " ".join(one.serials))
            draft_lines.set_price(session, draft, line, one.price)
            discounts.set_of_line(session, draft, line, Discount(one.off.amount, one.off.rate))
        discounts.set_of_document(session, draft, Discount(off.amount, off.rate))
        self.expected[draft] = found = worth(lines, off, *self.tax)
        assert self._total(draft) == found.total
        return draft, found.total

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
            more = data.draw(st.sampled_from([None, 0, 7, 500]))
            incoming = document.sign > 0
            given = None
            if more is not None and incoming:  # what is handed over is in coins of the shop
                given = coins(left, self.step) + more * max(self.step, 1)
            if given != 0:  # of what no coin pays nothing is handed over
                self.shop.pay(draft, "cash", given)
                self._pays(document, "cash", left)
                change = payments.settlement_of(self.shop.database, draft).change
                assert change == (0 if given is None else given - coins(left, self.step))
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
    @rule(data=st.data(), wanted=LINES)
    def sell(self, data, wanted):
        """A sale, perhaps with discounts that nothing divides, however it is paid."""
        lines, left = [], list(self.in_stock)
        for price, units in wanted:
            serials, left = left[:units], left[units:]
            if serials:
                lines.append(Line(serials, price, data.draw(offs(price * len(serials)))))
        off = data.draw(offs(sum(line.amount for line in lines)))
        draft, total = self._draft("sale", lines, off)
        serials = [serial for line in lines for serial in line.serials]
        document = Sold(draft, +1, total, serials)
        self._post(draft, +1, serials, self._pay(draft, document, data), document)
        self.in_stock = left

    @is_open
    @rule(data=st.data(), price=st.integers(0, 2000), units=st.integers(1, 3))
    def buy(self, data, price, units):
        """A purchase, paid at once, in part or not at all."""
        self.bought += units
        serials = [f"B{self.bought - place}" for place in range(units)]
        line = Line(serials, price, data.draw(offs(price * units)))
        draft, total = self._draft("purchase", [line])
        document = Sold(draft, -1, total, serials)
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
        self._take_back(list(dict.fromkeys(serial for serial, _ in chosen)))

    @is_open
    @has_sold
    @rule(data=st.data())
    def take_all_back_piece_by_piece(self, data):
        """All that is left of a sale comes back, each piece by a return of its own."""
        sale = data.draw(st.sampled_from(self._out()))[1]
        there = [serial for serial in sale.serials if serial not in sale.back]
        for serial in data.draw(st.permutations(there)):
            self._take_back([serial])

    def _take_back(self, serials):
        draft = self.shop.blank("sales_return")
        draft_head.set_party(self.shop.session, draft, self.shop.has.customer)
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
            self._pays(document, "cash", cash)
        document.owed = -left

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
        sale, total = self._draft("sale", [Line([goes], price)])
        back = exchanging.begin(self.shop.session, sale)
        self.shop.enter(back, came)
        halves = (
            Sold(back, -1, self._total(back), [came]),
            Sold(sale, +1, total, [goes]),
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

    # On account --------------------------------------------------------------------------------

    def _open(self, sign):
        """What is open with the customer (+1) or the supplier (-1), the oldest first."""
        return [one for one in self.sold.values() if self.accounts.left(one) * sign > 0]

    @is_open
    @rule(data=st.data(), sign=st.sampled_from([+1, -1]), amount=st.integers(1, 5000))
    def pay_on_account(self, data, sign, amount):
        """The customer pays, or the supplier is paid: the oldest first, the rest is an advance."""
        kind = "money_receipt" if sign > 0 else "money_payment"
        draft, session = self.shop.draft(kind), self.shop.session
        tender = data.draw(st.sampled_from(["cash", *NOT_CASH]))
        (chosen,) = (
            one.id for one in tenders.every(self.shop.database) if one.kind.name.lower() == tender
        )
        if tender == "cash":
            amount = max(coins(amount, self.step), self.step, 1)
        accounts.set_amount(session, draft, amount)
        accounts.set_tender(session, draft, chosen)
        document = Sold(draft, sign, amount, [], owed=-sign * amount, settles=True)
        self._pays(document, tender, amount)
        owed = [one for one in self._open(sign) if self._party(one) == sign]
        self._post(draft, sign, [], False, document)
        self.accounts.settle(document, owed, amount)

    def _party(self, document) -> int:
        """With whom it is: the customer (+1) or the supplier (-1)."""
        kind = documents.kind_of(self.shop.database, document.id)
        return -1 if kind in ("purchase", "money_payment") else +1

    @precondition(lambda self: accounts.credits_to_settle(self.shop.database, self._customer))
    @rule()
    def settle_by_credits(self):
        """What came back on account settles what is open, as far as it goes."""
        kinds = {one.id: documents.kind_of(self.shop.database, one.id) for one in self._open(-1)}
        settled = 0
        for credit in sorted(self._open(-1), key=lambda one: one.id):
            if kinds[credit.id] in ("sales_return", "money_receipt"):
                open_now = [one for one in self._open(+1) if self._party(one) > 0]
                before = self.accounts.left(credit)
                self.accounts.settle(credit, open_now, -before)
                settled += self.accounts.left(credit) - before
        assert accounts.settle_credits(self.shop.session, self._customer) == settled

    @property
    def _customer(self):
        return self.shop.has.customer

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
            self.accounts.forget(link)
            if self.drawer is not None:
                self.drawer -= gone.moved["cash"]
            if gone.sign > 0:
                self.in_stock += gone.serials
            else:
                self.in_stock = [one for one in self.in_stock if one not in gone.serials]
            for sale in self.sold.values():
                sale.back = {one: by for one, by in sale.back.items() if by != link}

    @is_open
    @rule(kind=st.sampled_from(DrawerEntryKind), amount=st.integers(1, 3000))
    def move_money(self, kind, amount):
        """Change is fetched, somebody is paid from the drawer, it is opened for nothing."""
        if kind is DrawerEntryKind.NO_SALE:
            shifts.open_without_sale(self.shop.session, "change for a note")
        else:
            shifts.move_money(self.shop.session, kind, amount, "as the model says")
            self.drawer += amount if kind is DrawerEntryKind.MONEY_IN else -amount

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
            assert settled == document.sign * document.total - (
                0 if document.settles else document.owed
            )

    @invariant()
    def lines_and_tax_are_what_the_model_says(self):
        for id, found in self.expected.items():
            if id not in self.sold:
                continue
            lines = document_lines.lines(self.shop.database, id)
            assert [line.share for line in lines] == found.shares
            (tax,) = self.shop.rows(
                "SELECT coalesce(sum(tax), 0) FROM document_tax WHERE document_id = ?", id
            )[0]
            assert tax == found.tax

    @invariant()
    def everybody_owes_what_the_model_says(self):
        today = self.shop.session.today()
        for sign, party in ((+1, self._customer), (-1, self.shop.has.supplier)):
            lefts = {one.id: self.accounts.left(one) for one in self.sold.values() if one.owed}
            of_party = {
                id: left for id, left in lefts.items() if self._party(self.sold[id]) == sign
            }
            found = accounts.account(self.shop.database, party, today)
            assert found.balance == sum(of_party.values())
            open_now = accounts.open_debts(self.shop.database, party)
            assert {one.document: one.left for one in open_now} == {
                id: left for id, left in of_party.items() if left
            }

    @invariant()
    def the_drawer_holds_what_passed(self):
        if self.drawer is not None:
            shift = shifts.open_shift(self.shop.database, self.shop.session.counter.id)
            assert shifts.report(self.shop.database, shift).expected == self.drawer

    @invariant()
    def what_is_all_back_gave_back_what_was_paid(self):
        for sale in self.sold.values():
            if sale.sign < 0 or not sale.serials or set(sale.back) != set(sale.serials):
                continue
            (given,) = self.shop.rows(
                "SELECT coalesce(sum(b.amount - b.share), 0) FROM document_line l"
                " JOIN document_line b ON b.origin_line_id = l.id"
                " JOIN document d ON d.id = b.document_id AND d.state = 1"
                " WHERE l.document_id = ?",
                sale.id,
            )[0]
            (tax,) = self.shop.rows(
                "SELECT coalesce(sum(t.tax), 0) FROM document_tax t"
                " JOIN document d ON d.id = t.document_id AND d.state = 1 WHERE t.origin_id = ?",
                sale.id,
            )[0]
            of_sale = self.expected[sale.id]
            assert tax == of_sale.tax
            assert given == sale.total - (tax if self.tax[0] == "added" else 0)

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


EXAMPLES, STEPS = 50, 25


@pytest.mark.rule("M3", "M4", "M5", "M6", "M7", "M8", "M9", "V2", "V3")
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

"""Exchange: what comes back and what goes out, posted together; the difference is paid (M5, M7)."""

import pytest

from app.domain.problems import Code
from app.services.documents import draft_head, exchanging, posting, voiding
from app.services.money import payments
from db.queries import documents
from db.queries import payments as payment_reads
from db.queries.documents import DISCARDED, DRAFT, POSTED, VOIDED
from tests.shop import codes, refusal

pytestmark = pytest.mark.rule("M7")

PHONE, CAMERA = 2999_00, 6499_00


@pytest.fixture
def till(shop):
    """A shop that takes payments; a phone was sold and paid by card, and a camera in cash."""
    shop.purchase("A1 A2 A3")
    shop.purchase("C1 C2", product=shop.has.camera)
    shop.take_payments()
    shop.paid("sale", "A1", "card")
    shop.paid("sale", "C1", "cash", product=shop.has.camera)
    return shop


def exchange(shop, back="A1", out="A2", product=None):
    """The drafts of an exchange: what comes back, and what goes out."""
    sale = shop.draft("sale")
    returned = exchanging.begin(shop.session, sale)
    if out:
        shop.line(sale, out, product)
    if back:
        shop.enter(returned, back)
    return returned, sale


def state(shop, document):
    return documents.document(shop.database, document).state


def test_they_know_each_other_and_are_posted_together(till):
    back, sale = exchange(till)
    found = exchanging.exchange_of(till.database, sale)
    assert (found.back.id, found.sale.id, found.difference) == (back, sale, 0)
    assert exchanging.begin(till.session, sale) == back
    number = till.post(sale)
    assert number == till.number(sale)
    assert (state(till, back), state(till, sale)) == (POSTED, POSTED)
    assert till.ledger_of(back) == [("exchange", -PHONE)]
    assert till.ledger_of(sale) == [("exchange", PHONE)]
    assert till.post(back) == till.number(back)


def test_the_customer_pays_the_difference_and_only_that(till):
    back, sale = exchange(till, "A1", "C2", till.has.camera)
    assert payments.settlement_of(till.database, back).due == 0
    assert payments.settlement_of(till.database, sale).due == CAMERA - PHONE
    (problem,) = refusal(till.post, back)
    assert (problem.code, problem.values["due"]) == (Code.NOT_PAID, "3,500.00")
    assert (state(till, back), state(till, sale)) == (DRAFT, DRAFT)
    till.pay(sale, "cash", 4000_00)
    till.post(sale)
    assert till.ledger_of(sale) == [("exchange", PHONE), ("cash", 3500_00)]


def test_what_is_more_is_given_back_by_the_tender_of_its_sale(till):
    back, sale = exchange(till, "C1", "A2")
    assert payments.settlement_of(till.database, sale).due == 0
    (refund,) = payments.proposals(till.database, back)
    assert (refund.tender.is_cash, refund.amount) == (True, CAMERA - PHONE)
    payments.add_proposed(till.session, back)
    till.post(sale)
    assert till.ledger_of(back) == [("exchange", -PHONE), ("cash", PHONE - CAMERA)]


def test_what_was_exchanged_is_not_given_back_again(till):
    """Of a sale of two phones by card one is exchanged; the card has one left to give back."""
    both = till.paid("sale", "A2 A3", "card")
    (card,) = (row.id for row in payment_reads.payments(till.database, [both]))
    till.purchase("B1")
    back, sale = exchange(till, "A2", "B1")
    till.post(sale)
    (row,) = payment_reads.payments(till.database, [back])
    assert row.refunds_id == card
    rest = till.blank("sales_return")
    till.enter(rest, "A3")
    (refund,) = payments.proposals(till.database, rest)
    assert (refund.refunds, refund.amount) == (card, PHONE)
    problem = refusal(till.pay, rest, "card", PHONE + 1, refunds=card)[-1]
    assert (problem.code, problem.values["left"]) == (Code.REFUND_TOO_MUCH, "2,999.00")


def test_goods_that_paid_count_as_what_had_paid_for_them(till):
    """A card payment cannot be turned into cash by way of exchanges."""
    _, sale = exchange(till, "A1", "A2")
    till.post(sale)
    till.purchase("B1")
    _, again = exchange(till, "A2", "B1")
    till.post(again)
    back = till.blank("sales_return")
    till.enter(back, "B1")
    (refund,) = payments.proposals(till.database, back)
    assert (refund.tender.kind.name, refund.amount) == ("CARD", PHONE)


def test_all_that_stands_against_either_is_said_at_once(till):
    back, sale = exchange(till, "A1", "C2", till.has.camera)
    draft_head.set_party(till.session, back, None)  # who bought it is asked about, of the return
    till.line(sale, units=1)  # and a phone without its serial number, of the sale
    found = codes(refusal(till.post, sale))
    assert {Code.OWNED_BY_CUSTOMER, Code.NOT_PAID} < set(found)
    assert codes(refusal(till.post, back)) == found


@pytest.mark.parametrize("asked", ["back", "sale"])
@pytest.mark.parametrize("filled", ["back", "sale"])
def test_a_half_without_lines_makes_it_a_plain_document(till, asked, filled):
    back, sale = exchange(till, *(("A1", "") if filled == "back" else ("", "A2")))
    halves = {"back": back, "sale": sale}
    if filled == "back":
        payments.add_proposed(till.session, back)
    else:
        till.pay(sale)
    number = till.post(halves[asked])
    kept, gone = halves.pop(filled), *halves.values()
    assert (number, state(till, kept), state(till, gone)) == (till.number(kept), POSTED, DISCARDED)
    assert documents.document(till.database, kept).exchange_id is None


def test_an_exchange_is_left_and_each_stands_for_itself(till):
    back, sale = exchange(till, "A1", "A2")
    exchanging.leave(till.session, sale)
    assert exchanging.exchange_of(till.database, back) is None
    assert payments.settlement_of(till.database, sale).due == PHONE
    assert state(till, back) == DRAFT  # with what was scanned on it
    back, sale = exchange(till, "", "A3")
    exchanging.leave(till.session, sale)
    assert state(till, back) == DISCARDED


def test_only_a_sale_is_exchanged(till):
    for kind in ("purchase", "sales_return", "quotation", "transfer"):
        draft = till.draft(kind)
        assert codes(refusal(exchanging.begin, till.session, draft)) == [Code.NOT_EXCHANGED]
    sold = till.paid("sale", "A2")
    assert codes(refusal(exchanging.begin, till.session, sold)) == [Code.NOT_A_DRAFT]


def test_without_payments_both_are_posted_all_the_same(shop):
    shop.purchase("A1 A2")
    shop.sell("A1")
    back, sale = exchange(shop)
    shop.post(back)
    assert (state(shop, back), state(shop, sale)) == (POSTED, POSTED)
    assert shop.rows("SELECT * FROM payment") == []


# Void


@pytest.mark.rule("V1", "V2")
@pytest.mark.parametrize("half", [0, 1])
def test_both_halves_are_void_or_neither(till, half):
    books = till.books()
    halves = exchange(till, "C1", "A2")
    payments.add_proposed(till.session, halves[0])
    till.post(halves[0])
    one, other = halves[half], halves[1 - half]
    (problem,) = refusal(till.void, one)
    assert (problem.code, problem.values["document"]) == (Code.EXCHANGED, other)
    plan = voiding.plan_of(till.database, one)
    assert plan.problems == ()
    assert [step.document.id for step in plan.steps] == [halves[1], halves[0]]  # newest first
    assert [step.exchanged for step in plan.steps if step.document.id == other] == [True]
    assert till.void_chain(one) == [halves[1], halves[0]]
    assert (state(till, one), state(till, other)) == (VOIDED, VOIDED)
    assert till.books() == books
    assert till.rows(
        "SELECT sum(amount + rounding) FROM payment WHERE document_id IN (?, ?)", *halves
    ) == [(0,)]


@pytest.mark.rule("V2", "V3")
def test_the_newest_half_is_void_first_where_stock_is_short(till):
    """The one cable that came back went out again to somebody else's exchange."""
    till.purchase(product=till.has.cable, units=1)
    till.paid("sale", product=till.has.cable, units=1)
    back, sale = exchange(till, "", "")
    till.line(back, product=till.has.cable, units=1)
    till.line(sale, product=till.has.cable, units=1)
    till.post(sale)
    assert till.void_chain(back) == [sale, back]


@pytest.mark.rule("V2")
def test_what_stands_on_a_half_goes_first(till):
    back, sale = exchange(till, "A1", "A2")
    till.post(sale)
    later = till.paid("sale", "A1")  # what came back was sold again
    assert till.void_chain(sale) == [later, sale, back]


@pytest.mark.rule("M8", "V2")
def test_a_void_says_what_becomes_of_the_money(till):
    sold = till.written("sale", "A2")
    till.pay(sold, "card", 1000_00)
    till.post(sold, on_account=True)
    (step,) = voiding.plan_of(till.database, sold).steps
    assert [(row.kind, row.amount) for row in step.payments] == [(1, 1000_00)]
    assert (step.owed, step.settled) == (1999_00, ())
    till.void(sold)
    assert posting.problems_of(till.database, till.written("sale", "A2"), True) == []

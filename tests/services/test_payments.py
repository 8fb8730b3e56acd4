"""Payments typed on a draft, posted with it in its transaction, reversed by its void (M5 to M8)."""

import pytest

from app.domain.kinds import KINDS
from app.domain.payments import TenderKind
from app.domain.permissions import Role
from app.domain.problems import Code
from app.domain.quantities import MOST_MONEY
from app.domain.shifts import Counted
from app.services import audit, settings
from app.services.audit import Subject
from app.services.documents import draft_head, draft_lines, posting
from app.services.money import payments, shifts, tenders
from db.queries import document_lines, documents
from db.queries import payments as payment_reads
from tests.shop import codes, refusal

PHONE = 2999_00


@pytest.fixture
def till(shop):
    """A shop that takes payments, with phones and cables in stock."""
    shop.purchase("A1 A2 A3 A4")
    shop.purchase(product=shop.has.cable, units=20)
    shop.take_payments(cash_rounding=5)
    return shop


def cables(shop, units, price=4_67, kind="sale"):
    """A draft of cables at a price that no coin pays."""
    draft = shop.draft(kind)
    line = shop.line(draft, product=shop.has.cable, units=units)
    draft_lines.set_price(shop.session, draft, line, price)
    return draft


def rows_of(shop, document):
    return payment_reads.payments(shop.database, [document])


@pytest.mark.rule("M5")
def test_a_sale_is_posted_with_what_pays_it(till):
    draft = till.written("sale", "A1")
    till.pay(draft)
    number = till.post(draft)
    (row,) = rows_of(till, draft)
    assert (row.kind, row.amount, row.rounding, row.given) == (TenderKind.CASH, PHONE, 0, None)
    assert documents.document(till.database, draft).keeps_money
    assert till.rows("SELECT * FROM draft_payment") == []
    assert till.post(draft) == number  # a second posting pays nothing more
    assert len(rows_of(till, draft)) == 1


@pytest.mark.rule("M5")
def test_without_a_payment_nothing_is_posted(till):
    draft = till.written("sale", "A1")
    before = till.everything()
    (problem,) = refusal(till.post, draft)
    assert (problem.code, problem.values["due"]) == (Code.NOT_PAID, "2,999.00")
    assert till.everything() == before


@pytest.mark.rule("D7", "M5")
def test_the_reasons_of_money_come_with_all_others(till):
    draft = till.written("sale", "A1")
    till.line(draft, units=2)
    assert {Code.NOT_PAID} < set(codes(refusal(till.post, draft)))


@pytest.mark.rule("M5", "M6")
def test_a_sale_split_over_several_tenders_with_change(till):
    draft = cables(till, 3)  # 14.01
    till.pay(draft, "card", 4_00, reference="terminal 1")
    till.pay(draft, "wallet", 1_00)
    assert payments.settlement_of(till.database, draft).in_cash == 9_00
    till.pay(draft, "cash", 10_00)
    found = payments.settlement_of(till.database, draft)
    assert (found.due, found.rounding, found.change) == (0, -1, 1_00)
    till.post(draft)
    assert till.ledger_of(draft) == [("card", 4_00), ("wallet", 1_00), ("cash", 9_01)]
    (cash,) = (row for row in rows_of(till, draft) if row.kind == TenderKind.CASH)
    assert (cash.rounding, cash.given, cash.moved, cash.change) == (-1, 10_00, 9_00, 1_00)


@pytest.mark.rule("M5")
def test_parts_stay_on_the_draft_and_can_be_taken_off(till):
    draft = till.written("sale", "A1")
    part = till.pay(draft, "card", 1000_00)
    till.pay(draft, "cash", 500_00)
    assert [p.amount for p in payments.parts_of(till.database, draft)] == [1000_00, 500_00]
    assert payments.settlement_of(till.database, draft).due == 1499_00
    payments.remove_part(till.session, draft, part)
    assert payments.settlement_of(till.database, draft).due == 2499_00


@pytest.mark.rule("M5")
def test_what_was_given_pays_for_what_is_added_after(till):
    draft = cables(till, 1, price=10_00)
    till.pay(draft, "cash", 50_00)
    till.line(draft, product=till.has.cable, units=1)
    found = payments.settlement_of(till.database, draft)
    assert (found.due, found.change) == (0, 50_00 - 10_00 - 19_90)
    till.post(draft)
    assert till.ledger_of(draft) == [("cash", 29_90)]


@pytest.mark.rule("M5")
@pytest.mark.parametrize(
    ("tender", "amount", "code"),
    [
        ("cash", 0, Code.AMOUNT_MISSING),
        ("card", 0, Code.AMOUNT_MISSING),
        ("cash", -1, Code.PAYMENT_BELOW_ZERO),
        ("wallet", -PHONE, Code.PAYMENT_BELOW_ZERO),
        ("card", PHONE + 1, Code.MORE_THAN_DUE),
        ("transfer", MOST_MONEY, Code.MORE_THAN_DUE),
        ("cash", MOST_MONEY + 1, Code.MONEY_TOO_MUCH),
        ("card", MOST_MONEY + 1, Code.MONEY_TOO_MUCH),
        ("exchange", 1, Code.TENDER_NOT_OFFERED),
    ],
)
def test_what_is_no_payment_is_refused_where_it_is_typed(till, tender, amount, code):
    draft = till.written("sale", "A1")
    before = till.everything()
    assert codes(refusal(till.pay, draft, tender, amount)) == [code]
    assert till.everything() == before


@pytest.mark.rule("M5")
def test_nothing_more_is_typed_once_nothing_is_due(till):
    draft = till.written("sale", "A1")
    till.pay(draft)
    assert codes(refusal(till.pay, draft, "card", 1)) == [Code.NOTHING_DUE]


@pytest.mark.rule("M5")
def test_a_card_charged_more_than_is_due_now_holds_the_posting_up(till):
    draft = cables(till, 2, price=10_00)
    till.pay(draft, "card")
    (line,) = (row.id for row in document_lines.lines(till.database, draft))
    till.set_quantity(draft, line, 1)
    assert codes(refusal(till.post, draft)) == [Code.MORE_THAN_DUE]


@pytest.mark.rule("M5")
def test_a_tender_retired_meanwhile_holds_the_posting_up(till):
    draft = till.written("sale", "A1")
    till.pay(draft, "wallet")
    (wallet,) = (t.id for t in tenders.every(till.database) if t.kind is TenderKind.WALLET)
    form = tenders.load(till.database, wallet)
    tenders.save(till.session, form._replace(active=False), wallet)
    assert codes(refusal(till.post, draft)) == [Code.TENDER_NOT_OFFERED]


@pytest.mark.rule("M5")
def test_nothing_is_paid_on_what_is_posted_or_takes_no_money(till):
    sold = till.paid("sale", "A1")
    assert codes(refusal(till.pay, sold)) == [Code.NOT_A_DRAFT]
    assert codes(refusal(payments.remove_part, till.session, sold, 1)) == [Code.NOT_A_DRAFT]
    assert codes(refusal(till.pay, till.draft("quotation"))) == [Code.NO_PAYMENTS_HERE]
    settings.save(till.session, payments=False)
    assert codes(refusal(till.pay, till.draft("sale"))) == [Code.NO_PAYMENTS_HERE]


@pytest.mark.rule("M5")
@pytest.mark.parametrize("kind", [k.key for k in KINDS.values() if k.has_lines and k.money_sign])
def test_without_payments_what_is_posted_counts_as_paid(shop, kind):
    shop.purchase("A1 A2")
    shop.sell("A2")
    draft = shop.draft(kind)
    shop.enter(draft, {"sales_return": "A2", "purchase": ""}.get(kind, "A1"))
    if kind == "purchase":
        shop.line(draft, "A3")
    shop.post(draft)
    assert not documents.document(shop.database, draft).keeps_money
    assert shop.rows("SELECT * FROM payment") == shop.rows("SELECT * FROM debt") == []


@pytest.mark.rule("M5")
def test_what_is_given_away_takes_no_payment(till):
    draft = cables(till, 1, price=0)
    till.post(draft)
    assert documents.document(till.database, draft).keeps_money
    assert rows_of(till, draft) == []


@pytest.mark.parametrize(("currency", "decimals"), [("JPY", 0), ("KWD", 3)])
@pytest.mark.rule("M1", "M6")
def test_currencies_without_decimals_and_with_three(shop, currency, decimals):
    shop.in_currency(currency, payments=True, cash_rounding=10)
    shop.opening(product=shop.has.cable, units=5)
    draft = cables(shop, 1, price=12_994)
    assert payments.settlement_of(shop.database, draft).in_cash == 12_990
    till_problem = refusal(shop.post, draft)[0]
    assert till_problem.values["due"] == {0: "12,994", 3: "12.994"}[decimals]
    shop.pay(draft, "cash", 20_000)
    shop.post(draft)
    (row,) = rows_of(shop, draft)
    assert (row.amount, row.rounding, row.change) == (12_994, -4, 7_010)


# On account (M8)


def debts(shop):
    return shop.rows("SELECT document_id, contact_id, amount, settled, void FROM debt")


@pytest.mark.rule("M5", "M8")
def test_what_stays_open_stays_with_a_named_customer(till):
    draft = till.written("sale", "A1")
    till.pay(draft, "cash", 999_00)
    assert codes(refusal(till.post, draft)) == [Code.NOT_PAID]
    draft_head.set_party(till.session, draft, None)
    assert codes(refusal(till.post, draft, on_account=True)) == [Code.ACCOUNT_OF_NOBODY]
    draft_head.set_party(till.session, draft, till.has.customer)
    till.post(draft, on_account=True)
    assert till.ledger_of(draft) == [("cash", 999_00)]
    assert debts(till) == [(draft, till.has.customer, 2000_00, 0, 0)]


@pytest.mark.rule("M8")
@pytest.mark.parametrize(("kind", "amount"), [("purchase", -4000_00), ("purchase_return", 4000_00)])
def test_purchases_stay_on_account_by_themselves(till, kind, amount):
    draft = till.draft(kind)
    if kind == "purchase":
        till.line(draft, "B1 B2")
    else:
        till.enter(draft, "A1 A2")
    till.post(draft)
    assert debts(till) == [(draft, till.has.supplier, amount, 0, 0)]
    assert rows_of(till, draft) == []


@pytest.mark.rule("M5", "M8")
def test_a_purchase_is_paid_in_part_when_it_is_posted(till):
    draft = till.written("purchase", "B1")
    till.pay(draft, "transfer", 500_00)
    till.post(draft)
    assert till.ledger_of(draft) == [("transfer", -500_00)]
    assert debts(till) == [(draft, till.has.supplier, -1500_00, 0, 0)]


@pytest.mark.rule("M8", "D10")
def test_a_debt_bears_the_documents_day_and_is_due_as_agreed(till):
    till.rows("UPDATE contact SET payment_days = 30 WHERE id = ?", till.has.customer)
    draft = till.written("sale", "A1")
    draft_head.set_date(till.session, draft, "2026-01-31", sure=True)
    till.post(draft, on_account=True)
    assert till.rows("SELECT date, due_date FROM debt") == [("2026-01-31", "2026-03-02")]


# Void


@pytest.mark.rule("M5", "L4")
def test_a_void_reverses_what_was_paid(till):
    sold = cables(till, 1)
    till.pay(sold, "cash", 5_00)
    till.post(sold)
    till.void(sold)
    paid, undone = rows_of(till, sold)
    assert (undone.amount, undone.rounding, undone.given) == (-4_67, 2, None)
    assert undone.reverses_id == paid.id
    assert paid.moved + undone.moved == 0


@pytest.mark.rule("M8")
def test_a_void_takes_back_what_was_owed_and_what_settled_it(till):
    first = till.written("sale", "A1")
    till.post(first, on_account=True)
    back = till.blank("sales_return")
    till.enter(back, "A1")
    till.post(back, on_account=True)
    till.rows(
        "INSERT INTO allocation (from_id, to_id, amount, at, person_id) VALUES (?, ?, ?, ?, 1)",
        back,
        first,
        PHONE,
        till.session.stamp(),
    )
    assert {settled for *_, settled, _ in debts(till)} == {PHONE, -PHONE}
    till.void(back)
    assert debts(till) == [
        (first, till.has.customer, PHONE, 0, 0),
        (back, till.has.customer, -PHONE, 0, 1),
    ]
    assert till.rows("SELECT sum(amount), count(*) FROM allocation") == [(0, 2)]


# Giving back (M7)


def came_back(shop, serials):
    draft = shop.blank("sales_return")
    shop.enter(draft, serials)
    return draft


def proposed(shop, draft):
    return [
        (refund.tender.kind.name.lower() if refund.tender else None, refund.amount)
        for refund in payments.proposals(shop.database, draft)
    ]


@pytest.mark.rule("M7")
def test_a_return_proposes_the_tenders_of_its_sale(till):
    draft = till.written("sale", "A1 A2")
    till.pay(draft, "card", 4000_00)
    till.pay(draft)
    till.post(draft)
    first = came_back(till, "A1")
    assert proposed(till, first) == [("card", 2999_00)]
    payments.add_proposed(till.session, first)
    till.post(first)
    assert till.ledger_of(first) == [("card", -2999_00)]
    second = came_back(till, "A2")
    assert proposed(till, second) == [("card", 1001_00), ("cash", 1998_00)]
    payments.add_proposed(till.session, second)
    till.post(second)
    assert till.rows("SELECT sum(amount) FROM payment") == [(0,)]


@pytest.mark.rule("M7")
def test_a_void_return_gives_its_refund_free_again(till):
    till.paid("sale", "A1", "card")
    for _ in range(2):
        back = came_back(till, "A1")
        assert proposed(till, back) == [("card", PHONE)]
        payments.add_proposed(till.session, back)
        till.post(back)
        till.void(back)


@pytest.mark.rule("M7")
def test_what_was_sold_before_payments_were_kept_comes_back_in_cash(shop):
    shop.purchase("A1")
    shop.sell("A1")
    shop.take_payments()
    back = came_back(shop, "A1")
    assert proposed(shop, back) == [("cash", PHONE)]
    payments.add_proposed(shop.session, back)
    shop.post(back)
    assert shop.ledger_of(back) == [("cash", -PHONE)]


@pytest.mark.rule("M7", "M8")
def test_what_comes_back_unpaid_is_owed_no_more(till):
    sold = till.written("sale", "A1")
    till.pay(sold, "card", 1000_00)
    till.post(sold, on_account=True)
    back = came_back(till, "A1")
    assert proposed(till, back) == [("card", 1000_00), (None, 1999_00)]
    payments.add_proposed(till.session, back)
    till.post(back, on_account=True)
    assert debts(till) == [
        (sold, till.has.customer, 1999_00, 0, 0),
        (back, till.has.customer, -1999_00, 0, 0),
    ]


@pytest.mark.rule("M6", "M7")
def test_cash_given_back_is_rounded_as_cash_taken(till):
    sold = cables(till, 1, price=1_98)
    till.pay(sold)
    till.post(sold)
    back = cables(till, 1, price=1_98, kind="sales_return")
    till.pay(back)
    till.post(back)
    assert [(row.amount, row.moved) for row in (*rows_of(till, sold), *rows_of(till, back))] == [
        (1_98, 2_00),
        (-1_98, -2_00),
    ]


@pytest.mark.rule("M7")
def test_never_more_than_a_payment_received(till):
    draft = till.written("sale", "A1")
    till.pay(draft, "card", 1000_00)
    till.pay(draft, "cash")
    till.post(draft)
    card, _ = (row.id for row in rows_of(till, draft))
    back = came_back(till, "A1")
    (problem,) = refusal(till.pay, back, "card", 1000_01, refunds=card)
    assert (problem.code, problem.values["left"]) == (Code.REFUND_TOO_MUCH, "1,000.00")
    other = till.paid("sale", "A2", "card")
    (elsewhere,) = (row.id for row in rows_of(till, other))
    assert codes(refusal(till.pay, back, "card", 1_00, refunds=elsewhere)) == [
        Code.REFUND_OF_ANOTHER
    ]


@pytest.mark.rule("M7")
def test_more_than_is_due_is_not_given_back(till):
    till.paid("sale", "A1", "card")
    (card,) = (row.id for row in payment_reads.received(till.database, [1, 2, 3, 4, 5, 6]))
    back = came_back(till, "A1")
    assert codes(refusal(till.pay, back, "card", PHONE + 1, refunds=card)) == [
        Code.MORE_THAN_DUE,
        Code.REFUND_TOO_MUCH,
    ]


@pytest.mark.rule("M7", "U1", "U4")
def test_another_way_needs_a_permission_and_a_reason_and_is_told(till):
    sold = till.paid("sale", "A1", "card")
    (card,) = (row.id for row in rows_of(till, sold))
    back = came_back(till, "A1")
    assert codes(refusal(till.pay, back, "cash", PHONE, refunds=card)) == [
        Code.REFUND_REASON_MISSING
    ]
    cash = tenders.cash(till.database).id
    clerk = till.as_a(Role.CLERK)
    values = (clerk, back, cash, PHONE, "the card is lost", card)
    assert codes(refusal(payments.add_part, *values)) == [Code.NOT_ALLOWED]
    till.pay(back, "cash", PHONE, refunds=card, reference="the card is lost")
    assert codes(refusal(posting.post, clerk, back)) == [Code.NOT_ALLOWED]
    till.post(back)
    assert till.ledger_of(back) == [("cash", -PHONE)]
    (told,) = audit.told_of(till.database, Subject.DOCUMENT, back)
    assert (told.reason, told.before["tender"]) == ("the card is lost", "card")
    assert told.after == {"tender": "cash", "amount": PHONE}


@pytest.mark.rule("M7")
def test_cash_for_what_was_paid_by_card_is_no_proposal_even_unnamed(till):
    till.paid("sale", "A1", "card")
    back = came_back(till, "A1")
    assert codes(refusal(till.pay, back)) == [Code.REFUND_REASON_MISSING]


@pytest.mark.rule("M7")
def test_what_is_on_the_return_now_is_what_counts_at_its_posting(till):
    """Its payments were typed for a phone paid in cash; another one is on it now."""
    till.paid("sale", "A1", "cash")
    till.paid("sale", "A2", "card")
    back = came_back(till, "A1")
    payments.add_proposed(till.session, back)
    (line,) = (row.id for row in document_lines.lines(till.database, back))
    draft_lines.delete_line(till.session, back, line)
    till.enter(back, "A2")
    assert Code.REFUND_OF_ANOTHER in codes(refusal(till.post, back))


# The drawer (M9)


@pytest.mark.rule("M9")
def test_what_passes_belongs_to_the_shift_that_is_open_then(till):
    settings.save(till.session, shifts=True)
    first = shifts.open_drawer(till.session, 100_00)
    sold = till.paid("sale", "A1")
    shifts.close(till.session, Counted(total=100_00 + PHONE))
    second = shifts.open_drawer(till.session, 0, "emptied")
    till.void(sold)
    assert [row.shift_id for row in rows_of(till, sold)] == [first, second]


@pytest.mark.rule("M9")
def test_nothing_passes_a_drawer_that_is_not_open(till):
    sold = till.paid("sale", "A1")
    settings.save(till.session, shifts=True)
    draft = till.written("sale", "A2")
    till.pay(draft)
    before = till.everything()
    for action, document in ((till.post, draft), (till.void, sold)):
        assert codes(refusal(action, document)) == [Code.SHIFT_NOT_OPEN]
        assert till.everything() == before
    on_account = till.written("sale", "A3")
    till.post(on_account, on_account=True)  # nothing passes the drawer
    till.void(on_account)

"""On account: what is owed, receipts and payments, and what they settle (M8)."""

import json

import pytest

from app.domain.problems import Code
from app.services import settings
from app.services.documents import draft_head, draft_lines, drafts, posting
from app.services.money import accounts, payments
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from db import sql
from db.queries import accounts as reads
from db.queries import documents
from db.queries.lists.statement import StatementAsked, page
from tests.shop import Shop, codes, refusal

CASH, CARD = 1, 2
pytestmark = pytest.mark.rule("M8")


@pytest.fixture
def till(shop):
    """A shop that takes payments, with cables in stock."""
    shop.opening(product=shop.has.cable, units=1000)
    settings.save(shop.session, payments=True)
    return shop


def contact(shop, name="Ada", **more):
    return contacts.save(shop.session, ContactForm(name, **more))


def owed(shop: Shop, party, price, kind="sale", day=None):
    """A posted document left on account."""
    draft = drafts.new(shop.session, kind)
    draft_head.set_party(shop.session, draft, party)
    if day:
        draft_head.set_date(shop.session, draft, day, sure=True)
    line = draft_lines.add_line(shop.session, draft, shop.has.cable)
    draft_lines.set_price(shop.session, draft, line, price)
    shop.post(draft, on_account=True)
    return draft


def paid(shop, party, amount, kind="money_receipt", wanted=None, tender=CASH, post=True):
    draft = drafts.new(shop.session, kind)
    draft_head.set_party(shop.session, draft, party)
    accounts.set_amount(shop.session, draft, amount)
    accounts.set_tender(shop.session, draft, tender)
    if wanted is not None:
        accounts.choose(shop.session, draft, wanted)
    if post:
        posting.post(shop.session, draft)
    return draft


def left(shop, document):
    found = reads.debt_of(shop.database, document)
    return None if found is None else found.left


def balance(shop, party):
    return accounts.account(shop.database, party, shop.session.today()).balance


def test_a_receipt_settles_the_oldest_first_and_the_rest_is_an_advance(till):
    ada = contact(till)
    new = owed(till, ada, 300, day="2026-03-02")
    old = owed(till, ada, 500, day="2026-03-01")
    first = paid(till, ada, 600)
    assert (left(till, old), left(till, new), left(till, first)) == (0, 200, 0)
    assert balance(till, ada) == 200
    second = paid(till, ada, 250)
    assert (left(till, new), left(till, second)) == (0, -50)
    assert balance(till, ada) == -50


@pytest.mark.parametrize(
    ("amount", "code"), [(-1, Code.PAYMENT_BELOW_ZERO), (2**63, Code.MONEY_TOO_MUCH)]
)
def test_what_is_no_amount_settles_nothing(till, amount, code):
    ada = contact(till)
    old = owed(till, ada, 300)
    draft = paid(till, ada, 100, post=False)
    (problem,) = refusal(accounts.choose, till.session, draft, {old: amount})
    assert problem.code is code


def test_what_is_settled_can_be_chosen_and_all_that_is_wrong_is_said(till):
    ada = contact(till)
    old, new = owed(till, ada, 500), owed(till, ada, 300)
    paid(till, ada, 300, wanted={new: 300, old: 0})
    assert (left(till, old), left(till, new)) == (500, 0)
    draft = paid(till, ada, 300, wanted={old: 501, new: 1}, post=False)
    found = codes(refusal(posting.post, till.session, draft))
    assert found == [
        Code.ALLOCATED_ABOVE_OPEN,
        Code.SETTLED_MEANWHILE,
        Code.ALLOCATED_ABOVE_AMOUNT,
    ]
    accounts.choose(till.session, draft, {})
    posting.post(till.session, draft)
    assert left(till, old) == 200


def test_a_payment_settles_what_the_shop_owes(till):
    maker = contact(till, "Maker", is_supplier=True)
    bought = owed(till, maker, 700, kind="purchase")
    assert left(till, bought) == -700
    document = paid(till, maker, 400, kind="money_payment", tender=CARD)
    assert left(till, bought) == -300
    assert [row.number for row in reads.settled_by(till.database, document)] == [
        documents.document(till.database, bought).number
    ]
    rows = till.rows("SELECT amount, tender_id FROM payment WHERE document_id = ?", document)
    assert rows == [(-400, CARD)]


def test_voids_take_back_what_was_settled(till):
    ada = contact(till)
    sale = owed(till, ada, 500)
    receipt = paid(till, ada, 500)
    till.void(receipt)
    assert (left(till, sale), left(till, receipt)) == (500, None)
    again = paid(till, ada, 500)
    till.void(sale)
    assert (left(till, sale), left(till, again)) == (None, -500)
    assert balance(till, ada) == -500
    till.void(again)
    assert balance(till, ada) == 0
    assert sql.value(till.database, "SELECT sum(amount) FROM payment") == 0


def test_an_advance_settles_what_is_owed_later(till):
    ada = contact(till)
    receipt = paid(till, ada, 500)
    sale = owed(till, ada, 300)
    assert accounts.settle_credit(till.session, receipt) == 300
    number = documents.document(till.database, sale).number
    (told,) = till.rows("SELECT after FROM audit WHERE action = 'allocation'")
    assert json.loads(told[0]) == {"settles": {number: 300}}
    assert (left(till, sale), left(till, receipt)) == (0, -200)
    assert codes(refusal(accounts.settle_credit, till.session, sale)) == [Code.SETTLED_MEANWHILE]


@pytest.mark.parametrize("wrong", [-1, 10**12 + 1])
def test_an_amount_that_is_none_is_refused(till, wrong):
    draft = drafts.new(till.session, "money_receipt")
    before = till.everything()
    refusal(accounts.set_amount, till.session, draft, wrong)
    assert till.everything() == before


def test_nothing_paid_nobody_named_and_no_way_chosen_are_said_together(till):
    draft = drafts.new(till.session, "money_receipt")
    found = codes(refusal(posting.post, till.session, draft))
    assert found == [Code.NO_PARTY, Code.NOTHING_PAID]
    draft_head.set_party(till.session, draft, contact(till))
    accounts.set_amount(till.session, draft, 100)
    assert codes(refusal(posting.post, till.session, draft)) == [Code.NOT_PAID]


def test_another_contact_leaves_nothing_of_what_was_chosen_for_the_first(till):
    ada, ben = contact(till), contact(till, "Ben")
    hers, his = owed(till, ada, 500), owed(till, ben, 300)
    draft = paid(till, ada, 300, wanted={hers: 100}, post=False)
    draft_head.set_party(till.session, draft, ada)
    assert reads.wanted(till.database, draft) == {hers: 100}
    draft_head.set_party(till.session, draft, ben)
    posting.post(till.session, draft)
    assert (left(till, hers), left(till, his)) == (500, 0)


def test_a_header_that_changes_leaves_the_amount(till):
    draft = paid(till, contact(till), 500, post=False)
    draft_head.set_note(till.session, draft, "by post")
    draft_head.set_party(till.session, draft, contact(till, "Ben"))
    assert documents.document(till.database, draft).total == 500
    assert [part.amount for part in payments.parts_of(till.database, draft)] == [500]
    accounts.set_amount(till.session, draft, 700)
    assert [part.amount for part in payments.parts_of(till.database, draft)] == [700]


def test_a_credit_limit_asks_before_more_goes_on_account(till):
    ada = contact(till, credit_limit=1000)
    owed(till, ada, 600)
    draft = drafts.new(till.session, "sale")
    draft_head.set_party(till.session, draft, ada)
    line = draft_lines.add_line(till.session, draft, till.has.cable)
    draft_lines.set_price(till.session, draft, line, 401)
    (problem,) = [
        one
        for one in posting.problems_of(till.database, draft, on_account=True)
        if one.code is Code.ABOVE_CREDIT_LIMIT
    ]
    assert problem.values == {"name": "Ada", "owes": "10.01", "limit": "10.00"}
    till.post(draft, sure=[problem], on_account=True)
    assert balance(till, ada) == 1001


def test_a_statement_runs_from_page_to_page_with_its_balance(till):
    ada = contact(till)
    for at in range(7):
        owed(till, ada, 100 + at, day=f"2026-03-0{7 - at}")
    paid(till, ada, 250)
    rows, after = [], None
    while True:
        found = page(till.database, StatementAsked(ada), after, 3)
        rows += found.rows
        after = found.after
        if after is None:
            break
    assert [row.amount for row in rows] == [106, 105, 104, 103, 102, 101, 100, -250]
    assert [row.balance for row in rows] == [106, 211, 315, 418, 520, 621, 721, 471]
    assert rows[-1].balance == balance(till, ada)
    assert [row.left for row in rows] == [0, 0, 65, 103, 102, 101, 100, 0]


# The supplier's number, and the day its invoice is due


def bought(shop, theirs="", kind="purchase", party=None, due=None):
    """A purchase invoice, or what goes back, with the supplier's number: not posted yet."""
    draft = shop.blank(kind)
    draft_head.set_party(shop.session, draft, party or shop.has.supplier)
    line = draft_lines.add_line(shop.session, draft, shop.has.cable)
    draft_lines.set_price(shop.session, draft, line, 900)
    draft_head.set_their_number(shop.session, draft, theirs)
    draft_head.set_due_date(shop.session, draft, due)
    return draft


def asked(shop, draft):
    found = posting.problems_of(shop.database, draft)
    return [one for one in found if one.code is Code.THEIR_NUMBER_TWICE]


def test_a_debt_is_due_on_the_day_that_the_suppliers_invoice_names(till):
    draft = bought(till, "A-1041", due="2026-04-15")
    till.post(draft)
    assert reads.debt_of(till.database, draft).due_date == "2026-04-15"
    assert documents.document(till.database, draft).their_number == "A-1041"


@pytest.mark.parametrize("date", ["", "2026-02-30", "31.1.2026"])
def test_what_is_no_date_is_not_due(till, date):
    draft = bought(till, due="2026-04-15")
    assert codes(refusal(draft_head.set_due_date, till.session, draft, date)) == [Code.BAD_DATE]
    assert documents.document(till.database, draft).due_date == "2026-04-15"


@pytest.mark.parametrize("payments", [True, False])
@pytest.mark.parametrize("kind", ["purchase", "purchase_return"])
@pytest.mark.parametrize("again", ["A 1041", " a  1041 ", "Ａ　１０４１"])
def test_the_same_number_of_the_same_supplier_is_asked_about(till, kind, again, payments):
    settings.save(till.session, payments=payments)
    first = bought(till, "A 1041", kind)
    till.post(first)
    draft = bought(till, again, kind)
    (question,) = asked(till, draft)
    number = documents.document(till.database, first).number
    assert question.asks and question.values["number"] == number
    assert question.values["document"] == first
    assert question in refusal(posting.post, till.session, draft)
    posting.post(till.session, draft, sure=posting.problems_of(till.database, draft))


def test_no_other_paper_with_that_number_is_asked_about(till):
    other = contact(till, "Another", is_customer=False, is_supplier=True)
    voided = bought(till, "A-1041")
    till.post(voided)
    till.void(voided)
    bought(till, "A-1041")  # still a draft
    till.post(bought(till, ""))
    assert not asked(till, bought(till, "A-1041"))
    till.post(bought(till, "A-1041"))
    for draft in (
        bought(till, "A-1041", party=other),
        bought(till, "A-1041", "purchase_return"),
        bought(till, "A-10411"),
        bought(till, ""),
    ):
        assert not asked(till, draft)

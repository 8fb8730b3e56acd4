"""What can be done with a contact's account where it is shown (M8)."""

import re

import pytest

from app.domain.permissions import Role
from app.gui.contacts.page import ContactsPage
from app.services import settings
from app.services.documents import draft_head, draft_lines, drafts
from app.services.money import accounts
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from db.queries import accounts as reads
from db.queries import documents
from tests.gui.conftest import desk_at

pytestmark = pytest.mark.rule("M8")


@pytest.fixture
def till(shop):
    shop.opening(product=shop.has.cable, units=1000)
    settings.save(shop.session, payments=True)
    return shop


@pytest.fixture
def ada(till):
    return contacts.save(till.session, ContactForm("Ada"))


def owed(shop, party, price, kind="sale"):
    draft = drafts.new(shop.session, kind)
    draft_head.set_party(shop.session, draft, party)
    line = draft_lines.add_line(shop.session, draft, shop.has.cable)
    draft_lines.set_price(shop.session, draft, line, price)
    shop.post(draft, on_account=True)
    return draft


def advance(shop, party, amount):
    draft = accounts.begin(shop.session, "money_receipt", party)
    accounts.set_amount(shop.session, draft, amount)
    accounts.set_tender(shop.session, draft, 1)
    shop.post(draft)
    return draft


def card_of(qtbot, shop, party, session=None):
    if session is not None:
        shop.session = session
    page = ContactsPage(desk_at(shop))
    qtbot.addWidget(page)
    page.show()
    page.open(party)
    return page.editor.account


def offered(card):
    return [key for key, made in card.new_buttons.items() if made.isVisible()]


@pytest.mark.parametrize("credit", ["advance", "return"])
def test_a_credit_settles_what_is_open(qtbot, till, ada, credit):
    made = advance(till, ada, 700) if credit == "advance" else owed(till, ada, 700, "sales_return")
    sale = owed(till, ada, 1000)
    card = card_of(qtbot, till, ada)
    assert card.settle_button.isVisible()
    with qtbot.waitSignal(card._desk.bus.changed):
        card.settle_button.click()
    assert reads.debt_of(till.database, sale).left == 300
    assert reads.debt_of(till.database, made).left == 0
    assert card.settle_button.isHidden() and "3.00" in card.balance.text()


def test_all_credits_settle_the_oldest_first(qtbot, till, ada):
    first, second = advance(till, ada, 200), advance(till, ada, 500)
    sales = [owed(till, ada, 300), owed(till, ada, 300)]
    card_of(qtbot, till, ada).settle_button.click()
    left = [reads.debt_of(till.database, one).left for one in (first, second, *sales)]
    assert left == [0, -100, 0, 0]


@pytest.mark.parametrize("what", ["a debt", "an advance", "an invoice of each side"])
def test_what_does_not_settle_each_other_is_not_offered(qtbot, till, what):
    both = contacts.save(till.session, ContactForm("Both", True, True))
    if what == "an advance":
        advance(till, both, 500)
    else:
        owed(till, both, 500)
    if what == "an invoice of each side":
        owed(till, both, 300, "purchase")
    card = card_of(qtbot, till, both)
    assert card.isVisible() and card.settle_button.isHidden()


def test_what_was_settled_meanwhile_is_said(qtbot, till, ada):
    made = advance(till, ada, 700)
    owed(till, ada, 700)
    card = card_of(qtbot, till, ada)
    accounts.settle_credit(till.session, made)
    card.settle_button.click()
    assert card.problems.isVisible()


@pytest.mark.parametrize(
    "customer, supplier, kinds",
    [
        (True, False, ["money_receipt"]),
        (False, True, ["money_payment"]),
        (True, True, ["money_receipt", "money_payment"]),
    ],
)
def test_a_receipt_or_payment_is_begun_with_the_contact_named(
    qtbot, till, customer, supplier, kinds
):
    form = ContactForm("Ada", customer, supplier)
    ada = contacts.save(till.session, form)
    owed(till, ada, 500, "sale" if customer else "purchase")
    card = card_of(qtbot, till, ada)
    assert offered(card) == kinds
    for kind in kinds:
        with qtbot.waitSignal(card._desk.bus.open_document) as opened:
            card.new_buttons[kind].click()
        head = documents.document(till.database, opened.args[0])
        assert (head.kind, head.party_id, head.state) == (kind, ada, documents.DRAFT)


def test_neither_is_begun_where_the_shop_takes_no_payments(qtbot, till, ada):
    owed(till, ada, 500)
    settings.save(till.session, payments=False)
    card = card_of(qtbot, till, ada)
    assert card.isVisible() and offered(card) == []


def test_only_what_somebody_may_do_is_offered(qtbot, till):
    both = contacts.save(till.session, ContactForm("Both", True, True))
    advance(till, both, 200)
    owed(till, both, 500)
    card = card_of(qtbot, till, both, till.as_a(Role.CLERK))
    assert offered(card) == ["money_receipt"] and card.settle_button.isHidden()


@pytest.mark.parametrize("kind", ["sale", "purchase"])
def test_what_is_open_stands_below_each_other_and_counts_for_the_side_that_owes(qtbot, till, kind):
    both = contacts.save(till.session, ContactForm("Both", True, True))
    other = {"sale": "purchase", "purchase": "sale"}[kind]
    owed(till, both, 900, kind)
    owed(till, both, 300, other)
    card = card_of(qtbot, till, both)
    figures = re.findall(r'<td align="right">([^<]*)</td>', card.open.text())
    assert card.title.text() == {"sale": "Owes us", "purchase": "We owe"}[kind]
    assert figures == ["9.00", "−3.00"]


def test_of_more_than_are_shown_it_says_how_many_and_how_much(qtbot, till, ada):
    for price in (100, 200, 300, 400, 500, 600, 700, 800):
        owed(till, ada, price)
    card = card_of(qtbot, till, ada)
    figures = re.findall(r'<td align="right">([^<]*)</td>', card.open.text())
    assert figures == ["1.00", "2.00", "3.00", "4.00", "5.00", "6.00", "15.00"]
    assert "and 2 more" in card.open.text()

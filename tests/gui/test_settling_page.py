"""Receipts and payments on the screen: whom, how much, how, and what it settles (M8)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.kinds import MONEY_RECEIPT
from app.domain.payments import TenderKind
from app.gui.documents.list_page import DocumentsPage
from app.gui.documents.settling_page import SettlingPage
from app.services import settings
from app.services.documents import draft_head, draft_lines, drafts
from app.services.money import accounts, payments
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
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


def owed(shop, party, price):
    draft = drafts.new(shop.session, "sale")
    draft_head.set_party(shop.session, draft, party)
    line = draft_lines.add_line(shop.session, draft, shop.has.cable)
    draft_lines.set_price(shop.session, draft, line, price)
    shop.post(draft, on_account=True)
    return draft


@pytest.fixture
def page(qtbot, till, ada):
    """A receipt of Ada's, who owes 5.00 and 3.00."""
    owed(till, ada, 500)
    owed(till, ada, 300)
    made = SettlingPage(desk_at(till), MONEY_RECEIPT)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    draft = drafts.new(till.session, "money_receipt")
    draft_head.set_party(till.session, draft, ada)
    made.open(draft)
    return made


def typed(qtbot, page, text):
    page.amount.clear()
    qtbot.keyClicks(page.amount, text)
    qtbot.keyClick(page.amount, Qt.Key.Key_Return)


def settled(page):
    model = page.table.table_model
    return [model.columns[4].text(row) for row in model.rows]


def test_what_is_typed_is_on_the_draft_and_settles_the_oldest_first(qtbot, till, page):
    typed(qtbot, page, "6")
    assert settled(page) == ["5.00", "1.00"]
    typed(qtbot, page, "10.50")
    assert settled(page) == ["5.00", "3.00"]
    assert page.advance.isVisible() and "2.50" in page.advance.text()
    head = documents.document(till.database, page.document.id)
    assert head.total == 1050
    (part,) = payments.parts_of(till.database, head.id)
    assert part.amount == 1050


def test_what_is_settled_can_be_typed_over_and_back(qtbot, page):
    typed(qtbot, page, "6")
    first, second = page.table.table_model.rows
    page.table.table_model.columns[4].edit(first, "2")
    page.table.table_model.columns[4].edit(second, "3.00")
    assert settled(page) == ["2.00", "3.00"]
    assert page.oldest_button.isVisible()
    page.oldest_button.click()
    assert settled(page) == ["5.00", "1.00"]
    assert not page.oldest_button.isVisible()


def test_an_amount_that_is_none_is_said_and_stays(qtbot, till, page):
    typed(qtbot, page, "1.2.3")
    assert page.amount.text() == "1.2.3"
    assert not page.problems.isHidden()
    assert not page.finish_fields()
    assert documents.document(till.database, page.document.id).total == 0


def test_f9_posts_it_and_the_paper_is_shown(qtbot, till, ada, page):
    typed(qtbot, page, "8")
    page.post_button.click()
    head = documents.document(till.database, page.document.id)
    assert head.number is not None and head.number.startswith("RC-")
    assert page.stack.currentWidget() is page.posted
    assert accounts.account(till.database, ada, till.session.today()).balance == 0
    assert page.posted.copy_button.isHidden()


def test_nothing_paid_is_refused_in_the_page(page):
    page.post_button.click()
    assert "Nothing is paid yet" in page.problems.findChild(QLabel).text()


def test_the_list_begins_one_and_keeps_none_that_is_empty(qtbot, till):
    made = DocumentsPage(desk_at(till), MONEY_RECEIPT)
    qtbot.addWidget(made)
    made.show()
    made.new()
    assert isinstance(made.shown_page(), SettlingPage)
    made.shown_page().back_button.click()
    assert made.shown_page() is None
    assert till.rows("SELECT state FROM document WHERE kind = 'money_receipt'") == [(3,)]


def test_a_way_that_is_chosen_before_the_amount_is_the_way_it_is_paid(qtbot, till, page):
    page.tiles.choose(3)
    assert page.tiles.current.tender.kind is TenderKind.TRANSFER
    typed(qtbot, page, "8")
    (part,) = payments.parts_of(till.database, page.document.id)
    assert part.tender.kind is TenderKind.TRANSFER
    other = drafts.new(till.session, "money_receipt")
    page.open(other)
    assert page.tiles.current.tender.kind is TenderKind.CASH

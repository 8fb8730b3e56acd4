"""Payment on the other documents: invoices, returns given back as paid, purchases (M7)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.kinds import KINDS
from app.domain.permissions import Role
from app.gui.documents.page import DocumentPage
from app.services.documents import draft_head, posting
from app.services.money import payments
from tests.gui.conftest import desk_at, end_timers
from tests.shop import Shop

ALT = Qt.KeyboardModifier.AltModifier
PRICE = 2999_00


@pytest.fixture
def opened(shop: Shop, qtbot, qapp):
    """Shows a draft on the page of its kind, in a shop that takes payments."""
    shop.purchase("A1 A2 A3 A4")
    shop.take_payments()

    pages = []

    def show(draft: int, kind: str) -> DocumentPage:
        page = DocumentPage(desk_at(shop), KINDS[kind])
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.open(draft)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        pages.append(page)
        return page

    yield show
    end_timers(*pages)


@pytest.fixture
def paid(shop: Shop, opened):
    """Posts a sale that was paid by tenders, each with its amount."""

    def pay(*parts: tuple[str, int]) -> int:
        sale = shop.written("sale", "A1")
        for tender, amount in parts:
            shop.pay(sale, tender, amount)
        shop.post(sale)
        return sale

    return pay


def press(page: DocumentPage, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(page.focusWidget() or page, key, held or Qt.KeyboardModifier.NoModifier)


def ledger(shop: Shop, document: int) -> list[tuple[int, int, int | None]]:
    """Tender, amount, and what it gives back of a document's payments."""
    return shop.rows(
        "SELECT tender_id, amount, refunds_id FROM payment WHERE document_id = ? ORDER BY id",
        document,
    )


def a_return(shop: Shop, serials: str = "A1") -> int:
    """A draft that takes back what was sold."""
    draft = shop.blank("sales_return")
    shop.enter(draft, serials)
    return draft


@pytest.mark.rule("M5")
def test_an_invoice_is_paid_by_the_same_two_keys(shop, opened):
    draft = shop.written("sale", "A1")
    page = opened(draft, "sale")
    assert page.post_button.text() == "Take payment"
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Return)
    assert ledger(shop, draft) == [(1, PRICE, None)]
    assert page.stack.currentWidget() is page.posted


@pytest.mark.rule("M5")
def test_its_change_stays_on_the_page_until_another_document_is_shown(shop, opened):
    draft = shop.written("sale", "A1")
    page = opened(draft, "sale")
    press(page, Qt.Key.Key_F9)
    page.strip.amount.setText("3000")
    press(page, Qt.Key.Key_Return)
    assert page.posted.change.isVisible() and page.posted.change.figure.text() == "¥1.00"
    page.reload()
    assert page.posted.change.isVisible()
    page.posted.open(draft)
    assert not page.posted.change.isVisible()


@pytest.mark.rule("M8")
def test_an_invoice_of_a_named_customer_stays_on_account_by_three_keys(shop, opened):
    draft = shop.written("sale", "A1")
    page = opened(draft, "sale")
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_5, ALT)
    press(page, Qt.Key.Key_Return)
    assert shop.rows("SELECT document_id, amount FROM debt") == [(draft, PRICE)]


@pytest.mark.rule("M7")
def test_a_return_is_given_back_as_it_was_paid_by_two_keys(shop, opened, paid):
    sale = paid(("card", 1000_00), ("wallet", 1999_00))
    draft = a_return(shop)
    page = opened(draft, "sales_return")
    assert page.post_button.text() == "Give back"
    press(page, Qt.Key.Key_F9)
    assert page.strip.due.text() == "¥2,999.00"
    assert page.strip.finish_button.hasFocus() and not page.strip.amount.isVisible()
    assert len(page.strip.parts.buttons) == 2
    press(page, Qt.Key.Key_Return)
    (card, wallet) = shop.rows("SELECT id FROM payment WHERE document_id = ? ORDER BY id", sale)
    assert ledger(shop, draft) == [(2, -1000_00, card[0]), (3, -1999_00, wallet[0])]


@pytest.mark.rule("M7")
def test_what_was_on_account_is_owed_no_more(shop, opened, paid):
    sale = shop.written("sale", "A1")
    shop.pay(sale, "cash", 1000_00)
    posting.post(shop.session, sale, on_account=True)
    draft = a_return(shop)
    page = opened(draft, "sales_return")
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Return)
    assert [(tender, amount) for tender, amount, _of in ledger(shop, draft)] == [(1, -1000_00)]
    assert shop.rows("SELECT amount FROM debt WHERE document_id = ?", draft) == [(-1999_00,)]


@pytest.mark.rule("M7")
def test_another_way_needs_its_reason_which_is_told(shop, opened, paid):
    paid(("card", PRICE))
    draft = a_return(shop)
    page = opened(draft, "sales_return")
    press(page, Qt.Key.Key_F9)
    page.strip.parts.buttons[0].click()
    assert page.strip.reason.isVisible()
    press(page, Qt.Key.Key_1, ALT)
    press(page, Qt.Key.Key_Return)
    assert page.is_paying and page.strip.problems.isVisible()
    page.strip.reason.setText("the card is lost")
    press(page, Qt.Key.Key_Return)
    assert ledger(shop, draft)[0][:2] == (1, -PRICE)
    told = [row for row in shop.rows("SELECT * FROM audit") if "the card is lost" in row]
    assert len(told) == 1


@pytest.mark.rule("M7")
def test_what_is_chosen_stays_when_the_strip_opens_again(shop, opened, paid):
    paid(("card", PRICE))
    draft = a_return(shop)
    page = opened(draft, "sales_return")
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Escape)
    draft_head.set_note(shop.session, draft, "x")
    press(page, Qt.Key.Key_F9)
    assert len(page.strip.parts.buttons) == 1


@pytest.mark.rule("M8")
def test_a_purchase_is_posted_on_account_and_paid_only_when_somebody_says_so(shop, opened):
    draft = shop.written("purchase", "B1")
    page = opened(draft, "purchase")
    assert page.post_button.text() == "Post" and page.pay_action.isVisible()
    page.pay_action.trigger()
    assert page.is_paying
    press(page, Qt.Key.Key_4, ALT)
    press(page, Qt.Key.Key_Return)
    assert ledger(shop, draft) == [(4, -2000_00, None)]
    other = shop.written("purchase", "B2")
    page.open(other)
    page.post()
    assert ledger(shop, other) == []
    assert shop.rows("SELECT amount FROM debt WHERE document_id = ?", other) == [(-2000_00,)]


@pytest.mark.parametrize("kind", ["quotation", "transfer", "count", "adjustment"])
def test_what_nobody_pays_for_has_no_strip(shop, opened, kind):
    page = opened(shop.draft(kind), kind)
    assert page.post_button.text() == "Post"
    assert not page.takes_money and not page.pay_action.isVisible()


@pytest.mark.rule("U1", "M7")
def test_who_may_not_is_told_so_and_nothing_is_typed(shop, opened, paid):
    paid(("card", PRICE))
    draft = a_return(shop)
    page = opened(draft, "sales_return")
    press(page, Qt.Key.Key_F9)
    page.strip.parts.buttons[0].click()
    page.strip._desk = page.desk._replace(session=shop.as_a(Role.CLERK))
    press(page, Qt.Key.Key_1, ALT)
    page.strip.reason.setText("the card is lost")
    press(page, Qt.Key.Key_Return)
    assert "may not do this" in page.strip.problems._text.text()
    assert payments.parts_of(shop.database, draft) == []

"""What comes in between while a sale is paid: keys held, scans, and changes made elsewhere (M5)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.prices import PriceStep
from app.domain.problems import Code
from app.domain.shifts import Counted
from app.gui.documents.counter import CounterPage
from app.services import settings
from app.services.documents import draft_head, draft_lines
from app.services.money import payments, price_lists, shifts, taxes, tenders
from app.services.money.taxes import TaxForm
from app.services.money.tenders import TenderForm
from app.services.stock import contacts
from db.queries import document_lines, documents
from db.queries.taxes import TaxPeriod
from tests.gui.conftest import desk_at, end_timers
from tests.shop import Shop, codes, refusal

pytestmark = pytest.mark.rule("M5")
PRICE = 2999_00


@pytest.fixture
def counter(shop: Shop, qtbot, qapp: QApplication):
    """Shows a Counter of a shop that takes payments, with choices of its own."""
    pages = []

    def show(**choices: object) -> CounterPage:
        shop.purchase("A1 A2 A3 A4")
        shop.take_payments(**choices)
        page = CounterPage(desk_at(shop))
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        pages.append(page)
        return page

    yield show
    end_timers(*pages)


def scan(page: CounterPage, *codes_: str) -> None:
    for code in codes_:
        page.take_scan(code)
    page.queue.drain()


def press(page: CounterPage, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(page.focusWidget() or page, key, held or Qt.KeyboardModifier.NoModifier)


def ledger(shop: Shop) -> list[tuple[int, int]]:
    return shop.rows("SELECT tender_id, amount FROM payment ORDER BY id")


def paying(page: CounterPage, *serials: str) -> int:
    """A sale whose strip is open; the draft."""
    scan(page, *serials)
    press(page, Qt.Key.Key_F9)
    assert page.is_paying
    return page.document.id


def said(page: CounterPage) -> str:
    return page.strip.problems._text.text() + page.problems._text.text()


# Keys


def hold(page: CounterPage, key: Qt.Key, text: str) -> None:
    """Hold a key down until it has repeated itself twelve times."""
    for repeats in [False] + [True] * 12:
        event = QKeyEvent(
            QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, autorep=repeats
        )
        QApplication.sendEvent(page.focusWidget() or page, event)
        QApplication.processEvents()


def test_enter_that_is_held_down_takes_one_payment_and_not_the_rest(counter, shop):
    page = counter()
    draft = paying(page, "A1")
    QTest.keyClicks(page.focusWidget(), "1000")
    hold(page, Qt.Key.Key_Return, "\r")
    assert [part.amount for part in payments.parts_of(shop.database, draft)] == [1000_00]
    hold(page, Qt.Key.Key_Return, "\r")
    assert ledger(shop) == [(1, 1000_00), (1, PRICE - 1000_00)]
    assert page.problems.isHidden() and page.focusWidget() is page.scan_box


def test_a_key_of_a_button_that_is_held_down_is_pressed_once(counter):
    """F9 held a moment too long opens the strip; it does not pay as well."""
    page = counter()
    scan(page, "A1")
    for made in (page.post_button, page.strip.finish_button):
        assert made.shortcut_made is not None
        assert not made.shortcut_made.autoRepeat()


@pytest.mark.rule("C4")
def test_scans_around_enter_are_the_next_customer_s(counter, shop):
    page = counter()
    first = paying(page, "A1")
    page.take_scan("A2")
    press(page, Qt.Key.Key_Return)
    page.take_scan("A3")
    page.queue.drain()
    assert shop.rows("SELECT state FROM document WHERE id = ?", first) == [(1,)]
    assert shop.serials_on(page.document.id) == ["A2", "A3"]
    assert ledger(shop) == [(1, PRICE)]


@pytest.mark.rule("D7")
def test_two_posts_of_one_draft_are_one(counter, shop):
    page = counter()
    draft = paying(page, "A1")
    shop.pay(draft)
    number = shop.post(draft)
    press(page, Qt.Key.Key_Return)
    assert shop.number(draft) == number
    assert ledger(shop) == [(1, PRICE)]


# Changed elsewhere


def test_a_draft_that_was_changed_elsewhere_is_paid_as_it_is_now(counter, shop):
    """What is due is read when it is paid: nothing is posted for less than it comes to."""
    page = counter()
    draft = paying(page, "A1")
    shop.enter(draft, "A2")
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, 2 * PRICE)]
    assert documents.document(shop.database, draft).total == 2 * PRICE


@pytest.mark.parametrize("mode", ["included", "added"])
@pytest.mark.rule("M4")
def test_tax_that_is_switched_on_while_it_is_paid_is_paid_too(counter, shop, mode):
    page = counter()
    draft = paying(page, "A1")
    vat = taxes.save(shop.session, TaxForm("VAT", [TaxPeriod("2000-01-01", None, 10_000)]))
    settings.save(shop.session, taxes=mode, default_tax=vat)
    page.reload()
    due = PRICE if mode == "included" else PRICE + PRICE // 10
    assert page.strip.settlement.due == due
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, due)]
    assert documents.document(shop.database, draft).total == due


@pytest.mark.rule("M4")
def test_tax_that_is_switched_off_while_it_is_paid_leaves_too_much_by_card(counter, shop):
    page = counter()
    vat = taxes.save(shop.session, TaxForm("VAT", [TaxPeriod("2000-01-01", None, 10_000)]))
    settings.save(shop.session, taxes="added", default_tax=vat)
    draft = paying(page, "A1")
    shop.pay(draft, "card", PRICE + 1)
    settings.save(shop.session, taxes="none")
    page.reload()
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [] and page.is_paying
    assert "Card" in said(page)
    assert documents.document(shop.database, draft).state == 0


@pytest.mark.rule("M4")
def test_a_rate_that_ended_is_said_before_money_changes_hands(counter, shop):
    page = counter()
    vat = taxes.save(shop.session, TaxForm("VAT", [TaxPeriod("2000-01-01", "2001-01-01", 10_000)]))
    settings.save(shop.session, taxes="included", default_tax=vat)
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    assert not page.is_paying and "ended" in said(page)
    assert ledger(shop) == []


@pytest.mark.rule("M2")
def test_a_price_list_put_away_today_leaves_the_open_sale_its_price(counter, shop):
    member = price_lists.save(shop.session, "Member")
    price_lists.set_steps(shop.session, shop.has.phone, {member: [PriceStep(1000, 2500_00)]})
    form = contacts.load(shop.database, shop.has.customer)
    contacts.save(shop.session, replace(form, price_list_id=member), shop.has.customer)
    page = counter()
    scan(page, "A1")
    draft = page.document.id
    draft_head.set_party(shop.session, draft, shop.has.customer)
    page.reload()
    assert documents.document(shop.database, draft).total == 2500_00
    price_lists.save(shop.session, "Member", member, active=False)
    scan(page, "A2")
    lines = document_lines.lines(shop.database, draft)
    assert sum(line.amount for line in lines) == documents.document(shop.database, draft).total
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Return)
    total = documents.document(shop.database, draft).total
    assert ledger(shop) == [(1, total)]


@pytest.mark.rule("M8")
def test_a_customer_made_inactive_is_left_no_more_on_account_but_still_owes(counter, shop):
    page = counter()
    first = shop.written("sale", "A1")
    shop.post(first, on_account=True)
    draft = paying(page, "A2")
    draft_head.set_party(shop.session, draft, shop.has.customer)
    page.reload()
    form = contacts.load(shop.database, shop.has.customer)
    contacts.save(shop.session, replace(form, active=False), shop.has.customer)
    press(page, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    press(page, Qt.Key.Key_Return)
    assert documents.document(shop.database, draft).state == 0 and said(page)
    assert shop.rows("SELECT document_id, amount FROM debt") == [(first, PRICE)]


def test_a_tender_put_away_while_it_is_chosen_takes_nothing(counter, shop):
    own = tenders.save(shop.session, TenderForm("Voucher"))
    page = counter()
    draft = paying(page, "A1")
    press(page, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    press(page, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    tenders.save(shop.session, TenderForm("Voucher", active=False), own)
    press(page, Qt.Key.Key_Return)
    assert page.is_paying and ledger(shop) == []
    assert payments.parts_of(shop.database, draft) == [] and said(page)


# The drawer


@pytest.mark.rule("M9")
def test_the_drawer_is_not_closed_while_a_sale_is_being_paid(counter, shop):
    page = counter(shifts=True)
    shifts.open_drawer(shop.session, 0)
    draft = paying(page, "A1")
    shop.pay(draft, "card", 100)
    problems = refusal(shifts.close, shop.session, Counted(total=0))
    assert Code.BEING_PAID in codes(problems)
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(2, 100), (1, PRICE - 100)]


@pytest.mark.rule("M9")
def test_a_drawer_closed_while_the_strip_is_open_is_opened_before_it_is_paid(counter, shop):
    page = counter(shifts=True)
    shifts.open_drawer(shop.session, 0)
    draft = paying(page, "A1")
    shifts.close(shop.session, Counted(total=0))
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [] and documents.document(shop.database, draft).state == 0
    shifts.open_drawer(shop.session, 0)
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, PRICE)]
    assert shop.rows("SELECT shift_id FROM payment") == [(2,)]


# Currencies


@pytest.mark.rule("M1", "M6")
@pytest.mark.parametrize(
    ("currency", "step", "price", "typed", "rows"),
    [
        ("JPY", 10, 1234, "2000", (1234, -4, 2000)),
        ("JPY", 0, 1234, "1234", (1234, 0, 1234)),
        ("KWD", 5, 1_237, "1.250", (1237, -2, 1250)),
        ("KWD", 5, 1_238, "1.240", (1238, 2, 1240)),
        ("KWD", 0, 1_001, "1.001", (1001, 0, 1001)),
    ],
)
def test_cash_in_currencies_of_no_and_of_three_decimals(
    counter, shop, currency, step, price, typed, rows
):
    shop.in_currency(currency)
    page = counter(cash_rounding=step)
    scan(page, "A1")
    (line,) = document_lines.lines(shop.database, page.document.id)
    draft_lines.set_price(shop.session, page.document.id, line.id, price)
    page.reload()
    press(page, Qt.Key.Key_F9)
    QTest.keyClicks(page.focusWidget(), typed)
    press(page, Qt.Key.Key_Return)
    page.confirm.yes_button.click()  # less than it had cost
    assert shop.rows("SELECT amount, rounding, given FROM payment") == [rows]


@pytest.mark.rule("M1")
@pytest.mark.parametrize(
    ("currency", "typed"),
    [("JPY", "3000.5"), ("JPY", "3.000"), ("KWD", "3,000"), ("KWD", "3000.0001"), ("CNY", "3.000")],
)
def test_decimals_that_a_currency_has_not_or_could_be_thousands_are_refused(
    counter, shop, currency, typed
):
    shop.in_currency(currency)
    page = counter()
    paying(page, "A1")
    QTest.keyClicks(page.focusWidget(), typed)
    press(page, Qt.Key.Key_Return)
    assert page.is_paying and typed in said(page)
    assert ledger(shop) == []

"""The payment strip by real keys: two for the usual sale, every tender, nothing lost (M5, M6)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.pricing import Discount
from app.domain.printing import Asking, Printer, PrinterType, Purpose
from app.gui.documents.counter import CounterPage
from app.services import settings
from app.services.documents import discounts, draft_head, draft_lines
from app.services.money import payments, tenders
from app.services.money.tenders import TenderForm
from app.services.paper import printers
from app.services.paper.printers import Printout
from db.queries import documents
from tests.gui.conftest import desk_at, end_timers
from tests.shop import Shop

pytestmark = pytest.mark.rule("M5")
ALT = Qt.KeyboardModifier.AltModifier
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


def scan(page: CounterPage, *codes: str) -> None:
    """Scan, wherever the focus is."""
    for code in codes:
        page.take_scan(code)
    page.queue.drain()


def press(page: CounterPage, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(page.focusWidget() or page, key, held or Qt.KeyboardModifier.NoModifier)


def typed(page: CounterPage, text: str) -> None:
    """Type where the focus is."""
    QTest.keyClicks(page.focusWidget(), text)


def ledger(shop: Shop) -> list[tuple[int, int, int, int | None]]:
    """Tender, amount, rounding and given of every payment."""
    return shop.rows("SELECT tender_id, amount, rounding, given FROM payment ORDER BY id")


def test_two_keys_are_the_usual_sale(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    assert page.is_paying and page.strip.amount.hasFocus()
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, PRICE, 0, None)]
    assert shop.status("A1")[0] == 2
    assert not page.is_paying and page.empty.isVisible() and page.scan_box.hasFocus()


def test_f9_twice_is_it_too(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    page.post()
    assert ledger(shop) == [(1, PRICE, 0, None)]


@pytest.mark.parametrize("key", [Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4])
def test_a_tender_is_three_keys(counter, shop, key):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    press(page, key, ALT)
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(key - Qt.Key.Key_0, PRICE, 0, None)]


def test_the_amount_that_is_typed_is_the_cash_given_and_its_change_is_large(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    typed(page, "3000")
    assert page.strip.change.isVisible()
    assert page.strip.change.figure.text() == "¥1.00"
    assert page.strip.finish_button.text() == "Finish, change 1.00"
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, PRICE, 0, 3000_00)]
    assert page.paid_card.isVisible() and page.paid_card.figure.text() == "¥1.00"


def test_the_change_stays_until_the_next_scan(counter):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    typed(page, "3000")
    press(page, Qt.Key.Key_Return)
    page.reload()
    assert page.paid_card.isVisible() and not page.day.isVisible()
    scan(page, "A2")
    assert not page.paid_card.isVisible() and page.panel.isVisible()


@pytest.mark.rule("M6")
def test_what_cash_rounding_does_is_said_and_only_of_cash(counter, shop):
    page = counter(cash_rounding=10)
    scan(page, "A1")
    line = page.lines.table_model.rows[0]
    draft_lines.set_price(shop.session, page.document.id, line.id, 3014_66)
    page.reload()
    press(page, Qt.Key.Key_F9)
    assert page.strip.due.text() == "¥3,014.70"
    assert page.strip._rounding.text() == "in cash; rounded by +0.04 to 0.10"
    press(page, Qt.Key.Key_2, ALT)
    assert page.strip.due.text() == "¥3,014.66" and page.strip._rounding.isHidden()
    press(page, Qt.Key.Key_1, ALT)
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, 3014_66, 4, None)]


@pytest.mark.rule("M6")
@pytest.mark.parametrize("given", ["3014.66", "3014.69", "3014.72"])
def test_what_no_coin_of_the_shop_is_is_not_taken_as_cash(counter, shop, given):
    """3,014.66 is 3,014.70 in coins of 0.10: less is not all, and more has no such change."""
    page = counter(cash_rounding=10)
    scan(page, "A1")
    line = page.lines.table_model.rows[0]
    draft_lines.set_price(shop.session, page.document.id, line.id, 3014_66)
    page.reload()
    press(page, Qt.Key.Key_F9)
    typed(page, given)
    assert not page.strip.change.isVisible()
    press(page, Qt.Key.Key_Return)
    assert "in coins of 0.10" in page.strip.problems._text.text()
    assert "3,014.70 is exactly what is due" in page.strip.problems._text.text()
    assert page.strip.amount.text() == given and ledger(shop) == []
    page.strip.amount.clear()
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, 3014_66, 4, None)]


@pytest.mark.rule("M6")
def test_only_amounts_in_coins_of_the_shop_are_offered(counter, shop):
    """0.62 in dollars, whose cash is rounded to 0.10: not 0.75, though there are quarters."""
    settings.save(shop.session, currency="USD")
    page = counter(cash_rounding=10)
    scan(page, "A1")
    line = page.lines.table_model.rows[0]
    draft_lines.set_price(shop.session, page.document.id, line.id, 62)
    page.reload()
    press(page, Qt.Key.Key_F9)
    assert page.strip._amounts == [60, 1_00, 2_00, 5_00]


def test_it_is_split_over_several_and_each_can_be_taken_off(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    for tender, amount in ((Qt.Key.Key_2, "1000"), (Qt.Key.Key_3, "500.50")):
        press(page, tender, ALT)
        typed(page, amount)
        press(page, Qt.Key.Key_Return)
    assert page.is_paying and page.strip.due.text() == "¥1,498.50"
    assert page.strip._of.text() == "of 2,999.00"
    page.strip.parts.buttons[0].click()
    assert page.strip.due.text() == "¥2,498.50" and page.strip.amount.hasFocus()
    press(page, Qt.Key.Key_1, ALT)
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(3, 500_50, 0, None), (1, 2498_50, 0, None)]


NO_AMOUNTS = [
    *("0", "0.00", "-0", "-5", "--5", "+-5", "−3000", "1.999", "1000000000000000", "9" * 5000),
    *(",", ".", "1e5", "NaN", "inf", "0x1F4", "3.000", "3.000,00", "30,00", "3,0000", "3'000"),
    *(
        "¥3000",
        "3000 CNY",
        "٣٠٠٠",
        "A2",
        "6901234567892",
        "10^12",
        "=3000",
        "3000;",
        "３，０００，",
    ),
]


@pytest.mark.rule("D13")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("abc", "“abc” is not an amount."),
        ("-5", "An amount below zero is no payment."),
        ("10000000000.01", "This amount is too large"),
        ("0", "Enter the amount."),
    ],
)
@pytest.mark.parametrize("tender", [Qt.Key.Key_1, Qt.Key.Key_2])
def test_what_is_wrong_with_an_amount_is_said_of_an_amount(counter, shop, text, said, tender):
    """It is no price, and what is below zero goes on a return."""
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    press(page, tender, ALT)
    typed(page, text)
    assert page.strip.finish_button.text() == f"Take {text}" and not page.strip.change.isVisible()
    press(page, Qt.Key.Key_Return)
    assert said in page.strip.problems._text.text()


@pytest.mark.parametrize("way", ["typed", "pasted"])
def test_what_is_no_amount_is_said_and_stays(counter, shop, way):
    """Nothing of it is left out, so that no other amount is taken in its place."""
    page = counter()
    scan(page, "A1")
    for text in NO_AMOUNTS:
        press(page, Qt.Key.Key_F9)
        assert not page.strip.problems.isVisible(), text
        if way == "typed" and text.isascii() and len(text) < 100:
            typed(page, text)
        else:
            paste(page, text)
        press(page, Qt.Key.Key_Return)
        assert page.is_paying and page.strip.problems.isVisible(), text
        assert page.strip.amount.text() == text and page.strip.amount.hasFocus()
        assert ledger(shop) == [] == payments.parts_of(shop.database, page.document.id), text
        press(page, Qt.Key.Key_Escape)
        assert not page.is_paying


def paste(page: CounterPage, text: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    "text",
    [
        "3000",
        "3,000",
        "3 000.00",
        " 3000.0 ",
        "３０００",
        "３，０００．００",
        "+3000",
        "3\u00a0000",
    ],
)
def test_an_amount_is_read_as_people_paste_it(counter, shop, text):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    paste(page, text)
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, PRICE, 0, 3000_00)]


def test_the_button_does_not_promise_to_finish_by_more_than_is_due(counter):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_2, ALT)
    typed(page, "3000")
    assert page.strip.finish_button.text() == "Take 3000"
    typed(page, "\b\b\b\b2999")
    assert page.strip.finish_button.text() == "Finish"


def test_a_card_gives_no_change(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_2, ALT)
    typed(page, "3000")
    press(page, Qt.Key.Key_Return)
    assert page.strip.problems.isVisible() and page.is_paying
    assert ledger(shop) == []


def test_letters_choose_no_tender_and_what_is_left_of_them_is_no_amount(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    typed(page, "card-mobile on A2")
    assert page.strip.amount.text() == "card-mobile on A2"
    assert page.strip.tiles.current.tender.is_cash
    press(page, Qt.Key.Key_Return)
    assert page.is_paying and ledger(shop) == []


@pytest.mark.rule("C4")
def test_a_scan_while_it_is_paid_waits_for_the_next_customer(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    scan(page, "A2", "A3")
    assert shop.serials_on(page.document.id) == ["A1"]
    assert page.next_customer.isVisible()
    assert page.next_customer._count.text() == "2 scans wait for the next customer"
    assert page.next_customer._code.text() == "A3" and page.next_customer._name.text() == "Phone"
    assert page.scan_box.placeholderText() == "What is scanned now belongs to the next customer"
    assert page.waiting_codes() == ["A2", "A3"]
    typed(page, "3000")
    press(page, Qt.Key.Key_Return)
    page.queue.drain()
    assert shop.serials_on(page.document.id) == ["A2", "A3"]
    assert not page.next_customer.isVisible()
    assert page.paid_card.isVisible()  # they were there before the change
    scan(page, "A4")
    assert not page.paid_card.isVisible()


@pytest.mark.rule("C4")
def test_what_is_typed_in_the_box_while_it_is_paid_waits_too(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    QTest.keyClicks(page.scan_box, "A2")
    QTest.keyClick(page.scan_box, Qt.Key.Key_Return)
    assert page.next_scans == ["A2"] and shop.serials_on(page.document.id) == ["A1"]


@pytest.mark.rule("C4")
def test_alt_i_takes_it_into_this_sale(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    scan(page, "A2")
    press(page, Qt.Key.Key_I, ALT)
    assert shop.serials_on(page.document.id) == ["A1", "A2"]
    assert page.is_paying and page.strip.due.text() == "¥5,998.00"
    assert page.strip.amount.hasFocus() and not page.next_customer.isVisible()
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, 2 * PRICE, 0, None)]


@pytest.mark.rule("C4")
def test_after_esc_they_wait_on_for_the_next_customer(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    scan(page, "A2")
    press(page, Qt.Key.Key_Escape)
    scan(page, "A3")
    assert shop.serials_on(page.document.id) == ["A1", "A3"]
    assert page.next_customer.isVisible()
    first = page.document.id
    press(page, Qt.Key.Key_F7)
    page.queue.drain()
    assert shop.serials_on(first) == ["A1", "A3"]
    assert shop.serials_on(page.document.id) == ["A2"]


@pytest.mark.rule("C4")
def test_they_are_the_windows_where_another_document_is_shown(counter, qtbot):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    scan(page, "A2")
    with qtbot.waitSignal(page.desk.bus.stray_scan) as kept:
        page.open(page.document.id)
    assert kept.args == ["A2"]
    assert not page.is_paying and page.scan_box.placeholderText().startswith("Scan")


def test_esc_leads_back_and_what_is_paid_stays(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_2, ALT)
    typed(page, "1000")
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Escape)
    assert not page.is_paying and page.scan_box.hasFocus() and page.panel.isVisible()
    scan(page, "A2")
    press(page, Qt.Key.Key_F9)
    assert page.strip.due.text() == "¥4,998.00"
    assert len(page.strip.parts.buttons) == 1


@pytest.mark.rule("M10")
def test_parts_come_back_with_a_parked_sale(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_2, ALT)
    typed(page, "1000")
    press(page, Qt.Key.Key_Return)
    draft = page.document.id
    press(page, Qt.Key.Key_Escape)
    press(page, Qt.Key.Key_F7)
    page.call_back(draft)
    press(page, Qt.Key.Key_F9)
    assert page.strip.due.text() == "¥1,999.00"
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(2, 1000_00, 0, None), (1, 1999_00, 0, None)]


@pytest.mark.parametrize("parked", [False, True])
def test_a_draft_for_which_money_was_taken_is_not_discarded_unasked(
    counter, shop, monkeypatch, parked
):
    """What was charged to the card stays with the shop, and the draft is what says so."""
    asked: list[str] = []
    answers = [False, True]

    def give_up(_parent, _title, text, _keep, _gone) -> bool:
        asked.append(text)
        return answers[len(asked) - 1]

    monkeypatch.setattr("app.gui.documents.paying_page.give_up", give_up)
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_2, ALT)
    typed(page, "1000")
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Escape)
    draft = page.document.id
    if parked:
        page.park()

    def discard() -> int:
        page._discard_parked(draft) if parked else page.discard()
        return documents.document(shop.database, draft).state

    assert discard() == 0 and discard() == 3
    assert asked[0].startswith("¥1,000.00 was taken for this draft.") and len(asked) == 2


def test_on_account_needs_a_customer_and_then_is_three_keys(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_5, ALT)
    assert page.header.party.hasFocus()
    assert page.strip.tiles.current.tender.is_cash
    draft_head.set_party(shop.session, page.document.id, shop.has.customer)
    page.reload()
    press(page, Qt.Key.Key_5, ALT)
    assert page.strip.finish_button.text() == "Finish, on account"
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == []
    assert shop.rows("SELECT contact_id, amount FROM debt") == [(shop.has.customer, PRICE)]


@pytest.mark.rule("D11")
def test_a_figure_that_is_typed_before_on_account_is_chosen_is_not_left_out(counter, shop):
    page = counter()
    scan(page, "A1")
    draft_head.set_party(shop.session, page.document.id, shop.has.customer)
    page.reload()
    press(page, Qt.Key.Key_F9)
    typed(page, "1000")
    press(page, Qt.Key.Key_5, ALT)
    press(page, Qt.Key.Key_Return)
    assert page.is_paying and "“1000” is typed" in page.strip.problems._text.text()
    for _digit in "1000":
        press(page, Qt.Key.Key_Backspace)
    press(page, Qt.Key.Key_Return)
    assert shop.rows("SELECT amount FROM debt") == [(PRICE,)]


def test_what_is_void_by_now_has_no_change_due(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    typed(page, "3000")
    press(page, Qt.Key.Key_Return)
    assert page.paid_card.isVisible()
    ((sale,),) = shop.rows("SELECT id FROM document WHERE kind = 'sale' AND state = 1")
    shop.void(sale)
    page.reload()
    assert not page.paid_card.isVisible() and page.day.isVisible()


def test_a_part_is_paid_and_the_rest_stays_on_account(counter, shop):
    page = counter()
    scan(page, "A1")
    draft_head.set_party(shop.session, page.document.id, shop.has.customer)
    page.reload()
    press(page, Qt.Key.Key_F9)
    typed(page, "1000")
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_5, ALT)
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, 1000_00, 0, 1000_00)]
    assert shop.rows("SELECT amount FROM debt") == [(1999_00,)]


def test_what_stands_against_posting_is_said_before_money_changes_hands(counter, shop):
    page = counter()
    scan(page, "A1")
    shop_sale = shop.written("sale", "A1")
    shop.pay(shop_sale)
    shop.post(shop_sale)
    press(page, Qt.Key.Key_F9)
    assert not page.is_paying and page.problems.isVisible()


def test_what_is_refused_at_finish_keeps_the_strip_and_what_was_paid(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    shop_sale = shop.written("sale", "A1")
    shop.pay(shop_sale)
    shop.post(shop_sale)
    typed(page, "3000")
    press(page, Qt.Key.Key_Return)
    assert page.problems.isVisible() and page.is_paying
    assert len(payments.parts_of(shop.database, page.document.id)) == 1
    assert len(ledger(shop)) == 1  # of the other sale


def test_a_sale_of_nothing_to_pay_is_finished_at_once(counter, shop):
    page = counter()
    scan(page, "A1")
    line = page.lines.table_model.rows[0]
    draft_lines.set_price(shop.session, page.document.id, line.id, 0)
    page.reload()
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Y, ALT)  # it is below cost
    assert shop.status("A1")[0] == 2 and ledger(shop) == []


def test_a_question_is_asked_at_finish_and_yes_posts_once(counter, shop):
    page = counter()
    scan(page, "A1")
    draft_head.set_date(shop.session, page.document.id, "2020-01-31")
    page.reload()
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Return)
    assert page.confirm.asks and page.is_paying
    press(page, Qt.Key.Key_Y, ALT)
    assert ledger(shop) == [(1, PRICE, 0, None)]
    assert not page.is_paying


def test_likely_amounts_are_offered_and_taken(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    texts = [made.text() for made in page.strip.likely if made.isVisible()]
    assert texts[:2] == ["Exact", "3,000"]
    page.strip.likely[1].click()
    assert page.strip.amount.text() == "3,000.00" and page.strip.amount.hasFocus()
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, PRICE, 0, 3000_00)]


def test_more_than_six_ways_turn_over_by_the_sixth(counter, shop):
    page = counter()
    for name in ("Voucher", "Points", "Crypto"):
        tenders.save(shop.session, TenderForm(name))
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    names = [tile.name.text() for tile in page.strip.tiles.tiles if tile.isVisible()]
    assert names == ["Cash", "Card", "Mobile wallet", "Bank transfer", "On account", "More"]
    press(page, Qt.Key.Key_6, ALT)
    names = [tile.name.text() for tile in page.strip.tiles.tiles if tile.isVisible()]
    assert names == ["Voucher", "Points", "Crypto", "More"]
    press(page, Qt.Key.Key_2, ALT)
    press(page, Qt.Key.Key_Return)
    (own,) = shop.rows("SELECT id FROM tender WHERE name = 'Points'")[0]
    assert ledger(shop) == [(own, PRICE, 0, None)]


def test_a_slip_s_number_is_asked_of_what_says_so_and_may_be_left_out(counter, shop):
    tenders.save(shop.session, TenderForm("", asks_reference=True), 2)
    page = counter()
    scan(page, "A1", "A2")
    press(page, Qt.Key.Key_F9)
    assert not page.strip.reason.isVisible()  # cash has none
    press(page, Qt.Key.Key_2, ALT)
    assert page.strip.reason.isVisible() and page.strip.amount.hasFocus()
    typed(page, "1000")
    press(page, Qt.Key.Key_Tab)
    typed(page, "004512")
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_2, ALT)
    assert page.strip.reason.text() == ""  # each slip has its own
    press(page, Qt.Key.Key_Return)
    found = shop.rows("SELECT amount, reference FROM payment ORDER BY id")
    assert found == [(1000_00, "004512"), (2 * PRICE - 1000_00, "")]


@pytest.mark.parametrize("asking", list(Asking))
@pytest.mark.parametrize("tender", [Qt.Key.Key_1, Qt.Key.Key_2])
def test_receipt_and_drawer_follow_as_set_up(counter, shop, asking, tender):
    till = Printer("Till", PrinterType.ESC_POS_NETWORK, "127.0.0.1", drawer=True)
    printers.save(shop.session, till)
    printers.choose(shop.session, Purpose.RECEIPT, Printout("Till", asking=asking))
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    press(page, tender, ALT)
    in_cash = tender == Qt.Key.Key_1
    assert page.strip.receipt._drawer.text() == ("Drawer opens" if in_cash else "")
    press(page, Qt.Key.Key_Return)
    jobs = [purpose for (purpose,) in shop.rows("SELECT purpose FROM print_job ORDER BY id")]
    assert jobs == ["DRAWER"] * in_cash + ["RECEIPT"] * (asking is Asking.AT_ONCE)
    assert page.printing.asks == (asking is Asking.ASK)


@pytest.mark.parametrize(("asking", "wanted"), [(Asking.AT_ONCE, False), (Asking.NEVER, True)])
def test_a_receipt_can_be_chosen_sale_by_sale(counter, shop, asking, wanted):
    till = Printer("Till", PrinterType.ESC_POS_NETWORK, "127.0.0.1")
    printers.save(shop.session, till)
    printers.choose(shop.session, Purpose.RECEIPT, Printout("Till", asking=asking))
    page = counter()
    for serial, differs in (("A1", True), ("A2", False)):
        scan(page, serial)
        press(page, Qt.Key.Key_F9)
        if differs:
            page.strip.receipt.box.click()
        page.strip.enter()
    assert shop.rows("SELECT count(*) FROM print_job") == [(1,)]
    (printed,) = shop.rows("SELECT d.id FROM print_job j JOIN document d ON d.id = j.document_id")
    first, second = shop.rows("SELECT id FROM document WHERE kind = 'sale' AND state = 1")
    assert printed == (first if wanted else second)


def test_without_a_printer_nothing_is_said_of_paper(counter):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    assert not page.strip.receipt.isVisible()


def test_a_shop_without_payments_posts_as_before(qtbot, qapp, shop):
    shop.purchase("A1")
    page = CounterPage(desk_at(shop))
    qtbot.addWidget(page)
    page.show()
    scan(page, "A1")
    assert page.post_button.text() == "Post"
    page.post()
    assert not page.is_paying and shop.status("A1")[0] == 2
    assert ledger(shop) == []


def test_the_customer_sees_what_is_paid_and_the_change(counter, shop):
    settings.change(shop.session, customer_screen=True)
    page = counter()
    told = []
    page.desk.bus.sale_shown.connect(told.append)
    scan(page, "A1")
    assert (told[-1].total, told[-1].paid) == (PRICE, None)
    press(page, Qt.Key.Key_F9)
    assert (told[-1].paid, told[-1].due) == (0, PRICE)
    press(page, Qt.Key.Key_2, ALT)
    typed(page, "1000")
    press(page, Qt.Key.Key_Return)
    assert (told[-1].paid, told[-1].due) == (1000_00, 1999_00)
    press(page, Qt.Key.Key_1, ALT)
    typed(page, "2000")
    press(page, Qt.Key.Key_Return)
    assert (told[-1].total, told[-1].paid, told[-1].change) == (PRICE, 3000_00, 1_00)
    page.reload()
    assert told[-1].change == 1_00
    scan(page, "A2")
    assert told[-1].change is None and told[-1].paid is None


def test_the_empty_counter_says_what_was_taken_by_tender(counter):
    page = counter()
    assert not page.day.taken.isVisible()
    for serial, tender in (("A1", Qt.Key.Key_2), ("A2", Qt.Key.Key_1), ("A3", Qt.Key.Key_2)):
        scan(page, serial)
        press(page, Qt.Key.Key_F9)
        press(page, tender, ALT)
        press(page, Qt.Key.Key_Return)
    said = [(name.text(), figure.text()) for name, figure in page.day.taken._said]
    assert page.day.taken.isVisible()
    assert said == [("Card", "5,998.00"), ("Cash", "2,999.00")]


@pytest.mark.rule("M3")
def test_what_leads_to_the_total_stands_below_the_lines_while_it_is_paid(counter, shop):
    page = counter()
    scan(page, "A1", "A2")
    discounts.set_of_document(shop.session, page.document.id, Discount(98_00))
    page.reload()
    press(page, Qt.Key.Key_F9)
    sums = [
        (made.title.text(), made.figure.text()) for made in page._foot.shown if made.isVisible()
    ]
    assert sums == [("Lines, 2 units", "5,998.00"), ("Discount", "−98.00"), ("Total", "5,900.00")]
    assert not page.totals.isVisible()


def test_the_actions_are_as_high_after_a_payment_as_before(counter):
    page = counter()
    scan(page, "A1")
    before = page.draft_page.foot.height()
    press(page, Qt.Key.Key_F9)
    assert page.draft_page.foot.height() > before  # with the sums
    press(page, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert page.draft_page.foot.height() == before

"""The Counter and its drawer: the first sale asks for the float, a card says how it stands (M9)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.shifts import Counted, DrawerEntryKind
from app.gui.documents.counter import CounterPage
from app.services import settings
from app.services.money import shifts
from tests.gui.conftest import desk_at
from tests.shop import Shop

pytestmark = pytest.mark.rule("M9")


@pytest.fixture
def show(qtbot, qapp: QApplication, shop: Shop):
    """Shows a Counter of a shop that takes payments, with phones to sell."""
    shop.purchase("A1 A2 A3")

    def made(**choices: object) -> CounterPage:
        settings.save(shop.session, **{"payments": True, "shifts": True, **choices})
        page = CounterPage(desk_at(shop))
        qtbot.addWidget(page)
        page.resize(1158, 768)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        return page

    return made


def scan(page: CounterPage, code: str) -> None:
    page.take_scan(code)
    page.queue.drain()


def press(page: CounterPage, key: Qt.Key) -> None:
    QTest.keyClick(page.focusWidget() or page, key)
    QApplication.processEvents()


def opening(page: CounterPage):
    assert page.asks_float
    return page._opening


# The first sale -----------------------------------------------------------------------------------


def test_the_first_sale_asks_for_the_float_and_goes_on(show, shop) -> None:
    page = show()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    assert opening(page).float.hasFocus()
    QTest.keyClicks(opening(page).float, "500")
    press(page, Qt.Key.Key_Return)
    assert shifts.shift(shop.database, 1).float == 500_00
    assert page.is_paying and page.strip.amount.hasFocus()
    press(page, Qt.Key.Key_Return)
    assert shop.rows("SELECT shift_id, amount FROM payment") == [(1, 2999_00)]


def test_f9_opens_it_too_and_what_is_wrong_is_said(show, shop) -> None:
    page = show()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_F9)
    assert opening(page).problems.isVisible()
    QTest.keyClicks(opening(page).float, "500")
    press(page, Qt.Key.Key_F9)
    assert page.is_paying


def test_nothing_is_lost_by_leaving_it(show, shop) -> None:
    """Esc leads back to the sale; a scan meanwhile is of this sale; what was typed is kept."""
    page = show()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    QTest.keyClicks(opening(page).float, "480")
    scan(page, "A2")
    press(page, Qt.Key.Key_Escape)
    assert not page.asks_float and page.scan_box.hasFocus()
    assert [line.quantity for line in page.lines.table_model.rows] == [2000]
    assert shifts.open_shift(shop.database, 1) is None
    press(page, Qt.Key.Key_F9)
    assert opening(page).float.text() == "480"


def test_a_drawer_that_is_open_is_asked_about_no_more(show, shop) -> None:
    page = show()
    shifts.open_drawer(shop.session, 500_00)
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    assert page.is_paying


def test_a_shop_without_shifts_is_not_asked(show, shop) -> None:
    page = show(shifts=False)
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    assert page.is_paying


# The card -----------------------------------------------------------------------------------------


def test_the_card_says_that_the_drawer_is_closed(show, qtbot) -> None:
    page = show()
    card = page.day.drawer
    assert card.isVisible()
    assert (card.state.text(), card.drawer_button.text()) == ("closed", "Open the drawer")
    with qtbot.waitSignal(page.desk.bus.page_wanted) as wanted:
        card.drawer_button.click()
    assert wanted.args == ["drawer"]


def test_the_card_says_since_when_its_float_and_what_went_out(show, shop, set_clock) -> None:
    page = show()
    set_clock("2026-11-26 09:02")
    shifts.open_drawer(shop.session, 500_00)
    set_clock("2026-11-26 14:10")
    shifts.move_money(shop.session, DrawerEntryKind.MONEY_OUT, 120_00, "window cleaner")
    page.reload()
    card = page.day.drawer
    assert (card.state.text(), card.drawer_button.text()) == (
        "open since 09:02",
        "Close the drawer",
    )
    assert card.said.text() == "Float 500.00. Money out 120.00 at 14:10, window cleaner."
    assert not card.blind.isVisible()


def test_a_blind_count_shows_on_the_card_that_it_is_one(show, shop) -> None:
    shifts.open_drawer(shop.session, 500_00)
    page = show(blind_count=True)
    assert "counted" in page.day.drawer.blind.text() and page.day.drawer.blind.isVisible()


def test_a_shop_without_shifts_has_no_card_but_for_a_shift_that_is_open(show, shop) -> None:
    page = show(shifts=False)
    assert not page.day.drawer.isVisible()
    shifts.open_drawer(shop.session, 500_00)
    page.reload()
    assert page.day.drawer.isVisible()
    shifts.close(shop.session, Counted(total=500_00))
    page.reload()
    assert not page.day.drawer.isVisible()


# Without a sale -----------------------------------------------------------------------------------


def type_reason(page: CounterPage, text: str) -> None:
    QTest.keyClicks(page.moving.reason, text)
    QTest.keyClick(page.moving.reason, Qt.Key.Key_Return)
    QApplication.processEvents()


def press_alt_o(page: CounterPage) -> None:
    QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()


def opened(shop: Shop) -> list[str]:
    return [row[0] for row in shop.rows("SELECT reason FROM drawer_entry WHERE kind = 2")]


@pytest.mark.parametrize("has_shifts", [True, False])
def test_alt_o_opens_the_drawer_without_a_sale_for_a_reason(show, shop, has_shifts) -> None:
    """Whatever is on the sale stays there, and the focus is back in the box."""
    page = show(shifts=has_shifts)
    if has_shifts:
        shifts.open_drawer(shop.session, 500_00)
    scan(page, "A1")
    press_alt_o(page)
    assert page.moving.reason.hasFocus() and not page.moving.amount.isVisible()
    press(page, Qt.Key.Key_Return)
    assert page.moving.problems.isVisible() and opened(shop) == []
    type_reason(page, "change for a note")
    assert opened(shop) == ["change for a note"]
    assert page.scan_box.hasFocus() and not page.moving.isVisible()
    assert [line.quantity for line in page.lines.table_model.rows] == [1000]
    (told,) = shop.rows("SELECT action, detail FROM audit WHERE action = 'no_sale'")
    assert told == ("no_sale", "change for a note")


def test_it_is_left_by_esc_and_what_was_typed_is_there_again(show, shop) -> None:
    page = show()
    shifts.open_drawer(shop.session, 500_00)
    press_alt_o(page)
    QTest.keyClicks(page.moving.reason, "change")
    press(page, Qt.Key.Key_Escape)
    assert page.scan_box.hasFocus() and opened(shop) == []
    press_alt_o(page)
    assert page.moving.reason.text() == "change"


def test_while_it_is_paid_what_is_paid_stays(show, shop) -> None:
    page = show()
    shifts.open_drawer(shop.session, 500_00)
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    page.strip.tiles.choose(1)
    page.strip.amount.setText("100")
    page.strip.enter()
    press_alt_o(page)
    scan(page, "A2")  # of this sale: it is not paid meanwhile
    page.moving.reason.setText("change for a note")
    page.moving.done_button.click()
    assert opened(shop) == ["change for a note"]
    assert [line.quantity for line in page.lines.table_model.rows] == [2000]
    page.post()
    assert page.is_paying
    assert shop.rows("SELECT amount FROM draft_payment") == [(100_00,)]


def test_a_drawer_that_is_closed_is_opened_with_its_float_first(show, shop) -> None:
    page = show()
    press_alt_o(page)
    assert page.problems.isVisible() and page.scan_box.hasFocus()
    assert page._moving is None


def test_the_card_and_the_menu_say_the_key(show, shop) -> None:
    page = show()
    card = page.day.drawer
    assert not card.no_sale_button.isVisible()  # it is closed
    shifts.open_drawer(shop.session, 500_00)
    page.reload()
    assert card.no_sale_button.isVisible() and card.no_sale_button.shown_key() == "Alt+O"
    card.no_sale_button.click()
    assert page.moving.reason.hasFocus()
    assert page.no_sale_action.isVisible() and page.no_sale_action.text().endswith("\tAlt+O")


def test_a_shop_that_takes_no_payments_has_no_such_key(show, shop) -> None:
    page = show(payments=False)
    press_alt_o(page)
    assert page._moving is None and not page.no_sale_action.isVisible()

"""Settings › Tenders: the ways of being paid, added, named, moved and retired (M5)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.gui.kit.desk import Desk
from app.gui.settings.page import SettingsPage
from app.gui.settings.tenders import TendersPage
from app.services import settings
from app.services.money import tenders
from app.text import tender_name
from tests.shop import Shop

pytestmark = pytest.mark.rule("M5")

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot, desk: Desk) -> TendersPage:
    made = TendersPage(desk)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def offered(shop: Shop) -> list[str]:
    return [tender_name(tender.name) for tender in tenders.offered(shop.database)]


def shown(page: TendersPage) -> list[str]:
    return [tender_name(tender.name) for tender in page._known]


def choose(page: TendersPage, name: str) -> None:
    page.list.setCurrentRow(shown(page).index(name))


def test_what_comes_back_in_an_exchange_is_nobodys_to_choose(page: TendersPage) -> None:
    assert shown(page) == ["Cash", "Card", "Mobile wallet", "Bank transfer"]


def test_one_of_the_shops_own_is_added_by_keys(page: TendersPage, shop: Shop) -> None:
    QTest.keyClick(page, Qt.Key.Key_N, CTRL)
    QTest.keyClicks(page.form.name, "Voucher")
    QTest.keyClick(page.form.name, Qt.Key.Key_S, CTRL)
    assert offered(shop)[-1] == "Voucher"
    current = page.current()
    assert current is not None and current.own_name == "Voucher"
    assert page.list.hasFocus()


def test_without_a_name_it_is_refused_and_what_was_chosen_stays(
    page: TendersPage, shop: Shop
) -> None:
    page.new_button.click()
    page.form.fields["opens_drawer"].setChecked(True)
    page.form.save_button.click()
    assert page.form.isVisible() and "Enter a name" in page.form.problems._text.text()
    assert page.form.fields["opens_drawer"].isChecked()
    assert len(offered(shop)) == 4


def test_one_is_moved_by_keys_as_far_as_it_goes(page: TendersPage, shop: Shop) -> None:
    choose(page, "Card")
    for _time in range(3):
        QTest.keyClick(page.list, Qt.Key.Key_Up, ALT)
    assert offered(shop)[0] == "Card"
    assert not page.up_button.isEnabled() and page.down_button.isEnabled()
    QTest.keyClick(page.list, Qt.Key.Key_Down, ALT)
    assert offered(shop)[:2] == ["Cash", "Card"]


def test_one_is_retired_and_shown_on_demand(page: TendersPage, shop: Shop) -> None:
    choose(page, "Mobile wallet")
    page.edit_button.click()
    page.form.fields["active"].setChecked(False)
    page.form.save_button.click()
    assert "Mobile wallet" not in shown(page)
    page.with_inactive.setChecked(True)
    choose(page, "Mobile wallet")
    assert not page.up_button.isEnabled() and not page.down_button.isEnabled()


def test_cash_cannot_be_retired(page: TendersPage) -> None:
    choose(page, "Cash")
    page.edit_button.click()
    assert not page.form._active.isVisible()


def test_a_name_of_its_own_goes_before_that_of_its_kind(page: TendersPage, shop: Shop) -> None:
    choose(page, "Card")
    page.edit_button.click()
    assert (page.form.name.text(), page.form.name.placeholderText()) == ("", "Card")
    page.form.name.setText("Terminal 1")
    page.form.save_button.click()
    assert offered(shop)[1] == "Terminal 1"


def test_while_payments_are_off_the_page_says_where_they_are_switched_on(
    page: TendersPage, shop: Shop
) -> None:
    assert page._off.isVisible()
    shop.take_payments()
    page.reload()
    assert not page._off.isVisible()


@pytest.mark.rule("M6")
def test_what_cash_is_rounded_to_is_written_in_the_shops_currency(
    qtbot, shop: Shop, desk: Desk
) -> None:
    shop.take_payments()
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.show()
    box = made.fields["cash_rounding"]
    assert box.isEnabled()
    assert [box.itemText(place) for place in range(3)] == ["Not rounded", "0.05", "0.10"]
    box.setCurrentIndex(box.findData(5))
    assert settings.load(shop.database).cash_rounding == 5
    assert "0.05" in made._values.text()

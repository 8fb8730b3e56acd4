"""Settings › System Settings: saved together, and what cannot be changed any more."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.gui.kit.desk import Desk
from app.gui.settings.page import SettingsPage
from app.services import settings
from app.services.settings import Trade
from db import sql
from tests.shop import Shop


@pytest.fixture
def page(qtbot, desk: Desk) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    return made


def choose(page: SettingsPage, name: str, data: object) -> None:
    box = page.fields[name]
    assert box.findData(data) >= 0
    box.setCurrentIndex(box.findData(data))


def offered(page: SettingsPage) -> list[str]:
    box = page.fields["currency"]
    return [box.itemData(place) for place in range(box.count())]


def test_nothing_to_save_at_first(page: SettingsPage) -> None:
    assert not page.is_changed() and not page.save_button.isEnabled()
    assert page.fields["shop_name"].text() == "Corner Shop"


@pytest.mark.rule("P1")
def test_every_choice_is_saved_and_told(qtbot, shop: Shop, desk: Desk, page: SettingsPage) -> None:
    box = page.fields["serials_enabled"]
    assert box.text() == "Enable serial number management" and box.isChecked()
    box.click()
    page.fields["negative_stock"].click()
    page.fields["direct_transfers"].click()
    page.fields["sounds"].click()
    page.fields["shop_name"].setText("Harbour Mobile")
    for name, data in (
        ("trade", Trade.WATCHES.name),
        ("currency", "EUR"),
        ("language", "zh_CN"),
        ("theme", "dark"),
    ):
        choose(page, name, data)
    with qtbot.waitSignal(desk.bus.settings_changed):
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert settings.load(shop.database) == settings.Settings(
        shop_name="Harbour Mobile",
        trade="WATCHES",
        currency="EUR",
        serials_enabled=False,
        negative_stock=True,
        direct_transfers=True,
    )
    own = settings.load_person(shop.database, desk.session.person.id)
    assert own == settings.PersonSettings(language="zh_CN", theme="dark", sounds=False)
    assert not page.is_changed()


def test_a_shop_needs_a_name(qtbot, shop: Shop, desk: Desk, page: SettingsPage) -> None:
    before = settings.load(shop.database)
    page.fields["shop_name"].setText("  ")
    page.fields["sounds"].click()
    with qtbot.assertNotEmitted(desk.bus.settings_changed):
        page.save_button.click()
    assert page.problems.isVisible() and "Enter a name" in page.problems._text.text()
    assert settings.load(shop.database) == before


def test_without_prices_every_currency_can_be_chosen(shop: Shop, page: SettingsPage) -> None:
    sql.execute(shop.database, "UPDATE product SET purchase_price = 0, sale_price = 0")
    page.hide()
    page.show()
    assert offered(page) == list(settings.CURRENCIES)
    assert not page._currency_hint.isVisible()


def test_with_prices_only_currencies_of_as_many_decimals(page: SettingsPage) -> None:
    assert "EUR" in offered(page) and "JPY" not in offered(page)
    assert "decimals" in page._currency_hint.text() and page._currency_hint.isVisible()


def test_a_posted_document_fixes_the_currency(shop: Shop, page: SettingsPage) -> None:
    choose(page, "currency", "EUR")
    page.hide()
    shop.purchase("A1")
    page.show()
    assert offered(page) == ["CNY"] and not page.fields["currency"].isEnabled()
    assert "posted" in page._currency_hint.text()
    assert not page.is_changed()


def test_what_is_typed_survives_a_look_at_another_page(page: SettingsPage) -> None:
    page.fields["shop_name"].setText("Half typed")
    page.hide()
    page.show()
    assert page.fields["shop_name"].text() == "Half typed" and page.save_button.isEnabled()

"""Settings › System Settings: saved at once, taken back, found; what cannot be changed any more."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from app.domain.pricing import PERCENT
from app.gui.kit.desk import Desk
from app.gui.settings import page as settings_page
from app.gui.settings.page import SettingsPage
from app.lists.setting_rows import SETTINGS, Control, SettingSection, choices_of
from app.services import settings
from app.services.settings import Trade
from db import sql
from tests.shop import Shop


@pytest.fixture
def answer(monkeypatch) -> dict[str, object]:
    """The answer to what is asked, and the texts that were asked."""
    given: dict[str, object] = {"yes": True, "asked": []}

    def give_up(_parent, _title, text, _keep, _gone) -> bool:
        given["asked"].append(text)
        return bool(given["yes"])

    monkeypatch.setattr(settings_page, "give_up", give_up)
    return given


@pytest.fixture
def page(qtbot, desk: Desk, answer) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    return made


def choose(page: SettingsPage, name: str, data: object) -> None:
    field = page.fields[name]
    if isinstance(field, QComboBox):
        assert field.findData(data) >= 0
        field.setCurrentIndex(field.findData(data))
    else:
        field.set_value(data)


def offered(page: SettingsPage) -> list[str]:
    box = page.fields["currency"]
    return [box.itemData(place) for place in range(box.count())]


def ctrl_z(page: SettingsPage) -> None:
    QTest.keyClick(page.sections, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_nothing_is_saved_or_taken_back_at_first(page: SettingsPage) -> None:
    assert not page.is_changed() and not page.undo_button.isVisible()
    assert page.fields["shop_name"].text() == "Corner Shop"


@pytest.mark.rule("P1")
def test_serial_number_management_stands_in_system_settings(page: SettingsPage) -> None:
    page.show_setting("serials_enabled")
    box = page.fields["serials_enabled"]
    assert box.accessibleName() == "Enable serial number management"
    assert box.isChecked() and box.hasFocus()


CHANGED = {  # of all but switches, which are switched
    "shop_name": "Harbour Mobile",
    "address": "1 Quay\nHarbour",
    "phone": "0755 1234",
    "tax_number": "9144",
    "bank": "Bank 12",
    "logo": "a" * 64,
    "trade": Trade.WATCHES.name,
    "currency": "EUR",
    "long_ago": 92,
    "taxes": "added",
    "discount_presets": [3 * PERCENT, 12 * PERCENT + 500],
    "cash_rounding": 10,
    "lock_after": 5,
    "clerk_discount": 20_000,
    "manager_discount": 30_000,
    "sound_set": "wood",
    "volume": 50,
    "language": "zh_CN",
    "theme": "dark",
}


def change(page: SettingsPage, key: str) -> None:
    """Change one setting as a user does."""
    page.show_setting(key)
    field, value = page.fields[key], CHANGED.get(key)
    match SETTINGS[key].control:
        case Control.SWITCH:
            field.click()
        case Control.LINE | Control.PERCENTAGES:
            field.setText("3, 12.5%" if key == "discount_presets" else value)
            QTest.keyClick(field, Qt.Key.Key_Return)
        case Control.LINES:
            field.setPlainText(value)
            page.sections.setFocus()
        case Control.SLIDER:
            field.setValue(value)
            page.settle()
        case _:
            choose(page, key, value)


def kept(desk: Desk, key: str) -> object:
    session = desk.session
    shop = settings.load(session.database)
    own = settings.load_person(session.database, session.person.id)
    here = settings.load_counter(session.database, session.counter.id)
    found = next(getattr(part, key) for part in (shop, own, here) if hasattr(part, key))
    return list(found) if isinstance(found, tuple) else found


def test_each_is_saved_at_once_named_and_taken_back(desk: Desk, page: SettingsPage) -> None:
    told: list[str] = []
    desk.bus.settings_changed.connect(lambda: told.append("redrawn"))
    for key, setting in SETTINGS.items():
        if setting.only_with:
            settings.save(desk.session, **{setting.only_with: True})
        page.reload()
        before = kept(desk, key)
        told.clear()
        change(page, key)
        changed = not before if setting.control is Control.SWITCH else CHANGED[key]
        assert kept(desk, key) == changed != before, key
        assert setting.title in page._what.text() and page.undo_button.isVisible(), key
        assert not page.is_changed() and bool(told) is setting.redraws, key
        ctrl_z(page)
        assert kept(desk, key) == before and not page.undo_button.isVisible(), key
        assert "Taken back" in page._what.text() and not page.is_changed(), key


@pytest.mark.parametrize(
    ("key", "behind"),
    [(key, setting.only_with) for key, setting in SETTINGS.items() if setting.only_with],
)
def test_a_setting_that_would_do_nothing_cannot_be_changed(
    desk: Desk, page: SettingsPage, key: str, behind: str
) -> None:
    for on in (True, False):
        settings.save(desk.session, **{behind: on})
        page.reload()
        assert page.fields[key].isEnabled() is on


def test_changes_are_taken_back_one_by_one(desk: Desk, page: SettingsPage) -> None:
    for key in ("negative_stock", "phone"):
        change(page, key)
    ctrl_z(page)
    assert (kept(desk, "phone"), kept(desk, "negative_stock")) == ("", True)
    ctrl_z(page)
    assert not kept(desk, "negative_stock")


def test_a_line_that_is_not_typed_in_leaves_ctrl_z_to_the_page(
    desk: Desk, page: SettingsPage
) -> None:
    change(page, "negative_stock")
    page.show_setting("phone")
    line = page.fields["phone"]
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not kept(desk, "negative_stock")


@pytest.mark.parametrize("key", ["serials_enabled", "currency"])
def test_what_cannot_be_taken_back_asks_first(
    key: str, desk: Desk, page: SettingsPage, answer
) -> None:
    before = kept(desk, key)
    answer["yes"] = False
    change(page, key)
    assert len(answer["asked"]) == 1 and kept(desk, key) == before
    assert page.values()[key] == before and not page.is_changed()


def test_a_shop_needs_a_name(qtbot, shop: Shop, desk: Desk, page: SettingsPage) -> None:
    before = settings.load(shop.database)
    page.fields["shop_name"].setText("  ")
    with qtbot.assertNotEmitted(desk.bus.settings_changed):
        page.settle()
    assert page.problems.isVisible() and "Enter a name" in page.problems._text.text()
    assert settings.load(shop.database) == before and page.is_changed()


@pytest.mark.rule("D11")
def test_what_is_typed_is_saved_by_a_look_at_another_page(desk: Desk, page: SettingsPage) -> None:
    page.fields["shop_name"].setText("Half typed")
    page.hide()
    assert kept(desk, "shop_name") == "Half typed"


def shown(page: SettingsPage) -> set[str]:
    return {key for key, row in page.rows.items() if row.isVisible()}


@pytest.mark.parametrize("section", SettingSection)
def test_a_section_shows_its_settings(section: SettingSection, page: SettingsPage) -> None:
    page.sections.setCurrentRow(list(SettingSection).index(section))
    assert shown(page) == {key for key, one in SETTINGS.items() if one.section is section}


def test_ctrl_f_finds_in_all_sections(page: SettingsPage) -> None:
    QTest.keyClick(page.sections, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "serial number")
    assert {"serials_enabled", "serials_for_new"} <= shown(page) and "theme" not in shown(page)
    QTest.keyClicks(page.search, "zz")
    assert not shown(page) and page._nothing.isVisible()
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.sections.hasFocus() and "shop_name" in shown(page)


def test_a_page_that_is_built_anew_goes_on(qtbot, desk: Desk, page: SettingsPage) -> None:
    change(page, "theme")
    anew = SettingsPage(desk)
    qtbot.addWidget(anew)
    anew.show()
    anew.go_on_from(page.left_off())
    assert anew.sections.currentRow() == page.sections.currentRow()
    assert "Theme" in anew._what.text()
    ctrl_z(anew)
    assert kept(desk, "theme") == "system"


def test_each_choice_that_stands_is_offered() -> None:
    values = settings.Settings()._asdict() | settings.PersonSettings()._asdict()
    for key, setting in SETTINGS.items():
        if setting.control in (Control.CHOICE, Control.SEGMENTS):
            assert values[key] in dict(choices_of(key)), key


def test_without_prices_every_currency_can_be_chosen(shop: Shop, page: SettingsPage) -> None:
    sql.execute(shop.database, "UPDATE product SET purchase_price = 0, sale_price = 0")
    page.hide()
    page.show()
    assert offered(page) == list(settings.CURRENCIES)


def test_of_a_currency_that_has_its_decimals_alone_no_document_is_said_to_be_posted(
    shop: Shop, page: SettingsPage
) -> None:
    shop.in_currency("KWD")
    page.hide()
    page.show()
    assert offered(page) == ["KWD"]
    assert "Prices are entered already" in page.rows["currency"].consequence.text()


def test_with_prices_only_currencies_of_as_many_decimals(page: SettingsPage) -> None:
    assert "EUR" in offered(page) and "JPY" not in offered(page)
    assert "decimals" in page.rows["currency"].consequence.text()


@pytest.mark.rule("M1")
def test_a_currency_is_not_taken_back_once_prices_are_entered_in_it(
    shop: Shop, desk: Desk, page: SettingsPage
) -> None:
    sql.execute(shop.database, "UPDATE product SET purchase_price = 0, sale_price = 0")
    page.hide()
    page.show()
    choose(page, "currency", "JPY")
    page.note_change()
    sql.execute(shop.database, "UPDATE product SET sale_price = 128000")
    ctrl_z(page)
    assert kept(desk, "currency") == "JPY" == page.values()["currency"]
    assert "each would keep its figure" in page._values.text()
    assert not page.undo_button.isVisible()


def test_a_posted_document_fixes_the_currency(shop: Shop, desk: Desk, page: SettingsPage) -> None:
    change(page, "currency")
    shop.purchase("A1")
    ctrl_z(page)
    assert kept(desk, "currency") == "EUR"
    assert offered(page) == ["EUR"] and not page.fields["currency"].isEnabled()
    assert "posted" in page.rows["currency"].consequence.text()


@pytest.mark.rule("M3")
@pytest.mark.parametrize("typed", ["five", "0", "101", "-5", "1, 2, 3, 4, 5, 6", "5 10 1.2345"])
def test_what_is_no_list_of_discounts_is_refused_and_stays(page, desk, typed) -> None:
    page.show_setting("discount_presets")
    field = page.fields["discount_presets"]
    before = kept(desk, "discount_presets")
    field.setText(typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.problems.isVisible() and field.text() == typed
    assert kept(desk, "discount_presets") == before


@pytest.mark.rule("M3")
def test_no_discount_need_be_offered(page, desk) -> None:
    page.show_setting("discount_presets")
    page.fields["discount_presets"].clear()
    page.settle()
    assert kept(desk, "discount_presets") == []

"""One page for every list: sorted by heads, selection kept, what an empty list offers, its room."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.gui.contacts.page import ContactsPage
from app.gui.inventory.stock import StockPage
from app.gui.items.list_page import ItemsPage
from app.gui.kit.desk import Desk
from app.gui.lists import list_view
from app.gui.settings.warehouses import WarehousesPage
from app.services.stock import items
from app.services.stock.items import ItemForm
from db.queries.lists import walking
from tests.shop import Shop

PAGES = [StockPage, ItemsPage, ContactsPage, WarehousesPage]


@pytest.fixture
def made(qtbot, desk: Desk, shop: Shop):
    shop.purchase("A1 A2")
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.purchase(product=shop.has.cable, units=4)

    def make(kind):
        page = kind(desk)
        qtbot.addWidget(page)
        page.resize(1_500, 760)
        with qtbot.waitActive(page):
            page.show()
        return page

    return make


def names(page) -> list[str]:
    return [row.sku if hasattr(row, "sku") else row.name for row in page.list.model.rows]


def click_head(page, key: str) -> None:
    header = page.table.horizontalHeader()
    keys = [column.key for column in page.list._listing.columns]
    place = header.sectionViewportPosition(keys.index(key)) + 10
    QTest.mouseClick(
        header.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(place, header.height() // 2),
    )


def sign(page) -> tuple[str, bool]:
    """The column whose head has the sign, and whether it points down."""
    header = page.table.horizontalHeader()
    assert header.isSortIndicatorShown()
    column = page.list._listing.columns[header.sortIndicatorSection()]
    return column.key, header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


@pytest.mark.parametrize("kind", PAGES)
def test_a_click_on_a_head_sorts_where_an_index_serves_and_else_does_nothing(made, kind) -> None:
    page = made(kind)
    for column in page.list._listing.columns:
        before, signed = names(page), sign(page)
        click_head(page, column.key)
        if not column.sorts:
            assert (names(page), sign(page)) == (before, signed)
            continue
        first = page.list.order
        assert sign(page) == first == (column.key, first.falling)
        click_head(page, column.key)
        assert page.list.order == (column.key, not first.falling) == sign(page)
        assert len(names(page)) == len(before)


def test_names_are_the_first_order_and_fall_after_a_click(made) -> None:
    page = made(ItemsPage)
    assert names(page) == ["CABLE-C", "CAM-7", "PHONE-1", "ROPE"] and sign(page) == ("name", False)
    click_head(page, "name")
    assert names(page) == ["ROPE", "PHONE-1", "CAM-7", "CABLE-C"]
    page.reload()
    assert names(page) == ["ROPE", "PHONE-1", "CAM-7", "CABLE-C"] and sign(page) == ("name", True)


def test_what_is_selected_stays_selected_when_the_store_changes(made, shop, desk) -> None:
    page = made(ItemsPage)
    page.table.select_only(1)
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.list.selected_keys() == [shop.has.camera, shop.has.phone]
    items.save(shop.session, ItemForm("A", "A first one"), [])
    desk.bus.changed.emit()
    assert names(page)[0] == "A"
    assert page.list.selected_keys() == [shop.has.camera, shop.has.phone]
    assert [row.id for row in page.chosen()] == page.list.selected_keys()


def test_what_was_selected_and_is_gone_leaves_nothing_to_act_on(made, shop, desk) -> None:
    page = made(ItemsPage)
    page.table.select_only(0)
    assert page.detail_button.isEnabled()
    page.search.setText("phone")
    page.reload()
    assert page.list.selected_keys() == [] and not page.detail_button.isEnabled()


def test_a_record_beyond_the_first_page_is_found_after_it_was_saved(made, shop, monkeypatch):
    monkeypatch.setattr(list_view, "_PAGE", 2)
    page = made(ItemsPage)
    page.open(shop.has.rope)
    page.editor.fields["name"].setText("Rope, thick")
    page.editor.save_button.click()
    assert page.table.current_row().id == shop.has.rope


@pytest.mark.parametrize("kind", PAGES)
def test_an_empty_search_offers_to_be_cleared(made, kind) -> None:
    page = made(kind)
    listing = getattr(page, "listing", page)
    if not listing.search.isVisible():
        assert kind is WarehousesPage
        return
    there = names(page)
    listing.search.setText("no such thing")
    page.reload()
    assert page.list.empty.isVisible() and not page.table.isVisible()
    assert not listing._first_button.isVisible()
    listing._clear_button.click()
    assert names(page) == there and page.table.isVisible() and listing.search.hasFocus()


def test_an_empty_list_offers_its_first_record(made, shop) -> None:
    shop.rows("UPDATE contact SET active = false")
    page = made(ContactsPage)
    assert page.list.empty.text().startswith("New contact") and not page.table.isVisible()
    page.listing._first_button.click()
    assert page.editor.isVisible() and page.editor.id is None


def test_a_list_that_is_only_read_offers_no_new_record(made, shop) -> None:
    page = made(StockPage)
    page.search.setText("")
    page.warehouse.setCurrentIndex(page.warehouse.findData(shop.has.branch))
    page.reload()
    assert not page.new_button.isVisible() and not page._first_button.isVisible()


def test_the_count_and_the_units_are_of_all_that_fits(made, shop, monkeypatch) -> None:
    monkeypatch.setattr(list_view, "_PAGE", 1)
    page = made(StockPage)
    assert page.list.counted.text() == "3 rows" and page.summary.text() == "7 units"
    page.warehouse.setCurrentIndex(page.warehouse.findData(shop.has.branch))
    page.reload()
    assert page.list.counted.text() == "1 row" and page.summary.text() == "1 unit"


def test_the_units_of_a_search_are_said_when_all_of_it_is_read(qtbot, made, monkeypatch) -> None:
    page = made(StockPage)
    monkeypatch.setattr(walking, "AT_ONCE", 1)
    page.search.setText("phone")
    page.reload()
    assert page.summary.text() == ""
    qtbot.waitUntil(lambda: page.list.model.is_whole)
    assert page.summary.text() == "3 units" and page.list.counted.text() == "2 rows"


def test_enter_opens_the_only_one_that_fits_once_that_is_known(qtbot, made, shop, monkeypatch):
    page = made(ItemsPage)
    monkeypatch.setattr(walking, "AT_ONCE", 1)
    page.search.setText("amer")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.editor.isVisible())
    assert page.editor.id == shop.has.camera


def test_another_question_forgets_what_waited_for_the_last(qtbot, made, monkeypatch) -> None:
    page = made(ItemsPage)
    monkeypatch.setattr(walking, "AT_ONCE", 1)
    page.search.setText("amer")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    page.search.setText("no such thing")
    page.reload()
    qtbot.waitUntil(lambda: page.list.model.is_whole)
    assert not page.editor.isVisible()


@pytest.mark.rule("C7")
def test_a_code_opens_its_item_also_where_others_contain_it(made, shop, desk) -> None:
    items.save(shop.session, ItemForm("PHONE-10", "Phone, ten"), [])
    page = made(ItemsPage)
    page._take_scan("phone-1")
    assert page.editor.isVisible() and page.editor.id == shop.has.phone


def test_what_is_done_with_the_whole_list_has_its_place_beside_the_title(qtbot, made) -> None:
    page = made(StockPage)
    tool = QPushButton("A tool")
    page.offer(tool)
    qtbot.waitUntil(tool.isVisible)
    assert tool.geometry().bottom() < page.list.y()

"""Settings › Warehouses: what they hold, added and edited in the page."""

import pytest

from app.gui.kit.desk import Desk
from app.gui.settings.warehouses import WarehousesPage
from app.services.stock import warehouses
from tests.shop import Shop


@pytest.fixture
def page(qtbot, desk: Desk) -> WarehousesPage:
    made = WarehousesPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(page: WarehousesPage) -> list[list[str]]:
    page.reload()
    model = page.table.table_model
    return [[column.text(row) for column in model.columns] for row in model.rows]


def test_each_warehouse_says_what_it_holds(shop: Shop, page: WarehousesPage) -> None:
    shop.purchase("A1 A2")
    shop.purchase(product=shop.has.rope, units=2.5)
    assert texts(page) == [["Branch", "", "0", "0"], ["Main", "", "2", "4.5"]]


def test_a_warehouse_is_added(shop: Shop, page: WarehousesPage) -> None:
    page.new_button.click()
    page.editor.fields["name"].setText("Cellar")
    page.editor.fields["address"].setPlainText("12 Dock Street\nUnit 4")
    page.editor.save_button.click()
    assert ["Cellar", "12 Dock Street Unit 4", "0", "0"] in texts(page)


def test_a_name_that_exists_is_refused_in_the_page(shop: Shop, page: WarehousesPage) -> None:
    page.new()
    page.editor.fields["name"].setText("main")
    page.editor.save_button.click()
    assert page.editor.isVisible()
    assert "exists already" in page.editor.problems._text.text()


def test_a_warehouse_with_stock_is_not_closed(shop: Shop, page: WarehousesPage) -> None:
    shop.purchase("A1")
    page.open(shop.has.main)
    page.editor.fields["active"].setChecked(False)
    page.editor.save_button.click()
    assert "still holds stock" in page.editor.problems._text.text()
    assert warehouses.load(shop.database, shop.has.main).active


def test_a_closed_warehouse_is_shown_on_demand(shop: Shop, page: WarehousesPage) -> None:
    page.open(shop.has.branch)
    page.editor.fields["active"].setChecked(False)
    page.editor.save_button.click()
    assert [row[0] for row in texts(page)] == ["Main"]
    page.with_inactive.setChecked(True)
    assert [row[0] for row in texts(page)] == ["Branch (inactive)", "Main"]

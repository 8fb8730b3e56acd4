"""Inventory › Stock: what each column says of an item in a warehouse (L2)."""

import pytest
from PySide6.QtCore import Qt

from app.gui.inventory.stock import StockPage
from app.gui.kit.desk import Desk
from app.services import settings
from tests.gui.conftest import desk_at
from tests.shop import Shop


def stocked(shop: Shop) -> None:
    """No two figures of a row are alike, so that no column passes for another."""
    shop.opening("A1 A2", units=6)
    shop.opening("B1", warehouse=shop.has.branch)
    shop.opening(product=shop.has.rope, units=2.5)


def shown(qtbot, desk: Desk) -> list[list[str]]:
    """The heads, and what stands below them."""
    page = StockPage(desk)
    qtbot.addWidget(page)
    page.show()
    model = page.table.model()
    columns = range(model.columnCount())
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in columns]
    rows = range(model.rowCount())
    return [heads, *([model.index(row, place).data() for place in columns] for row in rows)]


@pytest.mark.rule("L2")
def test_every_column_says_what_its_head_promises(qtbot, shop: Shop, desk: Desk) -> None:
    stocked(shop)
    assert shown(qtbot, desk) == [
        ["Item", "SKU", "Warehouse", "On hand", "Unit", "Serials", "Without serial number"],
        ["Phone", "PHONE-1", "Main", "6", "pcs", "2", "4"],
        ["Phone", "PHONE-1", "Branch", "1", "pcs", "1", "0"],
        ["Rope", "ROPE", "Main", "2.5", "m", "–", "–"],
    ]


@pytest.mark.rule("P1")
def test_without_serial_number_management_nothing_is_said_of_serials(qtbot, shop: Shop) -> None:
    stocked(shop)
    settings.save(shop.session, serials_enabled=False)
    assert shown(qtbot, desk_at(shop))[:2] == [
        ["Item", "SKU", "Warehouse", "On hand", "Unit"],
        ["Phone", "PHONE-1", "Main", "6", "pcs"],
    ]


@pytest.mark.rule("P7")
@pytest.mark.parametrize("by", ["the button", "Enter"])
def test_a_row_opens_its_item_where_its_stock_is_corrected(
    by: str, qtbot, shop: Shop, desk: Desk
) -> None:
    stocked(shop)
    page = StockPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.table.select_only(2)
    with qtbot.waitSignal(desk.bus.open_item) as asked:
        if by == "Enter":
            qtbot.keyClick(page.table, Qt.Key.Key_Return)
        else:
            page.open_button.click()
    assert asked.args == [shop.has.rope]

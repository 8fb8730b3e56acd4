"""Every table of the program sorts by every column, whatever is or is not in its rows."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest
from PySide6.QtCore import Qt

from app.gui.kit.desk import Desk
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.shell.main_window import MainWindow
from app.services.entry import scan_log
from app.services.entry.scan_log import Level
from app.services.stock import contacts, items, warehouses
from app.services.stock.contacts import ContactForm
from app.services.stock.items import ItemForm
from app.services.stock.warehouses import WarehouseForm
from tests.gui.everything import DIALOGS, clear_up, stock
from tests.shop import Shop

ORDERS = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)


def emptied(row: Any) -> Any:
    """The same row with nothing in every field that may have nothing."""
    hints = get_type_hints(type(row)) if hasattr(type(row), "__annotations__") else {}
    none = {name: None for name, hint in hints.items() if type(None) in get_args(hint)}
    if is_dataclass(row):
        return replace(row, **{f.name: None for f in fields(row) if f.name in none})
    return row._replace(**none) if none and hasattr(row, "_replace") else row


def sort_all(table: Table) -> int:
    """Sort a table by every column, both ways; returns how many rows it has."""
    model = table.model()
    rows = list(model.rows)
    model.set_rows([*rows, *map(emptied, rows)])
    for place in range(model.columnCount()):
        for order in ORDERS:
            model.sort(place, order)
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    model.data(model.index(row, column))
    assert len(model.rows) == 2 * len(rows)
    return len(rows)


def two_of_each(shop: Shop) -> None:
    """Two rows at least for every table."""
    stock(shop)
    contacts.save(shop.session, ContactForm("Nobody"))
    warehouses.save(shop.session, WarehouseForm("Closed", active=False))
    items.save(shop.session, ItemForm("OLD", "Old", active=False), [])
    scan_log.note(shop.session, "X1", Level.REFUSED)
    for kind in ("purchase", "sale", "count"):
        shop.blank(kind)
    shop.written("purchase", "P1 P2")


@pytest.fixture
def shop(shop_after) -> Shop:
    return shop_after(two_of_each)


@pytest.fixture
def window(qtbot, desk: Desk) -> MainWindow:
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_table_of_every_page(window: MainWindow, shop: Shop) -> None:
    for document, kind in shop.rows("SELECT max(id), kind FROM document GROUP BY kind"):
        window.open_document(document)
        assert kind
    for key in window._entries:
        window.show_page(key)
    assert not window.faults
    tables = window.findChildren(Table)
    filled = [table.accessibleName() for table in tables if sort_all(table)]
    assert len(set(filled)) > 12, filled


@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_every_table_of_a_dialog(window: MainWindow, desk: Desk, shop: Shop, kind: type) -> None:
    dialog = DIALOGS[kind](desk, shop, window)
    for table in dialog.findChildren(Table):
        sort_all(table)
    dialog.deleteLater()
    clear_up()  # what it reads beside the screen ends before the store is gone


MIXED = [None, "b", 3, "", (2, None), 1.5, (2, "x"), True, "A", None, -1, (1,), object()]


def test_nothing_and_numbers_and_text_stand_in_one_column(qtbot) -> None:
    model = TableModel([TableColumn("x", lambda value: value)])
    model.set_rows(list(MIXED))
    model.sort(0, Qt.SortOrder.AscendingOrder)
    rising = list(model.rows)
    assert rising[:2] == [None, None]
    assert rising[2:6] == [-1, True, 1.5, 3]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert sorted(map(repr, model.rows)) == sorted(map(repr, MIXED))
    assert list(model.rows)[-2:] == [None, None]


def test_the_row_that_was_chosen_stays_chosen(qtbot) -> None:
    table = Table(TableModel([TableColumn("x", str), TableColumn("y", lambda n: str(-n))]), "x")
    qtbot.addWidget(table)
    table.table_model.set_rows([3, 1, 2])
    table.selectRow(0)
    table.setCurrentIndex(table.table_model.index(0, 1))
    for order in ORDERS:
        table.table_model.sort(0, order)
        assert table.current_row() == 3
        selected = table.selectionModel().selectedRows()
        assert [table.table_model.row(index.row()) for index in selected] == [3]


def test_a_fault_in_a_key_leaves_the_rows_as_they_were(qtbot) -> None:
    model = TableModel([TableColumn("x", str, key=lambda n: 1 / n)])
    model.set_rows([2, 0, 1])
    with qtbot.captureExceptions() as faults:
        model.sort(0)
    assert [kind for kind, *_rest in faults] == [ZeroDivisionError]
    assert model.rows == [2, 0, 1]

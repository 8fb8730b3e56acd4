"""Ctrl+C in every list: the selected rows as text, whole, cell by cell as they read."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from app.domain.kinds import SALE
from app.gui.contacts.page import ContactsPage
from app.gui.documents.list_page import DocumentsPage
from app.gui.inventory.cartons.page import CartonsPage
from app.gui.inventory.in_transit import InTransitPage
from app.gui.inventory.scan_log import ScanLogPage
from app.gui.inventory.stock import StockPage
from app.gui.items.list_page import ItemsPage
from app.gui.kit import copying
from app.gui.kit.copying import line_of
from app.gui.kit.tables import PagedRows, Table, TableColumn, TableModel
from app.gui.settings.warehouses import WarehousesPage
from app.services.entry.cartons import learn

PAGES = [
    StockPage,
    ItemsPage,
    ContactsPage,
    WarehousesPage,
    InTransitPage,
    ScanLogPage,
    CartonsPage,
    lambda desk: DocumentsPage(desk, SALE),
]


def clipboard() -> str:
    return QApplication.clipboard().text()


def press_copy(table: Table) -> None:
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture(autouse=True)
def something_else_on_it(qapp) -> None:
    QApplication.clipboard().setText("before")


@pytest.fixture
def busy(shop):
    """Something in every list."""
    shop.purchase("A1 A2 A3")
    shop.sell("A1")
    shop.dispatch("A2")
    learn(shop.session, "BOX-1", ["A3"])
    shop.scan(shop.draft("sale"), "A3")
    return shop


@pytest.mark.parametrize("make", PAGES)
def test_ctrl_c_copies_the_row_as_its_cells_read(qtbot, desk, busy, make) -> None:
    page = make(desk)
    qtbot.addWidget(page)
    page.show()
    page.table.select_only(0)
    press_copy(page.table)
    shown = [
        page.table.model().index(0, place).data()
        for place in range(len(page.table.table_model.columns))
        if not page.table.isColumnHidden(place)
    ]
    assert clipboard() == "\t".join(shown) and any(shown)


def table_of(rows, qtbot) -> Table:
    columns = [TableColumn("Name", lambda row: row[0]), TableColumn("Note", lambda row: row[1])]
    model = TableModel(columns)
    model.set_rows(rows)
    table = Table(model, "Rows")
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    qtbot.addWidget(table)
    return table


def test_rows_stand_from_the_top_whatever_was_chosen_first(qtbot) -> None:
    table = table_of([("a", "1"), ("b", "2"), ("c", "3")], qtbot)
    flag = QItemSelectionModel.SelectionFlag
    for place in (2, 0):
        table.selectionModel().select(table.model().index(place, 0), flag.Select | flag.Rows)
    press_copy(table)
    assert clipboard() == "a\t1\nc\t3"


def test_columns_stand_as_they_are_shown(qtbot) -> None:
    table = table_of([("a", "1")], qtbot)
    table.selectAll()
    table.horizontalHeader().moveSection(1, 0)
    press_copy(table)
    assert clipboard() == "1\ta"
    table.setColumnHidden(1, True)
    press_copy(table)
    assert clipboard() == "a"


def test_where_nothing_is_chosen_the_clipboard_stays(qtbot) -> None:
    press_copy(table_of([("a", "1")], qtbot))
    assert clipboard() == "before"


@pytest.mark.parametrize("breaks", list("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
def test_no_cell_becomes_two(breaks) -> None:
    line = line_of(f"x{breaks}y  z", [str, str])
    assert line == "x y  z\tx y  z" and len(line.splitlines()) == 1


def test_a_name_is_whole_however_narrow_its_column(qtbot) -> None:
    table = table_of([("a" * 400, "1")], qtbot)
    table.setColumnWidth(0, 50)
    table.selectAll()
    press_copy(table)
    assert clipboard() == "a" * 400 + "\t1"


@pytest.mark.parametrize("count", [499, 500, 501, 1_700])
@pytest.mark.parametrize("paged", [False, True])
def test_many_rows_are_copied_while_the_window_lives(qtbot, count, paged) -> None:
    rows = [(str(at), "x") for at in range(count)]
    table = table_of(
        PagedRows(range(count), lambda ids: [rows[id] for id in ids]) if paged else rows, qtbot
    )
    table.selectAll()
    press_copy(table)
    assert (clipboard() == "before") == (count >= copying._AT_ONCE)
    if not paged:
        rows.clear()  # what is chosen was chosen
    qtbot.waitUntil(lambda: clipboard() != "before")
    assert clipboard().splitlines() == [f"{at}\tx" for at in range(count)]

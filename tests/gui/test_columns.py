"""Columns of lists: shown, moved and widened by each person, by keys alone, and kept."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domain.kinds import SALE
from app.domain.permissions import Person
from app.gui.contacts.page import ContactsPage
from app.gui.documents.list_page import DocumentsPage
from app.gui.inventory.cartons.page import CartonsPage
from app.gui.inventory.in_transit import InTransitPage
from app.gui.inventory.scan_log import ScanLogPage
from app.gui.inventory.search_page import SearchPage
from app.gui.inventory.stock import StockPage
from app.gui.items.list_page import ItemsPage
from app.gui.kit.desk import Desk
from app.gui.kit.widgets import row
from app.gui.lists.columns import ColumnChoice
from app.gui.settings.warehouses import WarehousesPage
from app.gui.shell.rail import NARROW_BELOW, WIDE
from app.gui.shell.rail_rows import NARROW
from app.services import settings
from app.services.entry.cartons import learn
from app.services.stock import items
from db import sql
from tests.gui.conftest import desk_at
from tests.shop import Shop

PAGES = [
    SearchPage,
    StockPage,
    ItemsPage,
    ContactsPage,
    WarehousesPage,
    InTransitPage,
    ScanLogPage,
    CartonsPage,
    lambda desk: DocumentsPage(desk, SALE),
]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def made(qtbot, shop: Shop):
    """A page, as it is built when the window is built."""
    shop.purchase("A1 A2 A3")
    shop.sell("A1")
    shop.dispatch("A2")
    learn(shop.session, "BOX-1", ["A3"])
    shop.scan(shop.draft("sale"), "A3")

    def make(kind, desk: Desk | None = None):
        page = kind(desk or desk_at(shop))
        qtbot.addWidget(page)
        page.resize(1_500, 760)
        with qtbot.waitActive(page):
            page.show()
        return page

    return make


def choice(page) -> ColumnChoice:
    return page.list.columns


def heads(page) -> list[str]:
    """The columns that are shown, as they stand."""
    return [column.title for column in page.table.shown_columns()]


@pytest.mark.parametrize("kind", PAGES)
def test_what_a_person_chose_of_columns_is_there_again(made, kind, desk) -> None:
    page = made(kind)
    before, keys = heads(page), choice(page).order()
    own = [key for key in keys if choice(page).is_shown(key)]
    fixed = next(
        key for key in own[1:] if choice(page)._is_own_width(choice(page)._keys.index(key))
    )
    choice(page).move_column(own[0], 1)
    choice(page).widen(fixed, 31)
    choice(page).show_column(own[-1], False)
    choice(page).keep()
    shown = heads(page)
    left = [key for key in (own[1], own[0], *own[2:]) if key != own[-1]]
    assert shown == [choice(page).title(key) for key in left]
    again = made(kind)
    assert heads(again) == shown
    place = choice(again)._keys.index(fixed)
    if fixed != own[-1]:
        assert again.table.columnWidth(place) == page.table.columnWidth(place)
    choice(again).as_at_first()
    assert heads(made(kind)) == before == heads(again)
    person = settings.load_person(desk.database, desk.session.person.id)
    assert person.columns == {}


def test_each_person_has_their_own_and_each_list_its_own(made, shop, desk) -> None:
    page = made(StockPage)
    choice(page).show_column("sku", False)
    sql.execute(shop.database, "INSERT INTO person (id, name, role) VALUES (7, 'Ann', 'clerk')")
    other = shop.session._replace(person=Person(7, "Ann", shop.session.person.role))
    assert "SKU" in heads(made(StockPage, desk._replace(session=other)))
    assert "SKU" not in heads(made(StockPage)) and "SKU" in heads(made(ItemsPage))


def test_dragged_heads_are_kept_a_moment_later(qtbot, made) -> None:
    page = made(ContactsPage)
    header = page.table.horizontalHeader()
    header.moveSection(0, 1)
    fixed = next(place for place in range(3) if choice(page)._is_own_width(place))
    header.resizeSection(fixed, 199)
    page.hide()
    again = made(ContactsPage)
    assert heads(again) == heads(page) and again.table.columnWidth(fixed) == 199


def test_a_column_that_is_new_since_then_stands_at_its_place(made, shop, desk) -> None:
    page = made(StockPage)
    order = choice(page).order()
    kept = [[key, True, 0] for key in [order[-1], *order[:-1]] if key != order[1]]
    settings.keep_columns(desk.session, "stock", [["gone", True, 50], *kept])
    again = made(StockPage)
    assert choice(again).order() == [order[-1], order[0], order[1], *order[2:-1]]
    assert choice(again).is_shown(order[1])


def test_the_last_column_cannot_be_hidden(made) -> None:
    page = made(WarehousesPage)
    for key in choice(page).order():
        choice(page).show_column(key, False)
    assert len(heads(page)) == 1


def test_what_there_is_no_room_for_gives_way_and_comes_back(made) -> None:
    page = made(ItemsPage)
    wide = heads(page)
    page.resize(760, 700)
    narrow = heads(page)
    assert len(narrow) < len(wide) and "Name" in narrow and "Unit" not in narrow
    choice(page).show_column("barcodes", False)
    page.resize(1_500, 700)
    assert heads(page) == [title for title in wide if title != "Barcodes"]
    assert heads(made(ItemsPage)) == heads(page)


@pytest.mark.parametrize("width", [1024, 1199, 1200, 1230, 1280, 1366])
def test_the_search_never_scrolls_sideways_beside_its_unit(
    qtbot, desk: Desk, shop: Shop, width: int
) -> None:
    """What has no room gives way, so that the number, its item and its status can be read."""
    shop.purchase("A1 A2 A3")
    window = QWidget()
    page = SearchPage(desk)
    window.setLayout(row(WIDE if width >= NARROW_BELOW else NARROW, page, gap=0))
    qtbot.addWidget(window)
    window.resize(width, 640)
    with qtbot.waitActive(window):
        window.show()
    assert page.preview.isVisible() == (width >= 1200)
    assert page.table.horizontalScrollBar().maximum() == 0
    assert heads(page)[:3] == ["Serial number", "Item", "Status"]
    assert page.table.columnWidth(choice(page)._keys.index("product")) >= 160


@pytest.mark.parametrize("kind", [SearchPage, StockPage, lambda desk: DocumentsPage(desk, SALE)])
def test_a_column_is_chosen_moved_and_widened_by_keys(made, kind) -> None:
    page = made(kind)
    page.table.setFocus()
    panel = page.list.columns_panel
    QTest.keyClick(
        page.table,
        Qt.Key.Key_L,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert panel.isVisible() and panel.list.hasFocus()
    first, second = choice(page).order()[:2]
    before = heads(page)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert not choice(page).is_shown(first) and heads(page) == before[1:]
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    QTest.keyClick(panel.list, Qt.Key.Key_Down, ALT)
    assert choice(page).order()[:2] == [second, first] and panel.list.currentRow() == 1
    QTest.keyClick(panel.list, Qt.Key.Key_Up, ALT)
    place = choice(page)._keys.index(first)
    wide = page.table.columnWidth(place)
    QTest.keyClick(panel.list, Qt.Key.Key_Right, ALT)
    grows = choice(page)._is_own_width(place)
    assert page.table.columnWidth(place) == wide + (16 if grows else 0)
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert panel.isHidden() and page.table.hasFocus()


def test_the_heads_own_menu_opens_it_there_and_leaving_it_closes_it(made) -> None:
    page = made(StockPage)
    page.search.setFocus()
    page.table.horizontalHeader().customContextMenuRequested.emit(QPoint(40, 5))
    assert page.list.columns_panel.isVisible()
    page.table.setFocus()
    assert page.list.columns_panel.isHidden() and page.table.hasFocus()


@pytest.mark.rule("C4")
def test_a_scan_while_it_is_open_goes_to_the_page_below(made) -> None:
    from app.gui.scanning.route import hand_over

    page = made(SearchPage)
    page.list.columns_panel.open()
    assert page.list.columns_panel.list.hasFocus()
    hand_over("A3")
    assert page.filters.text.text() == "A3"


def test_the_disk_that_takes_nothing_takes_no_choice_back(made, monkeypatch) -> None:
    from db.engine.trouble import StoreTrouble, Trouble

    page = made(StockPage)

    def full(*_given):
        raise StoreTrouble(next(iter(Trouble)), None)

    monkeypatch.setattr(settings, "keep_columns", full)
    assert choice(page).show_column("sku", False)
    assert "SKU" not in heads(page)


# Figures -----------------------------------------------------------------------------------------


def test_great_figures_are_whole_unless_a_person_made_their_column_narrower(
    shop: Shop, made
) -> None:
    """What has no room is a name, or a column that gives way: a part of a figure is wrong."""
    great = replace(items.load(shop.database, shop.has.cable)[0], sale_price=9_999_999_999_99)
    items.save(shop.session, great, ["6905555555553"], shop.has.cable)
    page = made(ItemsPage)
    page.resize(760, 700)
    place = choice(page)._keys.index("sale_price")
    row = next(at for at, one in enumerate(page.list.model.rows) if one.sku == "CABLE-C")
    cell = page.table.model().index(row, place)
    assert cell.data() == "9,999,999,999.99"
    assert page.table.columnWidth(place) >= page.table.sizeHintForIndex(cell).width()
    assert page.table.horizontalScrollBar().maximum() == 0
    page.table.horizontalHeader().resizeSection(place, 60)
    page.list.reload()
    assert page.table.columnWidth(place) == 60

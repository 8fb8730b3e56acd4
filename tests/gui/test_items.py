"""Item › Item: the list, and an item added or edited from it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from app.gui.inventory.stock import StockPage
from app.gui.items.list_page import ItemsPage
from app.gui.items.tracking_choice import FLAGS
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import asking
from app.services import settings
from app.services.stock import items
from app.services.stock.items import ItemForm
from tests.gui.conftest import desk_at
from tests.shop import Shop

Control = Qt.KeyboardModifier.ControlModifier
Alt = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot, desk: Desk) -> ItemsPage:
    made = ItemsPage(desk)
    qtbot.addWidget(made)
    made.resize(1240, 760)
    made.show()
    qtbot.waitActive(made)
    return made


def shown(page: ItemsPage, title: str) -> list[str]:
    """One column of the list, from the top."""
    model = page.table.table_model
    column = next(column for column in model.columns if column.title == title)
    return [column.text(row) for row in model.rows]


def fill(page: ItemsPage, **values: object) -> None:
    """Type into the editor's fields, without what counts as unchanged."""
    for name, value in values.items():
        field = page.editor.fields[name]
        if isinstance(value, bool):
            field.setChecked(value)
        elif name == "note":
            field.setPlainText(value)
        else:
            field.setText(value)


def said(page: ItemsPage) -> str:
    """The problems in the page, as they are read."""
    return page.editor.problems._text.text() if page.editor.problems.isVisible() else ""


def answer(press: Callable[[QMessageBox], None]) -> list[str]:
    """Answer the next question in a moment; what it asked is in the list then."""
    asked: list[str] = []

    def now() -> None:
        box = asking()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        press(box)

    QTimer.singleShot(0, now)
    return asked


def press(text: str) -> Callable[[QMessageBox], None]:
    """Press the button that is called so."""
    return lambda box: next(b for b in box.buttons() if b.text() == text).click()


# The list


def test_the_list_shows_stock_identified_and_not(shop: Shop, page: ItemsPage) -> None:
    shop.purchase("A1 A2 A3", units=5)
    page.reload()
    names = shown(page, "Name")
    assert names == ["Cable", "Camera", "Phone", "Rope"]
    at = names.index("Phone")
    assert shown(page, "On hand")[at] == "5"
    assert shown(page, "With serial number")[at] == "3"
    assert shown(page, "Without serial number")[at] == "2"
    assert shown(page, "Serial numbers") == ["", "✓", "✓", ""]
    assert shown(page, "Without serial number")[0] == ""
    assert shown(page, "Sale price")[at] == "2,999.00"


@pytest.mark.rule("P1")
def test_switched_off_there_is_no_serial_field(
    qtbot, shop: Shop, desk_without_serials: Desk
) -> None:
    page = ItemsPage(desk_without_serials)
    qtbot.addWidget(page)
    page.show()
    titles = {column.title for column in page.table.table_model.columns}
    assert not titles & {"Serial numbers", "With serial number", "Without serial number"}
    page.open(shop.has.phone)
    assert "Serial numbers" not in [made.text() for made in page.editor.tracking.choice.buttons]
    titles = [column.title for column in page.editor.stock.table_model.columns]
    assert titles == ["Warehouse", "On hand"]
    fill(page, name="Phone, black")
    assert page.editor.save()
    assert items.load(shop.database, shop.has.phone)[0].track_serials  # nothing is deleted


def test_a_click_on_a_head_sorts_by_value(shop: Shop, page: ItemsPage) -> None:
    page.reload()
    titles = [column.title for column in page.table.table_model.columns]
    page.table.sortByColumn(titles.index("Sale price"), Qt.SortOrder.DescendingOrder)
    assert shown(page, "Name") == ["Camera", "Phone", "Cable", "Rope"]
    page.reload()
    assert shown(page, "Name") == ["Camera", "Phone", "Cable", "Rope"]


def test_search_finds_name_sku_and_barcode(qtbot, page: ItemsPage) -> None:
    for text, found in (("cam", ["Camera"]), ("cable-c", ["Cable"]), ("690123", ["Phone"])):
        page.search.setText(text)
        qtbot.waitUntil(lambda found=found: shown(page, "Name") == found, timeout=2000)
    page.search.setText("no such thing")
    page.reload()
    assert page.list.empty.isVisible() and not page.table.isVisible()


def test_a_barcode_scanned_into_the_search_box_opens_its_item(shop: Shop, page: ItemsPage) -> None:
    page.search.setFocus()
    QTest.keyClicks(page.search, "6901234567892")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.editor.isVisible() and page.editor.id == shop.has.phone


def test_inactive_items_are_shown_on_demand(shop: Shop, page: ItemsPage) -> None:
    items.save(shop.session, ItemForm("OLD", "Old phone", active=False), [])
    page.reload()
    assert "Old phone (inactive)" not in shown(page, "Name")
    page.with_inactive.click()
    assert "Old phone (inactive)" in shown(page, "Name")


def test_an_empty_shop_is_told_what_to_do(qtbot, shop: Shop, desk: Desk) -> None:
    shop.rows("UPDATE product SET active = false")
    page = ItemsPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page.list.empty.text().startswith("New item") and "Ctrl+N" in page.list.empty.text()


def test_a_change_elsewhere_is_shown_at_once(shop: Shop, desk: Desk, page: ItemsPage) -> None:
    page.table.selectRow(2)
    shop.purchase("A1 A2")
    desk.bus.changed.emit()
    assert "2" in shown(page, "On hand")
    assert page.table.current_row().name == "Phone"


@pytest.mark.parametrize("width", [808, 1100, 1240])
def test_the_name_has_room_on_every_screen(page: ItemsPage, width: int) -> None:
    page.resize(width, 680)
    QApplication.processEvents()
    name = [column.title for column in page.table.table_model.columns].index("Name")
    assert page.table.columnWidth(name) >= 150
    assert not page.table.horizontalScrollBar().isVisible()


# Add and edit


def test_an_item_is_added_by_keys_alone(shop: Shop, page: ItemsPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_N, Control)
    editor = page.editor
    assert editor.tracking.chosen() == "serials"  # as the trade is
    assert editor.isVisible() and QApplication.focusWidget() is editor.fields["sku"]
    QTest.keyClicks(QApplication.focusWidget(), "WATCH-9")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "Watch")
    fill(page, purchase_price="1,500", sale_price="1999.5", note="Two\nlines")
    QTest.keyClick(editor, Qt.Key.Key_S, Control)
    assert not editor.isVisible()
    added = page.table.current_row()
    assert (added.name, added.sku) == ("Watch", "WATCH-9")
    form, _barcodes = items.load(shop.database, added.id)
    assert (form.purchase_price, form.sale_price) == (1500_00, 1999_50)
    assert form.track_serials and form.active and form.unit == "pcs"


def test_only_the_row_of_a_new_item_is_selected(qtbot, shop: Shop, page: ItemsPage) -> None:
    """Ctrl+S saves: Qt asks the keyboard whether a row is to be added to those selected."""
    page.table.selectRow(0)
    page.new()
    fill(page, sku="WATCH-9", name="Watch")
    window = page.window().windowHandle()
    QTest.keyPress(window, Qt.Key.Key_Control)
    QTest.keyClick(window, Qt.Key.Key_S, Control)
    assert [item.sku for item in page.chosen()] == ["WATCH-9"]
    QTest.keyRelease(window, Qt.Key.Key_Control)


def test_every_problem_is_shown_at_once_and_nothing_is_saved(shop: Shop, page: ItemsPage) -> None:
    before = shop.everything()
    page.new()
    fill(page, sku=" ", name="", unit="", sale_price="1299,5x", purchase_price="-3")
    page.editor.tracking.set_value(
        dict.fromkeys(FLAGS, False) | {"is_bundle": True, "track_serials": True}
    )
    page.editor.fields["barcodes"].add("6901234567892")
    page.editor.save_button.click()
    assert page.editor.isVisible()
    lines = said(page).split("<br>")
    assert len(lines) == 7
    for part in ("Enter a name", "Enter a SKU", "Enter the unit", "code of Phone", "A bundle"):
        assert part in said(page)
    assert "“1299,5x” is not a price" in said(page) and "“-3” is not a price" in said(page)
    assert shop.everything() == before
    fill(page, sku="X", name="X", unit="pcs", sale_price="1", purchase_price="1")
    page.editor.tracking.choose("")
    page.editor.tracking.choose("bundle")
    page.editor.fields["barcodes"].set_value([])
    page.editor.save_button.click()
    assert not page.editor.isVisible()


@pytest.mark.rule("P2", "P5", "P6")
@pytest.mark.parametrize("choice", ["", "serials", "batches", "bundle"])
def test_one_choice_of_four_excludes_the_others(choice: str, shop: Shop, page: ItemsPage) -> None:
    page.open(shop.has.rope)
    page.editor.tracking.choose("batches")
    page.editor.tracking.choose(choice)
    flags = page.editor.tracking.value()
    assert {key for key, on in flags.items() if on} == {
        "": set(),
        "serials": {"track_serials"},
        "batches": {"track_batches", "track_shelf_life"},
        "bundle": {"is_bundle"},
    }[choice]


def test_editing_shows_and_keeps_every_value(shop: Shop, page: ItemsPage) -> None:
    form = ItemForm(
        "FULL", "Full", "m", 2, 1_23, 4_56, False, True, True, True, "A note\nof two lines", False
    )
    item = items.save(shop.session, form, ["111", "222"])
    page.open(item)
    assert not page.editor.is_changed()
    page.editor.save_button.click()
    assert items.load(shop.database, item) == (form, ["111", "222"])


def test_enter_on_a_row_opens_it_and_alt_left_goes_back(shop: Shop, page: ItemsPage) -> None:
    page.table.selectRow(1)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.editor.id == shop.has.camera and page.editor.title.text() == "Camera"
    QTest.keyClick(page.editor, Qt.Key.Key_Left, Alt)
    assert not page.editor.isVisible()
    assert page.table.current_row().id == shop.has.camera


def test_unsaved_changes_are_asked_about_and_enter_answers_nothing(
    shop: Shop, page: ItemsPage
) -> None:
    page.open(shop.has.phone)
    fill(page, name="Something else")

    def scan_then_keep(box: QMessageBox) -> None:
        QTest.keyClick(box, Qt.Key.Key_Return)
        assert box.isVisible() and not any(b.isDefault() for b in box.findChildren(QPushButton))
        press("Go on editing")(box)

    asked = answer(scan_then_keep)
    page.editor.leave()
    assert asked and page.editor.isVisible()
    answer(press("Discard"))
    page.editor.leave()
    assert not page.editor.isVisible()
    assert items.load(shop.database, shop.has.phone)[0].name == "Phone"


@pytest.mark.rule("C7")
@pytest.mark.parametrize(
    "scan", ["0075678164125", "75678164125", "(01)00075678164125", "]d20100075678164125"]
)
def test_the_list_finds_an_item_by_any_form_of_its_gtin(shop: Shop, desk, page, scan) -> None:
    items.save(shop.session, ItemForm("DISC", "Disc"), ["075678164125"])
    page._take_scan(scan)
    assert shown(page, "SKU") == ["DISC"]
    assert shown(page, "Barcodes") == ["075678164125"]
    stock = StockPage(desk)
    stock.with_none.setChecked(True)
    stock.search.setText(scan)
    stock.reload()
    assert {row.sku for row in stock.model.rows} == {"DISC"}
    stock.deleteLater()


@pytest.mark.rule("P1")
def test_the_list_finds_an_item_by_the_number_of_one_of_its_serials(
    qtbot, shop: Shop, page: ItemsPage
) -> None:
    shop.purchase("SN-77")
    shop.sell("SN-77")
    form, barcodes = items.load(shop.database, shop.has.phone)
    items.save(shop.session, replace(form, active=False), barcodes, shop.has.phone)
    for number, found in (("sn-77", ["PHONE-1"]), ("SN-79", []), ("ＳＮ-77", ["PHONE-1"])):
        page.search.setText(number)
        page.reload()
        assert shown(page, "SKU") == found
    settings.save(shop.session, serials_enabled=False)
    without = ItemsPage(desk_at(shop))
    qtbot.addWidget(without)
    without.search.setText("SN-77")
    without.reload()
    assert shown(without, "SKU") == []


@pytest.mark.rule("C7", "F7")
def test_the_editor_says_who_has_another_form_of_a_gtin(shop: Shop, page: ItemsPage) -> None:
    items.save(shop.session, ItemForm("DISC", "Disc"), ["075678164125"])
    page.open(None)
    fill(page, sku="OTHER", name="Other")
    page.editor.fields["barcodes"].add("(01)00075678164125")
    page.editor.save()
    assert "“0075678164125” is already a code of Disc" in said(page)

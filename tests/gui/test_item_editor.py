"""Item › Item › Add or edit Item: its barcodes, and the way to opening stock."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.permissions import Role
from app.domain.prices import PriceStep
from app.gui.items.editor import ItemEditor
from app.gui.kit.desk import Desk
from app.services import settings
from app.services.money import price_lists
from app.services.stock import items
from db.queries import document_lines, documents
from db.queries import items as item_reads
from db.queries.items import Pack
from tests.shop import Shop


@pytest.fixture
def editor(qtbot, desk: Desk) -> ItemEditor:
    made = ItemEditor(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    return made


# Barcodes


def test_a_scanned_barcode_is_added_and_goes_no_further(shop: Shop, editor: ItemEditor) -> None:
    editor.open(shop.has.cable)
    barcodes = editor.fields["barcodes"]
    barcodes.scan_box.setFocus()
    for code, end in (("111222", Qt.Key.Key_Return), ("333444", Qt.Key.Key_Tab)):
        QTest.keyClicks(QApplication.focusWidget(), code)
        QTest.keyClick(QApplication.focusWidget(), end)
        assert QApplication.focusWidget() is barcodes.scan_box
        assert editor.isVisible() and barcodes.scan_box.text() == ""
    assert barcodes.value() == ["6905555555553", "111222", "333444"]
    editor.save_button.click()
    assert items.load(shop.database, shop.has.cable)[1] == ["111222", "333444", "6905555555553"]


def test_a_barcode_stands_there_once_and_is_folded(editor: ItemEditor) -> None:
    editor.open(None)
    barcodes = editor.fields["barcodes"]
    for code in ("abc", "ABC", "ａｂｃ１", "", " "):
        barcodes.add(code)
    assert barcodes.value() == ["abc", "abc1"]


def test_a_barcode_typed_but_not_ended_is_saved_too(shop: Shop, editor: ItemEditor) -> None:
    editor.open(shop.has.rope)
    QTest.keyClicks(editor.fields["barcodes"].scan_box, "777")
    assert editor.is_changed()
    editor.save_button.click()
    assert items.load(shop.database, shop.has.rope)[1] == ["777"]


def test_a_barcode_is_taken_out_by_button_or_delete(editor: ItemEditor) -> None:
    editor.open(None)
    barcodes = editor.fields["barcodes"]
    barcodes.set_value(["1", "2", "3"])
    assert not barcodes.remove_button.isEnabled()
    barcodes.list.setCurrentRow(0)
    barcodes.remove_button.click()
    barcodes.list.setFocus()
    QTest.keyClick(barcodes.list, Qt.Key.Key_Delete)
    assert len(barcodes.value()) == 1


@pytest.mark.rule("C5")
def test_the_input_method_is_off_in_code_fields_only(editor: ItemEditor) -> None:
    fields = editor.fields
    asked = Qt.InputMethodQuery.ImEnabled
    for field in (fields["sku"], fields["sale_price"], fields["barcodes"].scan_box):
        assert not field.inputMethodQuery(asked)
    assert fields["name"].inputMethodQuery(asked)


# Margin


def margin_of(editor: ItemEditor) -> str:
    return editor.margin.text().rpartition(": ")[2]


@pytest.mark.rule("M11")
def test_the_margin_is_said_of_the_sale_price_and_of_each_step(shop: Shop, editor: ItemEditor):
    member = price_lists.save(shop.session, "Member")
    price_lists.set_steps(
        shop.session,
        shop.has.phone,
        {member: [PriceStep(1000, 2500_00), PriceStep(10_000, 2000_00)]},
    )
    editor.open(shop.has.phone)
    assert margin_of(editor) == "33.3 %"
    rows = editor.list_prices.table.table_model
    assert [rows.index(place, 3).data() for place in range(2)] == ["20.0 %", "0.0 %"]
    editor.fields["purchase_price"].setText("2,999")
    assert margin_of(editor) == "0.0 %"
    shop.purchase("A1")
    editor.open(shop.has.phone)
    editor.fields["purchase_price"].setText("1")
    assert margin_of(editor) == "33.3 %"  # what the unit had cost says it
    for typed, said in (("abc", "–"), ("-1", "–"), ("0", "–"), ("1", "−199,900.0 %")):
        editor.fields["sale_price"].setText(typed)
        assert margin_of(editor) == said


@pytest.mark.rule("M11")
def test_the_month_is_beside_a_saved_item(qtbot, shop: Shop, editor: ItemEditor) -> None:
    shop.purchase("A1 A2 A3")
    shop.sell("A1 A2")
    shop.take_back("A1")
    editor.open(None)
    assert not editor.month.isVisible()
    editor.open(shop.has.phone)
    month = editor.month
    qtbot.waitUntil(lambda: month.sold.text() == "2")
    assert (month.back.text(), month.cost.text()) == ("1", "2,000.00")
    assert month.margin.text() == "33.3 %"
    shop.sell("A3")
    editor.desk.bus.changed.emit()
    qtbot.waitUntil(lambda: month.sold.text() == "3")


@pytest.mark.rule("M11", "U1")
def test_a_clerk_is_shown_no_cost_and_no_margin(qtbot, shop: Shop, desk: Desk) -> None:
    shop.purchase("A1")
    clerk = ItemEditor(desk._replace(session=shop.as_a(Role.CLERK)))
    qtbot.addWidget(clerk)
    clerk.open(shop.has.phone)
    clerk.show()
    assert clerk.month.sold.isVisible()
    assert not clerk.margin.isVisible()
    assert not clerk.month.cost.isVisible() and not clerk.month.margin.isVisible()
    assert len(clerk.list_prices.table.table_model.columns) == 3


# Pack units


def type_pack(editor: ItemEditor, name: str, size: str, enter: bool = True) -> None:
    packs = editor.fields["packs"]
    QTest.keyClicks(packs.name, name)
    QTest.keyClicks(packs.size_box, size)
    if enter:
        QTest.keyClick(packs.size_box, Qt.Key.Key_Return)


@pytest.mark.rule("D9")
def test_pack_units_are_added_mended_and_taken_out(shop: Shop, editor: ItemEditor) -> None:
    editor.open(shop.has.phone)
    type_pack(editor, "carton", "10")
    type_pack(editor, "pallet", "400")
    type_pack(editor, "box", "5", enter=False)
    assert editor.is_changed() and editor.isVisible()
    assert editor.save()
    assert item_reads.packs(shop.database, shop.has.phone) == [
        Pack("box", 5000),
        Pack("carton", 10000),
        Pack("pallet", 400000),
    ]
    editor.open(shop.has.phone)
    assert not editor.is_changed()
    packs = editor.fields["packs"]
    packs.table.table_model.setData(packs.table.table_model.index(1, 1), "12")
    packs.table.selectRow(2)
    packs.remove_button.click()
    assert editor.save()
    assert item_reads.packs(shop.database, shop.has.phone) == [
        Pack("box", 5000),
        Pack("carton", 12000),
    ]


@pytest.mark.rule("D9")
def test_a_pack_unit_that_cannot_be_is_refused(shop: Shop, editor: ItemEditor) -> None:
    editor.open(shop.has.phone)
    type_pack(editor, "pcs", "10")
    type_pack(editor, "single", "1", enter=False)
    assert not editor.save()
    said = editor.problems._text.text()
    assert "name of its own" in said and "“single” must hold" in said
    assert item_reads.packs(shop.database, shop.has.phone) == []


# Stock


@pytest.mark.rule("L2")
def test_the_stock_card_has_a_row_for_each_warehouse(
    shop: Shop, desk: Desk, editor: ItemEditor
) -> None:
    editor.open(shop.has.phone)
    shop.purchase("A1 A2", units=3, warehouse=shop.has.branch)
    desk.bus.changed.emit()
    assert stock_rows(editor) == [["Main", "0", "0", "0"], ["Branch", "3", "2", "1"]]
    editor.open(shop.has.rope)
    assert stock_rows(editor)[0][2:] == ["–", "–"]


def stock_rows(editor: ItemEditor) -> list[list[str]]:
    """What the stock card shows."""
    model = editor.stock.table_model
    return [[column.text(row) for column in model.columns] for row in model.rows]


@pytest.mark.rule("P8")
def test_opening_stock_of_the_chosen_warehouse(
    qtbot, shop: Shop, desk: Desk, editor: ItemEditor
) -> None:
    editor.open(shop.has.phone)
    assert editor.opening_button.text() == "Enter opening stock…"
    editor.stock.selectRow(1)
    with qtbot.waitSignal(desk.bus.open_document) as opened:
        editor.opening_button.click()
    draft = opened.args[0]
    head = documents.document(shop.database, draft)
    assert (head.kind, head.warehouse_id) == ("opening", shop.has.branch)
    (line,) = document_lines.lines(shop.database, draft)
    assert line.product_id == shop.has.phone
    shop.judge(draft, line.id, "A1", "A2", "A3")
    assert shop.quantities(draft) == [3]
    shop.post(draft)
    assert shop.stock(warehouse=shop.has.branch) == (3, 3)


@pytest.mark.rule("P8")
def test_a_new_item_is_saved_before_its_opening_stock(
    qtbot, shop: Shop, desk: Desk, editor: ItemEditor
) -> None:
    editor.open(None)
    assert editor.opening_button.text() == "Save and enter opening stock…"
    with qtbot.assertNotEmitted(desk.bus.open_document):
        editor.opening_button.click()
    assert "Enter a name" in editor.problems._text.text()
    assert shop.rows("SELECT * FROM document") == []
    editor.fields["sku"].setText("W")
    editor.fields["name"].setText("Watch")
    assert editor.tracking.chosen() == "serials"
    with qtbot.waitSignal(desk.bus.open_document) as opened:
        editor.opening_button.click()
    (line,) = document_lines.lines(shop.database, opened.args[0])
    assert line.product == "Watch" and line.track_serials
    assert not editor.is_changed() and editor.stock.tracked
    assert editor.opening_button.text() == "Enter opening stock…"


def test_a_changed_item_is_saved_before_its_opening_stock(
    qtbot, shop: Shop, desk: Desk, editor: ItemEditor
) -> None:
    editor.open(shop.has.cable)
    editor.tracking.choose("serials")
    assert editor.opening_button.text() == "Save and enter opening stock…"
    with qtbot.waitSignal(desk.bus.open_document) as opened:
        editor.opening_button.click()
    (line,) = document_lines.lines(shop.database, opened.args[0])
    assert line.track_serials


def test_every_input_has_a_name_for_screen_readers(shop: Shop, editor: ItemEditor) -> None:
    editor.open(shop.has.phone)
    inputs = [
        *editor.fields.values(),
        editor.stock,
        editor.fields["barcodes"].scan_box,
        editor.fields["barcodes"].list,
    ]
    for field in inputs:
        assert QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Name), field


# Sections, tracking, copy


def test_ctrl_page_keys_go_from_section_to_section(shop: Shop, editor: ItemEditor) -> None:
    editor.open(shop.has.phone)
    firsts = [first for _frame, first in editor._sections]
    for first in firsts[1:]:
        QTest.keyClick(
            editor.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier
        )
        assert (first.focusProxy() or first).hasFocus()
    QTest.keyClick(editor.focusWidget(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert firsts[-2].hasFocus()


@pytest.mark.parametrize(("width", "folded"), [(1158, False), (952, True)])
def test_on_a_small_screen_the_index_is_a_choice(
    width: int, folded: bool, shop: Shop, editor: ItemEditor
) -> None:
    editor.open(shop.has.phone)
    editor.resize(width, 600)
    assert editor.jump.isVisible() is folded and editor.index.isVisible() is not folded
    assert editor._body.isAncestorOf(editor.stock) is folded


@pytest.mark.rule("P4")
def test_what_switching_would_do_is_said_before(shop: Shop, editor: ItemEditor) -> None:
    shop.purchase("A1 A2", units=3)
    editor.open(shop.has.phone)
    assert "exclude" in editor.tracking.says.text()
    editor.tracking.choose("")
    assert "2 serial numbers in stock would be released" in editor.tracking.says.text()
    editor.tracking.choose("serials")
    assert not editor.is_changed()


@pytest.mark.rule("P2")
def test_what_switching_on_would_leave_is_said_before(shop: Shop, editor: ItemEditor) -> None:
    shop.purchase("", product=shop.has.cable, units=3)
    editor.open(shop.has.cable)
    editor.tracking.choose("serials")
    assert "(3) would stay without serial number" in editor.tracking.says.text()


def test_a_pair_that_stands_in_the_store_stays_until_somebody_chooses(
    shop: Shop, editor: ItemEditor
) -> None:
    form, codes = items.load(shop.database, shop.has.rope)
    both = replace(form, is_bundle=True, track_batches=True)
    items.save(shop.session, both, codes, shop.has.rope)
    editor.open(shop.has.rope)
    assert editor.tracking.chosen() == "bundle" and not editor.is_changed()
    editor.fields["name"].setText("Rope, blue")
    assert editor.save()
    assert items.load(shop.database, shop.has.rope)[0] == replace(both, name="Rope, blue")


@pytest.mark.rule("P1")
@pytest.mark.parametrize("on", [True, False])
def test_a_new_item_starts_with_serials_where_the_shop_chose_so(
    on: bool, shop: Shop, editor: ItemEditor
) -> None:
    settings.save(shop.session, serials_for_new=on)
    editor.open(None)
    assert editor.tracking.value()["track_serials"] is on and not editor.is_changed()


def test_ctrl_d_begins_a_copy_without_its_codes(shop: Shop, editor: ItemEditor) -> None:
    editor.open(shop.has.phone)
    QTest.keyClick(editor.focusWidget(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert editor.id is None and editor.is_changed() and editor.sku.hasFocus()
    assert editor.values()["name"] == items.load(shop.database, shop.has.phone)[0].name
    QTest.keyClicks(editor.sku, "COPY-1")
    assert editor.save()
    form, codes = items.load(shop.database, editor.id)
    old, _old_codes = items.load(shop.database, shop.has.phone)
    assert form == replace(old, sku="COPY-1") and codes == []


# Warranty


def test_a_warranty_is_whole_months_or_none(shop: Shop, editor: ItemEditor) -> None:
    editor.open(shop.has.phone)
    box = editor.fields["warranty_months"]
    assert box.text() == ""
    for typed in ("1.5", "-1", "601", "a year"):
        box.setText(typed)
        editor.save_button.click()
        assert editor.problems.isVisible() and box.text() == typed
        assert items.load(shop.database, shop.has.phone)[0].warranty_months == 0
    for typed, kept in ((" 24 ", 24), ("", 0), ("12", 12)):
        box.setText(typed)
        editor.save_button.click()
        assert items.load(shop.database, shop.has.phone)[0].warranty_months == kept
    assert "Warranty in months: 0 → 12" in editor.history.timeline.steps.steps[0].text

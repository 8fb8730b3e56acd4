"""Items: their codes and serial tracking, with every refusal at once (P2, P5, P6, F3, F4)."""

from dataclasses import replace

import pytest

from app.domain.gtin import gtin_keys
from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.services import settings
from app.services.stock import items, warehouses
from app.services.stock.items import ItemForm
from app.services.stock.warehouses import WarehouseForm
from db import sql
from db.queries import items as item_reads
from tests.lists import item_rows
from tests.shop import codes, refusal

DESK = ItemForm("DESK", "Desk")


def save(shop, form, *barcodes, id=None):
    return items.save(shop.session, form, barcodes, id)


def refused(shop, form, *barcodes, id=None):
    before = shop.everything()
    problems = refusal(items.save, shop.session, form, barcodes, id)
    assert shop.everything() == before
    return problems


def test_an_item_is_kept_as_it_was_entered(shop):
    form = ItemForm("D-1", "Desk", "pcs", 0, 100, 250, True, note="oak")
    id = save(shop, replace(form, name=" Desk ", sku=" D-1 "), "111", " 222 ", "")
    assert items.load(shop.database, id) == (form, ["111", "222"])


def test_an_item_is_changed_in_place_with_its_barcodes(shop):
    id = save(shop, DESK, "111", "222")
    changed = replace(DESK, name="Big desk", sale_price=9_00)
    assert save(shop, changed, "222", "333", id=id) == id
    assert items.load(shop.database, id) == (changed, ["222", "333"])


@pytest.mark.rule("F2")
def test_full_width_codes_are_folded(shop):
    id = save(shop, replace(DESK, sku="ＤＥＳＫ"), "１２３")
    form, barcodes = items.load(shop.database, id)
    assert (form.sku, barcodes) == ("DESK", ["123"])


def test_a_barcode_entered_twice_counts_once_whatever_its_case(shop):
    id = save(shop, DESK, "ABC", "abc", "ABC")
    assert len(items.load(shop.database, id)[1]) == 1


def test_everything_wrong_with_an_item_is_said_at_once(shop):
    form = ItemForm("", " ", "", 2, track_serials=True, track_batches=True, is_bundle=True)
    problems = refused(shop, form, "6901234567892", "b d")
    assert codes(problems) == [
        Code.NAME_MISSING,
        Code.SKU_MISSING,
        Code.UNIT_MISSING,
        Code.CODE_TAKEN,
        Code.CODE_BAD,
        Code.TRACK_BUNDLE,
        Code.TRACK_BATCH,
        Code.TRACK_DECIMALS,
    ]


@pytest.mark.parametrize(
    ("sku", "barcode", "holder"),
    [
        ("phone-1", "111", "Phone"),  # another's SKU
        ("6901234567892", "111", "Phone"),  # another's barcode
        ("DESK", "cam-7", "Camera"),
        ("DESK", "6905555555553", "Cable"),
    ],
)
def test_a_code_belongs_to_one_item_only(shop, sku, barcode, holder):
    (problem,) = refused(shop, replace(DESK, sku=sku), barcode)
    assert problem.code is Code.CODE_TAKEN
    assert problem.values["product"] == holder


@pytest.mark.rule("C1")
def test_a_code_is_no_serial_number(shop):
    shop.purchase("A1")
    (problem,) = refused(shop, DESK, "a1")
    assert (problem.code, problem.values["product"]) == (Code.CODE_IS_SERIAL, "Phone")


def test_an_items_own_codes_are_free_to_it(shop):
    form, barcodes = items.load(shop.database, shop.has.phone)
    save(shop, form, *barcodes, form.sku, id=shop.has.phone)
    assert items.load(shop.database, shop.has.phone)[1] == sorted([*barcodes, form.sku])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"is_bundle": True}, Code.TRACK_BUNDLE, marks=pytest.mark.rule("P6")),
        pytest.param({"track_batches": True}, Code.TRACK_BATCH, marks=pytest.mark.rule("P5")),
        pytest.param({"track_shelf_life": True}, Code.TRACK_BATCH, marks=pytest.mark.rule("P5")),
        ({"unit_decimals": 1}, Code.TRACK_DECIMALS),
    ],
)
@pytest.mark.rule("P2")
def test_serials_cannot_be_switched_on_for_such_a_product(shop, change, code):
    plain = replace(DESK, **change)
    id = save(shop, plain)
    assert codes(refused(shop, replace(plain, track_serials=True), id=id)) == [code]


@pytest.mark.rule("P2")
def test_nor_over_negative_stock_and_each_warehouse_is_named(shop):
    settings.save(shop.session, negative_stock=True)
    shop.sell(product=shop.has.rope, units=2)
    shop.purchase(product=shop.has.rope, units=1.5, warehouse=shop.has.branch)
    form, _ = items.load(shop.database, shop.has.rope)
    whole = replace(form, track_serials=True, unit_decimals=0)
    problems = refused(shop, whole, id=shop.has.rope)
    assert [(problem.code, problem.values) for problem in problems] == [
        (Code.TRACK_NEGATIVE, {"warehouse": "Main", "quantity": "−2"}),
        (Code.TRACK_FRACTION, {"warehouse": "Branch", "quantity": "1.5"}),
    ]


@pytest.mark.rule("P2")
def test_switching_on_with_stock_makes_those_units_without_a_serial(shop):
    shop.purchase(product=shop.has.cable, units=3)
    form, barcodes = items.load(shop.database, shop.has.cable)
    save(shop, replace(form, track_serials=True), *barcodes, id=shop.has.cable)
    assert shop.stock(shop.has.cable) == (3, 0)
    shop.sell("C1 C2", product=shop.has.cable)
    assert shop.stock(shop.has.cable) == (1, 0)


@pytest.mark.rule("P4")
def test_switching_off_releases_the_serials_in_stock(shop):
    shop.purchase("A1 A2", units=3)
    shop.purchase("A3", warehouse=shop.has.branch)
    shop.sell("A2")
    form, barcodes = items.load(shop.database, shop.has.phone)
    save(shop, replace(form, track_serials=False), *barcodes, id=shop.has.phone)
    gone = (Status.REMOVED, None)
    assert [shop.status(n) for n in ("A1", "A2", "A3")] == [gone, (Status.SOLD, None), gone]
    assert shop.stock() == (2, 0)
    assert shop.stock(warehouse=shop.has.branch) == (1, 0)


@pytest.mark.rule("P4")
def test_nothing_is_released_from_a_closed_warehouse(shop):
    """A void may bring a serial back to where nobody works any more."""
    shop.purchase("A1", warehouse=shop.has.branch)
    sale = shop.sell("A1", warehouse=shop.has.branch)
    warehouses.save(shop.session, WarehouseForm("Branch", active=False), shop.has.branch)
    shop.void(sale)
    form, _ = items.load(shop.database, shop.has.phone)
    (problem,) = refused(shop, replace(form, track_serials=False), id=shop.has.phone)
    assert (problem.code, problem.values["warehouse"]) == (Code.WAREHOUSE_CLOSED, "Branch")


def test_a_unit_keeps_the_decimals_its_stock_needs(shop):
    draft = shop.draft("opening")
    shop.line(draft, product=shop.has.rope, units=1.25)
    shop.post(draft)
    form, barcodes = items.load(shop.database, shop.has.rope)
    (problem,) = refused(shop, replace(form, unit_decimals=1), *barcodes, id=shop.has.rope)
    assert problem.code is Code.UNIT_HOLDS_PARTS


# One GTIN in all its forms (C7)

UPC, EAN, LONG, E = "075678164125", "0075678164125", "00075678164125", "04252614"


def ids(shop, code):
    found = item_reads.by_gtins(shop.database, gtin_keys(code))
    return [item.id for some in found.values() for item in some]


@pytest.mark.rule("C7")
@pytest.mark.parametrize("entered", [UPC, EAN, LONG, "75678164125"])
def test_a_gtin_finds_its_item_in_whatever_form_it_was_entered(shop, entered):
    desk = save(shop, DESK, entered)
    for code in (UPC, EAN, LONG, "75678164125"):
        assert ids(shop, code) == [desk]
        (row,) = item_rows(shop.database, code)
        assert (row.id, row.barcodes) == (desk, entered)  # shown as it was entered
    assert ids(shop, "075678164126") == []
    assert ids(shop, "no code") == []


@pytest.mark.rule("C7", "F7")
@pytest.mark.parametrize(
    ("first", "second"),
    [(UPC, EAN), (EAN, UPC), (LONG, UPC), (EAN, LONG), (UPC, "75678164125"),
     (E, "042100005264"), ("0042100005264", E), ("01234565", "012345000065")],
)  # fmt: skip
def test_no_second_item_has_another_form_of_a_gtin(shop, first, second):
    save(shop, DESK, first)
    (problem,) = refused(shop, ItemForm("TABLE", "Table"), second)
    assert (problem.code, problem.values) == (
        Code.CODE_TAKEN,
        {"code": second, "product": "Desk"},
    )
    assert codes(refused(shop, ItemForm(second, "Table"))) == [Code.CODE_TAKEN]


@pytest.mark.rule("C7")
def test_nor_has_it_a_form_of_another_items_sku(shop):
    save(shop, ItemForm(UPC, "Desk"))
    assert codes(refused(shop, ItemForm("TABLE", "Table"), EAN)) == [Code.CODE_TAKEN]
    assert ids(shop, EAN) == ids(shop, UPC)


@pytest.mark.rule("C7")
def test_one_item_may_have_several_forms_of_it(shop):
    desk = save(shop, ItemForm(UPC, "Desk"), EAN, UPC)
    save(shop, ItemForm(UPC, "Desk"), LONG, EAN, id=desk)
    assert items.load(shop.database, desk)[1] == [LONG, EAN]


@pytest.mark.rule("C7")
def test_what_only_looks_like_a_gtin_is_another_code(shop):
    save(shop, DESK, "075678164126")
    table = save(shop, ItemForm("TABLE", "Table"), "0075678164126")
    assert items.load(shop.database, table)[1] == ["0075678164126"]


@pytest.mark.rule("C7")
def test_items_that_had_forms_of_one_gtin_before_keep_them_and_can_be_changed(shop):
    desk, table = two_forms(shop)
    save(shop, replace(DESK, sale_price=9_00), UPC, "111", id=desk)
    assert items.load(shop.database, desk)[1] == [UPC, "111"]
    assert codes(refused(shop, replace(DESK, sku=LONG), UPC, id=desk)) == [Code.CODE_TAKEN]
    save(shop, ItemForm("TABLE", "Table"), id=table)
    save(shop, replace(DESK, sku=LONG), UPC, id=desk)


def two_forms(shop):
    """Two items that have forms of one GTIN, as stores of an earlier version may hold them."""
    desk, table = save(shop, DESK, UPC), save(shop, ItemForm("TABLE", "Table"))
    sql.execute(shop.database, "DROP TRIGGER product_barcode_gtin_insert")
    written = "INSERT INTO product_barcode (barcode, product_id) VALUES (?, ?)"
    sql.execute(shop.database, written, EAN, table)
    return desk, table

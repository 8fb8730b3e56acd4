"""An import from the file to the store, as the screen goes through it (Q9)."""

import csv
import json
from io import StringIO
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.domain.imports import RowStanding
from app.domain.permissions import Role
from app.domain.problems import Code
from app.exchange.cells import text_cell
from app.exchange.delimited import Delimited
from app.exchange.imports.import_session import ImportSession
from app.exchange.imports.kinds import IMPORT_KINDS
from app.exchange.imports.mends import Mend
from app.exchange.imports.refused_file import refused_csv
from app.lists.value_words import IMPORTS
from app.services.importing import imports
from app.services.importing.document_rows import ImportPlace
from app.services.money import unit_prices
from app.services.stock import identifying, items
from app.services.stock.contacts import ContactForm
from app.services.stock.contacts import save as save_contact
from app.services.stock.identifying import Pair
from app.services.stock.items import ItemForm
from db import sql
from db.queries import contacts, document_lines, documents
from db.queries import items as items_queries
from db.queries.imports import ImportMade
from tests.shop import codes, refusal

pytestmark = pytest.mark.rule("Q9")


@pytest.fixture
def write(tmp_path):
    """Write a file: rows of texts as csv, or of values as a workbook."""

    def write(*rows, name="list.csv", encoding="utf-8"):
        path = tmp_path / name
        if name.endswith(".csv"):
            text = "\r\n".join(",".join(map(str, row)) for row in rows)
            path.write_bytes(text.encode(encoding))
            return path
        book = Workbook()
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = book.active.cell(number, column)
                cell.value, form = value if isinstance(value, tuple) else (value, None)
                if form:
                    cell.number_format = form
        book.save(path)
        return path

    return write


def opened(shop, kind, path, **place):
    session = ImportSession(shop.session, IMPORT_KINDS[kind], ImportPlace(**place))
    session.open(path)
    return session


def judged(shop, kind, path, **place):
    session = opened(shop, kind, path, **place)
    session.judge()
    return session


def standings(session):
    return [row.verdict.standing.name for row in session.page()]


def problems(session):
    """What stands against the rows: row number to its codes."""
    return {
        row.number: [one.problem.code for one in row.verdict.problems]
        for row in session.page()
        if row.verdict.problems
    }


# Items


def test_items_are_made_and_changed_by_their_sku(shop, write):
    path = write(
        ["商品编码", "商品名称", "条码", "进价", "零售价"],
        ["NEW-1", "新手机", "4006381333931", "100", "¥199.90"],
        ["phone-1", "Phone", "", "2000", "2999.00"],
        ["CABLE-C", "Cable 2 m", "", "", "21.5"],
    )
    session = judged(shop, "items", path)
    assert [column.field for column in session.file.columns] == [
        "sku",
        "name",
        "barcode",
        "purchase_price",
        "sale_price",
    ]
    assert standings(session) == ["NEW", "UNCHANGED", "UPDATE"]
    taken = session.take()
    form, barcodes = items.load(shop.database, shop.has.cable)
    assert (form.name, form.purchase_price, form.sale_price) == ("Cable 2 m", 9_50, 21_50)
    assert barcodes == ["6905555555553"]
    assert shop.rows("SELECT name, purchase_price, sale_price FROM product WHERE sku='NEW-1'") == [
        ("新手机", 100_00, 199_90)
    ]
    imports.undo(shop.session, taken.id)
    assert items.load(shop.database, shop.has.cable)[0].name == "Cable"
    assert shop.rows("SELECT id FROM product WHERE sku = 'NEW-1'") == []
    assert codes(refusal(imports.undo, shop.session, taken.id)) == [Code.IMPORT_UNDONE]


def test_an_import_is_not_undone_where_an_item_was_used_or_changed_since(shop, write):
    taken = judged(shop, "items", write(["SKU", "Name"], ["N1", "One"], ["N2", "Two"])).take()
    before = shop.everything()
    n1 = items.items.by_code(shop.database, "N1")
    items.save(shop.session, ItemForm("N1", "Other"), [], n1.id)
    found = refusal(imports.undo, shop.session, taken.id)
    assert [(one.code, one.values["name"]) for one in found] == [(Code.IMPORT_USED, "N1")]
    assert shop.everything("file_import") == {"file_import": before["file_import"]}


def test_an_item_s_warranty_is_read_changed_and_taken_back(shop, write):
    path = write(
        ["SKU", "Name", "保修月数"],
        ["NEW-1", "New phone", "24"],
        ["phone-1", "Phone", "12"],
        ["CABLE-C", "", ""],
        ["N2", "Bad", "1.5"],
        ["N3", "Worse", "601"],
    )
    session = judged(shop, "items", path)
    assert standings(session) == ["NEW", "UPDATE", "UNCHANGED", "REFUSED", "REFUSED"]
    assert problems(session) == {5: [Code.WARRANTY_MONTHS], 6: [Code.WARRANTY_MONTHS]}
    for row in (5, 6):
        session.leave_out(row)
    taken = session.take()
    months = "SELECT sku, warranty_months FROM product WHERE warranty_months > 0 ORDER BY id"
    assert shop.rows(months) == [("PHONE-1", 12), ("NEW-1", 24)]
    imports.undo(shop.session, taken.id)
    assert shop.rows(months) == []


def test_an_import_of_a_version_that_knew_no_warranty_is_undone(shop, write):
    taken = judged(shop, "items", write(["SKU", "Name"], ["CABLE-C", "Cable 2 m"])).take()
    told = shop.rows("SELECT before, after FROM import_made")[0]
    old = [{**json.loads(text)} for text in told]
    for values in old:
        del values["warranty_months"]
    made = ImportMade("product", shop.has.cable, *map(json.dumps, old))
    rewritten = imports.tell(shop.session, "items", "old.csv", 1, [made])
    assert rewritten == taken.id + 1
    imports.undo(shop.session, rewritten)
    assert items.load(shop.database, shop.has.cable)[0].name == "Cable"


# Second identifiers


def seconds(shop):
    return shop.rows(
        "SELECT s.number, a.number FROM serial_alias a JOIN serial s ON s.id = a.serial_id"
        " WHERE a.is_second = 1 ORDER BY s.number"
    )


@pytest.mark.rule("C9")
def test_second_identifiers_are_given_to_the_units_of_a_file_and_taken_back(shop, write):
    shop.purchase("A1 A2 A3 A4")
    identifying.give(shop.session, [Pair("A2", "OLD"), Pair("A3", "SAME")])
    path = write(
        ["IMEI", "IMEI2"],
        ["a1", "M1"],
        ["A2", "M2"],
        ["A3", "same"],
        ["A4", "A1"],
        ["NOBODY", "M5"],
        ["A4", "m1"],
        ["A4", ""],
    )
    session = judged(shop, "second_identifiers", path)
    assert standings(session)[:5] == ["NEW", "UPDATE", "UNCHANGED", "REFUSED", "REFUSED"]
    assert problems(session) == {
        5: [Code.NUMBER_TAKEN],
        6: [Code.IS_UNKNOWN],
        7: [Code.IMPORT_SAME_ROW],
        8: [Code.IMPORT_FIELD_MISSING, Code.IMPORT_SAME_ROW],
    }
    for row in (5, 6, 7, 8):
        session.leave_out(row)
    taken = session.take()
    assert seconds(shop) == [("A1", "M1"), ("A2", "M2"), ("A3", "SAME")]
    imports.undo(shop.session, taken.id)
    assert seconds(shop) == [("A2", "OLD"), ("A3", "SAME")]


def own_prices(shop):
    return shop.rows(
        "SELECT s.number, p.price FROM serial_price p JOIN serial s ON s.id = p.serial_id"
        " ORDER BY s.number"
    )


@pytest.mark.rule("M2", "Q9")
def test_units_get_their_own_prices_from_a_file_and_lose_them_again(shop, write):
    shop.purchase("A1 A2 A3 A4")
    unit_prices.set_prices(shop.session, {"A2": 5_00, "A3": 7_00})
    path = write(
        ["SN", "Own price"],
        ["a1", "1500"],
        ["A2", "6.50"],
        ["A3", "7"],
        ["NOBODY", "1"],
        ["A1", "2"],
        ["A4", "-1"],
        ["A4", ""],
    )
    session = judged(shop, "unit_prices", path)
    assert standings(session)[:3] == ["NEW", "UPDATE", "UNCHANGED"]
    found = problems(session)
    assert found[5] == [Code.IS_UNKNOWN] and found[6] == [Code.IMPORT_SAME_ROW]
    assert set(found) == {5, 6, 7, 8}
    for row in (5, 6, 7, 8):
        session.leave_out(row)
    taken = session.take()
    assert own_prices(shop) == [("A1", 1500_00), ("A2", 6_50), ("A3", 7_00)]
    imports.undo(shop.session, taken.id)
    assert own_prices(shop) == [("A2", 5_00), ("A3", 7_00)]


@pytest.mark.rule("M2", "Q9")
def test_own_prices_are_not_taken_back_over_later_ones(shop, write):
    shop.purchase("A1 A2")
    taken = judged(shop, "unit_prices", write(["SN", "Own price"], ["A1", "9"], ["A2", "8"])).take()
    unit_prices.set_price(shop.session, "A1", 1_00)
    before = shop.everything()
    (problem,) = refusal(imports.undo, shop.session, taken.id)
    assert (problem.code, problem.values["name"]) == (Code.IMPORT_USED, "A1")
    assert shop.everything() == before


@pytest.mark.rule("C9")
def test_second_identifiers_are_not_taken_back_over_later_ones(shop, write):
    shop.purchase("A1 A2")
    path = write(["SN", "IMEI2"], ["A1", "M1"], ["A2", "M2"])
    taken = judged(shop, "second_identifiers", path).take()
    identifying.give(shop.session, [Pair("A1", "LATER")])
    before = shop.everything()
    (problem,) = refusal(imports.undo, shop.session, taken.id)
    assert (problem.code, problem.values["name"]) == (Code.IMPORT_USED, "A1")
    assert shop.everything() == before


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["", "Nameless", "", ""], Code.IMPORT_FIELD_MISSING),
        (["N1", "", "", ""], Code.NAME_MISSING),
        (["N1", "One", "6901234567892", ""], Code.CODE_TAKEN),
        (["N1", "One", "06901234567892", ""], Code.CODE_TAKEN),
        (["手机", "One", "", ""], Code.CODE_BAD),
        (["N1", "One", "", "2.69O"], Code.BAD_PRICE),
        (["N1", "One", "", "-1"], Code.BAD_PRICE),
        (["A1", "One", "", ""], Code.CODE_IS_SERIAL),
        (["CABLE-C", "One", "6901234567892", ""], Code.CODE_TAKEN),
    ],
)
def test_a_row_that_cannot_be_an_item_is_refused_alone(shop, write, row, code):
    shop.opening("A1")
    path = write(["SKU", "Name", "Barcode", "Price"], row, ["GOOD", "Good", "", "1"])
    session = judged(shop, "items", path)
    assert problems(session) == {2: [code]}
    assert not session.all_good
    before = shop.everything()
    assert codes(refusal(session.take)) == [Code.IMPORT_REFUSED_ROWS]
    assert shop.everything() == before
    assert session.take(only_good=True).rows == 1
    assert shop.rows("SELECT name FROM product WHERE sku = 'GOOD'") == [("Good",)]


def test_two_rows_are_never_one_record(shop, write):
    path = write(
        ["SKU", "Name", "Barcode"],
        ["N1", "One", "4006381333931"],
        ["n1", "Same", ""],
        ["N3", "Three", "04006381333931"],
    )
    session = judged(shop, "items", path)
    assert problems(session) == {3: [Code.IMPORT_SAME_ROW], 4: [Code.IMPORT_SAME_ROW]}
    session.leave_out(2)
    assert problems(session) == {}
    session.leave_out(2, out=False)
    session.mend(3, "sku", "N2")
    session.mend(4, "barcode", "")
    assert session.all_good


def test_prices_change_items_that_are_there_and_make_none(shop, write):
    path = write(["SKU", "Sale price"], ["PHONE-1", "2500"], ["NOBODY", "1"])
    session = judged(shop, "prices", path)
    assert standings(session) == ["UPDATE", "REFUSED"]
    session.take(only_good=True)
    assert items.load(shop.database, shop.has.phone)[0].sale_price == 2500_00


def test_contacts_are_made_and_changed_by_their_name(shop, write):
    path = write(
        ["Name", "Phone", "Is a supplier"],
        ["mrs chen", "0571 88", ""],
        ["Tarnwick", "007", "yes"],
        ["Wholesale Ltd", "", ""],
    )
    session = judged(shop, "contacts", path)
    assert standings(session) == ["UPDATE", "NEW", "UNCHANGED"]
    taken = session.take()
    (new,) = contacts.by_names(shop.database, ["Tarnwick"])["TARNWICK"]
    assert (new.is_customer, new.is_supplier, new.phone) == (False, True, "007")
    imports.undo(shop.session, taken.id)
    assert contacts.by_names(shop.database, ["Tarnwick"]) == {}


@pytest.mark.parametrize(
    ("title", "role"),
    [("Supplier", (0, 1)), ("供应商名称", (0, 1)), ("Customer", (1, 0)), ("Name", (1, 0))],
)
def test_who_stands_under_supplier_is_one(shop, write, title, role):
    session = judged(shop, "contacts", write([title, "Phone"], ["Ann", "1"]))
    session.take()
    (ann,) = contacts.by_names(shop.database, ["Ann"])["ANN"]
    assert (ann.is_customer, ann.is_supplier) == role


def test_a_column_that_says_who_is_a_supplier_is_believed_before_its_title(shop, write):
    session = judged(
        shop,
        "contacts",
        write(["Supplier", "Is a supplier", "Is a customer"], ["Ann", "no", "yes"]),
    )
    session.take()
    (ann,) = contacts.by_names(shop.database, ["Ann"])["ANN"]
    assert (ann.is_customer, ann.is_supplier) == (1, 0)


# Documents


def test_opening_stock_is_posted_with_serials_and_quantities(shop, write):
    path = write(
        ["Item", "Serial number", "Qty", "Cost", "Warehouse"],
        ["PHONE-1", "A1", "", "1500", ""],
        ["6901234567892", "00A2", "", "1500", ""],
        ["CABLE-C", "", "40", "9", "Branch"],
    )
    session = judged(shop, "opening", path, warehouse=shop.has.main)
    assert standings(session) == ["NEW"] * 3
    taken = session.take()
    assert shop.stock(shop.has.phone) == (2, 2)
    assert shop.rows("SELECT number FROM serial ORDER BY number") == [("00A2",), ("A1",)]
    imports.undo(shop.session, taken.id)
    assert shop.stock(shop.has.phone) == (0, 0)


def test_an_import_is_not_undone_where_a_unit_was_sold_since(shop, write):
    path = write(["Item", "SN"], ["PHONE-1", "A1"], ["PHONE-1", "A2"])
    taken = judged(shop, "opening", path, warehouse=shop.has.main).take()
    shop.sell("A1")
    before = shop.everything()
    assert Code.BLOCKED in codes(refusal(imports.undo, shop.session, taken.id))
    assert shop.everything() == before


def test_a_purchase_is_a_draft_with_its_cartons(shop, write):
    shop.opening("OLD")
    path = write(
        ["SN", "Model", "Box No.", "Unit price"],
        ["A1", "PHONE-1", "BOX1", "1900"],
        ["A2", "PHONE-1", "BOX1", "1900"],
        ["OLD", "PHONE-1", "BOX2", "1900"],
        ["A1", "PHONE-1", "BOX2", "1900"],
        ["A5", "PHONE-9", "BOX2", "1900"],
    )
    session = judged(shop, "purchase", path, party=shop.has.supplier, warehouse=shop.has.main)
    assert problems(session) == {
        4: [Code.IS_IN_STOCK],
        5: [Code.DUPLICATE],
        6: [Code.IMPORT_NO_ITEM],
    }
    taken = session.take(only_good=True)
    head = documents.document(shop.database, taken.document)
    (line,) = document_lines.lines(shop.database, taken.document)
    assert (head.kind, head.state, head.party_id) == ("purchase", 0, shop.has.supplier)
    assert (line.serials, line.quantity, line.price) == (2, 2000, 1900_00)
    assert shop.rows("SELECT code FROM carton") == [("BOX1",)]
    imports.undo(shop.session, taken.id)
    assert shop.rows("SELECT code FROM carton") == []
    assert documents.document(shop.database, taken.document).state == documents.DISCARDED


@pytest.mark.rule("F5")
def test_no_line_takes_more_serials_than_a_line_holds(shop, write):
    path = write(["SN", "Item"], *([f"S{n:05}", "PHONE-1"] for n in range(2100)))
    taken = judged(shop, "purchase", path, warehouse=shop.has.main).take()
    lines = document_lines.lines(shop.database, taken.document)
    assert [line.serials for line in lines] == [1000, 1000, 100]


def test_counted_serials_say_their_item_themselves(shop, write):
    shop.opening("A1 A2")
    path = write(["Serial number"], ["a1"], ["A2"], ["A3"])
    session = judged(shop, "count", path, warehouse=shop.has.main)
    assert problems(session) == {4: [Code.NO_LINE]}
    taken = session.take(only_good=True)
    (line,) = document_lines.lines(shop.database, taken.document)
    assert (line.product_id, line.serials) == (shop.has.phone, 2)


@pytest.mark.rule("C3")
def test_a_packing_list_is_taken_whole_or_not_at_all(shop, write):
    path = write(["Carton", "Serial"], ["C1", '"A1, A2"'], ["C1", "A1"])
    session = judged(shop, "packing_list", path)
    assert problems(session) == {3: [Code.DUPLICATE]}
    refusal(session.take, True)
    session.leave_out(3)
    taken = session.take()
    assert shop.rows("SELECT number FROM carton_serial ORDER BY id") == [("A1",), ("A2",)]
    imports.undo(shop.session, taken.id)
    assert shop.rows("SELECT code FROM carton") == []


def test_serials_to_look_up_are_found_and_nothing_is_written(shop, write):
    shop.opening("A1")
    session = judged(shop, "sought", write(["SN"], ["A1"], ["B1"]))
    assert problems(session) == {3: [Code.IS_UNKNOWN]}
    refusal(session.take)


# Excel's damage


def test_rounded_numbers_and_dates_and_formulas_are_said_and_mended_in_place(shop, write):
    path = write(
        ["SN", "Item"],
        [4912027107012345678, "PHONE-1"],
        [(46000, "yyyy-mm-dd"), "PHONE-1"],
        ["=A1&B1", "PHONE-1"],
        ["4.91203E+14", "PHONE-1"],
        ["A_x000D_", "PHONE-1"],
        name="list.xlsx",
    )
    session = judged(shop, "opening", path, warehouse=shop.has.main)
    assert problems(session) == {
        2: [Code.LIST_DIGITS_LOST],
        3: [Code.LIST_NO_TEXT],
        4: [Code.LIST_NO_VALUE],
        5: [Code.LIST_DIGITS_LOST],
    }
    session.mend(2, "serial", "４912027107012345678")
    assert session.row(2).texts["serial"] == "4912027107012345678"
    assert session.row(2).verdict.standing is RowStanding.NEW


@pytest.mark.rule("F2")
def test_a_code_of_full_width_is_read_folded_and_shown_and_a_name_stays(shop, write):
    path = write(["SKU", "Name", "Barcode"], ["ＡＢ１", "（北京）公司", "690111，690112"])
    session = judged(shop, "items", path)
    assert standings(session) == ["LOOK"] and problems(session) == {2: [Code.IMPORT_FOLDED]}
    (row,) = session.page()
    assert (row.texts["sku"], row.texts["name"]) == ("ＡＢ１", "（北京）公司")
    assert session.good_rows() == 0 and session.all_good
    assert session.mend_all(Mend.AS_READ) == 1
    assert standings(session) == ["NEW"]
    session.take()
    assert items_queries.by_skus(shop.database, ["AB1"])["AB1"].name == "（北京）公司"


@pytest.mark.rule("F2")
def test_what_is_typed_or_scanned_into_a_row_is_no_doubt_of_excels(shop, write):
    session = judged(shop, "sought", write(["SN"], ["x"], ["4.91E+14"]))
    for text in ("=1+1", "12E+3", "#N/A"):
        session.mend(2, "serial", text)
        assert problems(session)[2] == [Code.IS_UNKNOWN]
    session.mend(2, "serial", "'1")
    assert problems(session)[2] == [Code.LIST_APOSTROPHE]


@pytest.mark.rule("F2")
def test_lost_zeros_are_seen_beside_the_items_others_and_put_back_for_all(shop, write):
    numbers = [f"004912027107{n:03}" for n in range(5)] + ["4912027107900", "4912027107901"]
    path = write(["SN", "Item"], *([number, "PHONE-1"] for number in numbers))
    session = judged(shop, "opening", path, warehouse=shop.has.main)
    assert session.counts()[RowStanding.LOOK] == 2
    (kind,) = session.problem_kinds()
    assert (kind.code, kind.count, kind.mends) == (Code.IMPORT_ZEROS_LOST, 2, (Mend.PUT_BACK,))
    assert session.mend_all(Mend.PUT_BACK) == 2
    assert session.counts()[RowStanding.NEW] == 7
    session.take()
    assert ("004912027107901",) in shop.rows("SELECT number FROM serial")


@pytest.mark.rule("F2")
def test_lost_zeros_are_seen_beside_what_the_shop_has_of_the_item(shop, write):
    shop.opening("0001 0002 0003")
    session = judged(shop, "opening", write(["SN", "Item"], ["7", "PHONE-1"]), warehouse=1)
    assert problems(session) == {2: [Code.IMPORT_ZEROS_LOST]}


@pytest.mark.parametrize(
    ("value", "form", "read"),
    [
        (2690.5, None, "2690.50"),
        (2690, "#,##0.00", "2690.00"),
        (0.1 + 0.2, "0.00", "0.30"),
        (12, '"¥"#,##0.00', "12.00"),
        (0.5, "0%", None),
        (46000, "yyyy-mm-dd", None),
        (5, "0.00E+00", None),
    ],
)
def test_a_price_is_the_figure_that_its_cell_shows(shop, write, value, form, read):
    path = write(["SKU", "Sale price"], ["PHONE-1", (value, form)], name="list.xlsx")
    session = judged(shop, "prices", path)
    if read is None:
        assert standings(session) == ["REFUSED"]
        return
    session.take()
    price = items.load(shop.database, shop.has.phone)[0].sale_price
    assert f"{price / 100:.2f}" == read


# Columns


def test_columns_are_matched_as_this_suppliers_file_had_them_last_time(shop, write):
    path = write(["Ref", "Thing"], ["A1", "PHONE-1"], ["A2", "PHONE-1"])
    place = {"party": shop.has.supplier, "warehouse": shop.has.main}
    session = opened(shop, "purchase", path, **place)
    assert (session.file.header, [p.values["field"].value for p in session.file.missing()]) == (
        0,
        ["Serial number"],
    )
    session.choose_header(1)
    session.match(0, "serial")
    session.match(1, "item")
    session.judge()
    session.take()
    again = opened(shop, "purchase", write(["thing", "REF "], ["PHONE-1", "A3"]), **place)
    assert again.file.header == 1
    assert [(c.field, c.as_before) for c in again.file.columns] == [
        ("item", True),
        ("serial", True),
    ]
    other = opened(shop, "purchase", path, party=None, warehouse=shop.has.main)
    assert [c.field for c in other.file.columns] == [None, None]


def test_five_rows_are_shown_as_they_will_be_read(shop, write):
    path = write(["SN", "Item"], *([f"00{n}", "PHONE-1"] for n in range(9)))
    session = opened(shop, "opening", path, warehouse=shop.has.main)
    assert [texts["serial"] for _row, texts in session.file.preview()] == [
        f"00{n}" for n in range(5)
    ]


def test_an_empty_cell_repeats_the_one_above_where_a_person_says_so(shop, write):
    path = write(["Box", "SN", "Item"], ["B1", "A1", "PHONE-1"], ["", "A2", ""])
    session = judged(shop, "opening", path, warehouse=shop.has.main)
    assert standings(session) == ["NEW", "REFUSED"]
    session.repeat(["carton", "item", "serial"])
    session.judge()
    assert session.all_good
    assert session.row(3).texts == {"carton": "B1", "serial": "A2", "item": "PHONE-1"}


# What was refused


def test_what_was_refused_is_a_file_that_can_be_imported_as_it_is(shop, write, tmp_path):
    path = write(
        ["SN", "Item", "Remark"],
        ["0012", "NOBODY", "=1+1"],
        ["A1", "PHONE-1", "taken"],
        ["123456789012345678", "NOBODY", '"a ""b"", c"'],
    )
    session = judged(shop, "opening", path, warehouse=shop.has.main)
    content = session.refused_rows(lambda problem: problem.code.name)
    again = tmp_path / "refused.csv"
    again.write_bytes(content)
    second = opened(shop, "opening", again, warehouse=shop.has.main)
    assert [c.title for c in second.file.columns] == ["Row", "SN", "Item", "Remark", "Problem"]
    assert [c.field for c in second.file.columns] == [None, "serial", "item", None, None]
    second.judge()
    assert [row.texts["serial"] for row in second.page()] == ["0012", "123456789012345678"]
    for row in second.page():
        second.mend(row.number, "item", "PHONE-1")
    assert second.all_good
    assert content.startswith(b"\xef\xbb\xbfRow,") and b"IMPORT_NO_ITEM" in content


@given(rows=st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=5))
@example(rows=[['=HYPERLINK("x")', "0012"], ["1-2", "9" * 19], ["-1+2", "@x"], ["a\tb", "1E5"]])
def test_what_a_refused_file_says_is_read_back_as_it_was(rows):
    titles = ["Row", "SN"]
    source = Delimited(refused_csv(titles, rows), "refused.csv")
    read = [[cell.text for cell in cells] for _number, cells in source.rows()]
    expected = [
        [text_cell(text.replace("\0", "\ufffd")).text for text in row] for row in [titles, *rows]
    ]
    assert read == [row for row in expected if any(row)]


@pytest.mark.rule("Q4")
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "0012", "1-2", "12E3"])
def test_no_cell_of_a_refused_file_is_a_formula_or_changed_by_excel(text):
    (line,) = csv.reader(StringIO(refused_csv([text], []).decode("utf-8-sig"), newline=""))
    assert line == [f'="{text}"']


def test_what_was_taken_is_not_in_the_file_of_what_was_refused(shop, write):
    numbers = ["0001", "0002", "0003", "7"]
    session = judged(
        shop,
        "opening",
        write(["SN", "Item"], *([n, "PHONE-1"] for n in numbers)),
        warehouse=shop.has.main,
    )
    assert session.counts()[RowStanding.LOOK] == 1
    assert len(session.refused_rows(str).splitlines()) == 2
    session.take()
    assert len(session.refused_rows(str).splitlines()) == 1


@pytest.mark.rule("D7")
def test_what_came_between_judging_and_taking_refuses_all_by_row(shop, write):
    path = write(["SN", "Item"], ["A1", "PHONE-1"], ["A2", "PHONE-1"])
    session = judged(shop, "opening", path, warehouse=shop.has.main)
    shop.opening("A2")
    before = shop.everything()
    (problem,) = refusal(session.take)
    assert (problem.code, problem.line) == (Code.IS_IN_STOCK, 3)
    assert shop.everything() == before


def _new_item(shop):
    items.save(shop.session, ItemForm("OTHER", "Other"), ["N2"])


def _namesakes(shop):
    for _twice in range(2):
        save_contact(shop.session, ContactForm("N2"))


@pytest.mark.rule("D7")
@pytest.mark.parametrize(
    ("kind", "titles", "between", "code"),
    [
        ("items", ["SKU", "Name"], _new_item, Code.CODE_TAKEN),
        ("contacts", ["Name", "Phone"], _namesakes, Code.IMPORT_CONTACT_UNCLEAR),
        ("packing_list", ["Box", "SN"], _new_item, Code.CARTON_IS_ITEM),
    ],
)
def test_every_kind_judges_again_when_it_writes(shop, write, kind, titles, between, code):
    session = judged(shop, kind, write(titles, ["N1", "X1"], ["N2", "X2"]))
    assert session.all_good
    between(shop)
    before = shop.everything()
    (problem,) = refusal(session.take)
    assert (problem.code, problem.line) == (code, 3)
    assert shop.everything() == before


@pytest.mark.parametrize("kind", IMPORT_KINDS)
def test_a_kind_of_import_is_told_from_its_own_titles(shop, write, kind):
    """The title that people read of each field, English and first Chinese name, finds it."""
    for field in IMPORT_KINDS[kind].fields:
        chinese = [name for name in field.titles if not name.isascii()][:1]
        for title in (field.title.value, *chinese):
            file = opened(shop, kind, write([title], ["1"])).file
            assert [column.field for column in file.columns] == [field.key], title


# Who and how much


def test_who_may_not_import_or_write_opens_nothing(shop):
    for role, kind in ((Role.CLERK, "contacts"), (Role.STOCK_KEEPER, "items")):
        (problem,) = refusal(ImportSession, shop.as_a(role), IMPORT_KINDS[kind])
        assert problem.code is Code.NOT_ALLOWED
    assert ImportSession(shop.as_a(Role.STOCK_KEEPER), IMPORT_KINDS["purchase"])


def test_judging_takes_no_more_statements_for_more_rows(shop, write):
    def count(rows):
        path = write(["SN", "Item"], *([f"S{n}", f"X{n % 7}"] for n in range(rows)))
        session = opened(shop, "opening", path, warehouse=shop.has.main)
        with patch.object(sql, "execute", wraps=sql.execute) as asked:
            session.judge()
        return asked.call_count

    assert count(500) == count(5)


def test_too_many_rows_are_refused_before_they_are_kept(shop, write, monkeypatch):
    monkeypatch.setattr("app.exchange.imports.import_file.MOST_IMPORTED", 100)
    path = write(["SN"], *([f"S{n}"] for n in range(200)))
    assert codes(refusal(opened, shop, "sought", path)) == [Code.IMPORT_TOO_LONG]


def test_hidden_rows_and_columns_and_merged_cells_are_said_and_filled_down(shop, tmp_path):
    book = Workbook()
    sheet = book.active
    for row in (["Box", "SN", "Item"], ["B1", "A1", "PHONE-1"], [None, "A2", "PHONE-1"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.save(tmp_path / "list.xlsx")
    session = judged(shop, "opening", tmp_path / "list.xlsx", warehouse=shop.has.main)
    assert [(note.code, *note.values.values()) for note in session.file.notes()] == [
        (Code.IMPORT_HIDDEN_ROWS, "3"),
        (Code.IMPORT_HIDDEN_COLUMNS, "Item"),
        (Code.IMPORT_MERGED, 1),
    ]
    assert [row.texts["carton"] for row in session.page()] == ["B1", "B1"]


@pytest.mark.rule("U4")
def test_the_audit_log_calls_each_import_by_its_name():
    assert {key: kind.name for key, kind in IMPORT_KINDS.items()} == IMPORTS


@pytest.mark.rule("U4")
def test_the_audit_log_tells_an_import_what_it_changed_and_its_undoing(shop, write):
    path = write(["SKU", "Name"], ["PHONE-1", "Telephone"], ["N1", "New"])
    last = shop.rows("SELECT max(id) FROM audit")[0][0]
    taken = judged(shop, "items", path).take()
    imports.undo(shop.session, taken.id)
    told = shop.rows(
        "SELECT action, subject, before, after FROM audit WHERE id > ? ORDER BY id", last
    )
    made = '{"kind": "items", "file": "list.csv", "rows": 2}'
    assert told == [
        ("item", "product", '{"name": "Phone"}', '{"name": "Telephone"}'),
        ("import", "file_import", None, made),
        ("item", "product", '{"name": "Telephone"}', '{"name": "Phone"}'),
        ("undo_import", "file_import", '{"undone": false}', '{"undone": true}'),
    ]


@given(changes=st.lists(st.tuples(st.integers(2, 7), st.sampled_from(["A1", "A2", "a1", "x y"]))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_a_row_mended_is_judged_as_if_all_were_judged_again(shop, write, changes):
    rows = [["A1", "C1"], ["A2", "C1"], ["A1", "C2"], ["B1", "C2"], ["A3", "A1"], ["A4", "C2"]]
    path = write(["SN", "Box", "Item"], *([*row, "PHONE-1"] for row in rows))
    session = judged(shop, "opening", path, warehouse=shop.has.main)
    for number, text in changes:
        session.mend(number, "serial", text)
    mended = session.page()
    session.judge()
    assert session.page() == mended

"""Files as suppliers, other programs and clerks lay them out: where the titles are, what they say.

Each layout is a small file that the test writes. ``fields`` are what its columns fill, ``-`` for
none; the rows below are read whole.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

import app
from app.domain.imports import SHORT_WORDS
from app.domain.problems import Code, Refused
from app.exchange import guard
from app.exchange.imports.import_file import ImportFile
from app.exchange.imports.kinds import IMPORT_KINDS
from tests.exchange.workbooks import book, packed, parts
from tests.shop import codes, refusal

pytestmark = pytest.mark.rule("Q9")


@dataclass(frozen=True)
class Layout:
    """A file: its kind, its rows (``/`` between rows, ``,`` between cells), what is found."""

    kind: str
    rows: str
    header: int
    fields: str
    separator: str = ","
    encoding: str = "utf-8"
    ends: str = "\r\n"
    workbook: bool = False
    program: str = ""

    def write(self, folder: Path) -> Path:
        rows = [row.split(",") for row in self.rows.split("/")]
        if self.workbook:
            made = Workbook()
            for row in rows:
                made.active.append([cell or None for cell in row])
            path = folder / "list.xlsx"
            made.save(path)
            return path
        path = folder / "list.csv"
        text = self.ends.join(self.separator.join(row) for row in rows)
        path.write_bytes(text.encode(self.encoding))
        return path


LAYOUTS = {
    "plain": Layout("items", "SKU,Name,Price/A1,One,5", 1, "sku name sale_price"),
    "semicolons": Layout("items", "SKU,Name/A1,One", 1, "sku name", ";"),
    "tabs": Layout("items", "SKU,Name/A1,One", 1, "sku name", "\t"),
    "bars": Layout("items", "SKU,Name/A1,One", 1, "sku name", "|"),
    "said separator": Layout("items", "sep=|/SKU|Name/A1|One", 1, "sku name"),
    "old line ends": Layout("items", "SKU,Name/A1,One", 1, "sku name", ends="\r"),
    "unix line ends": Layout("items", "SKU,Name/A1,One", 1, "sku name", ends="\n"),
    "with a mark": Layout("items", "SKU,Name/A1,One", 1, "sku name", encoding="utf-8-sig"),
    "two-byte": Layout("items", "SKU,Name/A1,One", 1, "sku name", "\t", encoding="utf-16"),
    "Chinese, UTF-8": Layout(
        "items", "商品编码,商品名称,零售价/A1,手机,5", 1, "sku name sale_price"
    ),
    "Chinese, GBK": Layout(
        "items",
        "商品编码,商品名称,进价/A1,手机外壳,5",
        1,
        "sku name purchase_price",
        encoding="gb18030",
    ),
    "western": Layout("items", "SKU,Name/A1,Café crème", 1, "sku name", ";", encoding="cp1252"),
    "full-width titles": Layout("items", "ＳＫＵ,Ｎａｍｅ/A1,One", 1, "sku name"),
    "marks in titles": Layout(
        "items", "SKU *,Item name:,Sale price (¥)/A1,One,5", 1, "sku name sale_price"
    ),
    "a heading above": Layout(
        "purchase",
        "Tarnwick Distribution,,/Delivery 1126,,//SN,Model,Box No./S1,A1,B1",
        4,
        "serial item carton",
        workbook=True,
    ),
    "an address above": Layout(
        "purchase",
        "To: Corner Shop,,/Phone: 0571 88,,/S/N,Item,Qty/S1,A1,1".replace("S/N", "SN"),
        3,
        "serial item quantity",
    ),
    "no titles": Layout("purchase", "S1,A1/S2,A1", 0, "- -"),
    "reversed": Layout("opening", "Qty,Warehouse,Item/1,Main,A1", 1, "quantity warehouse item"),
    "unknown columns between": Layout(
        "purchase", "No,SN,Colour,Item,Size/1,S1,red,A1,L", 1, "- serial - item -"
    ),
    "IMEI": Layout("purchase", "IMEI 1,IMEI 2,Model/1,2,A1", 1, "serial - item"),
    "Chinese delivery": Layout(
        "purchase", "送货单,,,/箱号,序列号,型号,数量/B1,S1,A1,1", 2, "carton serial item quantity"
    ),
    "Chinese opening stock": Layout(
        "opening",
        "仓库,商品编号,序列号,期初数量,成本价/主仓,A1,S1,1,5",
        1,
        "warehouse item serial quantity price",
    ),
    "Chinese contacts": Layout(
        "contacts", "单位名称,联系电话,单位地址,备注/甲,0571,杭州,无", 1, "name phone address note"
    ),
    "contacts": Layout("contacts", "Company,Tel,E-mail/A,1,a@b", 1, "name phone email"),
    "prices": Layout(
        "prices", "Item code,Retail price,Cost/A1,5,3", 1, "sku sale_price purchase_price"
    ),
    "count": Layout("count", "Serial No./S1", 1, "serial"),
    "packing list": Layout(
        "packing_list", "Carton No,S/N".replace("S/N", "SN") + "/C1,S1", 1, "carton serial"
    ),
    "SSCC": Layout("packing_list", "SSCC,Serial number/C1,S1", 1, "carton serial", workbook=True),
    "to look up": Layout("sought", "Customer,Serial number/Ann,S1", 1, "- serial"),
    "Shopify": Layout(
        "items",
        "Handle,Title,Variant SKU,Variant Price,Variant Barcode,Cost per item/a,One,A1,5,1,3",
        1,
        "- name sku sale_price barcode purchase_price",
        program="Shopify",
    ),
    "Shopify, renamed": Layout(
        "items",
        "URL handle,Title,SKU,Price,Barcode/a,One,A1,5,1",
        1,
        "- name sku sale_price barcode",
        program="Shopify",
    ),
    "ERPNext": Layout(
        "items",
        "ID,Item Code,Item Name,Item Group,Default Unit of Measure,Standard Selling Rate"
        ",Has Serial No"
        "/x,A1,One,All,Nos,5,1",
        1,
        "- sku name - unit sale_price track_serials",
        program="ERPNext",
    ),
    "Odoo": Layout(
        "items",
        "External ID,Internal Reference,Name,Sales Price,Cost,Unit,Quantity On Hand"
        "/x,A1,One,5,3,Units,1",
        1,
        "- sku name sale_price purchase_price unit -",
        program="Odoo",
    ),
    "WooCommerce": Layout(
        "items",
        "ID,Type,SKU,Name,Published,Sale price,Regular price/1,simple,A1,One,1,4,5",
        1,
        "- - sku name - - sale_price",
        program="WooCommerce",
    ),
    "Loyverse": Layout(
        "items",
        "Handle,SKU,Name,Category,Sold by weight,Cost,Barcode,Price/a,A1,One,C,N,3,690111,5",
        1,
        "- sku name - - purchase_price barcode sale_price",
        program="Loyverse",
    ),
    "ERPNext, customers": Layout(
        "contacts",
        "ID,Customer Name,Customer Type,Customer Group,Mobile No,Email Id/C1,Ann,Company,All,1,a@b",
        1,
        "- name - - phone email",
        program="ERPNext",
    ),
    "ERPNext, suppliers": Layout(
        "contacts",
        "ID,Supplier Name,Supplier Group,Mobile No/S1,Bo,All,1",
        1,
        "- name - phone",
        program="ERPNext",
    ),
    "Xero": Layout(
        "contacts",
        "*ContactName,AccountNumber,EmailAddress,FirstName,LastName,POAddressLine1,PhoneNumber"
        "/Ann,7,a@b,A,N,Street 1,1",
        1,
        "name - email - - address phone",
        program="Xero",
    ),
    "refused before": Layout("sought", "Row,SN,Problem/7,S1,Bad", 1, "- serial -"),
}


def opened(layout, folder, kind=None):
    return ImportFile(IMPORT_KINDS[kind or layout.kind], layout.write(folder), 2)


@pytest.mark.parametrize("name", LAYOUTS)
def test_titles_are_found_and_columns_matched(tmp_path, name):
    layout = LAYOUTS[name]
    file = opened(layout, tmp_path)
    found = " ".join(column.field or "-" for column in file.columns)
    assert (file.header, found, file.program) == (layout.header, layout.fields, layout.program)
    assert file.rows
    assert [problem for at in range(len(file.rows)) for problem in file.read(at)[1]] == []


def test_there_are_thirty_of_them():
    assert len(LAYOUTS) >= 30


# Files that cannot be read, as a whole or not at all


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'SKU,Name\r\nA1,"never closed\r\nA2,Two', Code.LIST_BAD_ROW),
        (b"SKU,Name\r\nA\0 1,One", Code.LIST_UNREADABLE),
        (b"%PDF-1.7 paper", Code.LIST_UNREADABLE),
        (b"<html><table>", Code.LIST_UNREADABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), Code.LIST_UNREADABLE),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Code.LIST_LOCKED,
        ),
        (b"PK\x03\x04broken", Code.LIST_UNREADABLE),
        (b"a,b\n" * 60_000, Code.IMPORT_TOO_LONG),
        (b"\n".join([b",".join([b"x"] * 200)] * 6_000), Code.IMPORT_TOO_WIDE),
        (bytes(guard.MOST_MEGABYTES * guard.MEGABYTE + 1), Code.LIST_TOO_BIG),
    ],
    ids=["quote", "nul", "pdf", "html", "xls", "password", "zip", "rows", "cells", "size"],
)
def test_a_file_that_cannot_be_read_is_refused_by_one_sentence(tmp_path, content, code):
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    assert codes(refusal(ImportFile, IMPORT_KINDS["items"], path, 2)) == [code]


def test_a_million_rows_are_refused_and_not_kept(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"SKU\n" + b"A\n" * 1_000_000)
    assert codes(refusal(ImportFile, IMPORT_KINDS["items"], path, 2)) == [Code.IMPORT_TOO_LONG]


def test_columns_beyond_those_that_are_read_are_said(tmp_path):
    wide = "".join(f'<c r="{name}1" t="str"><v>SKU</v></c>' for name in ("A", "GR", "GS", "XFD"))
    (tmp_path / "list.xlsx").write_bytes(book(f"<row>{wide}</row>"))
    (tmp_path / "list.csv").write_text(",".join(["SKU"] * 16_384))
    for name in ("list.xlsx", "list.csv"):
        file = ImportFile(IMPORT_KINDS["items"], tmp_path / name, 2)
        assert [note.code for note in file.notes()] == [Code.IMPORT_COLUMNS_BEYOND]
        assert len(file.columns) == 200


def test_line_ends_may_be_mixed(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"SKU,Name\rA1,One\nA2,Two\r\nA3,Three")
    file = ImportFile(IMPORT_KINDS["items"], path, 2)
    assert [file.texts(at)["sku"] for at in range(3)] == ["A1", "A2", "A3"]


def test_merged_cells_without_end_fill_no_more_than_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("app.exchange.imports.import_file.MOST_CELLS", 50)
    rows = "".join(f'<row r="{n}"><c t="str"><v>x</v></c></row>' for n in range(1, 41))
    areas = "".join(f'<mergeCell ref="A1:A{n}"/>' for n in range(2, 41)) * 50
    whole = f"<worksheet><sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells></worksheet>"
    content = packed(parts("") | {"xl/worksheets/sheet1.xml": whole})
    (tmp_path / "list.xlsx").write_bytes(content)
    file = ImportFile(IMPORT_KINDS["sought"], tmp_path / "list.xlsx", 2)
    assert len(file.rows) == 40


def test_the_encoding_that_was_guessed_is_said_and_can_be_chosen(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("商品编码,商品名称\r\nA1,鑫".encode("gb18030"))
    assert ImportFile(IMPORT_KINDS["items"], path, 2, chinese=True).encoding == "gb18030"
    other = ImportFile(IMPORT_KINDS["items"], path, 2, encoding="cp1252")
    assert (other.encoding, [column.field for column in other.columns]) == ("cp1252", [None, None])


@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_anything_at_all_is_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    for kind in IMPORT_KINDS.values():
        try:
            file = ImportFile(kind, path, 2)
        except Refused as refused:
            assert refused.problems
            continue
        for at in range(len(file.rows)):
            row, problems = file.read(at)
            assert row.unread == {problem.field for problem in problems}


def test_every_problem_of_a_row_has_two_words():
    """Looked for in the sources: whatever a row can be refused for is in the table of words."""
    root = Path(app.__file__).parent
    sources = [*(root / "services/importing").glob("*.py"), root / "exchange/imports/fields.py"]
    sources += [root / "exchange/cells.py", root / "exchange/sheet.py"]
    said = {
        name
        for source in sources
        for name in re.findall(r"(?:Problem|Cell)\([^()]*?Code\.(\w+)", source.read_text("utf-8"))
    }
    assert len(said) > 20
    assert said - {code.name for code in SHORT_WORDS} == {"IMPORT_USED"}
    assert all(len(word) <= 16 for word in SHORT_WORDS.values())

"""Workbooks as Excel and others write them, each from its raw parts."""

import pytest

from app.domain.problems import Code
from app.exchange.workbook import Workbook
from tests.exchange.workbooks import MAIN, RELATED, book, packed, parts, sheet, strings, styles
from tests.shop import codes, refusal


def rows(content, name=""):
    """The texts of a sheet by row number; a cell that cannot be trusted as its code."""
    return {
        number: [cell.code or cell.text for cell in cells]
        for number, cells in Workbook(content, "list.xlsx").rows(name)
    }


def row(cells, **more):
    """The first row, of these cells."""
    return rows(book(f"<row>{cells}</row>", **more)).get(1, [])


# Cells


@pytest.mark.rule("C3", "F2")
@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c t="inlineStr"><is><t>007</t></is></c>', "007"),
        ("<c><is><t>007</t></is></c>", "007"),
        ('<c t="inlineStr"><is><r><t>SN</t></r><r><rPr><b/></rPr><t>01</t></r></is></c>', "SN01"),
        ('<c t="inlineStr"><is><t>A1</t><rPh sb="0" eb="1"><t>reading</t></rPh></is></c>', "A1"),
        ('<c t="str"><f>B1</f><v>007</v></c>', "007"),
        ('<c t="s"><v>0</v></c>', "0001"),
        ('<c t="s"><v>1</v></c>', "SN-01"),
        ('<c t="s"><v>2</v></c>', "号1"),
        ("<c><v>7</v></c>", "7"),
        ("<c><v>7.0</v></c>", "7"),
        ("<c><v>1.2E3</v></c>", "1200"),
        ('<c s="1"><v>7</v></c>', "00007"),
        ('<c s="1" t="n"><f>A2</f><v>7</v></c>', "00007"),
        ('<c s="2" t="s"><v>0</v></c>', "SN0001"),
        ('<c t="inlineStr"><is><t>A_x000D_\nB</t></is></c>', "A\r\nB"),
        ('<c t="inlineStr"><is><t>SN_x005F_x000D_</t></is></c>', "SN_x000D_"),
        ('<c t="str"><v>SN_x0041_</v></c>', "SNA"),
        ('<c t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c>', "😀"),
        ('<c t="inlineStr"><is><t>_xD83D_1</t></is></c>', "\ufffd1"),
        ('<c t="inlineStr"><is><t>SN_x00_1</t></is></c>', "SN_x00_1"),
        ('<c s="3" t="inlineStr"><is><t>000123</t></is></c>', "000123"),
    ],
)
def test_a_cell_is_the_text_that_excel_shows(cell, shown):
    shared = strings(
        "<t>0001</t>", "<r><t>SN</t></r><r><t>-01</t></r>", "<t>号1</t><rPh><t>hao</t></rPh>"
    )
    quoted = styles("00000", '0;0;0;"SN"@').replace(
        "</cellXfs>", '<xf numFmtId="0" quotePrefix="1"/></cellXfs>'
    )
    assert row(cell, sharedStrings=shared, styles=quoted) == [shown]


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("<c><f>B1</f></c>", Code.LIST_NO_VALUE),
        ("<c><f>B1</f><v/></c>", Code.LIST_NO_VALUE),
        ("<c><f>B1</f><v></v></c>", Code.LIST_NO_VALUE),
        ('<c><f t="shared" si="0"/></c>', Code.LIST_NO_VALUE),
        ('<c t="str"><f>B1</f></c>', Code.LIST_NO_VALUE),
        ('<c t="s"><v>9</v></c>', Code.LIST_NO_VALUE),
        ('<c t="s"><v>-1</v></c>', Code.LIST_NO_VALUE),
        ('<c t="s"><v>x</v></c>', Code.LIST_NO_VALUE),
        ('<c s="9"><v>7</v></c>', Code.LIST_NO_STYLE),
        ('<c s="x"><v>7</v></c>', Code.LIST_NO_STYLE),
        ('<c s="1"><v>12345</v></c>', Code.LIST_SHOWN_OTHERWISE),
        ('<c t="b"><v>1</v></c>', Code.LIST_NO_TEXT),
        ('<c t="e"><v>#REF!</v></c>', Code.LIST_NO_TEXT),
        ('<c t="d"><v>2026-03-09</v></c>', Code.LIST_NO_TEXT),
        ('<c t="zz"><v>7</v></c>', Code.LIST_NO_TEXT),
        ("<c><v>seven</v></c>", Code.LIST_NO_TEXT),
        ("<c><v>1_000</v></c>", Code.LIST_NO_TEXT),
        ("<c><v>7.5</v></c>", Code.LIST_NO_TEXT),
        ("<c><v>-7</v></c>", Code.LIST_NO_TEXT),
        ("<c><v>NaN</v></c>", Code.LIST_NO_TEXT),
        ("<c><v>1E999</v></c>", Code.LIST_DIGITS_LOST),
        ("<c><v>1000000000000000</v></c>", Code.LIST_DIGITS_LOST),
        (f'<c t="inlineStr"><is><t>{"A" * 32_768}</t></is></c>', Code.LIST_CELL_LONG),
    ],
)
def test_a_cell_that_excel_shows_otherwise_or_not_at_all_is_a_problem(cell, code):
    assert row(cell, styles=styles("#,##0")) == [code]


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    "cell", ['<c t="str"><f>B1</f><v></v></c>', "<c/>", '<c t="s"/>', "<c><v/></c>"]
)
def test_a_cell_without_anything_is_empty(cell):
    assert row(f"{cell}<c><v>1</v></c>")[-1] == "1"
    assert not any(row(f"{cell}<c><v>1</v></c>")[:-1])


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("since_1904", "shown"), [("0", "2026-03-09"), ("1", "2030-03-10"), ("true", "2030-03-10")]
)
def test_a_date_is_shown_by_the_first_day_of_its_workbook_and_is_no_text(since_1904, shown):
    contents = parts('<row><c s="1"><v>46090</v></c></row>', styles=styles("yyyy/m/d"))
    contents["xl/workbook.xml"] = contents["xl/workbook.xml"].replace(
        "<sheets>", f'<workbookPr date1904="{since_1904}"/><sheets>'
    )
    ((_number, (cell,)),) = Workbook(packed(contents), "list.xlsx").rows()
    assert (cell.text, cell.code) == (shown, Code.LIST_NO_TEXT)


@pytest.mark.rule("C3")
def test_rows_and_cells_stand_where_they_say_or_after_the_one_before():
    data = (
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        "<row/>"
        '<row r="5"><c r="B5"><v>3</v></c><c><v>4</v></c></row>'
        "<row><c><v>5</v></c></row>"
    )
    assert rows(book(data)) == {1: ["1", "2"], 5: ["", "3", "4"], 6: ["5"]}


@pytest.mark.rule("C3")
def test_a_wrong_dimension_and_what_is_not_a_cell_are_passed_over():
    contents = parts("")
    contents["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/>'
        "<sheetData><row><c><v>1</v></c></row></sheetData>"
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        '<extLst><ext><sheetData xmlns="urn:else"><row><c><v>9</v></c></row></sheetData></ext>'
        "</extLst></worksheet>"
    )
    assert rows(packed(contents)) == {1: ["1"]}


# Parts


@pytest.mark.rule("C3")
@pytest.mark.parametrize("strict", [False, True])
def test_strict_and_transitional_workbooks_are_read_alike(strict):
    contents = parts('<row><c t="s"><v>0</v></c></row>', strict, sharedStrings=strings("<t>A</t>"))
    assert rows(packed(contents)) == {1: ["A"]}


@pytest.mark.rule("C3")
def test_names_with_prefixes_backslashes_and_capitals_are_found():
    data = '<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>'
    prefixed = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{data}</x:sheetData></x:worksheet>'
    contents = parts("") | {"xl/worksheets/sheet1.xml": prefixed}
    odd = {name.replace("/", "\\").replace("xl", "XL"): part for name, part in contents.items()}
    assert rows(packed(odd)) == {1: ["7"]}


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    "missing",
    ["xl/_rels/workbook.xml.rels", "_rels/.rels", "xl/styles.xml", "xl/sharedStrings.xml"],
)
def test_a_missing_part_is_missing_only_in_the_cells_that_need_it(missing):
    data = '<row><c t="inlineStr"><is><t>A</t></is></c><c><v>1</v></c></row>'
    extra = {"styles": styles(), "sharedStrings": strings("<t>B</t>")}
    contents = parts(data, **extra)
    del contents[missing]
    assert rows(packed(contents)) == {1: ["A", "1"]}


@pytest.mark.rule("C3")
def test_only_sheets_with_cells_are_offered_and_hidden_ones_where_there_is_no_other():
    contents = parts("<row><c><v>1</v></c></row>")
    contents["xl/chartsheets/sheet1.xml"] = "<chartsheet/>"
    contents["xl/_rels/workbook.xml.rels"] = contents["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="c" Type="{RELATED}/chartsheet" Target="chartsheets/sheet1.xml"/>'
        f'<Relationship Id="h" Type="{RELATED}/worksheet" Target="/xl/worksheets/sheet2.xml"/>'
        f'<Relationship Id="g" Type="{RELATED}/worksheet" Target="worksheets/gone.xml"/>'
        "</Relationships>",
    )
    contents["xl/worksheets/sheet2.xml"] = sheet("<row><c><v>2</v></c></row>")
    sheets = (
        '<sheet name="Chart" r:id="c"/><sheet name="Gone" r:id="g"/>'
        '<sheet name="Hidden" r:id="h" state="hidden"/>'
    )
    first = contents["xl/workbook.xml"]
    contents["xl/workbook.xml"] = first.replace("<sheets>", f"<sheets>{sheets}")
    assert Workbook(packed(contents), "list.xlsx").sheets == ("List",)
    assert rows(packed(contents)) == {1: ["1"]}
    contents["xl/workbook.xml"] = first.replace(
        '<sheet name="List" sheetId="1" r:id="rId1"/>', sheets
    )
    assert rows(packed(contents), "Hidden") == {1: ["2"]}


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    "contents",
    [
        {},
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
        {"xl/workbook.bin": b"\x83\x01"},
        {"xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'},
        parts("") | {"xl/worksheets/sheet1.xml": "<worksheet>"},
        parts("") | {"xl/worksheets/sheet1.xml": b"\xff\x00"},
        parts("") | {"xl/sharedStrings.xml": "<sst"},
        parts('<row r="-1"/>'),
        parts('<row><c r="XFE1"><v>1</v></c></row>'),
    ],
)
def test_a_zip_that_is_no_workbook_says_so(contents):
    assert codes(refusal(rows, packed(contents))) == [Code.LIST_UNREADABLE]

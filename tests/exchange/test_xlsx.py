"""A list as an Excel workbook: text is text, figures are figures, and a table is a table (Q4)."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from app.domain.problems import Code, Refused
from app.exchange.export import xlsx
from app.exchange.export.writing import ExportKind
from tests.exchange.exports import COLUMNS, ExportRow, cells_of, exported, written

NASTY = [
    "0012345678901234567",
    "1234567890123456789",
    "=1+1",
    "+86 10 1234",
    "-5",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "{=1}",
    "\t=1",
    "\rx",
    "https://example.com",
    "internal:Sheet1!A1",
    "<r><b></r>",
    "<r><t>red</t></r>",
    'a<b&"c"',
    "_x000D_",
    "序列号 一二三",
    " spaces ",
    "two\nlines",
    "X" * 100,
    "1E+12",
    "2026-01-01",
    "TRUE",
    "\U0001f4f1",
    "'quoted",
]


@pytest.mark.rule("Q4", "F2")
@pytest.mark.parametrize("text", NASTY)
def test_a_text_is_the_same_text(tmp_path: Path, text: str) -> None:
    path = written(exported([ExportRow(serial=text, text=text)]), ExportKind.XLSX, tmp_path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    for cell in (sheet["A2"], sheet["B2"]):
        assert unescape(cell.value) == text
        assert cell.data_type == "s" and cell.number_format == "@"


@pytest.mark.rule("Q4")
def test_figures_dates_and_money_are_real_ones(tmp_path: Path) -> None:
    path = written(exported([ExportRow()]), ExportKind.XLSX, tmp_path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    found = {sheet.cell(1, place).value: sheet.cell(2, place) for place in range(1, 10)}
    local = datetime.fromisoformat(ExportRow().moment or "").astimezone()
    assert found["Serials"].value == 3 and found["Serials"].number_format == "#,##0"
    assert found["Units"].value == 2.5
    assert found["Total"].value == 1299 and found["Total"].number_format == "#,##0.00"
    assert found["Date"].value == datetime.fromisoformat("2026-11-27")
    assert found["Date"].number_format == "d mmm yyyy"
    assert found["Time"].value == local.replace(tzinfo=None, microsecond=0)
    assert (found["State"].value, found["Serial numbers"].value) == ("Posted", "✓")


@pytest.mark.parametrize(
    ("currency", "number_format", "value"),
    [("JPY", "#,##0", 129900), ("KWD", "#,##0.000", 129.9), ("CNY", "#,##0.00", 1299)],
)
def test_money_has_the_decimals_of_its_currency(
    tmp_path: Path, currency: str, number_format: str, value: float
) -> None:
    path = written(exported([ExportRow()], currency=currency), ExportKind.XLSX, tmp_path)
    cell = openpyxl.load_workbook(path).worksheets[0]["E2"]
    assert (cell.value, cell.number_format) == (value, number_format)


def test_days_are_written_as_the_language_writes_them(tmp_path: Path) -> None:
    path = written(exported([ExportRow()], language="zh_CN"), ExportKind.XLSX, tmp_path)
    assert openpyxl.load_workbook(path).worksheets[0]["F2"].number_format == "yyyy-mm-dd"


def test_what_has_no_value_is_an_empty_cell(tmp_path: Path) -> None:
    nothing = ExportRow("A", None, None, None, None, None, None, None, False)
    _titles, row = cells_of(written(exported([nothing]), ExportKind.XLSX, tmp_path))
    assert row == ["A", *[None] * 8]


def test_what_excel_would_round_or_move_is_text(tmp_path: Path) -> None:
    early = "1899-12-31"
    row = ExportRow(count=10**15 + 1, money=10**17 + 1, day=early, moment=f"{early}T12:00Z")
    _titles, found = cells_of(written(exported([row]), ExportKind.XLSX, tmp_path))
    assert found[2] == "1000000000000001" and found[4] == "1000000000000000.01"
    assert found[5] == early and found[6].startswith(early)


@pytest.mark.rule("Q4")
def test_titles_stay_in_view_and_what_was_asked_stands_on_its_own_sheet(tmp_path: Path) -> None:
    rows = [ExportRow(serial="国" * 30), ExportRow(serial="X" * 100)]
    path = written(exported(rows), ExportKind.XLSX, tmp_path)
    table, about = openpyxl.load_workbook(path).worksheets
    assert table.freeze_panes == "A2" and table.auto_filter.ref == "A1:I3"
    assert table.title == "Everything" and about.title == "About this list"
    assert [[cell.value for cell in row] for row in about.iter_rows()] == [
        ["List", "Everything"],
        ["Status", "=In stock"],
    ]
    assert table.column_dimensions["A"].width > 60 > table.column_dimensions["C"].width


def test_a_list_that_is_longer_than_a_sheet_goes_on_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    rows = [ExportRow(serial=f"A{n}") for n in range(7)]
    path = written(exported(rows, COLUMNS[:1], pages=2), ExportKind.XLSX, tmp_path)
    sheets = openpyxl.load_workbook(path).worksheets
    assert [sheet.title for sheet in sheets[:-1]] == ["Everything", "Everything 2", "Everything 3"]
    for sheet, names in zip(sheets, (["A0", "A1", "A2"], ["A3", "A4", "A5"], ["A6"]), strict=False):
        assert [row[0].value for row in sheet.iter_rows()] == ["Serial number", *names]
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == f"A1:A{len(names) + 1}"


@pytest.mark.parametrize("sign", ["x", "国", "\U0001f4f1"])
def test_a_text_that_no_cell_has_room_for_is_refused_and_there_is_no_file(
    tmp_path: Path, sign: str
) -> None:
    wide = len(sign.encode("utf-16-le")) // 2
    most = xlsx.MOST_CHARACTERS // wide
    written(exported([ExportRow(text=sign * most)]), ExportKind.XLSX, tmp_path).unlink()
    with pytest.raises(Refused) as caught:
        written(
            exported([ExportRow(), ExportRow(text=sign * (most + 1))]), ExportKind.XLSX, tmp_path
        )
    (problem,) = caught.value.problems
    assert problem.code is Code.EXPORT_CELL_LONG
    assert (problem.values["column"], problem.values["number"]) == ("Item", 2)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("title", ["a/b [c]: d*e?f\\g", "'quoted'", "x" * 40, "序" * 40])
def test_any_title_names_a_sheet(tmp_path: Path, title: str) -> None:
    table = exported([ExportRow()])
    path = tmp_path / "list.xlsx"
    xlsx.write(
        type(table)(title, table.columns, table.facts, table.formats, table.each_rows),
        path,
        lambda rows: None,
    )
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert 0 < len(sheet.title) <= 31 and not set(sheet.title) & set("[]:*?/\\")

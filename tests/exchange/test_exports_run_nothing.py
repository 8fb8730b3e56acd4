"""10,000 texts, each begun by what a spreadsheet might run, are texts in every file (row 21)."""

import csv
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from app.exchange.export.writing import ExportKind
from tests.exchange.exports import COLUMNS, ExportRow, exported, texts_of, written
from tests.exchange.test_formula_guard import SIGNS

TEXTS = 10_000
REST = (
    *("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1:A9)", "0012345678901234567"),
    *(
        "1E5",
        "TRUE",
        "2026-11-27",
        "#REF!",
        "国货",
        "{1}",
        "'",
        '"',
        ",",
        ";",
        "a\nb",
        "  ",
        "x" * 90,
    ),
)


def texts() -> list[str]:
    """Signs, blanks and apostrophes in any order, and then something."""
    dice = Random(21)
    begins = [*SIGNS, "", "", " ", "'", "\u3000"]
    return [
        "".join(dice.choices(begins, k=dice.randrange(1, 4))) + dice.choice(REST)
        for _ in range(TEXTS)
    ]


@pytest.fixture(scope="module")
def rows() -> list[ExportRow]:
    return [ExportRow(serial=text, text=text) for text in texts()]


@pytest.mark.reliability(21)
@pytest.mark.rule("Q4")
def test_each_cell_of_a_workbook_is_the_same_text(rows: list[ExportRow], tmp_path: Path) -> None:
    path = written(exported(rows, COLUMNS[:2]), ExportKind.XLSX, tmp_path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    found = list(sheet.iter_rows(min_row=2))
    assert len(found) == len(rows)
    for row, cells in zip(rows, found, strict=True):
        assert [cell.data_type for cell in cells] == ["s", "s"]
        assert [unescape(cell.value) for cell in cells] == [row.serial, row.text]


@pytest.mark.reliability(21)
@pytest.mark.rule("Q4")
def test_no_field_of_a_comma_separated_file_begins_with_a_sign(
    rows: list[ExportRow], tmp_path: Path
) -> None:
    path = written(exported(rows, COLUMNS[:2]), ExportKind.CSV, tmp_path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        raw = list(csv.reader(file, strict=True))[1:]
    assert not [field for fields in raw for field in fields if field.lstrip().startswith(SIGNS)]
    assert texts_of(path)[1:] == [[row.serial, row.text] for row in rows]

"""A list as comma-separated text: as Excel opens it right, or as plain as it can be (Q4)."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.delimited import Delimited
from app.exchange.export.delimited_file import Separators
from app.exchange.export.writing import ExportKind
from tests.exchange.exports import COLUMNS, ExportRow, exported, texts_of, written
from tests.exchange.test_xlsx import NASTY

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)


@pytest.mark.rule("Q4", "F2")
@given(
    st.lists(st.tuples(TEXT, TEXT), max_size=5),
    st.sampled_from([ExportKind.CSV, ExportKind.CSV_PLAIN]),
    st.sampled_from([",", "."]),
)
def test_every_text_comes_back(texts: list[tuple[str, str]], kind: ExportKind, point: str) -> None:
    separators = Separators.by(point)
    rows = [ExportRow(serial=serial, text=text) for serial, text in texts]
    with TemporaryDirectory() as folder:
        path = written(exported(rows, COLUMNS[:2]), kind, Path(folder), separators)
        used = separators.cells if kind is ExportKind.CSV else ","
        titles, *found = texts_of(path, used)
    assert titles == ["Serial number", "Item"]
    assert found == [list(row) for row in texts]


@pytest.mark.rule("Q4")
@pytest.mark.parametrize("text", NASTY)
def test_what_would_run_does_not_and_our_own_reader_reads_the_rest(
    tmp_path: Path, text: str
) -> None:
    path = written(exported([ExportRow(serial=text)], COLUMNS[:1]), ExportKind.CSV, tmp_path)
    line = path.read_bytes().decode("utf-8-sig").split("\r\n", 1)[1]
    assert not line.lstrip('"').startswith(tuple("=+-@\t\r"))
    assert texts_of(path)[1] == [text]


def test_excel_knows_it_by_its_mark_and_lines_end_as_it_ends_them(tmp_path: Path) -> None:
    written_bytes = written(exported([ExportRow(text="序")]), ExportKind.CSV, tmp_path).read_bytes()
    assert written_bytes.startswith(b"\xef\xbb\xbfSerial number,") and b"sep=" not in written_bytes
    assert written_bytes.count(b"\r\n") == 2 == written_bytes.count(b"\n")


def test_plain_utf_8_has_no_mark_and_the_same_signs_everywhere(tmp_path: Path) -> None:
    path = written(exported([ExportRow()]), ExportKind.CSV_PLAIN, tmp_path, Separators.by(","))
    assert path.read_bytes().startswith(b"Serial number,Item,")
    assert texts_of(path)[1][:6] == ["000123", "text", "3", "2.5", "1299.00", "2026-11-27"]


def test_where_numbers_have_a_comma_cells_are_parted_by_semicolons(tmp_path: Path) -> None:
    path = written(exported([ExportRow()]), ExportKind.CSV, tmp_path, Separators.by(","))
    assert texts_of(path, ";")[1][:6] == ["000123", "text", "3", "2,5", "1299,00", "2026-11-27"]


@pytest.mark.parametrize(
    ("quantity", "money", "shown"),
    [
        (0, 0, ["0", "0.00"]),
        (-1000, -5, ["-1", "-0.05"]),
        (1_000_000_000_000, 10**12, ["1000000000", "10000000000.00"]),
        (1, 1, ["0.001", "0.01"]),
    ],
)
def test_figures_are_plain_numbers(
    tmp_path: Path, quantity: int, money: int, shown: list[str]
) -> None:
    row = ExportRow(quantity=quantity, money=money)
    path = written(exported([row], COLUMNS[3:5]), ExportKind.CSV, tmp_path)
    assert texts_of(path)[1] == shown


def test_our_own_reader_opens_it(tmp_path: Path) -> None:
    row = ExportRow(serial="0012345678901234567", text="序列号; a,b")
    content = written(exported([row]), ExportKind.CSV, tmp_path).read_bytes()
    (_n, titles), (_m, cells) = Delimited(content, "list.csv").rows()
    assert titles[0].text == "Serial number"
    assert [cell.text for cell in cells[:2]] == ["0012345678901234567", "序列号; a,b"]
    assert not any(cell.code for cell in cells)

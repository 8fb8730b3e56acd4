"""Packing lists: xlsx and csv as suppliers send them; leading zeros stay, nothing is guessed."""

from datetime import date

import pytest
from openpyxl import Workbook

from app.domain.imports import LOOKED_AT
from app.domain.problems import Code
from app.exchange import guard
from app.exchange.imports.import_file import ImportFile
from app.exchange.imports.kinds import PACKING_LIST
from app.exchange.imports.mends import MENDED, Mend
from app.services.entry import cartons
from app.services.entry.cartons import ListedUnit
from app.services.importing import serial_rows
from tests.shop import codes, refusal

CARTON, SERIAL, LAST = "carton", "serial", "last"


def opened(path, header=1, fields=(CARTON, SERIAL), repeat=False, sheet=""):
    """The file with these columns filled in their order."""
    file = ImportFile(PACKING_LIST, path, 2)
    if sheet:
        file.choose_sheet(sheet)
    file.choose_header(header)
    for place in range(len(file.columns)):
        file.match(place, None)
    for place, key in enumerate(fields):
        file.match(place, key)
    file.repeat(PACKING_LIST.repeats if repeat else ())
    return file


def read(path, mend=None, **choice):
    """The rows of a list and what is wrong with them: (field, problem) by row."""
    file = opened(path, **choice)
    rows, wrong = [], []
    for at in range(len(file.rows)):
        row, found = file.read(at)
        if mend and found:
            cells = {
                one.field: MENDED[mend](one.problem, file.cell(at, one.field).text) for one in found
            }
            file.mend(at, cells)
            row, found = file.read(at)
        rows.append(row)
        wrong += [
            (one.problem.code, row.number) for one in found if one.problem.code not in LOOKED_AT
        ]
    units = serial_rows.units_of(rows)
    wrong += [(one.problem.code, row) for row, found in units.problems.items() for one in found]
    return units.listed, sorted(wrong, key=lambda one: one[1])


def load(path, **choice):
    units, wrong = read(path, **choice)
    assert not wrong
    return units


def problems(path, **choice):
    return read(path, **choice)[1]


def pairs(path, **choice):
    return [(unit.carton, unit.number) for unit in load(path, **choice)]


def titles_of(path):
    """The row of titles that was found, and the places of the columns that its titles say."""
    file = ImportFile(PACKING_LIST, path, 2)
    return file.header, {column.field: column.place for column in file.columns if column.field}


@pytest.fixture
def written(tmp_path):
    """Write a file of text, in an encoding, or of bytes."""

    def write(content, name="list.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook: rows of values, each alone or with its number format."""

    def write(*rows, title="Packing", more=()):
        book = Workbook()
        sheet = book.active
        sheet.title = title
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                value, form = value if isinstance(value, tuple) else (value, None)
                cell = sheet.cell(number, column, value)
                if form:
                    cell.number_format = form
        for name in more:
            book.create_sheet(name).append(["C9", "Z9"])
        path = tmp_path / "list.xlsx"
        book.save(path)
        return path

    return write


# What a cell holds


@pytest.mark.rule("C3", "F2")
def test_text_cells_of_a_workbook_stay_as_they_are(workbook):
    path = workbook(["Carton", "SN"], ["0001", "000123"], ["0001", " ＳＮ7 "])
    assert load(path) == [ListedUnit("0001", "000123", 2), ListedUnit("0001", "SN7", 3)]


@pytest.mark.rule("C3", "F2")
@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (123, "123"),
        ((123, "000000"), "000123"),
        ((123.0, "00000"), "00123"),
        ((7, '"SN"00000'), "SN00007"),
        ((7, "[$-804]00000"), "00007"),
        (0, "0"),
        (999_999_999_999_999, "999999999999999"),
    ],
)
def test_a_whole_number_becomes_the_text_its_format_shows(workbook, cell, text):
    assert pairs(workbook(["C", "S"], ["C1", cell])) == [("C1", text)]


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (123456789012345678, Code.LIST_DIGITS_LOST),
        (1.23e17, Code.LIST_DIGITS_LOST),
        (10**15, Code.LIST_DIGITS_LOST),
        ("1.23457E+17", Code.LIST_DIGITS_LOST),
        (1.5, Code.LIST_NO_TEXT),
        (-7, Code.LIST_NO_TEXT),
        (True, Code.LIST_NO_TEXT),
        (date(2026, 3, 9), Code.LIST_NO_TEXT),
        ("#N/A", Code.LIST_NO_TEXT),
        ((12345, "#,##0"), Code.LIST_SHOWN_OTHERWISE),
        ((5, "0.00"), Code.LIST_SHOWN_OTHERWISE),
        ((1, "0%"), Code.LIST_SHOWN_OTHERWISE),
        ((12345, "0.00E+00"), Code.LIST_SHOWN_OTHERWISE),
        ((46000, "yyyy年m月"), Code.LIST_NO_TEXT),
        ("=A1&B1", Code.LIST_NO_VALUE),
        ("'000123", Code.LIST_APOSTROPHE),
    ],
)
def test_a_cell_that_is_not_its_serial_is_a_problem_of_its_row(workbook, cell, code):
    path = workbook(["C", "S"], ["C1", "A1"], ["C1", cell])
    assert problems(path) == [(code, 3)]


@pytest.mark.rule("C3")
def test_several_serials_in_a_cell_are_set_apart_by_commas_or_lines_but_not_by_spaces(workbook):
    path = workbook(["C", "S"], ["C1", "A1, A2，A3\nA4;x"], ["C2", "B 1"])
    assert pairs(path) == [("C1", "A1"), ("C1", "A2"), ("C1", "A3"), ("C1", "A4;x"), ("C2", "B 1")]


@pytest.mark.rule("C3", "F2")
def test_zeros_that_a_csv_keeps_as_a_formula_are_read(written):
    assert pairs(written('c,s\nC1,="00012"\nC1,00013\n')) == [("C1", "00012"), ("C1", "00013")]


@pytest.mark.rule("C3")
def test_a_number_that_excel_wrote_into_a_csv_has_lost_its_digits(written):
    assert problems(written("c,s\nC1,8.69012E+14\n")) == [(Code.LIST_DIGITS_LOST, 2)]


@pytest.mark.rule("C3", "F2")
@pytest.mark.parametrize("repeat", [False, True])
def test_a_formula_without_its_result_is_a_problem_of_its_row_and_no_empty_cell(workbook, repeat):
    path = workbook(["C", "S"], ["C1", "A1"], ["=A2", "A2"], ["C1", "=B2&1"])
    assert problems(path, repeat=repeat) == [
        (Code.LIST_NO_VALUE, 3),
        (Code.LIST_NO_VALUE, 4),
    ]


@pytest.mark.rule("C3")
@pytest.mark.parametrize(("answer", "number"), [(Mend.LEAVE_OUT, "000123"), (Mend.KEEP, "'000123")])
def test_an_apostrophe_before_a_number_is_asked_about(written, answer, number):
    path = written("c,s\n'C1,'000123\n")
    assert problems(path) == [(Code.LIST_APOSTROPHE, 2), (Code.LIST_APOSTROPHE, 2)]
    (unit,) = load(path, mend=answer)
    assert unit.number == number


# Several units in a row


@pytest.mark.rule("C3")
def test_several_columns_of_serials_are_read_where_that_is_said(workbook):
    path = workbook(
        ["Carton", "SN1", "SN2", "SN3"], ["C1", "A1", None, "A3"], ["C2", None, None, "B3"]
    )
    assert titles_of(path)[1].get(CARTON) == 0
    several = (CARTON, SERIAL, SERIAL, SERIAL)
    assert pairs(path, fields=several) == [("C1", "A1"), ("C1", "A3"), ("C2", "B3")]
    assert problems(path, fields=(CARTON, SERIAL, SERIAL)) == [(Code.IMPORT_FIELD_MISSING, 3)]


@pytest.mark.rule("C3", "G1")
@pytest.mark.parametrize(
    "cell", ["SN001-SN003", "SN001~SN003", "SN001 ~ 003", "SN001 至 SN003", "SN001 +2"]
)
def test_a_range_in_a_cell_is_asked_about_and_written_out_once_that_is_said(workbook, cell):
    path = workbook(["C", "S"], ["C1", "A1"], ["C1", f"{cell},X9"])
    assert problems(path) == [(Code.LIST_RANGE, 3)]
    written_out = pairs(path, mend=Mend.WRITE_OUT)
    assert [number for _, number in written_out] == ["A1", "SN001", "SN002", "SN003", "X9"]
    as_it_stands = pairs(path, mend=Mend.ONE_NUMBER)
    assert [number for _, number in as_it_stands] == ["A1", cell, "X9"]


@pytest.mark.rule("C3", "G1")
def test_what_could_be_a_range_or_a_serial_is_asked_about_too_and_plain_serials_are_not(workbook):
    plain = ["2024-11-05", "A-1", "X/7-B", "B 1", "SN12-0001", "A.B.C", "12:30"]
    path = workbook(["C", "S"], *(["C1", number] for number in plain), ["C1", "SN001-010"])
    assert problems(path) == [(Code.LIST_RANGE, len(plain) + 2)]
    assert problems(path, mend=Mend.WRITE_OUT) == [(Code.LIST_RANGE, len(plain) + 2)]


@pytest.mark.rule("C3", "G1", "F5")
def test_the_first_and_the_last_serial_in_two_columns_are_a_range(workbook):
    path = workbook(
        ["Carton", "Serial from", "Serial to"],
        ["C1", (8, "000"), (10, "000")],
        ["C2", "A1", None],
        ["C3", None, "A9"],
        ["C4", "A9", "A1"],
        ["C5", "A0001", "A2000"],
    )
    assert titles_of(path) == (1, {CARTON: 0, SERIAL: 1, LAST: 2})
    assert problems(path, fields=(CARTON, SERIAL, LAST)) == [
        (Code.IMPORT_FIELD_MISSING, 4),
        (Code.RANGE_UNCLEAR, 5),
        (Code.GENERATE_TOO_MANY, 6),
    ]
    good = workbook(["C", "S", "T"], ["C1", (8, "000"), (10, "000")], ["C2", "A1", None])
    numbers = [number for _, number in pairs(good, fields=(CARTON, SERIAL, LAST))]
    assert numbers == ["008", "009", "010", "A1"]


# Titles


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    "above",
    [
        [],
        [[]],
        [["ACME Trading Ltd."], []],
        [["Packing list 4711", None, "2026-03-01"], ["Ship to", "Shanghai"], []],
        [[None, None, "Serial numbers"]],
    ],
)
def test_the_row_of_titles_is_found_whatever_stands_above_it(workbook, above):
    path = workbook(*above, ["Item", "Carton No.", "Serial No."], ["X", "C1", "SN7"])
    row = len(above) + 1
    assert titles_of(path) == (row, {CARTON: 1, SERIAL: 2})
    assert pairs(path, header=row, fields=(None, CARTON, SERIAL)) == [("C1", "SN7")]


@pytest.mark.rule("C3")
def test_titles_that_stand_again_on_every_page_are_no_units(workbook):
    titles = ["Carton", "S/N", "Page 1"]
    path = workbook(titles, ["C1", "A1"], ["Carton", "S/N", "Page 2"], ["C1", "A2"])
    assert pairs(path) == [("C1", "A1"), ("C1", "A2")]
    assert [row.number for row in opened(workbook(["x", None, "y"]), header=0).rows] == [1]
    by_hand = workbook(["Colis", "Numero"], ["C1", "A1"], ["Colis", "Numero"], ["C1", "A2"])
    assert pairs(by_hand) == [("C1", "A1"), ("C1", "A2")]


@pytest.mark.rule("C3")
def test_titles_that_nobody_knows_are_left_for_the_clerk_to_say(written):
    path = written("Colis,Numero\nC1,A1\nBOX-0001,SN00012\n")
    assert titles_of(path) == (0, {})
    assert pairs(path, header=0)[:2] == [("Colis", "Numero"), ("C1", "A1")]
    assert pairs(path, header=2) == [("BOX-0001", "SN00012")]


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("titles", "found"),
    [
        ("箱号 品名 序列号", {CARTON: 0, SERIAL: 2}),
        ("Disney Snap S/N", {SERIAL: 2}),
        ("Box IMEI1 IMEI2", {CARTON: 0, SERIAL: 1}),
        ("箱号 起始序列号 结束序列号", {CARTON: 0, SERIAL: 1, LAST: 2}),
        ("Ctn From To Serial", {CARTON: 0, SERIAL: 3}),
        ("C1 SN001 BOX02", {}),
    ],
)
def test_titles_say_which_columns_are_which(written, titles, found):
    assert titles_of(written(titles.replace(" ", ",") + "\nx,y,z,w\n"))[1] == found


# Files


@pytest.mark.rule("C3")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_is_read_whatever_its_encoding_and_separator(written, encoding, delimiter):
    lines = [["箱号", "型号, 颜色", "序列号"], ["C1", "手机, 黑", "A1"], ["C1", "手机", "A2"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    path = written(text, encoding=encoding)
    assert titles_of(path) == (1, {CARTON: 0, SERIAL: 2})
    assert pairs(path, fields=(CARTON, None, SERIAL)) == [("C1", "A1"), ("C1", "A2")]


@pytest.mark.rule("C3")
def test_a_workbook_is_read_whatever_it_is_called(workbook):
    path = workbook(["C", "S"], ["C1", "A1"])
    assert pairs(path.rename(path.with_suffix(".csv"))) == [("C1", "A1")]


@pytest.mark.rule("C3")
def test_the_header_and_the_first_rows_are_shown_to_choose_columns_by(workbook):
    path = workbook(
        ["No.", "Carton no", "Serial no", None],
        *([n, f"C{n}", f"00{n}"] for n in range(40)),
        title="Sheet A",
        more=["Sheet B"],
    )
    file = ImportFile(PACKING_LIST, path, 2)
    assert (file.sheets, file.sheet) == (("Sheet A", "Sheet B"), "Sheet A")
    assert [column.title for column in file.columns] == ["No.", "Carton no", "Serial no"]
    assert titles_of(path) == (1, {CARTON: 1, SERIAL: 2})
    assert len(file.beginning()) == 30
    assert file.beginning()[2] == (3, ["1", "C1", "001"])
    assert pairs(path, sheet="Sheet B", header=0) == [("C9", "Z9")]


@pytest.mark.rule("C3")
def test_rows_keep_the_numbers_that_the_spreadsheet_shows(workbook):
    path = workbook(["C", "S"], [], ["C1", "A1"], [], [], ["C1", 1.5])
    assert problems(path) == [(Code.LIST_NO_TEXT, 6)]
    assert [unit.row for unit in read(path)[0]] == [3]


@pytest.mark.rule("C3")
def test_a_carton_written_once_for_all_its_units_goes_on_only_where_that_is_said(workbook):
    path = workbook(
        ["C", "S"], ["C1", None], [None, "A1"], [None, "A2"], ["C2", "B1"], [None, "B2"]
    )
    assert pairs(path, repeat=True) == [
        ("C1", "A1"), ("C1", "A2"), ("C2", "B1"), ("C2", "B2"),
    ]  # fmt: skip
    assert problems(path) == [
        (Code.IMPORT_FIELD_MISSING, 2),
        (Code.IMPORT_FIELD_MISSING, 3),
        (Code.IMPORT_FIELD_MISSING, 4),
        (Code.IMPORT_FIELD_MISSING, 6),
    ]


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.xlsx", b"PK\x03\x04 and no workbook"),
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("list.csv", b"\xff\xfe\x41"),
        ("list.csv", b"\x81\x20\xff\xff"),
        ("list.pdf", b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n\0"),
    ],
)
def test_a_file_that_is_no_list_says_what_to_do(written, name, content):
    path = written(content, name)
    assert codes(refusal(opened, path)) == [Code.LIST_UNREADABLE]


@pytest.mark.rule("C3")
def test_a_file_that_is_gone_or_a_sheet_that_is_not_there_says_so(tmp_path, workbook):
    assert codes(refusal(opened, tmp_path / "gone.csv")) == [Code.LIST_GONE]
    file = ImportFile(PACKING_LIST, workbook(["C", "S"]), 2)
    assert codes(refusal(file.choose_sheet, "X")) == [Code.LIST_UNREADABLE]


@pytest.mark.rule("C3")
def test_files_and_lists_have_their_limits(written, monkeypatch):
    monkeypatch.setattr(serial_rows, "MOST_UNITS", 3)
    path = written("c,s\n" + "".join(f"C1,A{n}\n" for n in range(4)))
    assert codes(refusal(load, path)) == [Code.LIST_TOO_LONG]
    monkeypatch.setattr(guard, "MOST_MEGABYTES", 0)
    assert codes(refusal(opened, path)) == [Code.LIST_TOO_BIG]


@pytest.mark.rule("C3")
def test_a_damaged_row_does_not_break_the_reading(written):
    assert pairs(written('c,s\nC1\nC1,A1,more\n"C1","A""2"\n'), repeat=True) == [
        ("C1", "A1"),
        ("C1", 'A"2'),
    ]


@pytest.mark.rule("C3", "F2")
def test_a_list_is_learned_as_it_was_written(shop, workbook):
    path = workbook(["Carton", "Serial"], ["C1", (7, "0000")], ["C1", "00A"])
    cartons.learn_list(shop.session, load(path))
    assert cartons.contents(shop.database, "C1").numbers == ["0007", "00A"]

"""Text copied from a spreadsheet falls into its columns; all other text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.pasted import Sought, columns, sought
from app.domain.serials import split


@pytest.mark.rule("F6")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("\n\n", []),
        ("A1, A2\nA3 A4", [["A1, A2", "A3 A4"]]),
        ("A1\tBlack\r\nA2\tWhite\r\n", [["A1", "A2"], ["Black", "White"]]),
        ("A1\t\t1\n\t\t2\n", [["A1"], ["1", "2"]]),
        ('"A1\nA2"\tBlack', [["A1\nA2"], ["Black"]]),
        ('Black\t"A1\r\nA2"\nRed\tA3', [["Black", "Red"], ["A1\nA2", "A3"]]),
        ('"15"" screen\nwide"\tA1', [['15" screen\nwide'], ["A1"]]),
        ('"A1\tA2"', [["A1\tA2"]]),
        ('"A1"\n"A2"', [['"A1"', '"A2"']]),
        ('A"1\nA2"', [['A"1', 'A2"']]),
        ('"A1\nA2', [['"A1', "A2"]]),
        ("'000123\t1", [["'000123"], ["1"]]),
    ],
)
def test_cells_come_column_by_column(text, found):
    assert columns(text) == found


@pytest.mark.rule("F6")
@given(st.text('A1"\t\n\r ,', max_size=40))
def test_nothing_that_was_copied_is_lost_but_the_quotation_marks_of_cells(text):
    pasted = "\n".join(cell for column in columns(text) for cell in column)
    assert sorted("".join(split(pasted)).replace('"', "")) == sorted(
        "".join(split(text)).replace('"', "")
    )


@pytest.mark.rule("F6")
@given(st.lists(st.lists(st.text('AB1 ,\n\t"', max_size=6), min_size=2, max_size=2), max_size=5))
def test_what_a_spreadsheet_copies_comes_back(rows):
    def copied(cell):
        quoted = '"' + cell.replace('"', '""') + '"'
        return quoted if "\n" in cell or "\t" in cell else cell

    def plain(cell):  # a cell that only looks quoted is not told from one
        return not cell.startswith('"') or "\n" in cell or "\t" in cell

    rows = [row for row in rows if all(map(plain, row))]
    text = "\r\n".join("\t".join(map(copied, row)) for row in rows)
    expected = [[cell for cell in column if cell.strip()] for column in zip(*rows, strict=True)]
    assert columns(text) == [column for column in expected if column]


@pytest.mark.rule("F6", "Q1")
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ()),
        (" \r\n\t, ", ()),
        ("A1", ("A1",)),
        ("A1\nA2\r\nA3\rA4", ("A1", "A2", "A3", "A4")),
        ("A1,A2，A3、A4 A5;A6", ("A1", "A2", "A3", "A4", "A5;A6")),
        ("A1\tBlack\nA2\tWhite", ("A1", "Black", "A2", "White")),
        ('"A1\nA2"\tA3', ("A1", "A2", "A3")),
        ("A1 a1 A1", ("A1",)),
        ("Ａ１，Ａ２", ("A1", "A2")),
        ("(01)06901234567892(21)SN7\nA2", ("SN7", "A2")),
        ("000123\n'000123", ("000123", "'000123")),
    ],
)
def test_a_pasted_list_looks_for_each_code_once(text, codes):
    assert sought(text) == Sought(codes, ())


@pytest.mark.rule("F5", "Q1")
@pytest.mark.parametrize("more", [0, 1, 250])
def test_of_a_longer_list_the_first_are_looked_for_and_the_others_are_still_there(more):
    codes = tuple(f"N{at}" for at in range(1_000 + more))
    assert sought("\n".join(codes)) == Sought(codes[:1_000], codes[1_000:])
    twice = ("N1", *codes)
    assert sought("\n".join(twice)).codes == ("N1", "N0", *codes[2:1_000])

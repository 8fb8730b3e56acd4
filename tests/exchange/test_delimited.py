"""Text files of rows: encodings, separators, line ends and quotation marks."""

import pytest

from app.domain.problems import Code
from app.exchange.delimited import ENCODINGS, Delimited
from tests.shop import codes, refusal

CHINESE = "箱号,品名,序列号\r\nC1,手机（黑色），128GB,A1\r\nC1,充电器,A2\r\n"
WESTERN = "Größe;Stück;Gerät\r\nC1;Käse für Ölöfen, 5°;A1\r\n¿Qué?;«déjà vu»;façade – £5\r\n"


def read(content, encoding="utf-8", said=""):
    """The texts by row number; a cell that cannot be trusted as its code."""
    content = content if isinstance(content, bytes) else content.encode(encoding)
    source = Delimited(content, "list.csv", said)
    return {number: [c.code or c.text for c in cells] for number, cells in source.rows()}


@pytest.mark.rule("C3")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_chinese_is_read_in_every_encoding_that_excel_writes(encoding):
    assert read(CHINESE, encoding)[3] == ["C1", "充电器", "A2"]


@pytest.mark.rule("C3")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_western_text_is_not_taken_for_chinese(encoding):
    assert read(WESTERN, encoding)[2] == ["C1", "Käse für Ölöfen, 5°", "A1"]


@pytest.mark.rule("C3")
@pytest.mark.parametrize("word", ["Größe", "Stück", "modèle", "Año", "Qualité n° 5", "naïve"])
def test_one_western_word_is_enough(word):
    assert read(f"C1,{word},A1\n", "cp1252") == {1: ["C1", word, "A1"]}


@pytest.mark.rule("C3")
def test_an_encoding_that_was_guessed_can_be_said():
    content = "箱號,A1\n".encode("big5")
    assert Delimited("箱,A".encode(), "list.csv").encoding == ""
    assert Delimited(content, "list.csv").encoding in ENCODINGS
    assert read(content, said="big5") == {1: ["箱號", "A1"]}
    assert codes(refusal(read, b"\x80\xff", said="big5")) == [Code.LIST_UNREADABLE]


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    "first", ["sep=;\n", "SEP=;\r\n", "sep=;\r", '"sep=;"\r\n', "\ufeffsep=;\n"]
)
def test_a_line_that_names_the_separator_is_no_row(first):
    assert read(f"{first}C1;A,1\nC2;A2") == {1: ["C1", "A,1"], 2: ["C2", "A2"]}


@pytest.mark.rule("C3")
@pytest.mark.parametrize("ends", [("\n", "\n"), ("\r\n", "\n"), ("\r", "\r\n"), ("\n\r\n", "\r")])
def test_lines_end_in_every_way_also_mixed(ends):
    rows = read(f"C1,A1{ends[0]}C2,A2{ends[1]}")
    assert list(rows.values()) == [["C1", "A1"], ["C2", "A2"]]


@pytest.mark.rule("C3")
def test_title_lines_above_do_not_hide_the_separator():
    assert read("Packing list, 4711\n\nC;S\nC1;A1\nC1;A2\nC1;A3\n")[4] == ["C1", "A1"]


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('C,S\nC1,"A1\nC1,A2\nC1,A3\n', 2),
        ('C,S\nC1,A0\nC1,"A1"x\nC1,"A2"\n', 3),
        ('"C,S\n"C1,A1\n', 1),
        ("C,S\nC1," + "A" * 200_000, 2),
        ("C,S\n" + "," * 2_000_000, 2),
    ],
)
def test_a_quotation_mark_that_is_not_closed_swallows_nothing_in_silence(text, row):
    (problem,) = refusal(read, text)
    assert (problem.code, problem.line) == (Code.LIST_BAD_ROW, row)


@pytest.mark.rule("C3")
def test_quoted_cells_keep_their_separators_quotes_and_line_ends():
    assert read('"C1","A ""1""","B,1\nB2"\n') == {1: ["C1", 'A "1"', "B,1\nB2"]}


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("00012", "00012"),
        ('="00012"', "00012"),
        ("=A1", Code.LIST_NO_VALUE),
        ("'00012", Code.LIST_APOSTROPHE),
        ("8.69012E+14", Code.LIST_DIGITS_LOST),
        ('"8,69012E+14"', Code.LIST_DIGITS_LOST),
        ("8e+14", Code.LIST_DIGITS_LOST),
        ("#N/A", Code.LIST_NO_TEXT),
        ("#DIV/0!", Code.LIST_NO_TEXT),
        ("#NAME?", Code.LIST_NO_TEXT),
        ("########", Code.LIST_NO_TEXT),
        ("#12", "#12"),
        ("ＡＢ１", "AB1"),
        ("A" * 32_768, Code.LIST_CELL_LONG),
    ],
)
def test_what_excel_left_in_a_csv_instead_of_the_number_is_noticed(cell, read_as):
    assert read(f"C1,{cell}\n") == {1: ["C1", read_as]}


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    "content",
    [
        b"C1,A\0001\n",
        "C1,A1".encode("utf-16-le"),
        b"\xef\xbb\xbfC1,\xff",
        b"<html><table><tr><td>C1</td></tr></table></html>",
        b"%PDF-1.4\n",
        b"{\\rtf1 C1}",
    ],
)
def test_what_is_no_text_or_another_kind_of_text_is_refused(content):
    assert codes(refusal(read, content)) == [Code.LIST_UNREADABLE]

"""A list on A4: titles on each page, page x of y, nothing cut off (Q4)."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.domain.problems import Code, Refused
from app.exchange.export import pdf
from app.exchange.export.writing import ExportKind
from app.printing.pdfium import each_page
from tests.exchange.exports import COLUMNS, ExportRow, exported, written


def page_texts(path: Path) -> list[str]:
    """What each page says, spaces and line ends left out."""
    said = each_page(path.read_bytes(), lambda page: page.get_textpage().get_text_range())
    return ["".join(text.split()) for text in said]


def size_of(path: Path) -> tuple[int, int]:
    wide, high = next(each_page(path.read_bytes(), lambda page: page.get_size()))
    return round(wide * 25.4 / 72), round(high * 25.4 / 72)


@pytest.mark.rule("Q4")
def test_titles_stand_on_each_page_and_each_row_once(tmp_path: Path) -> None:
    rows = [ExportRow(serial=f"SN-{n:04}-") for n in range(150)]
    pages = page_texts(written(exported(rows), ExportKind.PDF, tmp_path))
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert "Serialnumber" in text and f"Page{number}of{len(pages)}" in text
    whole = "".join(pages)
    assert [whole.count(row.serial) for row in rows] == [1] * len(rows)
    assert "Status:=Instock" in pages[0]


@pytest.mark.parametrize(
    ("count", "paper"), [(2, (210, 297)), (len(COLUMNS), (297, 210))], ids=["upright", "across"]
)
def test_it_lies_across_where_the_columns_need_it(
    tmp_path: Path, count: int, paper: tuple[int, int]
) -> None:
    rows = [ExportRow(text="A name of some length that is not so short")]
    assert size_of(written(exported(rows, COLUMNS[:count]), ExportKind.PDF, tmp_path)) == paper


@pytest.mark.parametrize(
    "text",
    ["X" * 300, "序列号" * 60, "<img src=x>", "a<b&c", "two\nlines", "word " * 80],
    ids=lambda text: text[:8],
)
def test_a_text_is_on_paper_whole_and_never_read_as_markup(tmp_path: Path, text: str) -> None:
    path = written(exported([ExportRow(text=text)]), ExportKind.PDF, tmp_path)
    assert len(page_texts(path)) == 1
    shown = "".join(page_texts(path))
    assert _letters(text) <= _letters(shown)
    assert sum(shown.count(char) for char in set(text) - set(" \n")) >= len("".join(text.split()))


def _letters(text: str) -> set[str]:
    return set(text) - set(" \n\r\ufffe")


def test_more_rows_than_anybody_turns_over_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "MOST_ROWS", 10)
    rows: Sequence[ExportRow] = [ExportRow()] * 11
    written(exported(rows[:10]), ExportKind.PDF, tmp_path).unlink()
    with pytest.raises(Refused) as caught:
        written(exported(rows), ExportKind.PDF, tmp_path)
    assert [problem.code for problem in caught.value.problems] == [Code.EXPORT_PDF_ROWS]
    assert not list(tmp_path.iterdir())


def test_no_row_is_a_page_that_says_what_was_asked(tmp_path: Path) -> None:
    (text,) = page_texts(written(exported([]), ExportKind.PDF, tmp_path))
    assert "Everything" in text and "Page1of1" in text

"""Columns: what does not fit is said by name and millimetres, and is printed nevertheless (Q7)."""

from dataclasses import replace
from itertools import pairwise

import pytest

from app.domain.problems import Code
from app.printing.documents import columns
from app.printing.documents.built_in import built_in
from app.printing.documents.setting import DocumentSetting
from app.printing.media.papers import PAPERS
from tests.printing.made import printed, said
from tests.printing.pdf_text import read
from tests.shop import Shop


def set_by(shop: Shop, document: int, paper: str = "a4", **widths: float) -> DocumentSetting:
    """The built-in template with other widths of some columns."""
    template = built_in("sale", paper)
    changed = [replace(one, width=widths.get(one.key, one.width)) for one in template.columns]
    return DocumentSetting(said(shop, document), replace(template, columns=changed))


@pytest.fixture
def sale(shop: Shop) -> int:
    """A draft of one line at 12 digits."""
    draft = shop.draft("sale")
    shop.line(draft, "", shop.has.cable, 1)
    return draft


@pytest.mark.rule("Q7")
@pytest.mark.parametrize("paper", [key for key, paper in PAPERS.items() if not paper.columns])
def test_the_built_in_columns_fit_and_fill_the_page(shop: Shop, sale: int, paper: str) -> None:
    setting = set_by(shop, sale, paper)
    assert columns.problems_of(setting) == []
    placed = columns.placed(setting)
    assert placed[0].left == PAPERS[paper].side
    for one, other in pairwise(placed):
        assert one.text_left + one.room <= other.text_left
    end = placed[-1].text_left + placed[-1].room
    assert end == pytest.approx(PAPERS[paper].width - PAPERS[paper].side, abs=1.01)


@pytest.mark.rule("Q7")
def test_a_column_without_room_is_named_with_what_is_missing(shop: Shop, sale: int) -> None:
    """180 mm: 8 and 18 and 24 and 28 are taken, 25 are kept for the item."""
    (problem,) = columns.problems_of(set_by(shop, sale, price=120.0))
    assert (problem.code, problem.values["column"]) == (Code.COLUMN_NO_ROOM, "Amount")
    assert problem.values["missing"] == "19.0"
    assert columns.problems_of(set_by(shop, sale, price=101.0)) == []


@pytest.mark.rule("Q7")
def test_a_figure_without_room_is_named_with_what_is_missing(shop: Shop, sale: int) -> None:
    (problem,) = columns.problems_of(set_by(shop, sale, amount=6.0))
    assert (problem.code, problem.values["text"]) == (Code.FIGURE_NO_ROOM, "19.90")
    assert float(str(problem.values["missing"])) == pytest.approx(3.8, abs=0.5)


@pytest.mark.rule("Q7")
@pytest.mark.parametrize(
    "wide", [{"price": 399.0}, {"amount": 6.0}, {"price": 399.0, "amount": 1.0}]
)
def test_what_does_not_fit_is_printed_smaller_never_cut(
    shop: Shop, sale: int, wide: dict[str, float]
) -> None:
    changed = [
        replace(one, width=wide.get(one.key, one.width)) for one in built_in("sale", "a4").columns
    ]
    pdf = read(printed(shop, sale, columns=changed).pdf)
    assert pdf.text.count("19.90") == 3
    assert max(one.right for one in pdf.written) <= 195.5


def test_columns_that_all_say_a_width_fill_the_page_too(shop: Shop, sale: int) -> None:
    placed = columns.placed(set_by(shop, sale, item=40.0))
    assert placed[-1].text_left + placed[-1].room == pytest.approx(195.0)


def test_without_any_column_there_is_paper_all_the_same(shop: Shop, sale: int) -> None:
    assert "¥19.90" in read(printed(shop, sale, columns=()).pdf).text
    assert "¥19.90" in read(printed(shop, sale, "form_140", columns=()).pdf).text
    assert "¥19.90" in read(printed(shop, sale, "roll_58", columns=()).pdf).text


def test_a_shop_without_decimals_has_whole_amounts(shop: Shop, sale: int) -> None:
    shop.in_currency("JPY")
    assert "¥1,990" in read(printed(shop, sale).pdf).text

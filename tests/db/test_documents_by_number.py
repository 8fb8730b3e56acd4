"""A part of a document's number finds its documents in the order of posting, by the index."""

import pytest

from app.domain.kinds import KINDS, number_beginning
from app.lists.documents import asked_of
from app.services.documents import draft_head
from db.engine import document_search
from db.queries.lists import documents

pytestmark = pytest.mark.rule("Q1")


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


@pytest.fixture
def posted(shop):
    """Numbers of sales, the newest posting first: one that was begun first is posted last."""
    shop.purchase("A1 A2 A3 A4")
    begun_first = shop.written("sale", "A1")
    sold = [shop.sell("A2"), shop.sell("A3"), shop.sell("A4")]
    shop.void(sold[0])
    shop.post(begun_first)
    rows = shop.rows("SELECT number FROM document WHERE kind = 'sale' ORDER BY posting DESC")
    assert len(rows) == 4
    return [number for (number,) in rows]


POSTED = (1, 1 << 62)
"""Where the drafts are behind."""


def found(shop, kind, text, size=100, after=POSTED):
    """The numbers of all pages."""
    numbers, begun = [], False
    while not begun or after is not None:
        begun = True
        page = documents.page(shop.database, asked_of(KINDS[kind], text), after, size)
        assert len(page.rows) <= size
        numbers += [row.number for row in page.rows]
        after = page.after
    return numbers


@pytest.mark.parametrize(
    "spelled", [str.upper, str.lower, full_width], ids=lambda one: one.__name__
)
@pytest.mark.parametrize(("at_once", "times", "size"), [(500, 8, 100), (1, 1, 2), (2, 8, 1)])
def test_every_part_finds_them_newest_posting_first(
    shop, posted, monkeypatch, spelled, at_once, times, size
):
    monkeypatch.setattr(documents, "_INDEXED_AT_ONCE", at_once)
    monkeypatch.setattr(documents, "_TIMES", times)
    monkeypatch.setattr(documents, "_of_each_kind", None)  # the walk
    shortest = document_search.SHORTEST
    parts = {
        number[begin:end]
        for number in posted
        for begin in range(len(number))
        for end in range(begin + shortest, len(number) + 1)
    }
    for part in sorted(parts):
        there = [number for number in posted if part in number]
        assert found(shop, "sale", spelled(part), size) == there, part


@pytest.mark.parametrize("text", ["PI-", "PI-20", "SR", "xy", "SI-x", "SI 2", "§"])
def test_what_no_number_of_the_kind_can_have_is_looked_for_in_none(shop, posted, monkeypatch, text):
    monkeypatch.setattr(documents, "_of_each_kind", None)
    monkeypatch.setattr(document_search, "newest", None)
    assert found(shop, "sale", text) == []


@pytest.mark.parametrize("text", ["S", "SI", "20", "-", "1", "ＳＩ"])
def test_what_is_too_short_for_the_index_is_found_all_the_same(shop, posted, text):
    there = [one for one in posted if text in one or text in full_width(one)]
    assert there
    assert found(shop, "sale", text, 1, after=None) == there


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_index_can_be_asked_for_what_numbers_of_a_kind_begin_with(kind):
    assert document_search.can_answer(number_beginning(kind))
    assert number_beginning(kind).upper() == number_beginning(kind)


@pytest.mark.rule("F2")
@pytest.mark.parametrize("at_once", [0, 500], ids=["walked", "looked up"])
@pytest.mark.parametrize("typed", ["ＨＷ－７", "hw－７／Ａ", "７"])
def test_a_suppliers_number_is_found_in_whatever_width_it_is_typed(
    shop, monkeypatch, at_once, typed
):
    monkeypatch.setattr(documents, "_FEW", at_once)
    bought = shop.written("purchase", units=1)
    draft_head.set_their_number(shop.session, bought, "HW-7/A")
    number = shop.post(bought)
    assert "7" not in number
    assert found(shop, "purchase", typed, after=None) == [number]


@pytest.mark.rule("F2")
@pytest.mark.parametrize("typed", ["²", "①", "Ⅰ", "SI-²", "½", "㈱", "ⅠⅠⅠ", "①②③"])
def test_what_is_no_full_width_form_is_no_figure_of_a_number(shop, posted, typed):
    """An input method leaves ２ of 2 and nobody ² or ①: these are signs of their own."""
    assert found(shop, "sale", typed, after=None) == []


@pytest.mark.rule("F2")
@pytest.mark.parametrize("typed", ["Chen ２号", "²", "①"])
def test_a_note_is_looked_for_as_it_is_typed(shop, typed):
    shop.purchase("A1")
    sale = shop.written("sale", "A1")
    draft_head.set_note(shop.session, sale, f"for {typed}")
    number = shop.post(sale)
    assert found(shop, "sale", typed) == [number]

"""The index of document numbers: every posted one is in it, whatever part of it is asked for."""

import pytest

from db import sql
from db.engine import document_search
from db.queries.lists import serial_documents, serials
from db.queries.lists.serial_filter import Filter
from db.schema import version_31
from db.schema.migrations import statements
from tests.lists import serial_rows

pytestmark = pytest.mark.rule("Q1")

ABOVE_ALL = 1 << 62


@pytest.fixture
def posted(shop):
    """Two purchases, a sale that is void, and a draft, with the numbers of those posted."""
    shop.purchase("A1 A2")
    shop.purchase("B1")
    shop.void(shop.sell("A1"))
    shop.draft("sale")
    return dict(shop.rows("SELECT number, posting FROM document WHERE number IS NOT NULL"))


def newest(shop, text, below=ABOVE_ALL, most=100):
    return document_search.newest(shop.database, text, below, most)


def test_every_part_of_three_characters_or_more_finds_its_documents_newest_first(shop, posted):
    assert len(posted) == 3
    for number in posted:
        for begin in range(len(number)):
            for end in range(begin + document_search.SHORTEST, len(number) + 1):
                part = number[begin:end].lower()
                there = [id for other, id in posted.items() if part in other.lower()]
                found = newest(shop, part)
                assert set(there) <= set(found)
                assert found == sorted(found, reverse=True)


def test_it_goes_on_below_a_document_and_says_no_more_than_are_asked_for(shop, posted):
    ids = sorted(posted.values(), reverse=True)
    assert newest(shop, "-20") == ids
    assert newest(shop, "-20", most=2) == ids[:2]
    assert newest(shop, "-20", below=ids[1]) == ids[2:]


@pytest.mark.parametrize(
    ("text", "found"), [("-2", {"A1", "A2", "B1"}), ("型号_", set()), ("a\x00b", set())]
)
def test_what_it_cannot_say_is_looked_for_otherwise(shop, posted, text, found):
    assert not document_search.can_answer(text)
    rows = serial_rows(shop.database, Filter(document=text))
    assert {row.number for row in rows} == found


@pytest.mark.parametrize("text", ['"AND"', "a OR b", "num*", "(SI-)", '"""', "NOT x"])
def test_a_text_is_no_question_of_the_index_language(shop, posted, text):
    assert newest(shop, text) == []


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_pages_go_through_all_of_them_once(shop, posted, monkeypatch, at_once):
    monkeypatch.setattr(serial_documents, "_INDEXED_AT_ONCE", at_once)
    found, after = [], None
    while True:
        page = serials.page(shop.database, Filter(document="I-20"), after, 1)
        found += [row.number for row in page.rows]
        after = page.after
        if after is None:
            break
    assert found == ["A1", "B1", "A2"]


def test_what_was_posted_before_is_there_after_the_upgrade(shop, posted):
    for statement in statements(version_31.SCRIPT):
        sql.execute(shop.database, statement)
    assert newest(shop, "-20") == sorted(posted.values(), reverse=True)
    shop.purchase("C1")
    assert len(newest(shop, "PI-")) == 3

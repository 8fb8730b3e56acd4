"""Serial Number Search sorted by the number: the same serials, each once, in the store's order."""

import pytest

from app.domain.lifecycle import Status
from db.queries.lists import serial_documents, serials_by_number, walking
from db.queries.lists import serials as listed
from db.queries.lists.serial_filter import BY_NUMBER, Filter
from db.queries.lists.walking import Order
from tests.db.test_search import ASKED
from tests.lists import serial_rows

pytestmark = pytest.mark.rule("Q1")


def trade(shop):
    shop.purchase("ABC123 abc124 XYZ900 a%b_c _1 [x] Z a-1 A~1 WRONG1")
    shop.purchase("ABC999 b2", warehouse=shop.has.branch)
    shop.opening("CAM123 aBc5", product=shop.has.camera)
    shop.sell("abc124")
    shop.sell("a-1")
    shop.correct("WRONG1", "RIGHT1")


@pytest.fixture
def busy(shop_after):
    return shop_after(trade)


@pytest.fixture
def seen(seen_after):
    """The same, to look at only."""
    return seen_after(trade)


def walked(shop, asked, size):
    ids, after, steps = [], None, 0
    while steps == 0 or after is not None:
        some, after = listed.ids(shop.database, asked, after, size)
        assert len(some) <= size and steps < 500
        ids, steps = ids + some, steps + 1
    return ids


@pytest.mark.parametrize("given", [*ASKED, {"text": "wrong1"}, {"text": "ro"}], ids=str)
@pytest.mark.parametrize("few", [0, 1_500])
@pytest.mark.parametrize("falling", [False, True])
def test_sorted_by_number_are_the_serials_that_fit_each_once(
    seen, monkeypatch, falling, few, given
):
    monkeypatch.setattr(serials_by_number, "_FEW", few)
    monkeypatch.setattr(serials_by_number, "_LOOKED_FOR", 1 + few)
    monkeypatch.setattr(walking, "AT_ONCE", 3 if few == 0 else 3_000)
    monkeypatch.setattr(serial_documents, "_AT_ONCE", 1 + few)
    named = {
        name: getattr(seen.has, word) if isinstance(word, str) and hasattr(seen.has, word) else word
        for name, word in given.items()
    }
    newest = serial_rows(seen.database, Filter(**named))
    expected = [
        row.id for row in sorted(newest, key=lambda row: row.number.lower(), reverse=falling)
    ]
    asked = Filter(**named, order=Order(BY_NUMBER, falling))
    for size in (1, 2, 100):
        assert walked(seen, asked, size) == expected


def test_the_order_is_that_of_the_store(seen):
    by_store = [number for (number,) in seen.rows("SELECT number FROM serial ORDER BY number")]
    for given in ({}, {"date_from": "2000-01-01"}):
        rows = serial_rows(seen.database, Filter(**given, order=Order(BY_NUMBER)))
        assert [row.number for row in rows] == by_store


def test_of_a_number_between_two_pages_nothing_is_lost(busy):
    asked = Filter(order=Order(BY_NUMBER))
    first, after = listed.ids(busy.database, asked, None, 3)
    busy.purchase("0-new zz-new")
    rest = walked_from(busy, asked, after)
    numbers = [row.number for row in listed.read(busy.database, first + rest)]
    assert "zz-new" in numbers and "0-new" not in numbers and len(set(numbers)) == len(numbers)


def walked_from(shop, asked, after):
    ids = []
    while after is not None:
        some, after = listed.ids(shop.database, asked, after, 2)
        ids += some
    return ids


def test_a_status_of_few_is_sorted_and_not_looked_for_among_all(seen, monkeypatch):
    def walks(*_given):
        raise AssertionError("all were gone through")

    monkeypatch.setattr(walking, "walk", walks)
    asked = Filter(status=Status.SOLD, order=Order(BY_NUMBER))
    assert [row.number for row in serial_rows(seen.database, asked)] == ["a-1", "abc124"]


def test_whether_few_can_fit_is_asked_once_and_of_the_documents_alone(seen, monkeypatch):
    """A text that hardly a number has would be looked for on all of the documents, page by page."""
    asked_of_documents = []

    def walk(database, asked, after, size):
        asked_of_documents.append(asked)
        return [], (0, 0)  # more than a few

    monkeypatch.setattr(serial_documents, "walk", walk)
    monkeypatch.setattr(serials_by_number, "_LOOKED_FOR", 1)
    asked = Filter(text="C1", date_from="2000-01-01", status=Status.SOLD, order=Order(BY_NUMBER))
    assert [row.number for row in serial_rows(seen.database, asked)] == ["abc124"]
    assert len(walked(seen, asked, 1)) == 1
    assert asked_of_documents == [asked.of_documents()] * 2
    assert asked.of_documents() == Filter(date_from="2000-01-01", order=Order(BY_NUMBER))

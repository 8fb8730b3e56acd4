"""A list of numbers is looked for by one read: who fits, in its order, and who is nobody's (Q1)."""

from dataclasses import replace

import pytest

from app.domain.lifecycle import Status
from db.queries.lists import serial_list
from db.queries.lists import serials as listed
from db.queries.lists.serial_filter import BY_NUMBER, Filter
from db.queries.lists.walking import Order
from db.sql import Database
from tests.lists import serial_rows

pytestmark = pytest.mark.rule("Q1")


@pytest.fixture
def stocked(shop):
    shop.purchase("A1 a2 A3 WRONG B10")
    shop.opening("CAM-1", product=shop.has.camera)
    shop.sell("A3")
    shop.correct("WRONG", "RIGHT")
    return shop


def found(shop, numbers, **asked):
    return [row.number for row in serial_rows(shop.database, Filter(numbers=numbers, **asked))]


@pytest.mark.parametrize(
    ("numbers", "there", "nobodys"),
    [
        (("A3", "A1"), ["A3", "A1"], []),
        (("a1", "A2"), ["A1", "a2"], []),
        (("A1", "no-such", "A9"), ["A1"], ["no-such", "A9"]),
        (("WRONG",), ["RIGHT"], []),
        (("WRONG", "RIGHT"), ["RIGHT"], []),
        (
            ("Ａ1", "%", "A_", "'; --", "灯", "A" * 500),
            [],
            ["Ａ1", "%", "A_", "'; --", "灯", "A" * 500],
        ),
    ],
)
def test_a_list_finds_its_serials_in_its_order_and_says_who_is_nobodys(
    stocked, numbers, there, nobodys
):
    assert found(stocked, numbers) == there
    assert serial_list.unknown(stocked.database, numbers) == nobodys


def test_what_else_is_asked_narrows_the_list(stocked):
    numbers = ("CAM-1", "A3", "A1", "B10")
    assert found(stocked, numbers, status=Status.SOLD) == ["A3"]
    assert found(stocked, numbers, product=stocked.has.camera) == ["CAM-1"]
    assert found(stocked, numbers, text="1") == ["CAM-1", "A1", "B10"]
    assert found(stocked, numbers, text="b10") == ["B10"]
    assert found(stocked, numbers, party=stocked.has.customer) == ["A3"]
    assert found(stocked, numbers, document="PI-") == ["A3", "A1", "B10"]
    assert found(stocked, numbers, order=Order(BY_NUMBER)) == ["A1", "A3", "B10", "CAM-1"]
    assert found(stocked, numbers, order=Order(BY_NUMBER, True)) == ["CAM-1", "B10", "A3", "A1"]


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_pages_of_a_list_say_each_once(stocked, size):
    asked = Filter(numbers=("B10", "A1", "gone", "a1", "A3", "A2"))
    ids, after, first = [], None, True
    while first or after is not None:
        some, after = listed.ids(stocked.database, asked, after, size)
        ids, first = ids + some, False
        assert len(some) <= size
    rows = listed.read(stocked.database, ids)
    assert [row.number for row in rows] == ["B10", "A1", "A3", "a2"]
    assert listed.count(stocked.database, asked) == (4, True)
    assert listed.count(stocked.database, replace(asked, status=Status.SOLD)) == (1, True)


def test_a_thousand_are_a_handful_of_reads(stocked, monkeypatch):
    stocked.purchase(" ".join(f"N{at:04}" for at in range(1_000)))
    asked = Filter(numbers=tuple(f"n{at:04}" for at in range(999, -1, -1)))
    sent = []
    plainly = Database.execute_sql
    monkeypatch.setattr(
        Database, "execute_sql", lambda *given: sent.append(given[1]) or plainly(*given)
    )
    page = listed.page(stocked.database, asked, None, 1_000)
    assert len(page.rows) == 1_000 and page.rows[0].number == "N0999" and len(sent) <= 4

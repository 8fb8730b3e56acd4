"""A list goes into a statement as one parameter, however long it is and whatever is in it."""

import pytest

from db import sql
from db.engine.parameters import ids_in, pairs_in, texts_in


def values(shop, table, given):
    found = sql.unordered(shop.database, f"SELECT j.value FROM {table} j", sql.json_list(given))
    return [value for (value,) in found]


@pytest.mark.parametrize("ids", [[], [3], [2, 1, 2**40], range(1000)], ids=len)
def test_ids_come_as_they_were_given(shop, ids):
    assert values(shop, ids_in(), ids) == list(ids)


@pytest.mark.parametrize(
    "texts", [[], ["a", "A"], ["it's", '"', "\\", "[1]", "%_?", "007", "型号", "😀"]], ids=len
)
def test_texts_come_as_they_were_given(shop, texts):
    assert values(shop, texts_in(), texts) == texts


def test_a_text_that_no_store_can_hold_is_shown_as_unreadable(shop):
    assert values(shop, texts_in(), ["a\0b"]) == [f"a{sql.UNREADABLE}b"]


def test_pairs_of_ids_come_as_they_were_given(shop):
    query = f"SELECT j.first, j.second FROM {pairs_in()} j"
    assert sql.unordered(shop.database, query, sql.json_list([(2, 1), (2**40, 3)])) == [
        (2, 1),
        (2**40, 3),
    ]


@pytest.mark.rule("F3")
def test_a_text_is_looked_up_as_its_column_compares(shop):
    shop.purchase("Abc")
    query = f"SELECT s.number FROM {texts_in('?1')} j JOIN serial s ON s.number = j.value"
    assert sql.unordered(shop.database, query, sql.json_list(["aBC", "abd"])) == [("Abc",)]


@pytest.mark.parametrize("condition", [f"id IN {ids_in('?1')}", f"number IN {texts_in('?2')}"])
def test_a_list_stands_in_a_condition(shop, condition):
    shop.purchase("A1 A2 A3")
    query = f"SELECT number FROM serial WHERE {condition} AND ?1 <> ?2 ORDER BY number"
    found = sql.rows(shop.database, query, sql.json_list([1, 3]), sql.json_list(["a1", "A3"]))
    assert found == [("A1",), ("A3",)]


def test_rows_of_ids_come_in_the_order_of_these(shop):
    shop.purchase("A1 A2 A3")
    query = f"SELECT id, number FROM serial WHERE id IN {ids_in()}"
    assert sql.rows_of(shop.database, query, [3, 9, 1]) == [(3, "A3"), (1, "A1")]
    assert sql.rows_of(shop.database, query, []) == []

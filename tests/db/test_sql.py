"""What every statement goes through: values that the store can hold, rows written many at once."""

import pytest

from db import sql


@pytest.mark.parametrize("bad", ["a\0b", "\ud83d", "\udcff"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_text_no_store_can_hold_is_shown_as_unreadable_wherever_it_stands(shop, bad, place):
    """Among others that are good, in one statement, in many rows, and in a list."""
    texts = ["good", "ä序", "x"]
    texts[place] = bad
    right = [sql.storable(text) for text in texts]
    assert sql.UNREADABLE in right[place]
    asked = "SELECT ?, ?, ?, ?"
    assert sql.row(shop.database, asked, *texts, 7) == (*right, 7)
    sql.execute(shop.database, "CREATE TEMP TABLE kept (n INTEGER, text TEXT)")
    sql.insert_many(shop.database, "kept", "n, text", list(enumerate(texts)))
    sql.execute_many(shop.database, "INSERT INTO kept VALUES (?, ?)", [(9, bad)])
    kept = sql.rows(shop.database, "SELECT text FROM kept ORDER BY n")
    assert [text for (text,) in kept] == [*right, sql.storable(bad)]
    listed = "SELECT value FROM json_each(?) ORDER BY key"
    assert [text for (text,) in sql.rows(shop.database, listed, sql.json_list(texts))] == right


def test_halves_of_one_character_in_two_values_do_not_make_one(shop):
    assert sql.row(shop.database, "SELECT ?, ?", "\ud83d", "\ude00") == (sql.UNREADABLE,) * 2


@pytest.mark.parametrize("count", [1, 50, 51, 120])
def test_what_is_returned_of_many_rows_is_of_each(shop, count):
    sql.execute(shop.database, "CREATE TEMP TABLE made (id INTEGER PRIMARY KEY, n INTEGER)")
    made = sql.insert_many_returning(
        shop.database, "made", "n", [(n,) for n in range(count)], "n, id"
    )
    assert sorted(made) == sql.rows(shop.database, "SELECT n, id FROM made ORDER BY n")
    assert len(made) == count

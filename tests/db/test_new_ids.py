"""Tables whose rows are numbered by hand are numbered by hand everywhere, from one place."""

import re

import pytest

from db import sql
from tests.db.test_all_sql_is_in_db import texts_of
from tests.db.test_portable_spelling import SOURCES

_NUMBERED = ("serial", "serial_movement", "stock_movement", "draft_serial")


def inserts_into(table):
    """The columns of each statement that writes rows of a table."""
    pattern = re.compile(rf"INSERT INTO {table} \(([^)]*)\)")
    of_many = re.compile(rf'insert_many\(\s*database,\s*"{table}",\s*"([a-z][^"]*)"')
    for file in SOURCES:
        source = file.read_text(encoding="utf-8")
        yield from (found.split(", ") for found in of_many.findall(source))
        for text in texts_of(source):
            yield from (found.split(", ") for found in pattern.findall(" ".join(text.split())))


@pytest.mark.parametrize("table", _NUMBERED)
def test_every_row_of_a_numbered_table_is_written_with_its_id(table):
    written = list(inserts_into(table))
    assert written
    assert [columns for columns in written if columns != ["x"] and columns[0] != "id"] == []


def test_new_ids_follow_the_last_one(shop):
    assert sql.new_ids(shop.database, "serial", 2) == range(1, 3)
    shop.purchase("A1 A2 A3")
    assert sql.new_ids(shop.database, "serial", 2) == range(4, 6)


@pytest.mark.rule("V3")
def test_a_void_numbers_its_rows_on_from_the_last(shop):
    shop.void(shop.purchase("A1 A2"))
    for table in ("serial_movement", "stock_movement"):
        written = shop.rows(f"SELECT id, reverses_id FROM {table} ORDER BY id")
        ids = [id for id, _ in written]
        assert ids == list(range(1, len(ids) + 1))
        assert [undone for _, undone in written if undone] == ids[: len(ids) // 2]

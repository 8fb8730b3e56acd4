"""Tables whose rows are numbered by hand are numbered by hand everywhere, from one place."""

import ast
import re

import pytest

from db import sql
from tests.db.test_all_sql_is_in_db import texts_of
from tests.statements import SOURCES

_NUMBERED = {
    "audit",
    "grand_total",
    "seal",
    "serial",
    "serial_movement",
    "stock_movement",
    "draft_serial",
    "file_import",
}
_PUT_BACK = "x"
"""Columns as they were read: a row that is put back has the id that it had."""


def inserts_in(source):
    """(Table, first column) of each statement of a source that writes rows, however it does."""
    for text in texts_of(source):
        yield from re.findall(r"INSERT INTO (\w+) \((\w+)", " ".join(text.split()))
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="insert_many" | "insert_many_returning"),
                args=[_, table, columns, _, *_],
            ):
                first = columns.value.split(",")[0] if isinstance(columns, ast.Constant) else "x"
                yield table.value, first


def tables_written():
    """By table, the first columns of what writes it."""
    found = {}
    for file in SOURCES:
        for table, first in inserts_in(file.read_text(encoding="utf-8")):
            found.setdefault(table, set()).add(first)
    return found


def test_both_ways_to_write_rows_are_seen():
    source = (
        "sql.execute(d, 'INSERT INTO a (b, c) VALUES (1, 2)')\nsql.insert_many(d, 'a', 'id, b', [])"
    )
    assert list(inserts_in(source)) == [("a", "b"), ("a", "id")]


def test_no_table_is_numbered_both_by_hand_and_by_the_store():
    written = tables_written()
    assert written.keys() >= _NUMBERED
    for table, firsts in written.items():
        expected = {"id"} if table in _NUMBERED else firsts - {"id"}
        assert firsts - {_PUT_BACK} == expected - {_PUT_BACK}, table


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

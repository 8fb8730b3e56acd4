"""Plain SQL through Peewee's connection, typed: for set-based reads and writes."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from peewee import SqliteDatabase

Database = SqliteDatabase
"""The open store, as every service and query takes it."""

Row = tuple[Any, ...]


def transaction(database: Database) -> AbstractContextManager[object]:
    """One transaction that takes the write lock at once; nested, a savepoint."""
    context: AbstractContextManager[object] = database.atomic()
    return context


def connection(database: Database) -> sqlite3.Connection:
    """The driver's connection of this thread."""
    found: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]
    return found


def execute(database: Database, sql: str, *values: object) -> sqlite3.Cursor:
    """Run one statement and return its cursor."""
    cursor: sqlite3.Cursor = database.execute_sql(sql, values)  # type: ignore[no-untyped-call]
    return cursor


def execute_many(database: Database, sql: str, rows: Iterable[Sequence[object]]) -> int:
    """Run one statement for many rows; returns how many rows it changed."""
    return connection(database).executemany(sql, rows).rowcount


def rows(database: Database, sql: str, *values: object) -> list[Row]:
    """All rows of a query."""
    return execute(database, sql, *values).fetchall()


def row(database: Database, sql: str, *values: object) -> Row | None:
    """The first row of a query, or None."""
    found: Row | None = execute(database, sql, *values).fetchone()
    return found


def value(database: Database, sql: str, *values: object) -> Any:
    """The first field of a query's first row, or None where there is no row."""
    found = row(database, sql, *values)
    return None if found is None else found[0]


def json_list(values: Iterable[object]) -> str:
    """Values as one parameter, for ``json_each``."""
    return json.dumps(list(values))


def like_literal(text: str) -> str:
    """``text`` as the literal part of a LIKE pattern with ``ESCAPE '\\'``."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

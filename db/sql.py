"""Plain SQL through Peewee's connection, typed: for set-based reads and writes."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import PeeweeException, SqliteDatabase

from db.trouble import StoreTrouble, trouble_of

Database = SqliteDatabase
"""The open store, as every service and query takes it."""

Row = tuple[Any, ...]


_ERRORS = (sqlite3.Error, PeeweeException)
"""Peewee raises classes of its own, with the driver's error as their cause."""


def _trouble(database: Database, error: Exception) -> StoreTrouble | None:
    """Trouble with the store; None: another error, such as a constraint's."""
    trouble = trouble_of(error)
    return StoreTrouble(trouble, Path(database.database)) if trouble else None


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """One transaction that takes the write lock at once; nested, a savepoint.

    Here and in every statement below, raises StoreTrouble where the store cannot be used.
    """
    try:
        with database.atomic():
            yield
    except _ERRORS as error:
        if trouble := _trouble(database, error):
            raise trouble from error
        raise


def connection(database: Database) -> sqlite3.Connection:
    """The driver's connection of this thread."""
    found: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]
    return found


@contextmanager
def own_connection(database: Database) -> Iterator[None]:
    """A connection of this thread's own, opened when it is used and closed here: for long work."""
    try:
        yield
    finally:
        database.close()


def execute(database: Database, sql: str, *values: object) -> sqlite3.Cursor:
    """Run one statement and return its cursor."""
    try:
        cursor: sqlite3.Cursor = database.execute_sql(sql, values)  # type: ignore[no-untyped-call]
    except _ERRORS as error:
        if trouble := _trouble(database, error):
            raise trouble from error
        raise
    return cursor


def execute_many(database: Database, sql: str, rows: Iterable[Sequence[object]]) -> int:
    """Run one statement for many rows; returns how many rows it changed."""
    try:
        return connection(database).executemany(sql, rows).rowcount
    except _ERRORS as error:
        if trouble := _trouble(database, error):
            raise trouble from error
        raise


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

"""The store behind a test's shop: what a test can only ask of the engine itself, and how it does.

Other tests go through the shop; a test says which files may name the engine.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from db import sql
from db.sql import Database

_NO_LIMIT = 1073741823


class Holder:
    """Another program that keeps the shop's store from being written, and lets it go."""

    def __init__(self, store: Path) -> None:
        self._other = sqlite3.connect(store, isolation_level=None)

    def hold(self) -> None:
        """Begin a long transaction."""
        self._other.execute("BEGIN EXCLUSIVE")

    def let_go(self) -> None:
        """End it."""
        if self._other.in_transaction:
            self._other.execute("ROLLBACK")

    def close(self) -> None:
        """Leave."""
        self._other.close()


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Another program holds the store."""
    with closing(Holder(store)) as holder:
        holder.hold()
        yield
        holder.let_go()


@contextmanager
def full(database: Database, left: int = 0) -> Iterator[None]:
    """The store may not grow by more than ``left`` pages, as if the disk was full."""
    pages = sql.value(database, "PRAGMA page_count")
    sql.execute(database, f"PRAGMA max_page_count = {pages + left}")
    yield
    sql.execute(database, f"PRAGMA max_page_count = {_NO_LIMIT}")


def closed_to_writing(database: Database) -> None:
    """Nothing is written to the store any more: a test that tries fails."""
    sql.execute(database, "PRAGMA query_only = 1")


def packed(database: Database) -> None:
    """No page of the store is free that was used before."""
    sql.execute(database, "VACUUM")


def log_taken_in(database: Database) -> None:
    """All of the log is in the store, and the log is empty."""
    sql.execute(database, "PRAGMA wal_checkpoint(TRUNCATE)")


LOG_HEAD, LOG_PAGE = 32, 24 + 4096
"""Bytes of the log's head, and of a page in it (sqlite.org/fileformat.html)."""


@contextmanager
def another(store: Path) -> Iterator[sqlite3.Connection]:
    """Another connection to the store, which sees what is kept and no more."""
    with closing(sqlite3.connect(store)) as connection:
        yield connection


def faults(database: Database) -> list[tuple[Any, ...]]:
    """What is wrong with the store: pages that are damaged, references to nothing."""
    damaged = [row for row in sql.rows(database, "PRAGMA integrity_check") if row != ("ok",)]
    return damaged + sql.rows(database, "PRAGMA foreign_key_check")


def tables(database: Database) -> list[str]:
    """The names of all tables but those of the search index."""
    return [
        name
        for (name,) in sql.rows(
            database,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%'"
            " ORDER BY name",
        )
    ]


def columns(database: Database, table: str) -> list[str]:
    """The names of a table's columns, in their order."""
    return [row[1] for row in sql.rows(database, f"PRAGMA table_info({table})")]

"""What the tables say that may change, in a few digits each: to see what was changed meanwhile (S3).

Every table of the store is among them, but those that only grow or follow from others: these are
sealed or worked out again. A table that a later schema brings is among them by itself.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from db import sql
from db.codes import DISCARDED, DRAFT
from db.sql import Database

_SEALED = {
    "document_tax",
    "serial",
    "serial_movement",
    "stock_movement",
    "payment",
    "debt",
    "allocation",
    "audit",
    "drawer_entry",
    "seal",
}
_FOLLOWING = {"stock", "serial_count", "warehouse_stock", "on_the_way", "product_find"}
_OF_THE_FILE = {"closing", "log_mark", "contact_find"}
_NOT_LOOKED_AT = _SEALED | _FOLLOWING | _OF_THE_FILE

_DRAFTS = f"(SELECT id FROM document WHERE state IN ({DRAFT}, {DISCARDED}))"
_ONLY = {"document": f"id IN {_DRAFTS}", "document_line": f"document_id IN {_DRAFTS}"}
"""Of tables that are sealed in part, what is looked at."""

_MARKED = 20_000
"""Rows up to which it is kept which of them is which."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A table: how many rows, the SHA-256 of them all, and a byte of each where they are few."""

    count: int
    hash: str
    marks: bytes


def digests(connection: sqlite3.Connection) -> dict[str, Digest]:
    """The digest of each table, by its name."""
    return {table: _digest(connection, table) for table in _tables(connection)}


def of_store(database: Database) -> dict[str, Digest]:
    """The digests of an open store, as this thread sees it."""
    return digests(sql.connection(database))


def row_id(connection: sqlite3.Connection, table: str, place: int) -> str:
    """What the row at a place of a table is known by: its id, or the first of its columns."""
    for at, (id, _) in enumerate(_rows(connection, table)):
        if at == place:
            return str(id)
    return ""


def _tables(connection: sqlite3.Connection) -> list[str]:
    virtual = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'"
        )
    ]
    return [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        )
        if name not in _NOT_LOOKED_AT
        and not any(name.startswith(f"{table}_") for table in virtual)
    ]


def _digest(connection: sqlite3.Connection, table: str) -> Digest:
    count, whole, marks = 0, sha256(), bytearray()
    for _, row in _rows(connection, table):
        text = row.encode()
        whole.update(text + b"\n")
        count += 1
        if count <= _MARKED:
            marks.append(crc32(text) & 255)
    return Digest(count, whole.hexdigest(), bytes(marks) if count <= _MARKED else b"")


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[object, str]]:
    """Each row of a table in the order of its key: what it is known by, and all of it as text."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    names = [name for _, name, *_ in columns]
    keys = [name for _, name, *_, key in sorted(columns, key=lambda one: one[5]) if key]
    whole = " || ',' || ".join(f"quote({name})" for name in names)
    some = f" WHERE {_ONLY[table]}" if table in _ONLY else ""
    text = f"SELECT {keys[0]}, {whole} FROM {table}{some} ORDER BY {', '.join(keys)}"
    yield from connection.execute(text)


def pages(database: Database) -> list[str]:
    """What SQLite itself finds wrong with the pages, indexes and references of a store."""
    found = [text for (text,) in sql.execute(database, "PRAGMA integrity_check(20)") if text != "ok"]
    broken = sql.execute(database, "PRAGMA foreign_key_check").fetchmany(20)
    return found + [f"{table} {row}: {other}" for table, row, other, _ in broken]


class Snapshot:
    """A store as it is at one moment, whatever is written meanwhile; used by one thread at a time.

    Made where that moment is, read where there is time, and closed by who reads it.
    """

    def __init__(self, path: Path) -> None:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        self.connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False
        )
        self.connection.execute("BEGIN")
        self.kept = _closing(self.connection)

    def close(self) -> None:
        """It is done with."""
        self.connection.close()


def _closing(connection: sqlite3.Connection) -> tuple[str, int, str] | None:
    """What was noted when the store was closed: when, by which schema, the digests as text."""
    row = connection.execute("SELECT at, version, digests FROM closing").fetchone()
    return None if row is None else (str(row[0]), int(row[1]), str(row[2]))


def guards(connection: sqlite3.Connection) -> dict[str, str]:
    """The tables, indexes, views and triggers of a store, each with how it was made."""
    return {
        f"{kind} {name}": " ".join(text.split())
        for kind, name, text in connection.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
        )
    }


def guards_of_new(script: list[str]) -> dict[str, str]:
    """The same of a store that was made today by the schema's scripts."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for statement in script:
            fresh.execute(statement)
        return guards(fresh)

"""What the tables say that may change, in a few digits each: to see what was changed since (S3).

Every table of the store is among them, but those that only grow or follow from others: these are
sealed or worked out again. A table that a later schema brings is among them by itself.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from zlib import crc32

from db import sql
from db.codes import DISCARDED, DRAFT, SEAL_ROWS
from db.engine.tables import quoted
from db.engine.trouble import StoreTrouble, Trouble, whatever_is_read
from db.schema.newest import NEWEST
from db.sql import Database

_SEALED = {
    "document_tax",
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
_NOTE = "closing"
"""What is found where the note itself is damaged: nothing can be compared with it."""
_NOT_LOOKED_AT = _SEALED | _FOLLOWING | _OF_THE_FILE

_DRAFTS = f"(SELECT id FROM document WHERE state IN ({DRAFT}, {DISCARDED}))"
_ONLY = {
    "document": f"id IN {_DRAFTS}",
    "document_line": f"document_id IN {_DRAFTS}",
    "serial": "id IN (SELECT serial_id FROM earlier_number)",
}
"""Of tables that are sealed in part, what is looked at: numbers that no document has yet (L5)."""

_MARKED = 20_000
"""Rows up to which it is kept which of them is which."""


class Digest(NamedTuple):
    """A table: how many rows, the SHA-256 of them all, and a byte of each where they are few."""

    rows: int
    hash: str
    marks: bytes


def digests(connection: sqlite3.Connection) -> dict[str, Digest]:
    """The digest of each table, by its name."""
    return {table: _digest(connection, table) for table in _tables(connection)}


def _row_id(connection: sqlite3.Connection, table: str, place: int) -> str:
    """What the row at a place of a table is known by: its id, or the first of its columns."""
    for at, (id, _) in enumerate(_rows(connection, table)):
        if at == place:
            return id.decode(errors="replace")
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
        if name not in _NOT_LOOKED_AT and not any(name.startswith(f"{table}_") for table in virtual)
    ]


def _digest(connection: sqlite3.Connection, table: str) -> Digest:
    count, whole, marks = 0, sha256(), bytearray()
    for _, row in _rows(connection, table):
        whole.update(row + b"\n")
        count += 1
        if count <= _MARKED:
            marks.append(crc32(row) & 255)
    return Digest(count, whole.hexdigest(), bytes(marks) if count <= _MARKED else b"")


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[bytes, bytes]]:
    """Each row of a table in the order of its key: what it is known by, and all of it as text.

    As bytes, for in a damaged file a text may be none.
    """
    columns = connection.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    names = [quoted(name) for _, name, *_ in columns]
    keys = [quoted(name) for _, name, *_, key in sorted(columns, key=lambda one: one[5]) if key]
    keys = keys or ["rowid"]  # none of ours is without
    whole = " || ',' || ".join(f"quote({name})" for name in names)
    some = f" WHERE {_ONLY[table]}" if table in _ONLY else ""
    known = f"CAST(coalesce({keys[0]}, '') AS blob)"
    yield from connection.execute(
        f"SELECT {known}, CAST({whole} AS blob) FROM {quoted(table)}{some}"
        f" ORDER BY {', '.join(keys)}"
    )


def pages(database: Database) -> list[str]:
    """What SQLite itself finds wrong with the pages, indexes and references of a store."""
    found = [
        text for (text,) in sql.execute(database, "PRAGMA integrity_check(20)") if text != "ok"
    ]
    broken = sql.execute(database, "PRAGMA foreign_key_check").fetchmany(20)
    return found + [f"{table} {row}: {other}" for table, row, other, _ in broken]


class Snapshot:
    """A store as it is at one moment, whatever is written meanwhile; read by one thread at a time.

    Made where that moment is, read where there is time: until then the store's log is kept.
    """

    def __init__(self, place: str) -> None:
        self._place = Path(place)
        uri = f"{self._place.absolute().as_uri()}?mode=ro"
        self._connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False
        )
        self._connection.execute("BEGIN")
        self.closed_at = _closed_at(self._connection)
        """When the store was closed; None: not cleanly, or in another schema, or never yet."""
        self._found: list[tuple[str, str]] | None = None
        self._noted = ""
        self._reading = Lock()
        if not self.closed_at:
            self._found = []
            self._connection.close()  # who reads keeps the log from being begun anew

    def changed(self) -> list[tuple[str, str]]:
        """What ``changed_since_closing`` gives; nothing where nothing is noted.

        It is read once: what cannot be read then is raised once, and nothing is found after that.
        Raises StoreTrouble too while another thread still reads, as from a disk that hangs: what
        was changed is not known then, which is not to say that nothing was.
        """
        if not self._reading.acquire(blocking=False):
            raise StoreTrouble(Trouble.DISK, self._place)
        try:
            if self._found is None:
                self._found = self._read()
            return self._found
        finally:
            self._reading.release()

    def _read(self) -> list[tuple[str, str]]:
        try:
            with closing(self._connection) as connection, whatever_is_read(self._place):
                self._noted = _noted(connection) or ""
                return _changed(connection) or []
        except StoreTrouble:
            self._found = []
            raise

    def note_again(self, database: Database) -> None:
        """What was noted then counts for the next opening too; ``changed`` was asked before."""
        if self.closed_at and self._noted:
            _note(database, self.closed_at, self._noted)


def note_closing(database: Database, at: str) -> None:
    """Note what all tables say, as the last that is written before the store is closed."""
    said = {
        table: [digest.rows, digest.hash, digest.marks.hex()]
        for table, digest in digests(sql.connection(database)).items()
    }
    _note(database, at, json.dumps(said))


def _note(database: Database, at: str, said: str) -> None:
    sql.execute(database, "DELETE FROM closing")
    sql.execute(
        database,
        "INSERT INTO closing (id, at, version, digests) VALUES (1, ?, ?, ?)",
        at,
        NEWEST,
        said,
    )


def forget_closing(database: Database) -> None:
    """The store is open: what is noted counts no more."""
    sql.execute(database, "DELETE FROM closing")


def changed_since_closing(database: Database) -> list[tuple[str, str]] | None:
    """Each table that is not as it was noted, and the row where that can be told, or nothing.

    None: nothing is noted, for the store is open, was not closed cleanly or is of another schema.
    """
    return _changed(sql.connection(database))


def closed_at(database: Database) -> str | None:
    """The closing that ``changed_since_closing`` compares with: when it was, or None."""
    return _closed_at(sql.connection(database))


def _closed_at(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT at FROM closing WHERE version = ?", (NEWEST,)).fetchone()
    return None if row is None else str(row[0])


def _noted(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT digests FROM closing WHERE version = ?", (NEWEST,)).fetchone()
    return None if row is None else str(row[0])


def _changed(connection: sqlite3.Connection) -> list[tuple[str, str]] | None:
    said = _noted(connection)
    if said is None:
        return None
    try:
        before = {
            str(table): Digest(int(count), str(whole), bytes.fromhex(marks))
            for table, (count, whole, marks) in json.loads(said).items()
        }
    except (ValueError, TypeError, AttributeError):
        return [(_NOTE, "")]
    now = {table: one for table, one in digests(connection).items() if table in before}
    found = []
    for table, one in now.items():
        was = before.pop(table)
        if was.hash != one.hash:
            place = _first_other(was.marks, one.marks) if was.rows == one.rows else None
            found.append((table, "" if place is None else _row_id(connection, table, place)))
    return found + [(table, "") for table in before] + _unsealed(connection)


def _unsealed(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The first row of each table that only grows which has no seal: at a closing all have."""
    from db.engine.seal_contents import GROWING, key_of  # beside the screen

    found = []
    for table in GROWING:
        key = key_of(table)
        row = connection.execute(
            f"SELECT min({key}) FROM {table} WHERE {key} > coalesce("
            f"(SELECT max(last_id) FROM seal WHERE rows = ? AND event = {SEAL_ROWS}), 0)",
            (table,),
        ).fetchone()
        if row[0] is not None:
            found.append((table, str(row[0])))
    return found


def _first_other(before: bytes, now: bytes) -> int | None:
    pairs = zip(before, now, strict=False)
    return next((place for place, (old, new) in enumerate(pairs) if old != new), None)

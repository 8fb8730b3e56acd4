"""Reads what can still be read of a store that cannot be opened; never changes it.

The file is read as it lies there, with its log where that belongs to it. Where a page is damaged,
the rows on it are left out, and those behind it are looked for by their ids.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.engine import log
from db.engine.places import sibling

Connection = sqlite3.Connection

_AT_ONCE = 256
_FARTHEST = 1 << 24
"""So far beyond the last row that could be read others are looked for."""


@contextmanager
def opened(place: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads a damaged file. Raises OSError where it cannot be opened."""
    with place.open("rb"):
        pass
    with _with_its_log(place.resolve()) as uri, closing(_connected(uri)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        yield connection


@contextmanager
def _with_its_log(place: Path) -> Iterator[str]:
    """What SQLite opens: the file alone, or, under another name, with its log beside it.

    Under its own name SQLite would write an index beside it, and might take the log away.
    """
    alone = f"{place.as_uri()}?immutable=1"
    found = log.read(place)
    if found is None or log.trouble_with(place, found) is not None:
        yield alone
        return
    try:
        folder = TemporaryDirectory(
            prefix=f".{place.stem}-read-", dir=place.parent, ignore_cleanup_errors=True
        )
    except OSError:  # nothing can be written there
        yield alone
        return
    with folder as inside:
        other = Path(inside) / place.name
        try:
            _lend(place, other)
            shutil.copyfile(sibling(place, "-wal"), sibling(other, "-wal"))
        except OSError:
            yield alone
            return
        yield f"{other.as_uri()}?mode=ro"


def _lend(place: Path, other: Path) -> None:
    """The same file under one more name, or a copy where a disk has no such names."""
    try:
        os.link(place, other)
    except OSError:
        shutil.copyfile(place, other)


def _connected(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, isolation_level=None)


def rows(
    connection: sqlite3.Connection, table: str, columns: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table with these columns, in the order of their ids, as far as they are read.

    None stands for a column that the table does not have. A table that cannot be found has no rows.
    """
    there = _columns(connection, table)
    if not there:
        return
    named = ", ".join(name if name in there else f"NULL AS {name}" for name in columns)
    text = f"SELECT rowid, {named} FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?"
    last, size, jump, reached = 0, _AT_ONCE, 1, 0
    while last <= reached + _FARTHEST:
        try:
            found = connection.execute(text, (last, size)).fetchall()
        except sqlite3.Error:
            if size > 1:
                size = 1  # those before the damaged page, one by one
            else:
                last, jump = last + jump, min(jump * 2, _FARTHEST)
            continue
        if not found:
            return
        yield from (row[1:] for row in found)
        last = reached = found[-1][0]
        size, jump = (_AT_ONCE if jump > 1 else min(size * 2, _AT_ONCE)), 1


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    try:
        return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    except sqlite3.Error:
        return set()


def one(connection: sqlite3.Connection, text: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a statement; none where it cannot be read."""
    try:
        return connection.execute(text, values).fetchall()
    except sqlite3.Error:
        return []


def setting(connection: sqlite3.Connection, key: str) -> list[tuple[Any, ...]]:
    """What the shop chose, as it is kept; none where it cannot be read."""
    return one(connection, "SELECT value FROM setting WHERE key = ?", key)

"""Reads what can still be read of a store that cannot be opened; never changes it.

The file alone is read, as it lies there: what only its log holds is not in it. Where a page is
damaged, the rows on it are left out, and those behind it are looked for by their ids.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

Connection = sqlite3.Connection

_AT_ONCE = 256
_FARTHEST = 1 << 24
"""So far beyond the last row that could be read others are looked for."""


@contextmanager
def opened(place: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads a damaged file alone. Raises OSError where it cannot be opened."""
    with place.open("rb"):
        pass
    uri = f"{place.resolve().as_uri()}?immutable=1"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        yield connection


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

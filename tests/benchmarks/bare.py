"""The bare ``sqlite3`` driver doing what a service did: the same rows, the same durability.

It is told every row beforehand and reads nothing: no program that has to look can be faster.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from db.connection import _PRAGMAS
from tests.benchmarks.measuring import timed

Change = tuple[str, list[tuple[object, ...]]]
"""One statement and the rows to run it for."""

TABLES = (
    "draft_serial",
    "count_decision",
    "serial_movement",
    "stock_movement",
    "stock",
    "serial_count",
    "number_sequence",
    "document",
    "audit",
)


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the pragmas of the real one."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma, value in _PRAGMAS.items():
        connection.execute(f"PRAGMA {pragma} = {value}")
    return connection


def run(path: Path, changes: list[Change]) -> float:
    """Make the changes in one transaction; returns milliseconds."""
    with closing(connect(path)) as connection:
        connection.execute("SELECT * FROM serial_search LIMIT 1").fetchone()  # loads the schema
        return timed(lambda: write(connection, changes))


def write(connection: sqlite3.Connection, changes: list[Change]) -> None:
    """Make the changes in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for statement, rows in changes:
        connection.executemany(statement, rows)
    connection.execute("COMMIT")


def drop_triggers(path: Path) -> None:
    """Take the triggers out of a store."""
    with closing(connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            connection.execute(f"DROP TRIGGER {name}")


def changes_between(before: Path, after: Path) -> list[Change]:
    """What takes ``before`` to ``after``, in the order the store's triggers ask for."""
    with closing(sqlite3.connect(after)) as connection:
        connection.execute("ATTACH ? AS before", (str(before),))
        new_serials, moved_serials = _changes_of(connection, "serial")
        found: list[Change] = list(_deleted_draft_rows(connection))
        for table in TABLES:
            found += _changes_of(connection, table)
            if table == "serial_movement":
                found += [new_serials, *_search_rows(new_serials), moved_serials]
        return [change for change in found if change[1]]


def _changes_of(connection: sqlite3.Connection, table: str) -> tuple[Change, Change]:
    """The rows a table won, and those that changed in it, with the columns that did."""
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    columns = [name for _, name, *_ in info]
    keys = [name for _, name, _, _, _, in_key in info if in_key]
    key = ", ".join(keys)
    new = connection.execute(
        f"SELECT * FROM main.{table} WHERE ({key}) NOT IN (SELECT {key} FROM before.{table})"
    ).fetchall()
    insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})"
    same = " AND ".join(f"a.{name} IS b.{name}" for name in columns)
    pairs = connection.execute(
        f"SELECT a.*, b.* FROM main.{table} a JOIN before.{table} b USING ({key})"
        f" WHERE NOT ({same})"
    ).fetchall()
    width = len(columns)
    changed = [at for at in range(width) if any(row[at] != row[at + width] for row in pairs)]
    written = [*changed, *(columns.index(name) for name in keys)]
    update = (
        f"UPDATE {table} SET {', '.join(f'{columns[at]} = ?' for at in changed)}"
        f" WHERE {' AND '.join(f'{name} = ?' for name in keys)}"
    )
    return (insert, new), (update, [tuple(row[at] for at in written) for row in pairs])


def _search_rows(new_serials: Change) -> Iterator[Change]:
    """The search index, filled as the service does: by one statement."""
    if new_serials[1]:
        first = new_serials[1][0][0]
        statement = "INSERT INTO serial_search (rowid, number) SELECT id, number FROM serial"
        yield f"{statement} WHERE id >= ?", [(first,)]


def _deleted_draft_rows(connection: sqlite3.Connection) -> Iterator[Change]:
    """The serials of a draft go when it is posted."""
    gone = connection.execute(
        "SELECT DISTINCT document_id FROM before.draft_serial EXCEPT"
        " SELECT document_id FROM main.draft_serial"
    ).fetchall()
    yield "DELETE FROM draft_serial WHERE document_id = ?", gone


def differing(one: Path, other: Path) -> list[str]:
    """The tables in which two stores differ."""
    with closing(sqlite3.connect(one)) as connection:
        connection.execute("ATTACH ? AS other", (str(other),))
        return [
            table
            for table in ("serial", "document_line", *TABLES)
            if connection.execute(
                f"SELECT * FROM main.{table} EXCEPT SELECT * FROM other.{table} UNION ALL "
                f"SELECT * FROM (SELECT * FROM other.{table} EXCEPT SELECT * FROM main.{table})"
            ).fetchone()
        ]

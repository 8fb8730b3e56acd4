"""The bare ``sqlite3`` driver doing what a service did: the same rows, the same durability.

It is told every row beforehand and reads nothing: no program that has to look can be faster.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from db.engine.opening import _PRAGMAS
from tests.benchmarks.measuring import Spent, spent

Change = tuple[str, list[tuple[object, ...]]]
"""One statement and the rows to run it for."""

Key = tuple[object, ...]
Written = dict[str, list[Key]]
"""The keys of the rows that were written, by table."""

_FIRST = ("draft_serial", "document_line", "count_decision", "serial_movement", "serial")
_LAST = ("number_sequence", "document", "audit")
"""The order the store's triggers ask for; tables that are not named come between."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the pragmas of the real one."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma, value in _PRAGMAS.items():
        connection.execute(f"PRAGMA {pragma} = {value}")
    return connection


def run(path: Path, changes: list[Change]) -> Spent:
    """Make the changes in one transaction; returns what it takes."""
    with closing(connect(path)) as connection:
        connection.execute("SELECT * FROM serial_search LIMIT 1").fetchone()  # loads the schema
        return spent(lambda: write(connection, changes))


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


# What a service wrote -------------------------------------------------------------------------


def watch(connection: sqlite3.Connection) -> None:
    """Note from now on which rows the connection writes."""
    connection.execute("CREATE TEMP TABLE written (name TEXT, key TEXT)")
    tables = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for (table,) in tables:
        for act, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            key = ", ".join(f"{row}.{name}" for name in _keys(connection, table))
            connection.execute(
                f"CREATE TEMP TRIGGER written_{table}_{act} AFTER {act} ON main.{table} BEGIN"
                f" INSERT INTO written VALUES ('{table}', json_array({key})); END"
            )


def written(connection: sqlite3.Connection) -> Written:
    """What was noted since ``watch``."""
    found: Written = defaultdict(list)
    for name, key in connection.execute(
        "SELECT name, key FROM written GROUP BY name, key ORDER BY min(rowid)"
    ):
        found[name].append(tuple(json.loads(key)))
    return found


def rows_at(connection: sqlite3.Connection, wanted: Written) -> dict[str, dict[Key, Key]]:
    """The rows that stand at these keys, by table."""
    return {
        table: {
            key: row
            for key in keys
            for row in connection.execute(
                f"SELECT {', '.join(_columns(connection, table))} FROM {table}"
                f" WHERE {_at(_keys(connection, table))}",
                key,
            )
        }
        for table, keys in wanted.items()
    }


def changes_between(
    before: sqlite3.Connection, after: sqlite3.Connection, touched: Written
) -> list[Change]:
    """What takes the store as ``before`` sees it to what ``after`` sees, in the triggers' order."""
    old, new = rows_at(before, touched), rows_at(after, touched)
    between = [table for table in touched if table not in (*_FIRST, *_LAST)]
    changes: list[Change] = []
    for table in (*_FIRST, *between, *_LAST):
        if table in touched:
            columns, keys = _columns(after, table), _keys(after, table)
            changes += _changes(table, columns, keys, old[table], new[table])
    return [change for change in changes if change[1]]


def _changes(
    table: str,
    columns: Sequence[str],
    keys: Sequence[str],
    old: dict[Key, Key],
    new: dict[Key, Key],
) -> Iterator[Change]:
    """The rows a table lost and won, and those that changed in it, with the columns that did."""
    gone = [key for key in old if key not in new]
    if table == "draft_serial":  # all of a document, as the service does: by one statement
        documents = {old[key][columns.index("document_id")] for key in gone}
        yield "DELETE FROM draft_serial WHERE document_id = ?", [(id,) for id in documents]
    else:
        yield f"DELETE FROM {table} WHERE {_at(keys)}", gone
    places = ", ".join("?" * len(columns))
    won = [row for key, row in new.items() if key not in old]
    yield f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", won
    if table == "serial" and won:
        # The search index, filled as the service does: by one statement.
        search = "INSERT INTO serial_search (rowid, number) SELECT id, number FROM serial"
        yield f"{search} WHERE id >= ?", [(min(int(str(row[0])) for row in won),)]
    pairs = [(old[key], row) for key, row in new.items() if key in old and old[key] != row]
    changed = [at for at in range(len(columns)) if any(a[at] != b[at] for a, b in pairs)]
    if changed:
        at_keys = [columns.index(name) for name in keys]
        yield (
            f"UPDATE {table} SET {', '.join(f'{columns[at]} = ?' for at in changed)}"
            f" WHERE {_at(keys)}",
            [tuple(row[at] for at in (*changed, *at_keys)) for _, row in pairs],
        )


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that are written; what is generated follows by itself."""
    return [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]


def _keys(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table's primary key."""
    info = connection.execute(f"PRAGMA table_info({table})")
    return [name for _, name, _, _, _, in_key in info if in_key]


def _at(keys: Sequence[str]) -> str:
    return " AND ".join(f"{name} = ?" for name in keys)

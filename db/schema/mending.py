"""Mends stores whose migrations were changed after they had landed: to exactly what they say today.

The first and the second migration each had earlier texts. A store made with one of those has other
constraints, lacks a trigger, an index or the scan log, or (made by the third with an empty second)
lacks all that the second brings. What plain SQL cannot say, *only where it is not so already*, is
said here; the migrations that mend is built on never change again, so neither does this.
"""

import sqlite3

Schema = dict[tuple[str, str], str]
"""The text of each object, by its type and name."""


def schema_of(connection: sqlite3.Connection) -> Schema:
    """Every object with a text of its own; none that SQLite makes for itself."""
    return {
        (kind, name): text
        for kind, name, text in connection.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
            " AND name NOT LIKE 'serial_search%' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        )
    }


def mend(connection: sqlite3.Connection, right: Schema) -> None:
    """Bring the schema to ``right``, inside the migration's transaction, whatever rows there are.

    Changes nothing where it is right already. Columns are not its business.
    """
    there = schema_of(connection)
    for (kind, name), text in right.items():
        found = there.get((kind, name))
        if found == text:
            continue
        if found is None:
            connection.execute(text)
        elif kind == "table":
            _rewrite(connection, name, text)
        else:
            connection.execute(f"DROP {kind} {name}")
            connection.execute(text)


def has_column(connection: sqlite3.Connection, table: str, column: str) -> bool:
    """The table has the column."""
    return any(row[1] == column for row in connection.execute(f"PRAGMA table_info({table})"))


def _rewrite(connection: sqlite3.Connection, table: str, text: str) -> None:
    """Give a table other constraints over the same columns: no row changes on the disk.

    This is the way that SQLite describes for it (sqlite.org/lang_altertable.html, section 7).
    """
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", (text, table)
    )
    connection.execute(f"PRAGMA schema_version = {version + 1}")
    connection.execute("PRAGMA writable_schema = RESET")  # off, and the schema is read anew

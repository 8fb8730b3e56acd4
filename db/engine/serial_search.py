"""The search index of serial numbers, by trigrams: SQLite's own (FTS5), filled by hand."""

from db import sql
from db.sql import Database


def add_from(database: Database, first: int) -> None:
    """Put the serials from the id ``first`` on into the index."""
    sql.execute(
        database,
        "INSERT INTO serial_search (rowid, number) SELECT id, number FROM serial WHERE id >= ?",
        first,
    )


def rename(database: Database, serial: int, wrong: str, right: str) -> None:
    """A serial stands in the index by its right number, no longer by the wrong one."""
    sql.execute(
        database,
        "INSERT INTO serial_search (serial_search, rowid, number) VALUES ('delete', ?, ?)",
        serial,
        wrong,
    )
    sql.execute(database, "INSERT INTO serial_search (rowid, number) VALUES (?, ?)", serial, right)

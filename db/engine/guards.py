"""The triggers that guard the books: they are in the file, and can be taken away there (S3)."""

import sqlite3
from contextlib import closing
from functools import cache

from db import sql
from db.schema.migrations import migrate
from db.sql import Database


def missing(database: Database) -> list[str]:
    """The triggers that a store of today's schema has, and this one has not, or made otherwise."""
    there = _triggers(sql.connection(database))
    return [name for name, text in _triggers_of_today().items() if there.get(name) != text]


@cache
def _triggers_of_today() -> dict[str, str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, 0)
        return _triggers(fresh)


def _triggers(connection: sqlite3.Connection) -> dict[str, str]:
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
    )
    return {name: " ".join(text.split()) for name, text in found}

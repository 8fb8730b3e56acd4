"""Which tables a store has: one of an earlier schema lacks what came later; and their names."""

from db import sql
from db.sql import Database


def has_table(database: Database, name: str) -> bool:
    """The store has a table of this name."""
    found = sql.value(
        database, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?", name
    )
    return bool(found)


def schema_version(database: Database) -> int:
    """The version of the store's schema."""
    found: int = sql.value(database, "PRAGMA user_version")
    return found


def quoted(name: str) -> str:
    """A name as it stands in a statement, whatever is in it: somebody may have put a table in."""
    return '"' + name.replace('"', '""') + '"'

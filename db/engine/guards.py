"""What guards the books is in the file, and can be taken away there or put in (S3).

Triggers, constraints of tables, unique indexes, and the moves that the ledger lets through.
"""

import sqlite3
from contextlib import closing
from functools import cache

from db import sql
from db.schema.migrations import migrate
from db.sql import Database

_MADE = (
    "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%'"
    " ESCAPE '~' ORDER BY name"
)
_MOVES = "legal_move"


def missing(database: Database) -> list[str]:
    """What a store of today's schema has and this one has not, or made otherwise, or besides."""
    there, today = _made_in(sql.connection(database)), _made_today()
    return sorted(
        name for name in today.keys() | there.keys() if there.get(name) != today.get(name)
    )


@cache
def _made_today() -> dict[str, str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, 0)
        return _made_in(fresh)


def _made_in(connection: sqlite3.Connection) -> dict[str, str]:
    """Each table, index and trigger by its name, as it was made, but for white space."""
    found = {name: " ".join(text.split()) for name, text in connection.execute(_MADE)}
    if _MOVES in found:
        moves = connection.execute(f"SELECT * FROM {_MOVES} ORDER BY 1, 2").fetchall()
        found[_MOVES] += f" {moves}"
    return found

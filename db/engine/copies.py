"""Whole copies of a store: they get their name when they are checked, so the name means whole."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path

from db import sql
from db.engine import places
from db.engine.tables import quoted
from db.engine.trouble import StoreTrouble, Trouble
from db.sql import Database


def write_copy(database: Database, copy: Path) -> None:
    """Write a copy of an open store, log included, check it, and only then give it its name.

    What had the name before is replaced: it may be what a killed run or a full disk left. Raises
    StoreTrouble where the disk is full or the copy is not like the store.
    """
    part = copy.with_name(copy.name + ".part")
    part.unlink(missing_ok=True)
    try:
        places.make_private(part)
        sql.execute(database, "VACUUM INTO ?", str(part))
        if not is_whole(part, contents(sql.connection(database))):
            raise StoreTrouble(Trouble.DISK, part)
        places.keep(part)
        part.replace(copy)
        places.keep(copy)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


Watch = Callable[[sqlite3.Connection], AbstractContextManager[object]]
"""What is done on a connection within this can be ended from outside."""


def is_whole(copy: Path, counted: dict[str, int], watch: Watch = nullcontext) -> bool:
    """All pages of a copy are sound, and it holds as many rows as were counted in the store."""
    with closing(opened_alone(copy)) as connection, watch(connection):
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        return bool(verdict == "ok") and contents(connection) == counted


def opened_alone(copy: Path) -> sqlite3.Connection:
    """A connection that only reads a file which nobody writes: nothing is made beside it."""
    return sqlite3.connect(f"{copy.as_uri()}?immutable=1", uri=True)


def contents(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table holds, and what the store says that it is.

    A search index is counted by the tables that it keeps: not every index can be read itself.
    """
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    statements = {f"count of {name}": f"SELECT count(*) FROM {quoted(name)}" for (name,) in names}
    statements |= {name: f"PRAGMA {name}" for name in ("user_version", "application_id")}
    return {name: connection.execute(text).fetchone()[0] for name, text in statements.items()}

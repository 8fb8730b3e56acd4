"""What the program makes where there is no store yet, at the price of a copy.

All steps of the schema, which every new shop goes through, are taken once by each process that
tests; a test holds that what is copied is the same, byte by byte.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from db.engine import opening
from db.schema import migrations
from db.schema.newest import Tell, untold


@cache
def _made(scripts: tuple[str, ...]) -> sqlite3.Connection:
    """A new store in memory, of these scripts."""
    assert scripts == migrations.SCRIPTS
    made = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    made.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
    migrations.migrate(made, 0)
    return made


def _migrate(connection: sqlite3.Connection, version: int, tell: Tell = untold) -> None:
    """The same as the program's; of a new store, it is copied."""
    if version:
        migrations.migrate(connection, version, tell)
    else:
        _made(migrations.SCRIPTS).backup(connection)


@contextmanager
def copied() -> Iterator[None]:
    """Each new store is a copy of the first."""
    with patch.object(opening, "_migrate", _migrate):
        yield

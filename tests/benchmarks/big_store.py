"""Make a big store fast: ``python -m tests.benchmarks.big_store --serials 10000000 --out FILE``.

Products of skewed popularity, warehouses, contacts and years of history: purchases, sales, sales
returns, second sales, transfers with their receipts (the last month's still on the way), purchase
returns, adjustments; a scan log; items without serials. Serial numbers of four forms, scattered.
The same size gives the same store.

The rows are written in the schema of ``VERSION``, while its triggers and indexes are out of the
way; both are made again, word for word, and ``--check`` asks as queries over all rows what the
triggers would have asked row by row. The later migrations then bring the store to today's schema,
as they do with a shop's own. ANALYZE is not run: the program never does.
"""

import argparse
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from pathlib import Path
from time import perf_counter

from db.engine.opening import APPLICATION_ID
from db.schema.migrations import SCRIPTS, migrate, statements
from tests.benchmarks import big_store_checks as checks
from tests.benchmarks import big_store_masters as masters
from tests.benchmarks.big_store_history import History
from tests.benchmarks.big_store_serials import Size

VERSION = 3
"""The schema whose columns are written by name; to write newer ones, raise it."""

_FAST = {
    "journal_mode": "OFF",
    "synchronous": "OFF",
    "locking_mode": "EXCLUSIVE",
    "temp_store": "MEMORY",
    "cache_size": -4_000_000,
    "threads": 2,
}
"""A store half made is thrown away: it needs no journal."""

Say = Callable[[str], None]


def make(path: Path, size: Size, say: Say = lambda text: None) -> None:
    """Make a store at ``path``, in place of any that is there; ``say`` is told how it goes."""
    for part in ("", "-wal", "-shm"):
        Path(f"{path}{part}").unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma, value in _FAST.items():
            connection.execute(f"PRAGMA {pragma} = {value}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("BEGIN")
        for script in SCRIPTS[:VERSION]:
            for statement in statements(script):
                connection.execute(statement)
        with _without(connection, "trigger"):
            _fill(connection, size, say)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
        bring_up_to_date(connection)
        say("today's schema")
        connection.execute("PRAGMA locking_mode = NORMAL")
        connection.execute("PRAGMA journal_mode = WAL")


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Take the store to today's schema by the migrations it has not seen, as opening it does."""
    for pragma in ("foreign_keys", "recursive_triggers"):
        connection.execute(f"PRAGMA {pragma} = ON")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    migrate(connection, version)


def _fill(connection: sqlite3.Connection, size: Size, say: Say) -> None:
    with _without(connection, "index"):
        masters.write(connection, size)
        history = History(connection, size)
        history.write()
        say(
            f"{history.document:,} documents, {history.line:,} lines,"
            f" {history.movement:,} movements, {size.serials:,} serials"
        )
        checks.write_corrections(connection, size)
        checks.write_scans(connection, size, history.document)
    say("indexes")
    for what, statement in checks.KEPT.items():
        connection.execute(statement)
        say(what)


@contextmanager
def _without(connection: sqlite3.Connection, type: str) -> Iterator[None]:
    """Leave the schema's triggers, or its indexes that are no constraints, out meanwhile."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL ORDER BY rowid",
        (type,),
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP {type} {name}")
    yield
    for _, script in found:
        connection.execute(script)


def main() -> None:
    """Read the arguments, make the store, check it."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.big_store", description=(__doc__ or "").split("\n", 1)[0]
    )
    parser.add_argument("--out", type=Path, required=True, help="the file to make")
    parser.add_argument("--check", action="store_true", help="ask what the triggers would ask")
    add_size(parser)
    chosen = parser.parse_args()
    start = perf_counter()

    def say(text: str) -> None:
        print(f"{perf_counter() - start:7.1f} s  {text}", flush=True)

    make(chosen.out, size_of(chosen), say)
    if chosen.check:
        with closing(sqlite3.connect(chosen.out)) as connection:
            found = checks.wrong(connection)
        for what in checks.CHECKS:
            say(f"{f'{found[what]} WRONG' if what in found else 'ok'}: {what}")
        if found:
            raise SystemExit(1)
    say(f"{chosen.out}: {chosen.out.stat().st_size / 1e6:,.0f} MB")


def add_size(parser: argparse.ArgumentParser) -> None:
    """Let every figure of the store's size be said by its own name."""
    for figure in fields(Size):
        name = "--" + figure.name.replace("_", "-")
        parser.add_argument(name, type=int, default=figure.default, help=f"({figure.default})")


def size_of(chosen: argparse.Namespace) -> Size:
    """The size that was said."""
    return Size(**{figure.name: getattr(chosen, figure.name) for figure in fields(Size)})


if __name__ == "__main__":
    main()

"""A store that is as it was after every round, without a copy for each: a big one has gigabytes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from db.engine.opening import open_database
from db.sql import Database


@contextmanager
def taken_back(store: Path) -> Iterator[None]:
    """Let a store be written to, and take all of it back.

    What is written stays in the write-ahead log, which goes in the end. SQLite would bring it into
    the file when the log has grown, but not while somebody reads the store as it was before; and
    when the last connection closes, but not where the file has another name by then.
    All other connections must be closed before. A process of its own may work on the store too,
    where this one does not: opening a store looks at its first bytes, and when a process closes a
    file, the system lets all locks go that it has on it.
    Not on Windows, where a file that is open keeps its name.
    Raises AssertionError where the file changed.
    """
    before = store.stat().st_mtime_ns
    away = store.with_name(f"{store.name}.away")
    reader = sqlite3.connect(store, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    try:
        yield
    finally:
        store.rename(away)
        reader.close()
        for part in ("-wal", "-shm"):
            Path(f"{store}{part}").unlink(missing_ok=True)
        away.rename(store)
    if store.stat().st_mtime_ns != before:
        raise AssertionError(f"{store} was written to")


@contextmanager
def opened(store: Path) -> Iterator[Database]:
    """The store as the program opens it; nothing that is done to it is kept."""
    with taken_back(store), closing(open_database(store)) as database:
        yield database

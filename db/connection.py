"""Opening the store: pragmas, backup before a migration, refusing what is newer or not ours."""

import os
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

from peewee import PeeweeException

from db import sql
from db.migrations import NEWEST, migrate
from db.sql import Database
from db.trouble import StoreTrouble, Trouble, trouble_of

APPLICATION_ID = 0x53444B31
"""``SDK1`` in the header of every store of ours."""

BUSY_SECONDS = 3
"""How long opening waits for another program that holds the store."""

BUSY_AT_WORK = 150
"""Milliseconds a statement waits once the shop is open: the window stands still for so long."""

_HEADER = struct.Struct(">16s44xI4xI28x")  # magic, user_version at 60, application_id at 68
_PRAGMAS: dict[str, str | int] = {
    "journal_mode": "wal",
    "synchronous": "full",  # with normal, a power cut loses documents already acknowledged
    "foreign_keys": 1,
    "recursive_triggers": 1,  # so that what may not be deleted cannot be replaced either
    "cache_size": -65536,
    "temp_store": "memory",
    "wal_autocheckpoint": 10000,
}


def open_database(path: Path) -> Database:
    """Open the store at ``path``, make it where there is none, bring it to today's schema.

    Raises StoreTrouble where the file is not ours, newer than this program, damaged or locked, or
    where its folder cannot be written.
    """
    try:
        if not path.exists():
            _create(path)
        _check_header(path)
        database = Database(
            str(path), pragmas=_PRAGMAS, timeout=BUSY_SECONDS, lock_type="IMMEDIATE"
        )
        database.connect()
        try:
            _bring_up_to_date(database, path)
            sql.execute(database, f"PRAGMA busy_timeout = {BUSY_AT_WORK}")
            sql.execute(database, f"PRAGMA wal_autocheckpoint = {_log_pages(path)}")
        except BaseException:
            database.close()
            raise
        return database
    except OSError as error:
        raise StoreTrouble(Trouble.NOT_WRITABLE, path) from error
    except (sqlite3.Error, PeeweeException) as error:
        if trouble := trouble_of(error):
            raise StoreTrouble(trouble, path) from error
        raise


def _log_pages(path: Path) -> int:
    """How long the log may grow: on a disk that is nearly full a quarter of what is left.

    The log is only begun anew once the store has all of it, and then the store must have room.
    """
    free = shutil.disk_usage(path.parent).free
    return max(_LEAST_LOG, min(int(_PRAGMAS["wal_autocheckpoint"]), free // (4 * _PAGE)))


_PAGE = 4096
_LEAST_LOG = 20


def _check_header(path: Path) -> None:
    """Refuse a file that is not ours or too new by its first bytes, before SQLite touches it."""
    with path.open("rb") as file:
        start = file.read(_HEADER.size)
    if len(start) < _HEADER.size:
        raise StoreTrouble(Trouble.NOT_OURS, path)
    magic, version, application = _HEADER.unpack(start)
    if magic != b"SQLite format 3\0" or application != APPLICATION_ID:
        raise StoreTrouble(Trouble.NOT_OURS, path)
    if version > NEWEST:
        raise StoreTrouble(Trouble.TOO_NEW, path)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise StoreTrouble(Trouble.NOT_WRITABLE, path)


def _create(path: Path) -> None:
    """Make an empty store beside its place and move it there whole: never half a store."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection, 0)
    fresh.replace(path)


def _bring_up_to_date(database: Database, path: Path) -> None:
    version = sql.value(database, "PRAGMA user_version")
    if version > NEWEST:
        raise StoreTrouble(Trouble.TOO_NEW, path)
    if version < NEWEST:
        copy = path.with_name(f"{path.stem}.before-version-{NEWEST}{path.suffix}")
        if not copy.exists():
            sql.execute(database, "VACUUM INTO ?", str(copy))
        migrate(sql.connection(database), version)

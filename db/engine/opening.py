"""Opening the store: what is no store, too new or not whole is refused, and stays as it was."""

import os
import secrets
import shutil
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from peewee import PeeweeException

from db import sql
from db.engine import copies, log, places, replacing
from db.engine.places import real_place
from db.engine.trouble import StoreTrouble, Trouble, trouble_of, trouble_of_system
from db.schema.newest import NEWEST, Tell, untold
from db.sql import Database

APPLICATION_ID = 0x53444B31
"""``SDK1`` in the header of every store of ours."""

BUSY_SECONDS = 3
"""How long opening waits for another program that holds the store."""

BUSY_AT_WORK = 150
"""Milliseconds a statement waits once the shop is open: the window stands still for so long."""

CLOSING_SECONDS = 3.0
"""How long closing waits for what another thread does in the store and gives up."""

_HEADER = struct.Struct(">16s44xI4xI28x")  # magic, user_version at 60, application_id at 68
MAGIC = b"SQLite format 3\0"
_PRAGMAS: dict[str, str | int] = {
    "journal_mode": "wal",
    "synchronous": "full",  # with normal, a power cut loses documents already acknowledged
    "foreign_keys": 1,
    "recursive_triggers": 1,  # so that what may not be deleted cannot be replaced either
    "cache_size": -65536,
    "temp_store": "memory",
    # Far above what a minute brings: ``log.begin`` takes it in, so that each log bears its mark.
    "wal_autocheckpoint": 100000,
}


def open_database(
    path: Path, accepted: Trouble | None = None, tell: Tell = untold, *, is_copy: bool = False
) -> Database:
    """Open the store at ``path``, make it where there is none, bring it to today's schema.

    ``tell`` is told of each step of that, the copy that is made first being step 0.
    Raises StoreTrouble where the file is not ours, newer than this program, damaged or locked,
    where its log is another's, torn or missing, where its folder cannot be written. A trouble with
    the log that is ``accepted`` is not raised: what is there of it is kept under another name.
    Of what ``is_copy``, such as a backup's, all pages are checked, and none is made before it is
    upgraded.
    """
    with _told(path):
        place = make_sure(path)
        _check_header(place, path)
        _check_log(place, path, accepted)
        if is_copy:
            _check_pages(place, path)
        places.keep_private(place)
        database = Database(
            str(place), pragmas=_PRAGMAS, timeout=BUSY_SECONDS, lock_type="IMMEDIATE"
        )
        database.connect()
        try:
            _bring_up_to_date(database, place, tell, is_copy)
            log.begin(database)
            sql.execute(database, f"PRAGMA busy_timeout = {BUSY_AT_WORK}")
            sql.execute(database, f"PRAGMA wal_autocheckpoint = {_log_pages(place)}")
        except BaseException:
            close_database(database)
            raise
        return database


def upgrade(path: Path, accepted: Trouble | None = None, tell: Tell = untold) -> None:
    """Bring the store at ``path`` to today's schema, as ``open_database`` does, and close it.

    Raises what that raises.
    """
    close_database(open_database(path, accepted, tell))


def is_earlier(path: Path) -> bool:
    """The file at ``path`` says that it is a store of an earlier schema, which opening upgrades."""
    with suppress(OSError, StoreTrouble), real_place(path).open("rb") as file:
        start = file.read(_HEADER.size)
        if len(start) == _HEADER.size:
            magic, version, application = _HEADER.unpack(start)
            return bool(magic == MAGIC and application == APPLICATION_ID and version < NEWEST)
    return False


BEFORE_VERSION = ".before-version-"
"""Stands in the name of a copy that was made before an upgrade."""


def copy_before(place: Path) -> Path:
    """Where the copy is that is made before a store is brought to today's schema."""
    return place.with_name(f"{place.stem}{BEFORE_VERSION}{NEWEST}{place.suffix}")


def close_database(database: Database) -> None:
    """Close a store, whatever state its disk is in, and whoever still uses it beside the screen."""
    database.keep_others_out(CLOSING_SECONDS)
    with suppress(StoreTrouble, PeeweeException):  # such as a store that was not upgraded
        log.settle(database)
    database.shut()


def make_sure(path: Path) -> Path:
    """The file that ``path`` names, whatever links lead to it; made where there is none.

    What an interrupted restore has left is finished or taken back first (S2). Raises StoreTrouble
    for a name that no store can have, and where it cannot be made.
    """
    with _told(path):
        replacing.settle(path)
        place = real_place(path)
        if not place.exists():
            _create(place)
        return place


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell what goes wrong as trouble with the store, under the name that was asked for."""
    try:
        yield
    except StoreTrouble as told:
        raise StoreTrouble(told.trouble, path) from told
    except OSError as error:
        raise StoreTrouble(trouble_of_system(error), path) from error
    except (sqlite3.Error, PeeweeException) as error:
        trouble = trouble_of(error)
        if trouble is Trouble.DISK and not _has_room(path):
            trouble = Trouble.FULL  # the log's index is told as an error of the disk
        if trouble:
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


def _has_room(path: Path) -> bool:
    return shutil.disk_usage(path.parent).free >= _LEAST_ROOM


_LEAST_ROOM = 64 * 1024


def _check_header(place: Path, path: Path) -> None:
    """Refuse a file that is not ours or too new by its first bytes, before SQLite touches it."""
    with place.open("rb") as file:
        start = file.read(_HEADER.size)
    if len(start) < _HEADER.size:
        raise StoreTrouble(Trouble.NOT_OURS, path)
    magic, version, application = _HEADER.unpack(start)
    if magic != MAGIC or application != APPLICATION_ID:
        raise StoreTrouble(Trouble.NOT_OURS, path)
    if version > NEWEST:
        raise StoreTrouble(Trouble.TOO_NEW, path)
    if not os.access(place, os.W_OK) or not os.access(place.parent, os.W_OK):
        raise StoreTrouble(Trouble.NOT_WRITABLE, path)


def _check_log(place: Path, path: Path, accepted: Trouble | None) -> None:
    """After a closing that was not clean, refuse what SQLite would repair in its own way.

    The log is judged first, then all pages, both without a change to the store or its log.
    """
    found = log.read(place)
    if found and found.application_id not in (None, APPLICATION_ID):
        trouble: Trouble | None = Trouble.FOREIGN_LOG
    elif found and (found.user_version or 0) > NEWEST:
        raise StoreTrouble(Trouble.TOO_NEW, path)
    else:
        trouble = log.trouble_with(place, found)
    if trouble and trouble is not accepted:
        raise StoreTrouble(trouble, path)
    if trouble:
        log.set_aside(place, trouble, f"{datetime.now(UTC):%Y%m%d-%H%M%S}")
    if trouble or found:
        _check_pages(place, path)


def _check_pages(place: Path, path: Path) -> None:
    uri = f"{place.as_uri()}?mode=ro"  # one that may not write does not take the log in either
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise StoreTrouble(Trouble.DAMAGED, path)


def _create(place: Path) -> None:
    """Make an empty store beside its place and move it there whole: never half a store."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = place.with_name(f"{place.name}.new-{secrets.token_hex(4)}")
    try:
        places.make_private(fresh)
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _migrate(connection, 0)
            connection.execute("PRAGMA journal_mode = WAL")
        places.keep(fresh)
        _move_to(place, fresh)
    finally:
        for left in (fresh, *(places.sibling(fresh, ending) for ending in places.SIBLINGS)):
            left.unlink(missing_ok=True)


def _move_to(place: Path, fresh: Path) -> None:
    """Give the new store its name; one that another program has made meanwhile stays."""
    try:
        place.hardlink_to(fresh)
    except FileExistsError:
        return
    except OSError:  # a disk without hard links
        if not place.exists():
            fresh.rename(place)
    places.keep(place)


def _bring_up_to_date(database: Database, place: Path, tell: Tell, is_copy: bool) -> None:
    version = sql.value(database, "PRAGMA user_version")
    if version > NEWEST:
        raise StoreTrouble(Trouble.TOO_NEW, place)
    if version < NEWEST:
        tell(0, NEWEST - version)
        if not is_copy:
            copies.write_copy(database, copy_before(place))
        _migrate(sql.connection(database), version, tell)


def _migrate(connection: sqlite3.Connection, version: int, tell: Tell = untold) -> None:
    from db.schema.migrations import migrate  # no store of today's schema pays for all scripts

    migrate(connection, version, tell)

"""A copy of a store that is open and written to meanwhile, and what can be said of any copy.

The copy is made by SQLite's own backup (sqlite.org/backup.html), over a connection of its own that
holds one moment of the store: what is written meanwhile waits for nothing, and is not in it.
"""

import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from db.engine import copies, places
from db.engine.opening import APPLICATION_ID, BUSY_SECONDS, MAGIC
from db.engine.trouble import StoreTrouble, Trouble, trouble_of, trouble_of_system
from db.schema.newest import NEWEST
from db.sql import Database

Tell = Callable[[float], None]
"""Is told how much is done, from 0 to 1; what it raises ends the work."""

_PAGES = 1024
"""Pages a step: the work can be ended after each."""
_COPIED = 0.6
"""How much of the work the copy is; the rest is its check."""
_HEADER = struct.Struct(">16sH6xII28xI4xI20xI")  # sqlite.org/fileformat2.html, 1.3


def write_online(place: Path, copy: Path, tell: Tell) -> None:
    """Write a copy of the store at ``place`` as it is at this moment, and check it.

    It is opened, all its pages are looked at, and its rows are counted against those of the store
    at the moment that was copied. Raises StoreTrouble where the store cannot be read, its copy
    cannot be written, or is not sound. Whatever is raised, no copy is left.
    """
    try:
        with _told(copy):
            places.make_private(copy)
            counted = _copied(place, copy, tell)
            if not copies.is_whole(copy, counted, _watched_by(tell, _COPIED)):
                raise StoreTrouble(Trouble.DAMAGED, place)
            places.keep(copy)
    except BaseException:
        for left in (copy, *(places.sibling(copy, ending) for ending in places.SIBLINGS)):
            with suppress(OSError):  # what was raised is what is to be said
                left.unlink(missing_ok=True)
        raise
    tell(1.0)


def _copied(place: Path, copy: Path, tell: Tell) -> dict[str, int]:
    """Copy, and say how many rows the store had at that moment."""
    uri = f"{place.as_uri()}?mode=ro"
    with closing(_connect(uri)) as store, closing(_connect(copy.as_uri())) as target:
        target.execute("PRAGMA journal_mode = OFF")  # a copy that is not done is thrown away
        target.execute("PRAGMA synchronous = OFF")
        store.execute("BEGIN")
        with _watched_by(tell, 0.0)(store):
            counted = copies.contents(store)  # from here on the store stands still for this one
        store.backup(
            target,
            pages=_PAGES,
            progress=lambda _status, left, all_: tell(_COPIED * (all_ - left) / max(1, all_)),
        )
        return counted


def _watched_by(tell: Tell, share: float) -> copies.Watch:
    """SQLite's own long work tells that it goes on, and ends where ``tell`` raises."""

    @contextmanager
    def watch(connection: sqlite3.Connection) -> Iterator[None]:
        raised: list[BaseException] = []

        def look() -> int:
            try:
                tell(share)
            except BaseException as error:
                raised.append(error)
            return len(raised)

        connection.set_progress_handler(look, _INSTRUCTIONS)
        try:
            yield
        except sqlite3.OperationalError as error:
            raise (raised[0] if raised else error) from None
        finally:
            connection.set_progress_handler(None, 0)

    return watch


_INSTRUCTIONS = 500_000
"""Instructions of SQLite's virtual machine between looks: some milliseconds."""


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Tell what goes wrong as trouble with a store."""
    try:
        yield
    except OSError as error:
        raise StoreTrouble(trouble_of_system(error), place) from error
    except sqlite3.Error as error:
        raise StoreTrouble(trouble_of(error) or Trouble.DISK, place) from error


def judge_start(start: bytes, size: int) -> Trouble | None:
    """What the first bytes of a file say of it, and its size: None where it may be a whole store.

    ``start`` is its first hundred bytes. DISK: it is shorter than it says, some of it is missing.
    """
    if len(start) < _HEADER.size:
        return Trouble.DISK if MAGIC.startswith(start[:16]) else Trouble.NOT_OURS
    magic, page_size, changed, pages, version, application, valid_for = _HEADER.unpack_from(start)
    if magic != MAGIC or application != APPLICATION_ID:
        return Trouble.NOT_OURS
    if version > NEWEST:
        return Trouble.TOO_NEW
    whole = pages * (65536 if page_size == 1 else page_size)
    if changed == valid_for and size < whole:
        return Trouble.DISK
    return None


def check_whole(copy: Path, tell: Tell) -> bool:
    """All pages, rows and indexes of a copy are sound (SQLite's ``integrity_check``).

    Raises StoreTrouble where it cannot be read, and what ``tell`` raises.
    """
    with (
        _told(copy),
        closing(copies.opened_alone(copy)) as connection,
        _watched_by(tell, 0.0)(connection),
    ):
        try:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        except sqlite3.DatabaseError as error:
            if trouble_of(error) is Trouble.DAMAGED:
                return False
            raise
        return bool(verdict == "ok")


@contextmanager
def opened_to_read(copy: Path) -> Iterator[Database]:
    """A copy that nobody writes, opened to be read as it is, whatever its schema; nothing is made
    beside it. Raises StoreTrouble where it cannot be read.
    """
    database = Database(f"{copy.as_uri()}?immutable=1", uri=True)
    with _told(copy):
        database.connect()
        try:
            yield database
        finally:
            database.close()

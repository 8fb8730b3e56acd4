"""The log of a store (``-wal``): is it the one that belongs to this file, and is all of it there?

SQLite plays any sound log that lies beside a file back into it, also one of another file. So every
log of ours begins with a *mark*, a row of the table ``log_mark``: the file waits for a log of that
mark (``waiting``), and the log's first transaction says that it is the one (``begun``). Every new
log has a new mark, so an older copy of the same store waits for another one. A file that waits, but
has no log beside it, has lost it; one that is closed has taken the log in, its ``begun`` included.

How far the log reached is told by the index (``-shm``), which outlives a process that was killed.
All of this is read without SQLite, which would change the files. Formats: sqlite.org/walformat.html
and sqlite.org/fileformat2.html.
"""

import re
import secrets
import shutil
import sqlite3
import struct
from array import array
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from db import sql
from db.engine.places import sibling
from db.engine.trouble import Trouble
from db.sql import Database

_MARK = re.compile(rb"serialdesk-log (waiting|begun  |unknown) ([0-9a-f]{32})")
_LOG_HEADER = struct.Struct(">IIIIIIII")  # magic, format, page size, sequence, salts, checksum
_FRAME_HEADER = struct.Struct(">IIIIII")  # page, pages after a commit or 0, salts, checksum
_INDEX_HEADER = struct.Struct("=IIIBBHII2I2I2I")
_MAGIC = 0x377F0682
_BACKFILLED_AT = 96
_LEAF = 13
_HEADER = struct.Struct(">60xI4xI")  # user_version at 60, application_id at 68


class Mark(NamedTuple):
    """``waiting``: the log of this mark is still to come; else it is there, or was taken in."""

    waiting: bool
    name: bytes


class Log:
    """What a log holds up to its last whole transaction.

    ``first`` mark and ``names`` of all its marks; the figures of the header, None where the log
    does not change them.
    """

    def __init__(self, salts: tuple[int, int]) -> None:
        self.salts = salts
        self.frames = 0
        self.first: Mark | None = None
        self.names = frozenset[bytes]()
        self.user_version: int | None = None
        self.application_id: int | None = None


def begin(database: Database) -> None:
    """Take the log into the file and begin a new one under a new mark.

    Where another program is reading meanwhile, the log goes on, with the mark in it.
    """
    name = secrets.token_hex(16)
    _write(database, f"serialdesk-log waiting {name}")
    sql.execute(database, "PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    _write(database, f"serialdesk-log begun   {name}")


def settle(database: Database) -> None:
    """Before it is closed, see that a file whose new log could not begin does not wait for one."""
    mark = _mark_in(str(sql.value(database, "SELECT mark FROM log_mark")).encode())
    if mark and mark.waiting:
        _write(database, f"serialdesk-log begun   {mark.name.decode()}")


def _write(database: Database, mark: str) -> None:
    # Always as long as before, so that it takes the place of the old one on its page.
    sql.execute(database, "UPDATE log_mark SET mark = ? WHERE id = 1", mark)


def read(place: Path) -> Log | None:
    """The log beside a store; None where there is none, or none with a whole transaction."""
    try:
        with sibling(place, "-wal").open("rb") as file:
            content = memoryview(file.read())
    except FileNotFoundError:
        return None
    if len(content) < _LOG_HEADER.size:
        return None
    magic, _, page_size, _, *salts, sum_1, sum_2 = _LOG_HEADER.unpack_from(content)
    big = bool(magic & 1)
    if magic & ~1 != _MAGIC or _checksum(content[:24], big, (0, 0)) != (sum_1, sum_2):
        return None
    log = Log((salts[0], salts[1]))
    _read_frames(content, log, page_size, big, (sum_1, sum_2))
    return log if log.frames else None


def _read_frames(
    content: memoryview, log: Log, page_size: int, big: bool, checksum: tuple[int, int]
) -> None:
    names: set[bytes] = set()
    first, of_header = None, (None, None)
    frame_size = _FRAME_HEADER.size + page_size
    starts = range(_LOG_HEADER.size, len(content) - frame_size + 1, frame_size)
    for number, start in enumerate(starts, 1):
        page_number, commit, *salts, sum_1, sum_2 = _FRAME_HEADER.unpack_from(content, start)
        page = content[start + _FRAME_HEADER.size : start + frame_size]
        if (salts[0], salts[1]) != log.salts:
            return
        checksum = _checksum(content[start : start + 8], big, checksum)
        checksum = _checksum(page, big, checksum)
        if checksum != (sum_1, sum_2):
            return
        mark = _mark_on(page)
        if mark:
            first = first or mark
            names.add(mark.name)
        if page_number == 1:
            of_header = _HEADER.unpack_from(page)
        if commit:
            log.frames, log.first, log.names = number, first, frozenset(names)
            log.user_version, log.application_id = of_header


def _checksum(content: memoryview, big: bool, before: tuple[int, int]) -> tuple[int, int]:
    words = array("I", bytes(content))
    if big != (struct.pack("=H", 1) == b"\0\1"):
        words.byteswap()
    one, two = before
    pairs = iter(words)
    for word in pairs:
        one = (one + word + two) & 0xFFFFFFFF
        two = (two + next(pairs) + one) & 0xFFFFFFFF
    return one, two


def _mark_on(page: memoryview) -> Mark | None:
    """The mark on the one page of its table: a leaf that holds one row."""
    if page[0] != _LEAF or bytes(page[3:5]) != b"\0\1":
        return None
    (at,) = struct.unpack_from(">H", page, 8)
    return _mark_in(bytes(page[at : at + 80]))


def _mark_in(content: bytes) -> Mark | None:
    found = _MARK.search(content)
    if not found or found[1] == b"unknown":
        return None
    return Mark(found[1] == b"waiting", found[2])


def mark_of(place: Path) -> Mark | None:
    """The mark of the file itself, its log left out; None for a store of before the marks.

    Raises sqlite3.DatabaseError where the file cannot be read so: its pages need the log.
    """
    try:
        uri = f"{place.as_uri()}?immutable=1"  # reads the file alone, and makes nothing beside it
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            (mark,) = connection.execute("SELECT mark FROM log_mark").fetchone()
            return _mark_in(str(mark).encode())
    except (sqlite3.OperationalError, TypeError):  # no such table, or no row in it
        return None


def _reached(place: Path) -> tuple[tuple[int, int], int, int] | None:
    """Salts of the log, frames committed, and frames taken in, by the index; None: it says nothing.

    It is written after the log is on the disk, so it never says too much.
    """
    try:
        with sibling(place, "-shm").open("rb") as file:
            content = file.read(_BACKFILLED_AT + 4)
    except FileNotFoundError:
        return None
    if len(content) < _BACKFILLED_AT + 4 or content[:48] != content[48:96]:
        return None
    fields = _INDEX_HEADER.unpack_from(content)
    is_set_up, frames, salts, own = fields[3], fields[6], fields[10:12], fields[12:14]
    native_is_big = struct.pack("=H", 1) == b"\0\1"
    if not is_set_up or _checksum(memoryview(content[:40]), native_is_big, (0, 0)) != own:
        return None
    first, second = struct.unpack(">II", struct.pack("=II", *salts))
    return (first, second), frames, struct.unpack_from("=I", content, _BACKFILLED_AT)[0]


def trouble_with(place: Path, log: Log | None) -> Trouble | None:
    """What is wrong with the log beside a store, or with its lack; None: open it."""
    if _foreign_journal(place):
        return Trouble.FOREIGN_LOG
    reached = _reached(place)
    try:
        mark = mark_of(place)
    except sqlite3.DatabaseError:
        return None  # the check of all pages, log included, says what it is worth
    if log is None:
        lost = reached is not None and reached[1] > reached[2]
        if sibling(place, "-wal").exists():
            return Trouble.TORN_LOG if lost else None
        return Trouble.MISSING_LOG if lost or (mark and mark.waiting) else None
    if not _belongs(log, mark):
        return Trouble.FOREIGN_LOG
    if reached and reached[0] == log.salts and log.frames < reached[1] and reached[2] < reached[1]:
        return Trouble.TORN_LOG
    return None


def _belongs(log: Log, mark: Mark | None) -> bool:
    if log.first is None:  # of before the marks, or SQLite began it anew by itself
        return mark is None or not mark.waiting
    # A log that began before it had a mark is of a file that had none to wait for.
    return log.first.waiting or (mark is not None and mark.name in log.names)


def _foreign_journal(place: Path) -> bool:
    """A rollback journal beside a file that has a log: SQLite would play it back too."""
    journal = sibling(place, "-journal")
    with place.open("rb") as file:
        in_log_mode = file.read(20)[18:20] == b"\2\2"
    return in_log_mode and journal.exists() and journal.stat().st_size > 0


def set_aside(place: Path, trouble: Trouble, stamp: str) -> None:
    """Before the owner goes on without it, keep what lies beside the store under another name."""
    for ending in ("-wal", "-shm", "-journal"):
        found = sibling(place, ending)
        if not found.exists():
            continue
        aside = sibling(place, f"{ending}.{stamp}")
        if trouble is Trouble.TORN_LOG:  # the whole transactions in it are still good
            shutil.copyfile(found, aside)
        else:
            found.rename(aside)

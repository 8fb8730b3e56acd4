"""Trouble with the store, told by SQLite's error code and never by its English text."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, unique
from pathlib import Path

from peewee import PeeweeException


@unique
class Trouble(Enum):
    """Why a store cannot be opened, or cannot be read or written at the moment."""

    NOT_OURS = "not_ours"
    TOO_NEW = "too_new"
    NOT_WRITABLE = "not_writable"
    DAMAGED = "damaged"
    LOCKED = "locked"
    FULL = "full"
    DISK = "disk"
    FOREIGN_LOG = "foreign_log"
    MISSING_LOG = "missing_log"
    TORN_LOG = "torn_log"
    NO_FILE_NAME = "no_file_name"
    NAME_TOO_LONG = "name_too_long"
    FOLDER = "folder"
    NO_PLAIN_FILE = "no_plain_file"
    DANGLING_LINK = "dangling_link"


class StoreTrouble(Exception):
    """The store at ``path`` cannot be used now; what was to be written is not, not even in part."""

    def __init__(self, trouble: Trouble, path: Path) -> None:
        self.trouble = trouble
        self.path = path
        super().__init__(f"{trouble.value}: {path}")


class ConstraintBroken(Exception):
    """What was to be written breaks the rule ``name`` of the schema: nothing is written.

    Its text is what the engine reports.
    """

    def __init__(self, reported: str) -> None:
        from db.engine import constraints  # where one is broken

        self.name = constraints.name_of(reported)
        super().__init__(reported)


_BY_CODE = {
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.DISK,
    sqlite3.SQLITE_READONLY: Trouble.NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: Trouble.NOT_WRITABLE,
    sqlite3.SQLITE_PERM: Trouble.NOT_WRITABLE,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}
_BY_SYSTEM = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EIO: Trouble.DISK,
    errno.ENAMETOOLONG: Trouble.NAME_TOO_LONG,
}
_PRIMARY = 0xFF
"""The lower byte of an extended code is the code it belongs to (sqlite.org/rescode.html)."""


def trouble_of(error: BaseException) -> Trouble | None:
    """What an error of the driver, or one that it led to, says of the store; None: a fault of ours.

    The first error tells: one that a failed statement led to, such as *cannot rollback*, does not.
    """
    found = [_BY_CODE[code] for code in _codes(error) if code in _BY_CODE]
    if not found and any(map(_is_no_text, _chain(error))):
        return Trouble.DAMAGED
    return found[-1] if found else None


def _is_no_text(error: BaseException) -> bool:
    """The driver read a text that is no UTF-8: the one such error of its own, without a code."""
    return isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode")


@contextmanager
def whatever_is_read(path: Path) -> Iterator[None]:
    """What cannot be read is damage: of a check, which asks for nothing but what is in the file.

    Raises StoreTrouble, with the trouble that it is where that is known: a disk, another program.
    """
    try:
        yield
    except (sqlite3.Error, PeeweeException) as error:
        raise StoreTrouble(trouble_of(error) or Trouble.DAMAGED, path) from error


def trouble_of_system(error: OSError) -> Trouble:
    """What an error of the operating system says of the store."""
    return _BY_SYSTEM.get(error.errno or 0, Trouble.NOT_WRITABLE)


def breaks_constraint(error: BaseException) -> bool:
    """An error of the driver says that a constraint, or a trigger's rule, would be broken."""
    return next(_codes(error), None) == sqlite3.SQLITE_CONSTRAINT


def _codes(error: BaseException | None) -> Iterator[int]:
    """The codes of an error and of those before it, the newest first."""
    for each in _chain(error):
        code = getattr(each, "sqlite_errorcode", None)
        if isinstance(each, sqlite3.Error) and code is not None:
            yield code & _PRIMARY


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__

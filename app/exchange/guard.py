"""The watch on files of others: what may be opened at all, and how much may come out of it.

A file is read once, whole, into memory: so it cannot change or vanish while it is worked on, and
nothing of it is unpacked before its directory was judged. Whatever is wrong is Refused with a
sentence that says what to do; a hostile file costs no more than its bytes.
"""

import os
import stat
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.domain.problems import Code, Refused, refuse

MEGABYTE = 2**20
MOST_MEGABYTES = 10
MOST_UNPACKED = 100 * MEGABYTE
MOST_RATIO = 100
"""Unpacked bytes for each packed byte, in parts of more than a megabyte."""

MOST_ENTRIES = 5000
_CHUNK = 2**16

Tell = Callable[[float], None]
"""Told how much is done, from 0 to 1, while something long goes on; raises to have it stop."""


def untold(_share: float) -> None:
    """Ignore the progress that a reader tells."""


def read_file(path: Path, tell: Tell = untold) -> bytes:
    """The bytes of a file. Raises Refused for what is no file, not there, or too big."""
    name = path.name
    try:
        found = path.stat()  # a pipe that is opened would wait for its writer
        if not stat.S_ISREG(found.st_mode):
            raise refuse(Code.LIST_NO_FILE, name=name)
        if found.st_size > MOST_MEGABYTES * MEGABYTE:
            raise refuse(Code.LIST_TOO_BIG, name=name, most=MOST_MEGABYTES)
        with os.fdopen(os.open(path, os.O_RDONLY | _AT_ONCE), "rb") as file:
            before = os.fstat(file.fileno())
            content = _read(file.read, found.st_size, tell)
            after = os.fstat(file.fileno())
    except (OSError, ValueError) as error:
        raise refuse(Code.LIST_GONE, name=name) from error
    if not stat.S_ISREG(before.st_mode):
        raise refuse(Code.LIST_NO_FILE, name=name)
    if _state(found) != _state(after) or len(content) != after.st_size:
        raise refuse(Code.LIST_CHANGES, name=name)
    return content


_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _state(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _read(read: Callable[[int], bytes], size: int, tell: Tell) -> bytes:
    """Read to the end, and no further than a byte more than there was."""
    parts, done = [], 0
    while done <= size and (part := read(min(MEGABYTE, size + 1 - done))):
        parts.append(part)
        done += len(part)
        tell(done / (size + 1))
    return b"".join(parts)


class Archive:
    """A zip, judged from its directory before anything is unpacked.

    Raises Refused, here and while it is read: too many entries, too much in them, damaged, locked
    by a password.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        # Each entry of the directory begins so; they are counted before objects are made of them.
        if content.count(b"PK\x01\x02") > 2 * MOST_ENTRIES:
            raise refuse(Code.LIST_BLOATED, name=name)
        try:
            self._zip = ZipFile(BytesIO(content))
        except _BAD_ZIP as error:
            raise self.damaged() from error
        entries = self._zip.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if (
            len(entries) > MOST_ENTRIES
            or unpacked > MOST_UNPACKED
            or any(entry.file_size > MEGABYTE and _ratio(entry) > MOST_RATIO for entry in entries)
        ):
            raise refuse(Code.LIST_BLOATED, name=name)
        self._entries = {_plain(entry.filename): entry for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries):
            raise refuse(Code.LIST_LOCKED, name=name)
        if any(entry.compress_type not in _METHODS for entry in entries):
            raise self.damaged()

    def damaged(self) -> Refused:
        """The refusal of a file in which a part is not what it should be."""
        return refuse(Code.LIST_UNREADABLE, name=self._name)

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._entries

    def pieces(self, part: str, tell: Tell = untold) -> Iterator[bytes]:
        """Unpack a part, a piece at a time."""
        entry = self._entries.get(_plain(part))
        if entry is None:
            raise self.damaged()
        done = 0
        try:
            # zipfile gives out no more than the directory says, and checks the sum at the end.
            with self._zip.open(entry) as stream:
                while piece := stream.read(_CHUNK):
                    done += len(piece)
                    tell(min(1.0, done / entry.file_size))
                    yield piece
        except _BAD_ZIP as error:
            raise self.damaged() from error


_BAD_ZIP = (BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)
"""What zipfile raises for archives that are damaged or none at all."""

_METHODS = (ZIP_STORED, ZIP_DEFLATED)
"""How workbooks are packed; other methods could ask for any amount of memory."""


def _ratio(entry: ZipInfo) -> float:
    return entry.file_size / max(entry.compress_size, 1)


def _plain(part: str) -> str:
    """A part's name however it was written: Excel takes ``XL\\Workbook.xml`` as well."""
    return part.replace("\\", "/").lstrip("/").casefold()

"""Where a store may be: what a name stands for is told before anything is opened or made."""

import os
import re
import stat
from pathlib import Path

from db.engine.trouble import StoreTrouble, Trouble

OWNER_ONLY = 0o600
"""Nobody but the owner reads or writes a store, its log, or a copy of it."""

SIBLINGS = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a store, by the end of its name."""

_ADDRESS = re.compile(r"file:|[a-z][a-z0-9+.-]+:[/\\]|:memory:", re.IGNORECASE)
_LONGEST_NAME = 200  # of 255 bytes: log and copies have longer names than the store
_LONGEST_PATH = 440  # of the 512 bytes that SQLite takes


def real_place(path: Path) -> Path:
    """The one path of the file that ``path`` names, whatever links lead to it; it may be missing.

    Raises StoreTrouble for what is no plain file and can never be a store: an address, a folder, a
    pipe, a device, a link to nowhere, a name that the disk does not take.
    """
    if str(path) in ("", ".") or _ADDRESS.match(str(path)):
        raise StoreTrouble(Trouble.NO_FILE_NAME, path)
    try:
        str(path).encode()
        place = path.parent.resolve() / path.name
        if place.is_symlink():
            place = place.resolve(strict=True)
        if _too_long(place):
            raise StoreTrouble(Trouble.NAME_TOO_LONG, path)
        found = place.stat()
    except FileNotFoundError as error:
        if path.is_symlink():
            raise StoreTrouble(Trouble.DANGLING_LINK, path) from error
        return place
    except (RuntimeError, ValueError) as error:  # links in a ring; a name with a NUL
        ring = isinstance(error, RuntimeError)
        trouble = Trouble.DANGLING_LINK if ring else Trouble.NO_FILE_NAME
        raise StoreTrouble(trouble, path) from error
    if stat.S_ISDIR(found.st_mode):
        raise StoreTrouble(Trouble.FOLDER, path)
    if not stat.S_ISREG(found.st_mode):
        raise StoreTrouble(Trouble.NO_PLAIN_FILE, path)
    return _name_with_log(place) if found.st_nlink > 1 else place


def _name_with_log(place: Path) -> Path:
    """Of the names that one file has in its folder, the one beside which its log lies.

    SQLite names the log after the name a file was opened by, and knows no other.
    """
    names = [place, *sorted(each for each in place.parent.iterdir() if each.is_file())]
    for name in names:
        if sibling(name, "-wal").exists() and name.samefile(place):
            return name
    return place


def _too_long(place: Path) -> bool:
    return len(os.fsencode(place.name)) > _LONGEST_NAME or len(os.fsencode(place)) > _LONGEST_PATH


def sibling(place: Path, ending: str) -> Path:
    """The file beside a store whose name has ``ending`` more: its log, say."""
    return place.with_name(place.name + ending)


def make_private(place: Path) -> None:
    """Make an empty file that only its owner can read, from its first byte on."""
    os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))


def keep_private(place: Path) -> None:
    """Take from others what an earlier program let them read; leaves alone what is not ours."""
    for found in (place, *(sibling(place, ending) for ending in SIBLINGS)):
        try:
            mode = stat.S_IMODE(found.stat().st_mode)
            if mode & 0o077:
                found.chmod(mode & OWNER_ONLY)
        except OSError:
            continue  # not there, another's, or a disk that keeps no modes


def keep(place: Path) -> None:
    """Have a whole file, and its name in its folder, on the disk before going on."""
    _sync(place, os.O_RDWR)
    if os.name == "posix":
        _sync(place.parent, os.O_RDONLY)


def _sync(place: Path, flags: int) -> None:
    descriptor = os.open(place, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""The files of a backup: put into a place whole or not at all, and what is said beside them."""

import errno
import hashlib
import json
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from app.domain.problems import Code, Refused, refuse
from app.domain.strict_json import JsonObject, read_object
from app.services.keeping import encrypting
from app.services.keeping.encrypting import PART, BackupKey
from app.services.keeping.patience import Tell, untold

ENDING = ".serialdesk"
"""What a backup's name ends with."""
_UNDONE = ".serialdesk-part"
"""What a file is called until it is whole."""
_STAMP = r"\d{8}-\d{6}(?:-\d+)?"
"""How a backup's name says when it was made, and that another bore the name already."""
_LEFT_BEHIND = 86_400
"""Seconds after which nobody writes a file any more that is not whole yet."""
_MOST_SAID = 100_000
_NAMES = 1000

CODES = {
    errno.ENOSPC: Code.BACKUP_FULL,
    errno.EDQUOT: Code.BACKUP_FULL,
    errno.EFBIG: Code.BACKUP_TOO_BIG,
    errno.EROFS: Code.BACKUP_NOT_WRITABLE,
    errno.EACCES: Code.BACKUP_NOT_WRITABLE,
    errno.EPERM: Code.BACKUP_NOT_WRITABLE,
    errno.EIO: Code.BACKUP_DISK,
}
"""What an error of the operating system means for a place; any other: it is gone."""


class Written(NamedTuple):
    """A file of a backup as it lies in its place."""

    size: int
    sha256: str


def put(
    staged: Path,
    folder: Path,
    name: str,
    key: BackupKey | None,
    said: Callable[[Written], Mapping[str, object]],
    tell: Tell = untold,
) -> Path:
    """Put a checked copy of the store into a folder as a backup, and beside it what is ``said``.

    It is written under another name, read back, and only then called by its own, ``name`` or, where
    that is taken, one with a number more. With a ``key`` it is encrypted. Raises OSError, and
    Refused where what is read is not what was written; then there is nothing new.
    """
    part = folder / f".{name}-{secrets.token_hex(4)}{_UNDONE}"
    try:
        written = _write(staged, part, key, lambda share: tell(share / 2))
        if _read_back(part, lambda share: tell(0.5 + share / 2)) != written.sha256:
            raise refuse(Code.BACKUP_NOT_AS_WRITTEN)
        path = _named(folder, name, part, json.dumps(said(written), ensure_ascii=False).encode())
        _settle(folder)
        return path
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _write(staged: Path, part: Path, key: BackupKey | None, tell: Tell) -> Written:
    whole, sum_, size = max(1, staged.stat().st_size), hashlib.sha256(), 0
    with staged.open("rb") as plain, part.open("xb") as file:
        with suppress(OSError):  # a disk that keeps no modes
            part.chmod(0o600)
        for piece in encrypting.encrypted(plain, key) if key else pieces(plain):
            file.write(piece)
            sum_.update(piece)
            size += len(piece)
            tell(min(1.0, size / whole))
        file.flush()
        os.fsync(file.fileno())
    return Written(size, sum_.hexdigest())


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """What is in a file, piece by piece."""
    while piece := file.read(PART):
        yield piece


def sum_of(path: Path, tell: Tell = untold) -> str:
    """The SHA-256 of a file, in hexadecimal digits. Raises OSError."""
    return _read_back(path, tell)


def _read_back(path: Path, tell: Tell) -> str:
    whole, sum_, size = max(1, path.stat().st_size), hashlib.sha256(), 0
    with path.open("rb") as file:
        for piece in pieces(file):
            sum_.update(piece)
            size += len(piece)
            tell(min(1.0, size / whole))
    return sum_.hexdigest()


def _named(folder: Path, name: str, part: Path, said: bytes) -> Path:
    """Give a file its name. Who makes the small file beside it has taken the name for its own."""
    for number in range(1, _NAMES):
        path = folder / f"{name}{f'-{number}' if number > 1 else ''}{ENDING}"
        if path.exists():
            continue
        try:
            _write_new(beside(path), said)
        except FileExistsError:
            continue
        try:
            part.rename(path)
        except BaseException:
            beside(path).unlink(missing_ok=True)
            raise
        return path
    raise OSError(errno.EEXIST, "no name is left")


def _write_new(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk, where the disk does that."""
    if os.name != "posix":
        return
    with suppress(OSError):  # a network path may know nothing of it
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def beside(path: Path) -> Path:
    """The small file beside a backup."""
    return path.with_suffix(".json")


def say(path: Path, said: Mapping[str, object]) -> None:
    """Say something else beside a backup, all at once. A disk that cannot be written keeps what
    was said.
    """
    fresh = beside(path).with_name(f".{path.name}-{secrets.token_hex(4)}{_UNDONE}")
    with suppress(OSError):
        try:
            _write_new(fresh, json.dumps(said, ensure_ascii=False).encode())
            fresh.replace(beside(path))
        finally:
            fresh.unlink(missing_ok=True)


def said_of(path: Path) -> JsonObject | None:
    """What is said beside a backup; None: nothing, or nothing that can be read."""
    try:
        with beside(path).open("rb") as file:
            return read_object(file.read(_MOST_SAID + 1), _MOST_SAID)
    except (OSError, Refused):
        return None


def values_beside(path: Path) -> dict[str, object] | None:
    """The same as values, to be said again with a change."""
    try:
        found = json.loads(beside(path).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def delete(path: Path) -> None:
    """Delete a backup and what is said beside it."""
    path.unlink()
    beside(path).unlink(missing_ok=True)


def tidy(folder: Path, stem: str) -> None:
    """Delete what a killed run of this shop left: files that are not whole, and what is said of a
    backup that never got there. What may still be written is left alone.
    """
    undone = re.compile(rf"\.{re.escape(stem)}-{_STAMP}.*{re.escape(_UNDONE)}")
    said = re.compile(rf"{re.escape(stem)}-{_STAMP}\.json")
    with suppress(OSError):
        for path in list(folder.iterdir()):
            lonely = said.fullmatch(path.name) and not path.with_suffix(ENDING).exists()
            if lonely or undone.fullmatch(path.name):
                _delete_old(path)


def _delete_old(path: Path) -> None:
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
            path.unlink()

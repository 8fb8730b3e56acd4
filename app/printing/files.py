"""Files that the shop asks for: written whole or not at all."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from app.domain.problems import Code, Refused, refuse


def write_whole(path: Path, content: bytes) -> None:
    """Write a file at once, as ``written_whole`` does. Raises Refused, with what to do."""
    with written_whole(path) as beside:
        beside.write_bytes(content)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A file under another name to write into, which is given its own when all is on the disk.

    A file that stands there is replaced then. Whatever is raised within, it stays as it was and
    nothing else is there. Raises Refused, with what to do, where the disk does not take it.
    """
    beside = path.with_name(f".{uuid4().hex}.part")
    try:
        _demand_writable(path)
        beside.open("xb").close()
        yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with suppress(OSError):  # it never was there, or its disk is gone: the refusal says why
            beside.unlink(missing_ok=True)


def _demand_writable(path: Path) -> None:
    """A file that somebody made read-only is not replaced, though its folder would allow it."""
    with suppress(FileNotFoundError, NotADirectoryError):
        if not path.stat().st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _refused(path: Path, error: OSError) -> Refused:
    code = _CODES.get(error.errno or 0, Code.FILE_NOT_WRITTEN)
    reason = error.strerror or type(error).__name__
    return refuse(code, name=path.name, folder=str(path.parent), reason=reason)


_CODES = {
    errno.ENOENT: Code.FILE_NO_FOLDER,
    errno.ENOTDIR: Code.FILE_NO_FOLDER,
    errno.ENOSPC: Code.FILE_DISK_FULL,
    errno.EDQUOT: Code.FILE_DISK_FULL,
    errno.EACCES: Code.FILE_NOT_WRITABLE,
    errno.EPERM: Code.FILE_NOT_WRITABLE,
    errno.EROFS: Code.FILE_NOT_WRITABLE,
    errno.EISDIR: Code.FILE_NOT_WRITABLE,
}

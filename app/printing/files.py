"""Files that the shop asks for: written whole or not at all."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from app.domain.problems import Code, Refused, refuse


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name and give it its own when all of it is on the disk.

    A file that stands there is replaced then, or stays as it was. Raises Refused, with what to do.
    """
    beside = path.with_name(f".{uuid4().hex}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with suppress(OSError):  # it never was there, or its disk is gone: the refusal says why
            beside.unlink(missing_ok=True)


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

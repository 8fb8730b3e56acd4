"""One program a store: a lock of the operating system on the file itself.

Whatever name leads to it (a link of either kind, a relative path, other capitals), it is one file
and has one lock, which goes with the process: nothing is left behind that another computer or
another process of the same number could be taken for.

The byte that is locked lies in the page at 1 GiB, which SQLite keeps for its own locks: nothing is
ever stored there, and of its 4096 bytes SQLite uses the first 512 (sqlite.org/fileformat.html,
"The Lock-Byte Page"). A classic POSIX lock would be lost as soon as any descriptor of this process
to the file closes, and SQLite closes some: so it is one of the open file description (Linux).
"""

import errno
import os
import struct
import sys
import tempfile
from pathlib import Path

_BYTE = 0x40000000 + 4095
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class InUse(Exception):
    """Another program works on the store; ``name`` is that of its lock."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


class StoreLock:
    """The lock on a store that is there, held until ``release``.

    Raises InUse where another program holds it. On a disk that knows no locks it does nothing.
    Release it after the store was closed: closing its descriptor ends SQLite's locks too.
    """

    def __init__(self, place: Path) -> None:
        found = place.stat()
        self.name = f"serialdesk-{found.st_dev:x}-{found.st_ino:x}"
        """The same for every name of the file, another for every other file of this computer."""
        self._descriptor: int | None = _open(place, self.name)
        try:
            _lock(self._descriptor)
        except OSError as error:
            if error.errno in _HELD:
                self.release()
                raise InUse(self.name) from error

    def release(self) -> None:
        """Release the lock, so that another program can open the store."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform in ("linux", "win32"):

    def _open(place: Path, name: str) -> int:
        return os.open(place, os.O_RDWR)
else:

    def _open(place: Path, name: str) -> int:
        # Here flock and SQLite's own locks see each other: so another file of the same identity.
        aside = Path(tempfile.gettempdir()) / f"{name}.lock"
        return os.open(aside, os.O_CREAT | os.O_RDWR, 0o600)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
elif sys.platform == "linux":
    import fcntl

    def _lock(descriptor: int) -> None:
        # struct flock: type, whence, start, length, process (0, as the system asks for)
        lock = struct.pack("@hhqqi", fcntl.F_WRLCK, os.SEEK_SET, _BYTE, 1, 0)
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, lock)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

"""A backup to be killed: makes one, and dies at a moment that is told beforehand.

``python -m tests.faults.backuper STORE FOLDER KILL_AT``: moments are ticks of SQLite's own work,
each write of the backup's files, half of it done, and every step by which the program has something
kept, renamed or deleted, counted together. With KILL_AT 0 it is let through, and says how many
moments there were.
"""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.services.keeping import backup_files, backups
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backups import BackupOrder, Why

TICK = 5000
"""Instructions of SQLite's virtual machine to a moment."""
NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


class Counted:
    """A file whose every write is a moment, with half of it on the disk."""

    def __init__(self, file: Any, moment: Callable[[], object]) -> None:
        self._file, self._moment = file, moment

    def write(self, piece: bytes) -> int:
        half = len(piece) // 2
        self._file.write(piece[:half])
        self._file.flush()
        self._moment()
        self._file.write(piece[half:])
        return len(piece)

    def __enter__(self) -> "Counted":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def main(store: str, folder: str, kill_at: int) -> None:
    moments = 0

    def moment() -> int:
        nonlocal moments
        moments += 1
        if moments == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def before_and_after(step: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*values: Any, **named: Any) -> Any:
            moment()
            result = step(*values, **named)
            moment()
            return result

        return stepped

    connect, opening = sqlite3.connect, Path.open

    def connect_counted(*values: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(*values, **named)
        connection.set_progress_handler(moment, TICK)
        return connection

    def open_counted(path: Path, mode: str = "r", *values: Any, **named: Any) -> Any:
        file = opening(path, mode, *values, **named)
        return Counted(file, moment) if mode == "xb" else file

    sqlite3.connect = connect_counted
    Path.open = open_counted
    os.fsync = before_and_after(os.fsync)
    backup_files.PART = 64 * 1024
    for name in ("replace", "rename", "unlink"):
        setattr(Path, name, before_and_after(getattr(Path, name)))
    place = BackupPlace(Path(folder))
    outcome = backups.make(BackupOrder(Path(store), "s" * 16, Why.DEMAND, (place,), 0), NOW)
    assert outcome.problems == (), outcome.problems
    print(moments)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

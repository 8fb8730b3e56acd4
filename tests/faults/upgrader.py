"""An upgrade to be killed: opens an earlier store, and dies at a moment that is told beforehand.

``python -m tests.faults.upgrader STORE KILL_AT``: moments are ticks of SQLite's own work and every
step by which the program itself has something kept, renamed or deleted, counted together. With
KILL_AT 0 it is let through, and says how many moments there were.
"""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.engine.opening import open_database

TICK = 200
"""Instructions of SQLite's virtual machine to a moment."""


class Moments:
    """Counts the moments of what is done, and ends the process at one of them."""

    def __init__(self, kill_at: int) -> None:
        self.passed = 0
        self._kill_at = kill_at

    def one(self) -> int:
        """A moment has come; 0, as SQLite wants it."""
        self.passed += 1
        if self.passed == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def hear_the_store(self) -> None:
        """Count SQLite's work, and what is kept, renamed or deleted on the disk."""
        connect = sqlite3.connect

        def connect_counted(*values: Any, **named: Any) -> sqlite3.Connection:
            connection = connect(*values, **named)
            connection.set_progress_handler(self.one, TICK)
            return connection

        sqlite3.connect = connect_counted
        os.fsync = self._before_and_after(os.fsync)
        for name in ("replace", "rename", "unlink", "hardlink_to"):
            setattr(Path, name, self._before_and_after(getattr(Path, name)))

    def _before_and_after(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*values: Any, **named: Any) -> Any:
            self.one()
            result = step(*values, **named)
            self.one()
            return result

        return stepped


def main(store: str, kill_at: int) -> None:
    moments = Moments(kill_at)
    moments.hear_the_store()
    database = open_database(Path(store))
    database.close()
    print(moments.passed)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

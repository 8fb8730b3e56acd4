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


def main(store: str, kill_at: int) -> None:
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

    connect = sqlite3.connect

    def connect_counted(*values: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(*values, **named)
        connection.set_progress_handler(moment, TICK)
        return connection

    sqlite3.connect = connect_counted
    os.fsync = before_and_after(os.fsync)
    for name in ("replace", "rename", "unlink", "hardlink_to"):
        setattr(Path, name, before_and_after(getattr(Path, name)))
    database = open_database(Path(store))
    database.close()
    print(moments)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""``python -m tests.e2e.at_time FILE …``: the program with the clock of a file.

The file holds a local time, such as 2027-03-31T23:59:30; from there the clock goes on, until
another time is written.
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.__main__ import main
from app.services import clock


class FileClock:
    """Says the time of a file, and what has passed since it was first read there."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._text = ""
        self._since = 0.0

    def __call__(self) -> datetime:
        text = self._file.read_text()
        if text != self._text:
            self._text, self._since = text, time.monotonic()
        set_to = datetime.fromisoformat(text).astimezone(UTC)
        return set_to + timedelta(seconds=time.monotonic() - self._since)


if __name__ == "__main__":
    clock.wall = FileClock(Path(sys.argv.pop(1)))
    sys.exit(main())

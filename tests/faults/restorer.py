"""A restore to be killed at a moment that is told beforehand, as ``upgrader`` is.

``python -m tests.faults.restorer STORE BACKUP KILL_AT``; with KILL_AT 0 it is let through, and says
how many moments there were.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from app.services.keeping import restoring
from app.services.keeping.restoring import RestoreAsked
from tests.faults.upgrader import Moments

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def main(store: str, backup: str, kill_at: int) -> None:
    moments = Moments(kill_at)
    moments.hear_the_store()
    asked = RestoreAsked(Path(store), Path(backup), NOON, "Owner")
    prepared = restoring.prepare(asked, lambda _done: moments.one() and None)
    restoring.put_in_place(prepared)
    print(moments.passed)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

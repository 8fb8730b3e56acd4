"""A clerk to be killed: scans a purchase into a draft, posts it, and says what is acknowledged.

``python -m tests.faults.clerk STORE SCANS KILL_AT``: after KILL_AT ticks of SQLite's own work the
process kills itself, in the middle of whatever it was doing; 0 lets it finish. Each line printed
is something the shop may rely on from then on.
"""

import os
import signal
import sys
from pathlib import Path

from app.services import session as sessions
from app.services.documents import draft_head, drafts, posting
from app.services.entry import scanning
from db import sql
from db.engine.opening import open_database

TICK = 50
"""Instructions of SQLite's virtual machine to a tick: a scan has some dozens."""

WHEN_POSTED = -1
"""For KILL_AT: at once when the posting is acknowledged."""

UUID = "the-draft"


def main(store: str, scans: int, kill_at: int) -> None:
    database = open_database(Path(store))
    ticks = 0

    def tick() -> int:
        nonlocal ticks
        ticks += 1
        if ticks == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def say(*words: object) -> None:
        print(*words, flush=True)

    sql.connection(database).set_progress_handler(tick, TICK)
    session = sessions.begin(database)
    draft = drafts.new(session, "purchase", uuid=UUID)
    draft_head.set_party(session, draft, 1)
    line = scanning.scan(session, draft, None, "PHONE-1").line
    say("ready", ticks)
    for number in range(scans):
        outcome = scanning.scan(session, draft, line, f"SN{number:04}")
        assert outcome.undo
        say("scanned", outcome.code)
    say("scanned-all", ticks)
    say("posted", posting.post(session, draft))
    if kill_at == WHEN_POSTED:
        os.kill(os.getpid(), signal.SIGKILL)
    say("done", ticks)
    database.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

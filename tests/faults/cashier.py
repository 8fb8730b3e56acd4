"""A cashier to be killed: takes a sale's payments, posts it, and says what is acknowledged.

``python -m tests.faults.cashier STORE KILL_AT``: after KILL_AT ticks of SQLite's own work the
process kills itself; 0 lets it finish. The sale has every serial number of the shop.
"""

import os
import signal
import sys
from pathlib import Path

from app.services import session as sessions
from app.services.documents import drafts, posting
from app.services.entry import entering
from app.services.money import payments
from db import sql
from db.engine.opening import open_database
from tests.faults.clerk import TICK

UUID = "the-sale"
CASH, CARD = 1, 2


def main(store: str, kill_at: int) -> None:
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
    draft = drafts.new(session, "sale", uuid=UUID)
    numbers = sql.rows(database, "SELECT number FROM serial ORDER BY id")
    entering.enter(session, draft, None, [number for (number,) in numbers])
    say("ready", ticks)
    say("card", payments.add_part(session, draft, CARD, 1000_00))
    say("cash", payments.add_part(session, draft, CASH, 1_000_000_00))
    say("paid", ticks)
    say("posted", posting.post(session, draft))
    say("done", ticks)
    database.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

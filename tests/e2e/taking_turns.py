"""``python -m tests.e2e.taking_turns --store FILE``: the program, whose people take turns by
themselves, several times a second.

So a clerk who tests has the hands free for the scanner.
"""

import sys
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QTimer

from app.__main__ import start
from app.services import people
from app.services import session as sessions
from app.services.session import Session

TURN = 300
"""Milliseconds."""


def main() -> int:
    """Run until the window is closed."""
    application, program, opened = start(Path(sys.argv[-1]))
    assert opened and program.window is not None
    database = program.window.desk.database
    at_counter = cycle(
        [sessions.begin(database, one.person.id) for one in people.in_service(database)]
    )

    def come(session: Session) -> None:
        window = program.window
        assert window is not None
        window.lock()
        program._signed_in(session)

    come(next(at_counter))
    turns = QTimer(application, interval=TURN)
    turns.timeout.connect(lambda: come(next(at_counter)))
    turns.start()
    application.exec()
    turns.stop()
    program.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What is measured of a whole process: it ends by printing what it took, as JSON."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what is imported is part of what is measured
    from PySide6.QtWidgets import QApplication, QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_BEGUN = perf_counter()


def bare() -> dict[str, object]:
    """A window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.showMaximized()
    return _when_painted(application, window)


def start(store: str) -> dict[str, object]:
    """The program, as ``app.__main__`` starts it."""
    from app.__main__ import start

    application, program, _opened = start(Path(store))
    assert program.window is not None
    found = _when_painted(application, program.window)
    program.close_store()
    return found


def leave_draft(store: str) -> dict[str, object]:
    """End with a sales invoice on the screen: it is shown at the next start."""
    from app.services import session as sessions
    from app.services import settings
    from app.services.documents import draft_lines, drafts
    from db.engine.opening import close_database, open_database

    database = open_database(Path(store))
    session = sessions.begin(database)
    draft = drafts.new(session, "sale")
    draft_lines.add_line(session, draft, 1)
    settings.save_person(session, resume=draft)
    close_database(database)  # or the next opening would check every page
    return {}


def memory(store: str, page: str) -> dict[str, object]:
    """The program with a page open: resident memory in MB, now and at most so far."""
    from PySide6.QtWidgets import QApplication

    from app.gui.shell.program import Program

    application = QApplication([])
    program = Program(application)
    program.open(Path(store))
    assert program.window is not None
    program.window.show_page(page)
    for _ in range(5):
        application.processEvents()
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    program.close_store()
    now, most = (int(status[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return {"now": now, "most": most}


def _when_painted(application: "QApplication", window: "QWidget") -> dict[str, object]:
    from PySide6.QtCore import QEvent, QObject

    class Painted(QObject):
        seen = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.seen = self.seen or event.type() == QEvent.Type.Paint
            return False

    painted = Painted()
    window.installEventFilter(painted)
    window.repaint()
    while not painted.seen:
        application.processEvents()
    application.processEvents()
    clock = perf_counter() - _BEGUN
    return {"spent": [process_time() * 1000, clock * 1000]}


_ACTS: dict[str, Callable[..., dict[str, object]]] = {
    "bare": bare,
    "start": start,
    "leave_draft": leave_draft,
    "memory": memory,
}

if __name__ == "__main__":
    print(json.dumps(_ACTS[sys.argv[1]](*sys.argv[2:])))

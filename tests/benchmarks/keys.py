"""One scan by key events into the program's window: from its last key to the painted row."""

import os
from contextlib import closing
from pathlib import Path
from shutil import copyfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.domain import scanner
from app.gui import theme
from app.gui.bus import Bus
from app.gui.desk import Desk
from app.gui.formats import Formats
from app.gui.main_window import MainWindow
from app.gui.scan_capture import ScanCapture
from app.gui.sounds import Sounds
from app.services import drafts, settings, users
from db.connection import open_database
from tests.benchmarks.measuring import Times, figures, show, timed

SCANS = 100
FRAME = 16.0
"""Milliseconds between two pictures of an ordinary screen."""


class Painted(QObject):
    """Notes that a widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


class Keyboard:
    """Key events into a window, with the times of a scanner at 2 ms a character."""

    def __init__(self) -> None:
        self.now = 1000

    def press(self, text: str) -> None:
        self.now += 2
        key = Qt.Key.Key_Return if text == "\r" else Qt.Key(ord(text.upper()))
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self.now)
            QCoreApplication.sendEvent(QApplication.focusWindow(), event)

    def scan(self, code: str) -> None:
        """All of a code but its ending, which is what is timed."""
        self.now += 500
        for text in code:
            self.press(text)


def measure(store: Path) -> None:
    """Print how long the clerk waits for the row of a scan, on a short and on a long draft."""
    application = QApplication.instance() or QApplication([])
    copied = store.with_name("keys.db")
    copyfile(store, copied)
    with closing(open_database(copied)) as database:
        settings.save(database, shop_name="Benchmark", serials_enabled=True)
        theme.apply(application, theme.LIGHT)
        choices = settings.load(database)
        formats = Formats(choices.language, choices.currency)
        owner = users.owner(database)
        desk = Desk(database, owner, choices, formats, theme.LIGHT, Sounds(False), Bus())
        window = MainWindow(desk)
        capture = ScanCapture(application)
        capture.serve(window.route_scan, scanner.Profile())
        window.resize(1366, 768)
        window.start()
        window.show()
        rows = [[what, *_row(window, start)] for what, start in _DRAFTS]
        window.close()
        capture.stop()
    show(
        f"One scan by key events, from its last key to the painted row; a frame is {FRAME:.0f} ms",
        ["ms, median (fastest)", "time", "slowest", "over a frame"],
        rows,
    )


_DRAFTS = (("purchase, first scans", 0), ("purchase, 800 serials on the line", 800))


def _row(window: MainWindow, already: int) -> list[str]:
    database = window.desk.database
    draft = drafts.new(database, "purchase", window.desk.user)
    line = drafts.add_line(database, draft, 1)
    drafts.write_serials(database, draft, [(line, f"OLD{at:05}") for at in range(already)])
    window.open_document(draft)
    page = window.pages["purchase"].page
    painted = Painted()
    for view in (page.panel._table.viewport(), page.verdict):
        view.installEventFilter(painted)
    times = _scans(window, Keyboard(), painted, already)
    over = sum(time > FRAME for time in times)
    return [figures(times), f"{max(times):.2f}", f"{over} of {len(times)}"]


def _scans(window: MainWindow, keyboard: Keyboard, painted: Painted, already: int) -> Times:
    def until_painted() -> None:
        keyboard.press("\r")
        while not painted.seen:
            QCoreApplication.processEvents()

    while QApplication.focusWindow() is None:
        window.activateWindow()
        QCoreApplication.processEvents()
    times = []
    for number in range(SCANS + 1):
        QCoreApplication.processEvents()
        keyboard.scan(f"KEY{already:03}{number:05}")
        painted.seen = False
        times.append(timed(until_painted))
    return times[1:]

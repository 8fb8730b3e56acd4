"""One scan by key events into the program's window: from its last key to the painted row."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.gui.documents.list_page import DocumentsPage
from app.gui.documents.page import DocumentPage
from app.gui.documents.serial_panel import SerialPanel
from app.gui.shell.main_window import MainWindow
from app.services.documents import draft_lines, drafts
from db.sql import Database
from tests.benchmarks.measuring import HEAD, Times, clocked, enough, figures, show, spent
from tests.benchmarks.prepared import scattered
from tests.benchmarks.stores import WIDE, Stores
from tests.benchmarks.window import until_painted, window_on

SCANS = 100
FRAME = 16.0
"""Milliseconds between two pictures of an ordinary screen."""


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


Begin = Callable[[MainWindow], tuple[DocumentPage, list[str]]]
"""Shows a draft on its page, and says what is scanned into it."""


def measure(stores: Stores, rounds: int) -> None:
    """Print how long the clerk waits for the row of a scan: until the tables it is in show it."""
    wide = f"{WIDE.contacts:,} contacts"
    measured: tuple[tuple[str, Path, Begin], ...] = (
        ("purchase, first scans", stores.main, lambda window: _purchase(window, 0)),
        ("purchase, 800 serials on the line", stores.main, lambda window: _purchase(window, 800)),
        ("Counter, over several items", stores.main, _counter),
        (f"Counter, over several items; {wide}", stores.wide, _counter),
    )
    rows = []
    for what, store, begin in measured:
        with window_on(store) as window:
            page, codes = begin(window)
            times = _scans(window, page, codes)
        over = sum(time.clock > FRAME for time in times)
        slowest = f"{max(time.clock for time in times):.2f}"
        rows.append([what, figures(times), clocked(times), slowest, f"{over} of {len(times)}"])
    show(
        f"One scan by key events, from its last key to the painted row; a frame is {FRAME:.0f} ms",
        [HEAD, "CPU", "clock", "slowest", "over a frame"],
        rows,
    )


def _purchase(window: MainWindow, already: int) -> tuple[DocumentPage, list[str]]:
    """A purchase of one item, with some serials on its line."""
    draft = drafts.new(window.desk.session, "purchase")
    line = draft_lines.add_line(window.desk.session, draft, 1)
    draft_lines.write_serials(
        window.desk.session, draft, [(line, f"OLD{at:05}") for at in range(already)]
    )
    window.open_document(draft)
    shown = window.pages["purchase"]
    assert isinstance(shown, DocumentsPage)
    return shown.page, [f"KEY{number:08}" for number in range(SCANS + 1)]


def _counter(window: MainWindow) -> tuple[DocumentPage, list[str]]:
    """The quick sale of serials of many items, whose numbers a scanner can type."""
    codes = _typed(window.desk.database)
    return window.counter(), codes


def _typed(database: Database) -> list[str]:
    numbers = [number for number, _ in scattered(database, 3 * SCANS)]
    return [number for number in numbers if number.isalnum() and number == number.upper()][
        : SCANS + 1
    ]


def _scans(window: MainWindow, page: DocumentPage, codes: Iterable[str]) -> Times:
    keyboard = Keyboard()
    while QApplication.focusWindow() is None:
        window.activateWindow()
        QCoreApplication.processEvents()
    times: Times = []
    for code in codes:
        QCoreApplication.processEvents()
        keyboard.scan(code)
        times.append(spent(partial(_until_its_row, page, keyboard, code)))
        if enough(times):
            break
    return times[1:] or times


def _until_its_row(page: DocumentPage, keyboard: Keyboard, code: str) -> None:
    """Press the last key; painted are the serial's row beside the lines, and its line."""
    assert isinstance(page.panel, SerialPanel)
    serials = page.panel.list.table
    until_painted(
        lambda: keyboard.press("\r"),
        serials.viewport(),
        page.lines.viewport(),
        has=lambda: any(row.verdict.number == code for row in serials.table_model.rows[-1:]),
    )

"""The program's window without a screen, and how long until what was done is painted."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.domain import scanner
from app.gui.kit import theme
from app.gui.kit.desk import Desk
from app.gui.kit.sounds import Sounds
from app.gui.scanning.capture import ScanCapture
from app.gui.shell.main_window import MainWindow
from app.services import session as sessions
from db.sql import Database
from tests.benchmarks.measuring import Act, Times, repeated
from tests.benchmarks.taking_back import opened

SIZE = 1366, 768
_AT_MOST = 60
"""Seconds after an act until a picture that does not come is an error."""


def application() -> QApplication:
    """The one application of this process, in the program's look."""
    found = QApplication.instance() or QApplication([])
    assert isinstance(found, QApplication)
    theme.apply(found, theme.LIGHT)
    return found


@contextmanager
def window_on(store: Path) -> Iterator[MainWindow]:
    """The window on a store; nothing that is done in it is kept."""
    with opened(store) as database, window_of(database) as window:
        yield window


@contextmanager
def window_of(database: Database) -> Iterator[MainWindow]:
    """The window on an open store, shown, with a scanner's keys captured."""
    running = application()
    desk = Desk.of(sessions.begin(database), theme.LIGHT, Sounds(False))
    window = MainWindow(desk)
    capture = ScanCapture(running)
    capture.serve(window.route_scan, scanner.Profile())
    window.resize(*SIZE)
    window.start()
    window.show()
    QCoreApplication.processEvents()
    try:
        yield window
    finally:
        window.given_up = True
        window.close()
        window.deleteLater()
        capture.stop()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


class Painted(QObject):
    """Notes that a widget was painted while it had what is waited for."""

    def __init__(self, view: QWidget, has: Callable[[], bool] = lambda: True) -> None:
        super().__init__()
        self.seen = False
        self._view = view
        self._has = has
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or (event.type() == QEvent.Type.Paint and self._has())
        return False

    def leave(self) -> None:
        """Watch no more."""
        self._view.removeEventFilter(self)


def until_painted(act: Act, *views: QWidget, has: Callable[[], bool] = lambda: True) -> None:
    """Do something and let the window work until all the views are painted after it."""
    watches = [Painted(view, has) for view in views]
    act()
    started = perf_counter()
    while not all(watch.seen for watch in watches):
        QCoreApplication.processEvents()
        if perf_counter() - started > _AT_MOST:
            raise AssertionError("nothing was painted")
    for watch in watches:
        watch.leave()


def painted(rounds: int, view: QWidget, act: Act, before: Act = lambda: None) -> Times:
    """The times of an act, each until the view is painted after it; ``before`` makes ready."""

    def make_ready() -> None:
        before()
        QCoreApplication.processEvents()

    return repeated(rounds, lambda: until_painted(act, view), make_ready)


def shown(rounds: int, window: MainWindow, key: str, view: QWidget) -> Times:
    """The times until a page is shown, coming from the Counter; it was built before."""
    return painted(rounds, view, lambda: window.show_page(key), lambda: window.show_page("counter"))

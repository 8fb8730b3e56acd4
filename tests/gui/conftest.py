"""A desk at a test's own shop: the bright look, no sound."""

from collections.abc import Generator, Iterator

import pytest
from PySide6.QtCore import QEvent, QLocale, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.kit import entry_dialog, theme
from app.gui.kit.bus import Bus
from app.gui.kit.desk import Desk
from app.gui.kit.input_method import InputMethodPolicy
from app.gui.kit.sounds import Sounds
from app.gui.kit.tasks import end_all
from app.gui.scanning.capture import ScanCapture
from app.gui.shell.main_window import MainWindow
from app.gui.shell.program import Program
from app.services import settings
from app.text import use_language
from tests.shop import Shop

_TO_END = 5.0
"""Seconds that work beside the screen has when a test ends."""
_buses: list[Bus] = []
"""Of the desks that a test has."""


def desk_at(shop: Shop) -> Desk:
    """What pages are given, with the shop's choices as they stand; as long as the test goes on."""
    desk = Desk.of(shop.session, theme.LIGHT, Sounds(False))
    _buses.append(desk.bus)
    return desk


def end_timers(*pages: QWidget) -> None:
    """What a page would read after a pause is read no more: its store is closed first."""
    for page in pages:
        for timer in page.findChildren(QTimer):
            timer.stop()


@pytest.fixture
def bare(qapp: QApplication) -> Iterator[None]:
    """The look goes again, so that no other test pays for it."""
    yield
    qapp.setProperty(theme.SHEET, "")
    use_language("en")
    QLocale.setDefault(QLocale("en"))


@pytest.fixture
def desk(qapp: QApplication, shop: Shop) -> Desk:
    """A desk with serial number management on."""
    theme.load_fonts()
    return desk_at(shop)


@pytest.fixture
def desk_without_serials(qapp: QApplication, shop: Shop) -> Desk:
    """A desk where the shop's switch is off (P1)."""
    settings.save(shop.session, serials_enabled=False)
    return desk_at(shop)


@pytest.fixture(autouse=True)
def discards(monkeypatch) -> None:
    """Whoever is asked gives up what was entered in a dialog: a test leaves its dialogs open."""
    monkeypatch.setattr(entry_dialog, "give_up", lambda *_texts: True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """A window that a test leaves open reads nothing more and asks nobody when it is closed, and
    then it goes; so do the language, the bus, and what watches the keys of a whole program.

    Every window that stays makes each later change of the look slower, for Qt asks all of them;
    what hears a bus stays as long as that, with all that it has, and each later test gets its
    memory from among what is left free of it.
    """
    application = QApplication.instance()
    if application is None:
        return (yield)
    for window in QApplication.topLevelWidgets():
        end_timers(window)
        if isinstance(window, MainWindow):
            window.given_up = True
    end_all(QApplication.topLevelWidgets(), _TO_END)
    result = yield
    for window in QApplication.topLevelWidgets():
        window.deleteLater()
    while _buses:
        _buses.pop().deleteLater()
    for part in application.children():
        if isinstance(part, Program | InputMethodPolicy | ScanCapture):
            part.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    use_language("en")
    return result

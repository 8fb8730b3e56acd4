"""A window that takes another's place: what is typed and scanned meanwhile is for it (C4)."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.domain.scanner import Profile
from app.gui.scanning.capture import ScanCapture
from app.gui.scanning.route import FOLLOWED, hand_over
from app.gui.shell.succession import Succession
from tests.gui.test_scan_capture import Keyboard

pytestmark = pytest.mark.rule("C4")


class Taking(QLineEdit):
    """A field that codes are scanned into."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[str] = []

    def take_scan(self, code: str) -> bool:
        self.codes.append(code)
        return True


def window(qtbot) -> QWidget:
    made = QWidget()
    made.field = Taking()
    QVBoxLayout(made).addWidget(made.field)
    made.field.setFocus()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def old(qtbot) -> QWidget:
    made = window(qtbot)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.windowHandle())
    return made


@pytest.fixture
def new(qtbot, old: QWidget) -> QWidget:
    made = window(qtbot)
    made.show()
    old.windowHandle().requestActivate()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is old.windowHandle())
    return made


@pytest.fixture
def scans() -> list[str]:
    return []


@pytest.fixture
def succession(qapp: QApplication, scans: list[str]) -> Iterator[Succession]:
    capture = ScanCapture(qapp)
    capture.serve(scans.append, Profile())
    made = Succession(qapp, capture, qapp)
    yield made
    made.end()
    capture.stop()
    made.deleteLater()
    capture.deleteLater()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """X takes its time to give a window the keyboard."""
    monkeypatch.setattr(QWidget, "activateWindow", lambda _window: None)


@pytest.mark.usefixtures("slow")
def test_the_old_one_goes_when_the_new_one_has_the_keyboard(qtbot, succession, old, new) -> None:
    succession.follow(old, new, old.hide)
    assert old.isVisible() and old.property(FOLLOWED)
    new.windowHandle().requestActivate()
    qtbot.waitUntil(lambda: not old.isVisible())
    assert not old.property(FOLLOWED)


@pytest.mark.usefixtures("slow")
def test_it_goes_at_last_where_nobody_gives_the_new_one_the_keyboard(
    qtbot, succession, old, new
) -> None:
    succession.follow(old, new, old.hide)
    qtbot.waitUntil(lambda: not old.isVisible())


def test_it_goes_at_once_where_it_has_not_the_keyboard(succession, old, new) -> None:
    succession.follow(new, old, new.hide)
    assert not new.isVisible()


@pytest.mark.usefixtures("slow")
def test_what_still_reaches_the_old_one_is_for_the_new_one(
    qtbot, succession, old, new, scans
) -> None:
    """What is typed, what is scanned; and no shortcut of the old one acts any more."""
    acted: list[str] = []
    QShortcut("F9", old).activated.connect(lambda: acted.append("old"))
    succession.follow(old, new, old.hide)
    assert hand_over("A1", new) is new.field and new.field.codes == ["A1"]
    keyboard = Keyboard()
    keyboard.scan("SN-0011")
    keyboard.press("", Qt.Key.Key_F9)
    keyboard.type("x")
    qtbot.waitUntil(lambda: new.field.text() == "x")
    assert (scans, acted, old.field.text()) == (["SN-0011"], [], "")


def test_a_code_that_is_on_its_way_is_whole_for_who_follows(qapp: QApplication) -> None:
    capture = ScanCapture(qapp)
    capture.serve(lambda _code: None, Profile())
    classifier = capture._classifier
    capture.serve(lambda _code: None, Profile())
    assert capture._classifier is classifier
    capture.serve(lambda _code: None, Profile(gap=90))
    assert capture._classifier is not classifier
    capture.stop()
    capture.deleteLater()

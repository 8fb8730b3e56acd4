"""A key that is pressed while a dialog comes up is the dialog's, and does nothing to the page (C4).

X gives a new window the keys some milliseconds after it is shown, more where the machine is busy;
until then they reach the window beneath.
"""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from app.gui.kit.dialogs import Dialog
from app.gui.kit.widgets import column
from app.gui.scanning.capture import ScanCapture
from tests.gui.test_scan_capture import Keyboard, capture, keyboard, scans

__all__ = ["capture", "keyboard", "scans"]

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Beneath(QWidget):
    """A page with a box, a button's key and a shortcut; what was done is told."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.box, post = QLineEdit(), QPushButton("Post")
        post.setShortcut("F9")
        post.clicked.connect(lambda: self.done.append("F9"))
        self.setLayout(column(self.box, post))
        delete = QShortcut(QKeySequence("Ctrl+Backspace"), self)
        delete.activated.connect(lambda: self.done.append("Ctrl+Backspace"))
        self.box.setText("before")


class Asking(Dialog):
    """Asks for a text; Enter and a key of its own accept it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.box, self.ok, self.more = QLineEdit(), QPushButton("OK"), QPushButton("More")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self.accept)
        self.more.setShortcut("Ctrl+M")
        self.did_more: list[bool] = []
        self.more.clicked.connect(lambda: self.did_more.append(True))
        self.setLayout(column(self.box, self.ok, self.more))
        self.box.setFocus()


@pytest.fixture
def beneath(qtbot: Any) -> Beneath:
    made = Beneath()
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.box.setFocus()
    return made


Key = tuple[int, Qt.KeyboardModifier, str]


def type_into(beneath: Beneath, capture: ScanCapture, *keys: Key) -> None:
    """Type as a person does, into a window that may not have the focus any more."""
    for number, (key, modifiers, text) in enumerate(keys):
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text)
            event.setTimestamp(1000 + 120 * number + 60 * (kind == QEvent.Type.KeyRelease))
            QApplication.sendEvent(beneath.windowHandle(), event)
    capture._fall_silent()


def pressed(beneath: Beneath, capture: ScanCapture, *keys: Key) -> tuple[str, bool, list[bool]]:
    """Type into the window beneath a dialog: its text, whether it still asks, what it did."""
    dialog = Asking(beneath)
    found: list[tuple[str, bool, list[bool]]] = []

    def press() -> None:
        type_into(beneath, capture, *keys)
        found.append((dialog.box.text(), dialog.waits and not dialog.is_going, dialog.did_more))
        dialog.close()

    QTimer.singleShot(0, press)
    dialog.exec()
    return found[0]


@pytest.mark.rule("C4")
def test_what_is_typed_goes_into_the_dialog(beneath: Beneath, capture: ScanCapture) -> None:
    keys = [(Qt.Key(ord(letter.upper())), NONE, letter) for letter in "reason"]
    assert pressed(beneath, capture, *keys)[0] == "reason"
    assert beneath.box.text() == "before"


@pytest.mark.rule("C4")
@pytest.mark.parametrize(
    "key", [(Qt.Key.Key_F9, NONE, ""), (Qt.Key.Key_Backspace, CONTROL, "\x7f")]
)
def test_no_shortcut_of_the_page_acts(beneath: Beneath, capture: ScanCapture, key: Key) -> None:
    assert pressed(beneath, capture, key) == ("", True, [])
    assert beneath.done == []


@pytest.mark.rule("C4")
@pytest.mark.parametrize(
    ("key", "is_open", "more"),
    [
        ((Qt.Key.Key_Escape, NONE, "\x1b"), False, []),
        ((Qt.Key.Key_Return, NONE, "\r"), False, []),
        ((Qt.Key.Key_M, CONTROL, "\r"), True, [True]),
    ],
)
def test_its_own_keys_do_what_they_do(
    beneath: Beneath, capture: ScanCapture, key: Key, is_open: bool, more: list[bool]
) -> None:
    assert pressed(beneath, capture, key)[1:] == (is_open, more)


@pytest.mark.rule("C4")
def test_afterwards_the_page_has_its_keys_again(beneath: Beneath, capture: ScanCapture) -> None:
    pressed(beneath, capture)
    type_into(beneath, capture, (Qt.Key.Key_A, NONE, "a"))
    assert "a" in beneath.box.text().removeprefix("before")


@pytest.mark.rule("C4")
def test_a_scan_meanwhile_is_a_scan(
    beneath: Beneath, capture: ScanCapture, scans: list[str], keyboard: Keyboard
) -> None:
    dialog = Asking(beneath)

    def scan() -> None:
        keyboard.scan("SERIAL-A")
        dialog.close()

    QTimer.singleShot(0, scan)
    dialog.exec()
    assert scans == ["SERIAL-A"] and dialog.box.text() == ""

"""Keys on buttons: what is shown is what works, everywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from app.gui.kit import theme
from app.gui.kit.keys import key_text
from app.gui.kit.widgets import button


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("Ctrl+Return", "Ctrl+Enter"),
        ("Alt+Left", "Alt+←"),
        ("Ctrl+Shift+A", "Ctrl+Shift+A"),
        ("F9", "F9"),
        ("", ""),
    ],
)
def test_keys_are_said_as_they_stand_on_a_keyboard(keys: str, said: str) -> None:
    assert key_text(keys) == said


def test_a_key_stands_beside_the_text_smaller_and_is_no_part_of_it(qtbot) -> None:
    plain, keyed = button("Post"), button("Post", "F9")
    for made in (plain, keyed):
        qtbot.addWidget(made)
    assert keyed.text() == "Post" and keyed.shown_key() == "F9"
    assert keyed.sizeHint().width() > plain.sizeHint().width()
    assert keyed.minimumSizeHint().width() > plain.minimumSizeHint().width()


@pytest.mark.parametrize("role", ["", "primary", "big", "link", "danger"])
def test_the_key_is_painted_beside_the_text(qtbot, qapp, role: str) -> None:
    """What is painted right of the text is there with the key, and not without it."""
    theme.apply(qapp, theme.LIGHT)
    made, bare = button("Post", "F9", role), button("Post", "", role)
    for shown in (made, bare):
        qtbot.addWidget(shown)
        theme.dress(shown)
        shown.resize(made.sizeHint())
    assert made.grab().toImage() != bare.grab().toImage()
    made.shortcut_made.setKey(QKeySequence("F8"))
    other = made.grab().toImage()
    made.shortcut_made.setKey(QKeySequence("F9"))
    assert made.grab().toImage() != other
    qapp.setProperty(theme.SHEET, "")


def test_the_key_that_is_shown_presses_the_button(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    made = button("Post", "F9")
    made.setParent(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    pressed = []
    made.clicked.connect(lambda: pressed.append(1))
    made.shortcut_made.setKey(QKeySequence("Ctrl+Return"))
    assert made.shown_key() == "Ctrl+Enter"
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1]

"""Keys on buttons: what is shown is what works, everywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from app.gui.kit import theme
from app.gui.kit.go_on import GoOn
from app.gui.kit.keys import fit_keys, key_text
from app.gui.kit.widgets import button, row


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


# Where there is little room ----------------------------------------------------------------------


def test_keys_go_into_tips_one_after_another_and_come_back_with_the_room(qtbot) -> None:
    made = [button("Copy", "Ctrl+D"), button("Print", "Ctrl+P"), button("Plain")]
    around = QWidget()
    theme.dress(around)
    around.setLayout(line := row(*made, None))
    qtbot.addWidget(around)
    around.show()
    whole = line.sizeHint().width()
    without = whole - sum(one.room_of_key() for one in made)
    rooms = (whole, whole - 1, whole - made[0].room_of_key() - 1, 0, whole - 1, whole)
    shown = []
    for room in rooms:
        fit_keys(line, room, made)
        shown.append([one.shown_key() for one in made])
        assert line.sizeHint().width() <= max(room, without)
    both, second, none = ["Ctrl+D", "Ctrl+P", ""], ["", "Ctrl+P", ""], ["", "", ""]
    assert shown == [both, second, none, none, second, both]
    fit_keys(line, 0, made)
    assert [one.toolTip() for one in made] == ["Ctrl+D", "Ctrl+P", ""]


def test_what_leads_back_is_shortened_before_a_button_beside_it_is(qtbot) -> None:
    go_on, beside = GoOn(), button("Export…", "Ctrl+Shift+S")
    around = QWidget()
    theme.dress(around)
    around.setLayout(row(go_on, beside))
    qtbot.addWidget(around)
    go_on.offer("a record with a name that is very long indeed", lambda: None)
    around.show()
    around.resize(around.minimumSizeHint())
    assert go_on.width() < go_on.sizeHint().width()
    assert beside.width() >= beside.sizeHint().width()
    assert "very long indeed" in go_on.toolTip()

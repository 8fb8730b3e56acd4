"""A part of the screen reads again after a pause in the keys, and after a change it can show."""

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.gui.kit import refresh
from app.gui.kit.bus import Bus
from app.gui.kit.refresh import Refresh


@pytest.fixture
def part(qtbot):
    made = QWidget()
    made.box = QLineEdit()
    made.setLayout(QVBoxLayout())
    made.layout().addWidget(made.box)
    made.read = []
    made.refresh = Refresh(made, lambda: made.read.append(made.box.text()))
    qtbot.addWidget(made)
    return made


def test_keys_are_answered_once_when_no_more_come(qtbot, part):
    part.refresh.search_by(part.box)
    qtbot.keyClicks(part.box, "abc")
    assert not part.read
    qtbot.waitUntil(lambda: part.read == ["abc"], timeout=20 * refresh.PAUSE)


def test_what_is_read_now_is_not_read_again_after_the_pause(part):
    part.refresh.soon()
    assert part.refresh._pause.isActive()
    part.refresh.done()
    assert not part.refresh._pause.isActive()


def test_a_change_is_read_while_it_is_on_the_screen_only(part):
    bus = Bus()
    part.refresh.follow(bus.changed, bus.day_changed)
    bus.changed.emit()
    assert not part.read
    part.show()
    bus.changed.emit()
    bus.day_changed.emit()
    assert part.read == ["", ""]

"""What waits for the first painting waits for it, not for a clock that runs while it is built."""

import pytest
from PySide6.QtCore import QCoreApplication

from app.gui.kit import after_painting
from app.gui.kit.after_painting import PAUSE, AfterPainting


@pytest.fixture
def timer(qapp):
    made = AfterPainting()
    yield made
    made.stop()


def due(timer: AfterPainting) -> list[bool]:
    told: list[bool] = []
    timer.due.connect(lambda: told.append(True))
    return told


def goes_off(timer: AfterPainting) -> None:
    """Its time is up, whatever the clock says."""
    timer.timeout.emit()


def test_the_pause_begins_with_the_first_turn_however_long_building_took(timer) -> None:
    told = due(timer)
    timer.begin()
    assert (timer.isActive(), timer.interval()) == (True, 0)
    goes_off(timer)
    assert (told, timer.isActive(), timer.interval()) == ([], True, PAUSE)
    goes_off(timer)
    assert told == [True]


def test_it_is_due_once_and_can_be_begun_again(qtbot, timer, monkeypatch) -> None:
    monkeypatch.setattr(after_painting, "PAUSE", 0)
    told = due(timer)
    for times in (1, 2):
        timer.begin()
        qtbot.waitUntil(lambda times=times: len(told) == times)
        assert not timer.isActive()


def test_what_was_stopped_is_not_due(timer, monkeypatch) -> None:
    monkeypatch.setattr(after_painting, "PAUSE", 0)
    told = due(timer)
    timer.begin()
    timer.stop()
    for _turn in range(5):
        QCoreApplication.processEvents()
    assert told == []


def test_what_it_brings_is_imported_a_module_a_turn_before_it_is_due(qapp, monkeypatch) -> None:
    brought: list[str] = []
    monkeypatch.setattr(after_painting, "import_module", lambda *of: brought.append("".join(of)))
    timer = AfterPainting(None, "of", ("one", "two"))
    told = due(timer)
    timer.begin()
    goes_off(timer)
    for expected in (["oneof"], ["oneof", "twoof"]):
        goes_off(timer)
        assert (brought, told, timer.interval()) == (expected, [], 0)
    goes_off(timer)
    assert told == [True]
    timer.begin()  # once more: it is there, which costs nothing
    for _turn in range(4):
        goes_off(timer)
    assert brought == ["oneof", "twoof"] * 2 and told == [True] * 2

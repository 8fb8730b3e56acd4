"""A window that stood still for long is told in the log, with its page and no values (S7)."""

import logging

import pytest
from PySide6.QtTest import QTest

from app.gui.shell import hold_watch
from app.gui.shell.hold_watch import BEAT, LONG, HoldWatch
from app.gui.shell.program import Program

pytestmark = pytest.mark.rule("S7")


class SetClock:
    """Seconds as a test sets them."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock():
    return SetClock()


def told(caplog):
    return [record.getMessage() for record in caplog.records if record.name == hold_watch.__name__]


@pytest.fixture(autouse=True)
def heard(caplog):
    caplog.set_level(logging.INFO, "app")


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (BEAT, []),
        (LONG - 1, []),
        (LONG, [f"the window stood still for {LONG} ms: counter"]),
        (7_250, ["the window stood still for 7250 ms: counter"]),
    ],
)
def test_only_what_is_long_is_told_with_the_pages_key(qapp, caplog, clock, passed, said):
    watch = HoldWatch(lambda: "counter", qapp, clock)
    watch.begin()
    clock.seconds += passed / 1000
    watch.look()
    watch.look()  # once
    watch.stop()
    assert told(caplog) == said


def test_what_came_before_it_began_does_not_count(qapp, caplog, clock):
    watch = HoldWatch(lambda: None, qapp, clock)
    clock.seconds += 60
    watch.begin()
    watch.look()
    watch.stop()
    assert told(caplog) == []


def test_an_open_shop_is_watched_until_it_is_closed(qapp, store, caplog, monkeypatch):
    """By the program's own watch, from the first painted window on."""
    clock = SetClock()
    monkeypatch.setattr(hold_watch, "monotonic", clock)
    program = Program(qapp)
    assert program.open(store)
    program.background._print_soon.stop()
    program.background._print_soon.due.emit()  # it was painted
    program.window.show_page("stock")
    clock.seconds += 2
    QTest.qWait(3 * BEAT)
    program.close_store()
    clock.seconds += 2
    QTest.qWait(3 * BEAT)
    program.deleteLater()
    assert told(caplog) == ["the window stood still for 2000 ms: stock"]

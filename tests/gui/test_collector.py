"""Garbage is collected between two events of the screen: not on a thread, not inside of Qt."""

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QThreadPool

from app.gui.kit.collector import Collector
from app.gui.kit.tasks import Task

_A_TRAP = """
import faulthandler, gc, sys
from PySide6.QtCore import QCoreApplication, QTimer
from app.gui.kit.collector import Collector

class Hears:
    def hear(self): pass

def leave_garbage():
    for _ in range(300):  # more than Qt has locks
        timer = QTimer()
        timer.timeout.connect(timer.stop)
        timer.itself = timer

faulthandler.dump_traceback_later(20, exit=True)
program = QCoreApplication([])
gc.collect()
gc.freeze()
if sys.argv[1] == "collector":
    Collector.of_program()
for _ in range(50):
    leave_garbage()
    sender, hears = QTimer(), Hears()
    sender.timeout.connect(hears.hear)
    before = gc.get_threshold()
    gc.set_threshold(1)
    del hears  # Qt takes the connection away, under a lock, and tells so
    gc.set_threshold(*before)
print(gc.isenabled(), gc.get_count()[0] > 700)
"""
"""Where Python collects by itself, it hangs at ``del hears`` (seen with PySide 6.11.3)."""


class Closed:
    """A closed window that holds itself, as they do."""

    def __init__(self, collected: list[threading.Thread]) -> None:
        self.itself = self
        self.collected = collected

    def __del__(self) -> None:
        self.collected.append(threading.current_thread())


@pytest.fixture
def collector(qapp: QCoreApplication) -> Iterator[Collector]:
    gc.collect()
    made = Collector.of_program()
    made._timer.stop()
    yield made
    made._timer.start()


def test_there_is_one_and_python_collects_nothing_by_itself(collector: Collector) -> None:
    assert Collector.of_program() is collector
    assert not gc.isenabled()
    collected: list[threading.Thread] = []
    Closed(collected)
    kept = [[number] for number in range(20_000)]
    assert len(kept) == 20_000 and not collected
    collector._collect()
    assert collected == [threading.main_thread()]


def test_what_is_not_due_is_left(collector: Collector) -> None:
    collected: list[threading.Thread] = []
    Closed(collected)
    collector._collect()
    assert not collected


@pytest.mark.parametrize(("made", "expected"), [(100, None), (1_000, 0), (10_000, 1), (100_000, 2)])
def test_the_more_was_made_the_older_is_what_is_looked_at(collector, made, expected) -> None:
    looked: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "stop":
            looked.append(about["generation"])

    gc.callbacks.append(note)
    try:
        kept = [[number] for number in range(made)]
        collector._collect()
    finally:
        gc.callbacks.remove(note)
    assert len(kept) == made
    assert looked == ([] if expected is None else [expected])


def test_while_a_thread_works_the_screen_collects_what_is_new(collector: Collector, qtbot) -> None:
    collected: list[threading.Thread] = []
    made, go_on = threading.Event(), threading.Event()
    heard: list[int] = []

    def work(_tell):
        Closed(collected)
        rows = [[number] for number in range(20_000)]
        made.set()
        assert go_on.wait(10)
        return len(rows)

    task = Task(collector)
    task.start(work, heard.append, lambda _problems: None)
    assert collector._timer.isActive() and collector._timer.interval() == 100
    assert made.wait(10)
    assert not collected
    qtbot.waitUntil(lambda: bool(collected))
    assert collected == [threading.main_thread()]
    go_on.set()
    qtbot.waitUntil(lambda: not task.busy)
    assert QThreadPool.globalInstance().waitForDone(10_000)
    collector._collect()
    assert heard == [20_000]
    assert collector._timer.interval() == 1000


def test_nothing_is_collected_while_qt_takes_a_connection_away() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _A_TRAP, "collector"], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout.split(), done.returncode) == (["False", "True"], 0), done.stderr

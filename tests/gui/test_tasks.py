"""Long work beside the screen: its outcome comes back on the screen's thread, or nowhere."""

import gc
import threading
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, QThreadPool

from app.domain.problems import Code, refuse
from app.gui.kit.tasks import Task, _Run, in_store
from db import sql
from db.engine.trouble import StoreTrouble, Trouble


@pytest.fixture
def owner(qapp):
    made = QObject()
    yield made
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def heard():
    return []


def finish(qtbot, task):
    qtbot.waitUntil(lambda: not task.busy)


def never(_outcome):
    pytest.fail("nobody waits for this")


def test_what_the_work_returns_comes_back_on_the_thread_of_the_screen(qtbot, owner, heard):
    task = Task(owner)
    busy = []
    task.busy_changed.connect(busy.append)

    def work(_tell):
        return QThread.currentThread()

    task.start(work, lambda thread: heard.extend((thread, QThread.currentThread())), never)
    finish(qtbot, task)
    worked, told = heard
    assert worked is not told
    assert told is owner.thread()
    assert busy == [True, False]


def test_the_window_goes_on_meanwhile(qtbot, owner, heard):
    task, gate = Task(owner), threading.Event()
    task.start(lambda _tell: gate.wait(10), heard.append, never)
    qtbot.waitUntil(lambda: task.busy)
    gate.set()
    finish(qtbot, task)
    assert heard == [True]


def test_progress_is_told_once_for_each_per_cent(qtbot, owner, heard):
    task, told = Task(owner), []
    task.progressed.connect(told.append)

    def work(tell):
        for step in range(10_000):
            tell(step / 9_999)

    task.start(work, heard.append, never)
    finish(qtbot, task)
    assert told == list(range(1, 101))


def test_a_refusal_brings_every_problem(qtbot, owner, heard):
    def work(_tell):
        raise refuse(Code.IMPORT_EMPTY)

    task = Task(owner)
    task.start(work, never, heard.extend)
    finish(qtbot, task)
    assert [problem.code for problem in heard] == [Code.IMPORT_EMPTY]


@pytest.mark.parametrize("error", [StoreTrouble(Trouble.FULL, "x"), ZeroDivisionError()])
def test_any_other_error_is_raised_on_the_thread_of_the_screen(qtbot, owner, error):
    def work(_tell):
        raise error

    task = Task(owner)
    with qtbot.captureExceptions() as raised:
        task.start(work, never, never)
        finish(qtbot, task)
    assert [found for _kind, found, _trace in raised] == [error]


def test_work_that_was_stopped_ends_where_it_tells_and_nothing_comes_of_it(qtbot, owner, heard):
    task, begun, ended = Task(owner), threading.Event(), threading.Event()

    def work(tell):
        begun.set()
        try:
            while True:
                tell(0.5)
        finally:
            ended.set()

    task.start(work, never, never)
    assert begun.wait(10)
    task.stop()
    assert not task.busy
    assert ended.wait(10)
    task.start(lambda _tell: 7, heard.append, never)
    finish(qtbot, task)
    assert heard == [7]


def test_only_the_newest_work_is_waited_for(qtbot, owner, heard):
    task, gate = Task(owner), threading.Event()
    task.start(lambda _tell: gate.wait(10), never, never)
    task.start(lambda _tell: "new", heard.append, never)
    gate.set()
    finish(qtbot, task)
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(1)
    assert heard == ["new"]


def test_when_the_owner_goes_the_work_stops_and_nothing_is_kept(qtbot, owner):
    task, begun, ended = Task(owner), threading.Event(), threading.Event()

    class Kept:
        def __call__(self, tell):
            begun.set()
            try:
                while True:
                    tell(0)
            finally:
                ended.set()

    work = Kept()
    alive = weakref.ref(work)
    task.start(work, never, never)
    del work
    assert begun.wait(10)
    shiboken6.delete(owner)
    assert not shiboken6.isValid(task)
    assert ended.wait(10)
    QThreadPool.globalInstance().waitForDone()
    del task
    gc.collect()
    assert alive() is None


def test_a_hundred_owners_that_come_and_go_leave_nothing_behind(qtbot):
    alive = []
    for _turn in range(100):
        owner = QObject()
        task = Task(owner)
        task.start(lambda tell: [tell(n / 100) for n in range(100)], never, never)
        alive.append(weakref.ref(task))
        shiboken6.delete(owner)
        del task
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(1)
    gc.collect()
    assert not any(found() for found in alive)


def test_work_in_the_store_has_a_connection_of_its_own_and_closes_it(qtbot, owner, shop, heard):
    database = shop.database

    def count():
        return sql.value(database, "SELECT count(*) FROM warehouse"), sql.connection(database)

    def work(tell):
        done = in_store(database, count)(tell)
        return *done, database.is_closed()

    task = Task(owner)
    task.start(work, heard.extend, never)
    finish(qtbot, task)
    counted, used, closed = heard
    assert counted == sql.value(database, "SELECT count(*) FROM warehouse")
    assert used is not sql.connection(database)
    assert closed and not database.is_closed()


def test_what_the_work_holds_is_let_go_on_the_thread_of_the_screen(qtbot, owner, monkeypatch):
    """A page, say: the thread that worked for it never deletes it, however late it ends."""
    let_go, ended = [], threading.Event()

    class Held:
        def __del__(self):
            let_go.append(QThread.currentThread())

    def late(self, plainly=_Run._carry_out):
        plainly(self)
        ended.wait(0.05)  # its end is told already

    monkeypatch.setattr(_Run, "_carry_out", late)
    held, task = Held(), Task(owner)
    task.start(lambda _tell, held=held: bool(held), lambda _outcome: None, never)
    del held
    finish(qtbot, task)
    QThreadPool.globalInstance().waitForDone()
    gc.collect()
    assert let_go == [owner.thread()]

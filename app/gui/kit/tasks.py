"""Long work beside the screen: on a thread of the pool, with progress, and it can be stopped.

The work is a function of pure Python: it gets what it needs, tells how far it is, and returns what
comes of it. It touches no widget. Its outcome comes back on the thread of the screen, or nowhere,
where its owner is gone or has stopped it meanwhile.
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Event
from time import monotonic
from traceback import clear_frames
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal, Slot

from app.domain.problems import Problem, Refused
from app.gui.kit.collector import Collector
from db.sql import Database, own_connection

_log = logging.getLogger(__name__)

T = TypeVar("T")
Tell = Callable[[float], None]
Work = Callable[[Tell], T]


def _ignore(_outcome: object) -> None:
    """Drop the outcome: nobody waits for it."""


ENDS_WITHIN = 10.0
"""Seconds that long work has to come to an end: it looks up every few milliseconds."""
PAUSE = 0.01
"""Seconds between two bits of it, in which others read and write."""


class Stopped(Exception):
    """Raised within the work, where it tells how far it is: nobody waits for it any more."""


class Task(QObject):
    """What one owner has done beside the screen: one work at a time, the newest."""

    progressed = Signal(object)
    """How much of the work is done, in per cent."""
    busy_changed = Signal(bool)
    """Work has begun, or has ended or was stopped."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._run: _Run | None = None
        self._then: Callable[[Any], None] = _ignore
        self._refused: Callable[[tuple[Problem, ...]], None] = _ignore

    @property
    def busy(self) -> bool:
        """Work is going on."""
        return self._run is not None

    def start(
        self,
        work: Work[T],
        then: Callable[[T], None],
        refused: Callable[[tuple[Problem, ...]], None],
    ) -> None:
        """Begin; what went on before is stopped.

        ``then`` gets what the work returns, ``refused`` every problem where it raises Refused.
        What else it raises is raised on the thread of the screen, as if it had been done there.
        """
        self.stop()
        self._then, self._refused = then, refused
        self._run = run = _Run(work)
        run.outlet.told.connect(self._tell)
        run.outlet.ended.connect(self._end)
        self.destroyed.connect(run.stop)  # the owner is gone, and this with it
        self.busy_changed.emit(True)
        Collector.of_program().quicken()
        QThreadPool.globalInstance().start(run.for_pool())

    def stop(self) -> None:
        """Drop the result of the work, which ends where it next tells how far it is."""
        if self._run is not None:
            self._run.stop()
            self._finish()

    def end(self, seconds: float) -> None:
        """Stop, and wait until the work has ended, for so many seconds at most."""
        run = self._run
        self.stop()
        if run is not None:
            run.wait(seconds)

    def wait(self, seconds: float) -> None:
        """Wait until the work has ended, for so many seconds at most; its outcome still comes."""
        if self._run is not None:
            self._run.wait(seconds)

    def _finish(self) -> None:
        self._run = None
        self._then = self._refused = _ignore
        self.busy_changed.emit(False)

    @Slot(object, object)
    def _tell(self, run: object, percent: int) -> None:
        if run is self._run:
            self.progressed.emit(percent)

    @Slot(object, object, object)
    def _end(self, run: object, outcome: object, error: Exception | None) -> None:
        if run is not self._run or self._run is None:
            return
        self._run.left.wait(_A_MOMENT)
        then, refused = self._then, self._refused
        self._finish()
        if error is None:
            then(outcome)
        elif isinstance(error, Refused):
            refused(error.problems)
        else:
            raise error


def end_all(parts: Iterable[QObject], seconds: float) -> None:
    """End what is done beside the screen for some parts of it, all within so many seconds."""
    tasks = [task for part in parts for task in part.findChildren(Task) if task.busy]
    runs = [run for task in tasks if (run := task._run)]
    for task in tasks:
        task.stop()
    until = monotonic() + seconds
    for run in runs:
        run.wait(max(0.0, until - monotonic()))


class _Outlet(QObject):
    """Brings what the work tells to the thread of the screen; it is there as long as the work."""

    told = Signal(object, object)
    ended = Signal(object, object, object)


_A_MOMENT = 5
"""Seconds at most that the thread needs to let the work go, once it has told its end."""


class _Run:
    """One work on a thread of the pool.

    What the work holds may be of the screen, such as the page that it is done for: it is never let
    go there last, for a widget that is deleted on another thread than its own ends the process.
    """

    def __init__(self, work: Work[Any]) -> None:
        self.outlet = _Outlet(QCoreApplication.instance())  # so that it is deleted on its own one
        self.left = Event()
        """The thread holds nothing of the work any more."""
        self._work = work
        self._begun = Event()
        self._stopped = Event()
        self._percent = 0

    def stop(self) -> None:
        """End where the work next tells how far it is."""
        self._stopped.set()

    def wait(self, seconds: float) -> None:
        """Until the thread has let the work go; one that was stopped before it began never does."""
        if self._begun.is_set() or not self._stopped.is_set():
            self.left.wait(seconds)

    def for_pool(self) -> Callable[[], None]:
        """What the pool is given: it keeps the work until that has ended, and no longer."""
        held, left = [self], self.left

        def carry_out() -> None:
            held.pop()._carry_out()
            left.set()

        return carry_out

    def _carry_out(self) -> None:
        """Do the work and send what comes of it; nothing is raised on a thread of Qt's."""
        outcome, error = None, None
        self._begun.set()
        try:
            if self._stopped.is_set():
                raise Stopped
            outcome = self._work(self._tell)
        except Stopped:
            _log.info("Work was stopped")
        except Exception as raised:
            error = raised
            _let_go_of(error)
        if self._stopped.is_set():
            outcome = error = None
        with suppress(RuntimeError):  # Qt has just gone, with the program
            self.outlet.ended.emit(self, outcome, error)
            self.outlet.deleteLater()
        del outcome, error

    def _tell(self, share: float) -> None:
        if self._stopped.is_set():
            raise Stopped
        percent = min(100, int(100 * share))
        if percent != self._percent:
            self._percent = percent
            self.outlet.told.emit(self, percent)


def _let_go_of(error: BaseException | None) -> None:
    """What an error went through holds nothing any more, such as a read that keeps the store open;
    where that was is still known."""
    while error is not None:
        clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def in_store(database: Database, work: Callable[[], T]) -> Work[T]:
    """Work that reads or writes the store, by a connection of its thread's own."""

    def carry_out(_tell: Tell) -> T:
        with own_connection(database):
            return work()

    return carry_out

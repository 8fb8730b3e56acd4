"""The print queue at work: what waits at this counter is printed beside the screen, in its order.

Nobody waits for paper: a page adds a job (``services.paper.jobs``) and says so on the bus.
"""

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.printing import Printer, PrinterType
from app.domain.problems import Code, Problem, Refused, refuse
from app.gui.kit.desk import Desk
from app.gui.kit.tasks import Task, in_store
from app.lists.prints import what
from app.printing import making
from app.printing.files import write_whole
from app.printing.labels import label_making
from app.printing.printers.sending import send
from app.services.paper import jobs, printers
from db.engine.trouble import StoreTrouble
from db.queries import print_jobs
from db.queries.print_jobs import PrintJob
from db.sql import Database

_log = logging.getLogger(__name__)

Make = Callable[[Database, PrintJob, Printer, int], bytes]
"""Makes what a job prints, for a printer; the last is which paper of its document it is."""


class PrintQueue(QObject):
    """Works off the jobs of one counter, one at a time; it outlives a window that is built anew."""

    done = Signal(object)
    """A job was printed, or failed; its id."""

    def __init__(self, desk: Desk, make: Make, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._make = make
        self._task = Task(self)
        self._ends = False
        desk.bus.print_asked.connect(self.go_on)

    def serve(self, desk: Desk) -> None:
        """Go on for the window that was built anew; what is being printed is not touched."""
        self._desk = desk
        desk.bus.print_asked.connect(self.go_on)

    def end(self) -> None:
        """Take no more jobs; the one that is being printed has a moment to come to its end."""
        self._ends = True
        self._task.wait(_A_MOMENT)

    @property
    def busy(self) -> bool:
        """Something is being printed."""
        return self._task.busy

    def begin(self) -> None:
        """After a start: what was being printed at its end has failed, what waits is printed."""
        try:
            jobs.begin_again(self._desk.session)
        except StoreTrouble:  # another program holds the store: paper waits, nobody is asked
            QTimer.singleShot(_AGAIN, self, self.begin)
            return
        self.go_on()

    def go_on(self) -> None:
        """Print the job that waits longest, unless one is being printed."""
        if self._task.busy or self._ends:
            return
        database, counter = self._desk.database, self._desk.session.counter.id
        job = print_jobs.next_job(database, counter)
        if job is not None:
            work = in_store(database, lambda: self._print(job))
            self._task.start(work, self._then, lambda _problems: self._then(job))

    def _then(self, job: int | None) -> None:
        if job is None:
            QTimer.singleShot(_AGAIN, self, self.go_on)
            return
        self.done.emit(job)
        self._desk.bus.printed.emit()
        self.go_on()

    # Beside the screen ------------------------------------------------------------------------

    def _print(self, id: int) -> int | None:
        """Print one job, or write down why that failed; None: the store cannot be written now."""
        try:
            return self._print_now(id)
        except StoreTrouble:
            if not self._ends:
                _log.warning("The store waits, so the print queue does")
            return None

    def _print_now(self, id: int) -> int:
        session = self._desk.session
        job = print_jobs.job(session.database, id)
        assert job is not None
        if label_making.is_gone(session.database, job):
            jobs.drop(session, id)
            return id
        copy = jobs.begin(session, id)
        try:
            self._carry_out(job, copy)
        except Refused as refusal:
            jobs.fail(session, id, refusal.problems[0])
        except StoreTrouble:
            raise
        except Exception:
            _log.exception("A print job could not be made")
            jobs.fail(session, id, Problem(Code.PRINT_NOT_MADE))
        else:
            jobs.end(session, id)
        return id

    def _carry_out(self, job: PrintJob, copy: int) -> None:
        session = self._desk.session
        file = _file_of(job)
        if file is not None:
            to_file = Printer(job.printer, PrinterType.FOLDER, str(file.parent))
            write_whole(file, self._make(session.database, job, to_file, copy))
            return
        printer = printers.printer(session.database, session.counter.id, job.printer)
        if printer is None:
            raise refuse(Code.PRINTER_FORGOTTEN, name=job.printer)
        made = self._make(session.database, job, printer, copy)
        session.database.close()  # a printer that does not answer holds no store that is closed
        send(printer, made, what(job))


def at_work(desk: Desk, parent: QObject) -> PrintQueue:
    """The queue of the program, which makes everything that can be printed."""
    return PrintQueue(desk, making.made, parent)


def _file_of(job: PrintJob) -> Path | None:
    """The file that a job is written to; None: it is printed."""
    with suppress(ValueError, AttributeError):
        named = json.loads(job.details).get(jobs.FILE)
        return Path(named) if isinstance(named, str) else None
    return None


_A_MOMENT = 2.0
"""Seconds."""
_AGAIN = 3000
"""Milliseconds until the store is tried again."""

"""An import at work beside the screen: one thing at a time, what comes meanwhile waits its turn."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.problems import Problem, Refused
from app.exchange.imports.import_session import ImportSession
from app.exchange.imports.kinds import ImportKind
from app.exchange.imports.mends import Mend
from app.gui.importing.import_view import ImportView, changing, opening
from app.gui.kit.desk import Desk
from app.gui.kit.tasks import Task, Tell, in_store
from app.services.importing.document_rows import ImportPlace

T = TypeVar("T")
Change = Callable[[ImportSession, Tell], object]


class ImportWork(QObject):
    """A file is read, changed, mended and taken here; ``view`` is how it stands, None: unread."""

    read = Signal(object)
    """Other rows or columns are there: an ``ImportView``."""
    judged = Signal(object)
    """The same rows stand otherwise: an ``ImportView``."""
    refused = Signal(object)
    """The file cannot be read, with every problem."""
    not_done = Signal(object)
    """What was to be done with the rows was refused, with every problem; they stay."""
    mends_changed = Signal()
    """Another text waits to be judged."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self.task = Task(self)
        self.session: ImportSession | None = None
        self.view: ImportView | None = None
        self.changed = False
        """Something was mended or left out that would be lost."""
        self.reads = self.writes = False
        """What goes on gives other rows; it writes to the store."""
        self._queue: list[tuple[Change, bool]] = []
        self._texts: dict[tuple[int, str], str] = {}
        self._judging: dict[tuple[int, str], str] = {}

    @property
    def settled(self) -> bool:
        """Nothing goes on, and nothing waits."""
        return not (self.task.busy or self._queue)

    @property
    def texts(self) -> dict[tuple[int, str], str]:
        """What was mended and is not judged yet, by the row's number and the field."""
        return {**self._judging, **self._texts}

    def open(self, kind: ImportKind, place: ImportPlace, path: Path, encoding: str) -> None:
        """Read a file and judge it; what was mended in another one is given up."""
        self.view = self.session = None
        self.changed = False
        self._queue, self._texts, self._judging = [], {}, {}
        try:
            self.session = ImportSession(self._desk.session, kind, place)
        except Refused as refusal:
            self.refused.emit(refusal.problems)
            return
        self.reads = True
        work = opening(self._desk.database, self.session, path, encoding)
        self.task.start(work, self._show, self._refuse)

    def change(self, change: Change, reads: bool = True) -> None:
        """Do something with the import; ``reads``: other rows or columns come of it."""
        if self.session is not None:
            self._queue.append((change, reads))
            self._go_on()

    def choose_sheet(self, sheet: str) -> None:
        """Read another sheet."""
        self.change(lambda session, tell: session.choose_sheet(sheet, tell))

    def choose_header(self, header: int) -> None:
        """The titles stand in this row, 0: there are none."""
        self.change(lambda session, _tell: session.choose_header(header))

    def choose_place(self, place: ImportPlace) -> None:
        """Whose the rows are and what for, where they do not say it themselves."""
        self.change(lambda session, _tell: session.choose_place(place))

    def match(self, place: int, key: str | None) -> None:
        """A column of the file fills another field."""
        self.change(lambda session, _tell: session.match(place, key))

    def repeat(self, keys: Iterable[str]) -> None:
        """In these fields an empty cell repeats the one above."""
        self.change(lambda session, _tell: session.repeat(keys))

    def mend(self, number: int, key: str, text: str) -> None:
        """A field of a row says this; it is judged after what waits."""
        self.changed = True
        self._texts[number, key] = text
        self.mends_changed.emit()
        self.change(lambda session, _tell: session.mend(number, key, text), reads=False)

    def mend_all(self, mend: Mend) -> None:
        """Mend every row that has the problem."""
        self.changed = True
        self.change(lambda session, _tell: session.mend_all(mend), reads=False)

    def leave_out(self, number: int, out: bool) -> None:
        """Leave a row out, or take it again."""
        self.changed = True
        self.change(lambda session, _tell: session.leave_out(number, out), reads=False)

    def take(
        self,
        work: Callable[[ImportSession], T],
        then: Callable[[T], None],
        refused: Callable[[Sequence[Problem]], None],
        writes: bool = True,
    ) -> None:
        """Do what ends with the rows as they stand; only once all is ``settled``."""
        assert self.session is not None and self.settled
        self.reads, self.writes = False, writes
        done = partial(work, self.session)
        self.task.start(in_store(self._desk.database, done), then, refused)

    def stop(self) -> None:
        """Drop what goes on: nothing was written."""
        self._queue = []
        self.task.stop()

    def _go_on(self) -> None:
        """Do all that waits at once, and judge then."""
        if self.task.busy or not self._queue or self.session is None:
            return
        queue, self._queue = self._queue, []
        self._judging, self._texts = self._texts, {}
        self.reads, self.writes = any(reads for _change, reads in queue), False
        session = self.session

        def change(tell: Tell) -> None:
            for one, _reads in queue:
                one(session, tell)

        before = None if self.reads else self.view
        work = changing(self._desk.database, session, change, before)
        self.task.start(work, self._show, self._refuse)

    def _show(self, view: ImportView) -> None:
        self.view, self._judging = view, {}
        (self.read if self.reads else self.judged).emit(view)
        self._go_on()

    def _refuse(self, problems: Sequence[Problem]) -> None:
        self._queue, self._texts, self._judging = [], {}, {}
        if self.reads:
            self.view = None
            self.refused.emit(problems)
        else:
            self.mends_changed.emit()
            self.not_done.emit(problems)

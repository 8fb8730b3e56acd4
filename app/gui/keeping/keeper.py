"""Keeps the shop safe while it is open: a backup a day, when it is asked for, and at closing (S1).

The program has one; it outlives a window that is built anew. The work goes on beside the screen.
"""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.keeping import is_due
from app.domain.problems import Problem, Refused
from app.gui.kit.desk import Desk
from app.gui.kit.mounts import mounted
from app.gui.kit.tasks import Task
from app.services.keeping import (
    backup_keeping,
    backup_places,
    backup_state,
    backups,
    known_places,
)
from app.services.keeping.backups import BackupOrder, BackupOutcome, Why
from app.services.keeping.patience import Tell
from db.engine.trouble import StoreTrouble

_log = logging.getLogger(__name__)
_EVERY = 60_000
"""Milliseconds between looks whether the day's backup is due."""
_QUIET = 20.0
"""Seconds without a key after which it is made."""
_AGAIN = 60
"""Looks, so minutes, until what failed is tried again."""
_A_MOMENT = 3.0
"""Seconds that a copy has to come to an end when nobody waits for it any more."""


class Keeper(QObject):
    """Makes the backups of one shop, one at a time; what came of each is on the bus."""

    ended = Signal()
    """A backup has come out, or failed."""

    def __init__(
        self,
        desk: Desk,
        store: Path,
        silent_for: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        """``silent_for`` says how many seconds ago somebody typed."""
        super().__init__(parent)
        self._desk = desk
        self._store = store
        self._silent_for = silent_for
        self._waits = 0
        self._task = Task(self)
        self._task.progressed.connect(lambda percent: self._desk.bus.backup_going.emit(percent))
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._listen()

    def _listen(self) -> None:
        self._desk.bus.backup_asked.connect(self.back_up_now)

    def serve(self, desk: Desk) -> None:
        """Go on for the window that was built anew; what is being made is not touched."""
        self._desk = desk
        self._listen()
        desk.bus.backed_up.emit()  # it may have been another's while one was made

    def begin(self, first_place: Path) -> None:
        """After a start: what a killed run left goes; where nobody chose a place, there is one."""
        if not self._desk.counter_settings.keeps_backups:
            return
        try:
            backups.tidy(self._store)
            backup_places.add_first(self._desk.session, first_place)
        except StoreTrouble as trouble:  # the next start does it
            _log.info("no first place for backups now: %s", trouble.trouble)
        self._timer.start()

    @property
    def busy(self) -> bool:
        """A backup is being made."""
        return self._task.busy

    def look(self) -> None:
        """Make the day's backup where it is due and nobody types; what failed waits for an hour."""
        self._waits = max(0, self._waits - 1)
        if self.busy or self._waits or self._silent_for() < _QUIET:
            return
        session = self._desk.session
        try:
            last = backup_state.last_of(session.database, session.counter.id)
            if is_due(last.made_at if last else None, session.now()):
                self._waits = _AGAIN
                self.back_up(Why.DAILY)
        except StoreTrouble as trouble:
            _log.info("no backup now: %s", trouble.trouble)

    def back_up_now(self) -> None:
        """Make one because somebody asks. Raises Refused for who may not."""
        if not self.busy:
            self._start(backup_keeping.order(self._desk.session, self._store))

    def back_up(self, why: Why) -> None:
        """Make one by itself, whoever works here; without a place there is none, and it is said."""
        self._start(backup_keeping.order_by_itself(self._desk.session, self._store, why))

    def is_wanted_at_closing(self) -> bool:
        """There is a place for a backup."""
        session = self._desk.session
        try:
            places = backup_places.places_of(session.database, session.counter.id)
        except StoreTrouble:
            return False
        return bool(places) and self._desk.counter_settings.keeps_backups

    def note_places(self) -> None:
        """Where the backups are stands beside the shop's file too, should it not be opened."""
        session = self._desk.session
        known = backup_places.places_of(session.database, session.counter.id)
        known_places.note(Path(session.database.database), known)

    def end(self) -> None:
        """Make no more; what is being made is given up, and leaves nothing."""
        self._timer.stop()
        self._task.end(_A_MOMENT)

    def _start(self, order: BackupOrder) -> None:
        moment = self._desk.session.now()

        def work(tell: Tell) -> BackupOutcome:
            return backups.make(order, moment, mounted, tell)

        self._desk.bus.backup_going.emit(0)
        self._task.start(work, self._then, self._failed)

    def _then(self, outcome: BackupOutcome) -> None:
        _log.info("backups made: %d, troubles: %d", len(outcome.made), len(outcome.problems))
        self._note(lambda: backup_keeping.note(self._desk.session, outcome))

    def _failed(self, problems: Sequence[Problem]) -> None:
        self._note(lambda: backup_keeping.note_failed(self._desk.session, problems))

    def _note(self, keep: Callable[[], None]) -> None:
        try:
            keep()
        except (StoreTrouble, Refused) as error:
            _log.warning("what came of the backup is not kept", exc_info=error)
        self._desk.bus.backup_going.emit(None)
        self._desk.bus.backed_up.emit()
        self.ended.emit()


def at_work(
    desk: Desk, store: Path, silent_for: Callable[[], float], parent: QObject | None = None
) -> Keeper:
    """The keeper of an open shop."""
    return Keeper(desk, store, silent_for, parent)

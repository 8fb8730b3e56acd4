"""Seals and checks beside the screen, a bit at a time, while the shop is open (S3)."""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.problems import Problem
from app.gui.kit.later import class_named
from app.gui.kit.tasks import ENDS_WITHIN, Task
from app.services.keeping import closings, newest_seal
from app.services.keeping.closings import Opened
from app.services.keeping.seal_fault import SealFault
from app.services.session import Session
from db.engine.trouble import StoreTrouble
from db.sql import Database, own_connection

if TYPE_CHECKING:
    from app.gui.keeping.check_round import FoundByCheck

CHECK_ROUND = "keeping.check_round.round_of"
_log = logging.getLogger(__name__)
_AFTER = 3_000
"""Milliseconds from opening on: the shop is shown first."""
_AGAIN = 4 * 3_600_000
"""Milliseconds after which all is checked once more."""


class KeepingWork(QObject):
    """What the program does for a shop's history by itself, and what it found."""

    found = Signal()
    """There is something to be said: ``older`` or ``faults``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.older: Problem | None = None
        """The store is not the one that was here last."""
        self.faults: Sequence[SealFault] = ()
        self._database: Database | None = None
        self._counter = 0
        self._opened: Opened | None = None
        """Until it was compared, and what was found is told."""
        self._asks = False
        """Nothing is kept beside the store: its backups are asked whether it is the newest."""
        self._task = Task(self)
        self._kept = Task(self)
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self._start)

    def begin(self, database: Database, counter: int) -> None:
        """The shop was just opened at a counter; nothing was written yet."""
        self._database, self._counter = database, counter
        self.faults = ()
        try:
            self.older = newest_seal.problem_of(database)
            self._asks = newest_seal.is_missing(database)
            self._opened = closings.opened(database)
            newest_seal.note_kept(database)
        except StoreTrouble as trouble:
            _log.info("not looked at as it was opened: %s", trouble.trouble)
        self._soon.start(_AFTER)

    @property
    def busy(self) -> bool:
        """It seals, checks or keeps something."""
        return self._task.busy or self._kept.busy

    @property
    def has_found(self) -> bool:
        """There is something to be said."""
        return bool(self.faults) or self.older is not None

    def keep(self) -> None:
        """While nobody waits: the newest seal is kept beside the store."""
        database = self._database
        if database is not None and self._keeps and not self.busy:
            self._kept.start(lambda _tell: _keep(database), _ignore, _ignore)

    @property
    def _keeps(self) -> bool:
        """The store's newest seal is the one that counts."""
        return self.older is None and not self._asks

    def accept(self, session: Session) -> None:
        """Go on with the store as it is: its newest seal is the one that counts.

        Raises Refused for who may not.
        """
        if self._database is not None:
            newest_seal.accept(session)
            self.older = None
            self.found.emit()

    def stop(self) -> None:
        """The shop is about to be closed: what goes on ends, and how all is now is noted."""
        self._soon.stop()
        database, self._database = self._database, None
        self._task.end(ENDS_WITHIN)
        self._kept.end(ENDS_WITHIN)
        if database is None:
            return
        try:
            closings.close(database, self._opened)
            if self._keeps:
                newest_seal.keep(database)
        except StoreTrouble as trouble:
            _log.info("not noted as it was closed: %s", trouble.trouble)
        self.older, self.faults, self._opened = None, (), None

    def _start(self) -> None:
        database, opened = self._database, self._opened
        if database is not None:
            asked = self._counter if self._asks else None
            keeps = self.older is None
            work = class_named(CHECK_ROUND)(database, opened, asked, keeps)
            self._task.start(work, self._end, _ignore)

    def _end(self, found: "FoundByCheck") -> None:
        self._soon.start(_AGAIN)
        self._opened = None
        _log.info("checked beside the screen: %d faults", len(found.faults))
        self.older, self._asks = self.older or found.older, False
        if found.faults:
            self.faults = found.faults
        if self.has_found:
            self.found.emit()


def _ignore(_outcome: object) -> None:
    """Nobody waits for it."""


def _keep(database: Database) -> None:
    with own_connection(database):
        try:
            newest_seal.keep(database)
        except StoreTrouble as trouble:
            _log.info("newest seal not kept now: %s", trouble.trouble)

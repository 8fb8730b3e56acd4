"""Fills what an earlier schema left out into the index of words, beside the screen."""

import logging
from time import sleep

from PySide6.QtCore import QObject, QTimer

from app.gui.kit.tasks import ENDS_WITHIN, PAUSE, Task, Tell
from db.engine.trouble import StoreTrouble
from db.sql import Database, own_connection

_log = logging.getLogger(__name__)
_AFTER = 2_000
"""Milliseconds from opening on: the shop is shown first."""
_AT_ONCE = 20
"""So many records a transaction: some milliseconds in which a scan waits."""


class FindingFill(QObject):
    """Works once after opening, where records are missing; what it does not reach, it does next
    time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task = Task(self)
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self._start)
        self._database: Database | None = None

    def begin(self, database: Database) -> None:
        """The shop is open."""
        self._database = database
        self._soon.start()

    def stop(self) -> None:
        """The shop is about to be closed: what goes on ends first."""
        self._soon.stop()
        self._database = None
        self._task.end(ENDS_WITHIN)

    @property
    def busy(self) -> bool:
        """It waits or works."""
        return self._soon.isActive() or self._task.busy

    def _start(self) -> None:
        from app.services.stock import finding  # after the start

        database = self._database
        if database is None:
            return
        try:
            if not finding.is_filled(database):
                self._task.start(lambda tell: _fill(database, tell), _done, lambda _problems: None)
        except StoreTrouble:
            self._soon.start()


def _fill(database: Database, tell: Tell) -> int:
    """Fill it in; where the store cannot be written it is left for the next time."""
    from app.services.stock import finding  # after the start

    def pause() -> None:
        tell(0)  # raises where it was stopped
        sleep(PAUSE)

    with own_connection(database):
        try:
            return finding.fill(database, _AT_ONCE, pause)
        except StoreTrouble as trouble:
            _log.info("index of words not filled now: %s", trouble.trouble)
            return 0


def _done(count: int) -> None:
    _log.info("index of words filled: %d", count)

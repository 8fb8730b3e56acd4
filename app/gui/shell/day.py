"""Midnight: drafts whose date nobody chose take the new day, and what is shown follows (D10)."""

import logging
from datetime import datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer

from app.gui.kit.desk import Desk
from app.services import clock
from app.services.documents import draft_head
from db.engine.trouble import StoreTrouble

_log = logging.getLogger(__name__)
_MOST = 60_000
"""Milliseconds: so often it looks at the clock, which may be set, or have slept, in between."""


class DayWatch(QObject):
    """Looks at the clock at midnight, and once a minute; ``bus.day_changed`` says a new day."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self.look()

    def look(self) -> None:
        """Give the drafts the new day if it has come (D10), and wait for the next look."""
        self._timer.start(min(_MOST, _until_midnight(clock.now().astimezone())))
        today = clock.today().isoformat()
        if today == self._day:
            return
        try:
            draft_head.follow_day(self._desk.session)
        except StoreTrouble as trouble:  # tried again: a posting looks at the clock itself
            _log.warning("drafts keep their day for now: %s", trouble.trouble)
        else:
            self._day = today
            self._desk.bus.day_changed.emit()


def _until_midnight(now: datetime) -> int:
    """Milliseconds from a local moment to shortly after the next midnight."""
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return int((tomorrow - now).total_seconds() * 1000) + 50

"""The window stood still for long: the log says for how long, and on which page (S7).

What is done beside the screen does not count: the window lives meanwhile.
"""

import logging
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer

from app.log_file import Own

_log = logging.getLogger(__name__)
BEAT = 100
"""Milliseconds between two looks at the clock."""
LONG = 500
"""Milliseconds without a look that are told: a clerk takes that for hung."""


class HoldWatch(QObject):
    """Looks at the clock again and again: late is what keeps the window from all else too.

    On systems whose clock goes on while they sleep, that is told as one long hold.
    """

    def __init__(
        self,
        page: Callable[[], str | None],
        parent: QObject,
        now: Callable[[], float] | None = None,
    ) -> None:
        """``page``: the key of the page that is shown. ``now``: seconds of a steady clock."""
        super().__init__(parent)
        self._page = page
        self._now = now or monotonic
        self._last = 0.0
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on it counts; what came before, such as the start, does not."""
        self._last = self._now()
        self._timer.start()

    def stop(self) -> None:
        """Nothing is shown any more."""
        self._timer.stop()

    def look(self) -> None:
        """A look at the clock: what passed since the last one is told where it is long."""
        now = self._now()
        passed = round((now - self._last) * 1000)
        self._last = now
        if passed >= LONG:
            _log.warning("the window stood still for %d ms: %s", passed, Own(self._page() or "-"))

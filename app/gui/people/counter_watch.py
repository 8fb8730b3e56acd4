"""Locks the counter where nobody has pressed a key for a while (U2)."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_LOOK = 5_000
"""Milliseconds: so often it looks how long nobody was there."""


class CounterWatch(QObject):
    """Asks for a lock after ``minutes`` without a key; 0 minutes: never."""

    def __init__(
        self,
        quiet: Callable[[], float],
        may_lock: Callable[[], bool],
        lock: Callable[[], object],
        parent: QObject,
    ) -> None:
        """``quiet``: for how many seconds nobody has pressed a key or clicked."""
        super().__init__(parent)
        self._quiet, self._may_lock, self._lock = quiet, may_lock, lock
        self._minutes = 0
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)

    def begin(self, minutes: int) -> None:
        """Look from now on."""
        self._minutes = minutes
        if minutes > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Lock where nobody was there for so long, and nobody waits for work that goes on."""
        if self._quiet() >= self._minutes * 60 and self._may_lock():
            self._lock()

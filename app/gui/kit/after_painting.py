"""A timer for what waits until the first window is painted."""

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE = 400
"""Milliseconds from the first turn of the event loop on: the window is there then, and quiet."""


class AfterPainting(QTimer):
    """``due`` once the window is painted, however long it took to build: no clock says that."""

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent, singleShot=True)
        self._is_turning = False
        self.timeout.connect(self._turn)

    def begin(self) -> None:
        """Wait, from the next turn of the event loop on."""
        self._is_turning = False
        self.start(0)

    def _turn(self) -> None:
        if self._is_turning:
            self.due.emit()
        else:
            self._is_turning = True
            self.start(PAUSE)

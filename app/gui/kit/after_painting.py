"""A timer for what waits until the first window is painted."""

from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE = 400
"""Milliseconds from the first turn of the event loop on: the window is there then, and quiet."""


class AfterPainting(QTimer):
    """``due`` once the window is painted, however long it took to build: no clock says that."""

    due = Signal()

    def __init__(
        self, parent: QObject | None = None, of: str = "", brings: Sequence[str] = ()
    ) -> None:
        """``brings``: large modules ``of`` a package that what is due needs, such as ``.making``;
        each is imported in a turn of its own before it, so that nobody who types meanwhile waits
        for all of them.
        """
        super().__init__(parent, singleShot=True)
        self._is_turning = False
        self._of, self._brings = of, brings
        self._left: list[str] = []
        self.timeout.connect(self._turn)

    def begin(self) -> None:
        """Wait, from the next turn of the event loop on."""
        self._is_turning = False
        self._left = list(self._brings)
        self.start(0)

    def _turn(self) -> None:
        if not self._is_turning:
            self._is_turning = True
            self.start(PAUSE)
        elif self._left:
            import_module(self._left.pop(0), self._of)
            self.start(0)
        else:
            self.due.emit()

"""When a part of the screen reads the store again: after keys, and after a change of the store."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QLineEdit, QWidget

PAUSE = 150
"""Milliseconds after the last key until what is typed into a box is answered."""
REST = 60
"""Milliseconds without a key until words are looked for: longer than a scanner's gaps."""


class Refresh(QObject):
    """Reads a part of the screen again by ``read``, which says ``done`` when it begins."""

    due = Signal()
    """It is to be read again now. (A signal, since it keeps no part alive that was closed.)"""

    def __init__(self, part: QWidget, read: Callable[[], object]) -> None:
        super().__init__(part)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.due)
        self.due.connect(read)

    def follow(self, *changes: SignalInstance) -> None:
        """Read again when one of these is told and the part is on the screen."""
        for change in changes:
            change.connect(self.if_visible)

    def search_by(self, box: QLineEdit) -> None:
        """Answer what is typed into a box, a pause after its last key."""
        box.textChanged.connect(self.soon)

    def soon(self) -> None:
        """Read again when no more was typed for a moment."""
        self._pause.start()

    def done(self) -> None:
        """It is being read: what was typed before is answered by that."""
        self._pause.stop()

    def if_visible(self) -> None:
        """Read again where the part is on the screen; what is not is read when it is shown."""
        part = self.parent()
        if isinstance(part, QWidget) and part.isVisible():
            self.due.emit()

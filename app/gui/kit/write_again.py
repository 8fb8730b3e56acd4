"""What was entered and cannot be written now is kept, and written as soon as the store allows."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from db.engine.trouble import StoreTrouble

PAUSE = 500
"""Milliseconds until what the store did not take is tried again."""


class WriteAgain(QObject):
    """Carries out changes in their order, and keeps those that the store does not take, by name."""

    waits = Signal(object)
    """The store does not take a change now (a StoreTrouble); it is kept and tried again."""
    done = Signal()
    """All that waited is written."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._changes: dict[object, Callable[[], None]] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._try)

    def __contains__(self, name: object) -> bool:
        return name in self._changes

    def write(self, name: object, change: Callable[[], None]) -> bool:
        """Carry out a change, now or later; True where it is done."""
        self._changes.pop(name, None)
        self._changes[name] = change
        try:
            self.finish()
        except StoreTrouble as trouble:
            self._pause.start()
            self.waits.emit(trouble)
            return False
        return True

    def finish(self) -> None:
        """Carry out all that waits. Raises StoreTrouble; what is not written waits on."""
        while self._changes:
            name = next(iter(self._changes))
            change = self._changes[name]
            try:
                change()
            except StoreTrouble:
                raise
            except Exception:
                del self._changes[name]  # refused or a fault: it is told, and not tried again
                raise
            del self._changes[name]

    def _try(self) -> None:
        try:
            self.finish()
        except StoreTrouble:
            self._pause.start()
            return
        self.done.emit()

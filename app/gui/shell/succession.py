"""A window stands in another's place and has the keyboard before that one goes (C4).

While no window has it, X gives the keys to nobody: a scan in that moment would lose its letters.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

from app.gui.scanning.capture import ScanCapture
from app.gui.scanning.route import FOLLOWED

_PATIENCE = 300
"""Milliseconds after which the other goes, though the keyboard is nowhere yet."""


class Succession(QObject):
    """One window follows another; what is typed from then on is for it, wherever it arrives."""

    def __init__(self, application: QGuiApplication, capture: ScanCapture, parent: QObject) -> None:
        super().__init__(parent)
        self._capture = capture
        self._old: QWidget | None = None
        self._to: QWindow | None = None
        self._go: Callable[[], object] | None = None
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._late.timeout.connect(self.end)
        application.focusWindowChanged.connect(self._look)

    def follow(self, old: QWidget, new: QWidget, go: Callable[[], object]) -> None:
        """``new``, which is shown, takes the place of ``old``: it goes by ``go``.

        At once where it has not the keyboard; else as soon as ``new`` has it.
        """
        self.end()
        before, to = old.windowHandle(), new.windowHandle()
        new.activateWindow()
        if before is None or to is None or QGuiApplication.focusWindow() is not before:
            go()
            return
        self._to, self._go = to, go
        self._old = old
        old.setProperty(FOLLOWED, True)
        self._capture.redirect(before, new)
        self._late.start()

    def end(self) -> None:
        """Let the window of before go now, whether or not the next one has the keyboard yet."""
        go, self._go, self._to = self._go, None, None
        old, self._old = self._old, None
        self._late.stop()
        if go is not None and old is not None:
            self._capture.redirect(None, None)
            old.setProperty(FOLLOWED, False)
            go()

    def _look(self, window: QWindow | None) -> None:
        if self._go is not None and window is self._to:
            self.end()

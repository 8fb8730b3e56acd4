"""The box that takes codes: no input method in it, Enter is its own, focus is easy to see."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.gui.theme import serial_font
from app.text import _

_TERMINATORS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class _NoInputMethod:
    """Letters arrive whole whichever input method is on (C5).

    Qt's edits answer ImEnabled themselves, so that neither WA_InputMethodEnabled nor hints help.
    """

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *argument: object) -> object:
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query, *argument)


class CodeEdit(_NoInputMethod, QLineEdit):
    """A line for one code."""


class CodesEdit(_NoInputMethod, QPlainTextEdit):
    """A box for many codes."""


class ScanBox(CodeEdit):
    """Takes one code after the other; Enter or Tab ends a code and goes no further."""

    scanned = Signal(str)
    """A code was ended. The box is empty again at once, ready for the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keeps_text = False
        """A search box keeps what was scanned, chosen, so that the next scan replaces it."""
        self._ended = 0  # when the last code ended, by the events' own clock, in milliseconds
        self.setProperty("role", "scan")
        self.setFont(serial_font(12))
        self.setPlaceholderText(_("Scan or type a code, then Enter"))
        self.setAccessibleName(_("Scan box"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        code = self.text()
        ends = event.key() in _TERMINATORS and not event.modifiers() & _CHORD
        if not ends or (event.key() == Qt.Key.Key_Tab and not code):
            super().keyPressEvent(event)
            return
        event.accept()
        # Many scanners end with CR and LF: the second is no empty scan.
        if code or event.timestamp() - self._ended > _SECOND_TERMINATOR:
            if self.keeps_text:
                self.selectAll()
            else:
                self.clear()
            self.scanned.emit(code)
        self._ended = event.timestamp()

    def event(self, event: object) -> bool:
        # A scanner may end with Tab, which Qt would make a focus change before keyPressEvent.
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab and self.text():
            if event.type() == QKeyEvent.Type.KeyPress:
                self.keyPressEvent(event)
            return True
        return super().event(event)


_SECOND_TERMINATOR = 500
_CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

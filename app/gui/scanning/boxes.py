"""The lines that take codes: no input method in them, and a scan while they have the focus."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from app.gui.kit.fields import NoInputMethod
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, Theme, serial_font
from app.gui.kit.widgets import label, row
from app.gui.scanning.route import PLAIN_FIELD
from app.text import _

_TERMINATORS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Ended(str):
    """A code as it was ended, and how: typed ``by_hand``, or scanned after ``times`` was typed."""

    times: str | None
    by_hand: bool

    def __new__(cls, code: str, times: str | None = None, by_hand: bool = False) -> "Ended":
        made = super().__new__(cls, code)
        made.times, made.by_hand = times, by_hand
        return made


def ended(code: str) -> Ended:
    """How a code was ended; of one that does not say, it was scanned alone."""
    return code if isinstance(code, Ended) else Ended(code)


class CodeEdit(NoInputMethod, QLineEdit):
    """A line for one code."""

    def __init__(self, text: str = "", clearButtonEnabled: bool = False) -> None:  # noqa: N803
        super().__init__(text, clearButtonEnabled=clearButtonEnabled)
        self.setProperty(PLAIN_FIELD, True)

    def take_scan(self, code: str) -> bool:
        """A scan replaces what stands here; one that is too long is not cut, but goes on."""
        if self.isReadOnly() or len(code) > self.maxLength():
            return False
        self.setText(code)
        return True


class SearchBox(QLineEdit):
    """Finds by a name, typed with any input method, or by a scanned code."""

    def __init__(self) -> None:
        super().__init__(clearButtonEnabled=True)
        self.setProperty(PLAIN_FIELD, True)
        self.setAccessibleName(_("Find"))

    def take_scan(self, code: str) -> bool:
        """Look the code up as if it was typed and ended with Enter; the next one replaces it."""
        self.setText(code)
        self.selectAll()
        self.returnPressed.emit()
        return True


class ScanBox(CodeEdit):
    """Takes one code after the other; Enter or Tab ends a code and goes no further."""

    scanned = Signal(str)
    """A code was ended. The box is empty again at once, ready for the next."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(PLAIN_FIELD, False)
        self.keeps_text = False
        """A search box keeps what was scanned, chosen, so that the next scan replaces it."""
        self._ended = 0  # when the last code ended, by the events' own clock, in milliseconds
        self.setProperty("role", "scan")
        self.setFont(serial_font(12))
        self.setPlaceholderText(_("Scan or type a code, then Enter"))
        self.setAccessibleName(_("Scan box"))

    def take_scan(self, code: str) -> bool:
        """A scan that was captured; what is half typed in the box stays."""
        if self.keeps_text:
            self.setText(code)
            self.selectAll()
        self.scanned.emit(code)
        return True

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        code = self.text()
        ends = event.key() in _TERMINATORS and not event.modifiers() & CHORD
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
            self._end(code)
        self._ended = event.timestamp()

    def _end(self, code: str) -> None:
        """A code was ended with a key."""
        self.scanned.emit(code)

    @guarded(True)
    def event(self, event: QEvent) -> bool:
        # Undo is the page's while nothing is typed here; Qt's line takes it also when empty.
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.ShortcutOverride:
            if event.matches(QKeySequence.StandardKey.Undo) and not self.text():
                event.ignore()
                return True
            return super().event(event)
        # A scanner may end with Tab, which Qt would make a focus change before keyPressEvent.
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab and self.text():
            if event.type() == QKeyEvent.Type.KeyPress:
                self.keyPressEvent(event)
            return True
        return super().event(event)


class DocumentBox(ScanBox):
    """The box of a document: what is typed may be words, or have a quantity before it."""

    typed = Signal(str)
    """What a person ended with Enter."""
    stepped = Signal(object)
    """↑ or ↓ was pressed where no finder took it: a line back (-1) or on (1)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.show_usual()
        picture = icon("mdi6.barcode-scan", theme.muted)
        self.addAction(picture, QLineEdit.ActionPosition.LeadingPosition)
        shown_key = label("F2", "hint")
        shown_key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = row(None, shown_key)
        inside.setContentsMargins(0, 0, GRID * 3 // 2, 0)
        self.setLayout(inside)

    def show_usual(self) -> None:
        """Say what the box takes."""
        self.setPlaceholderText(_("Scan, or type words or a code"))

    def _end(self, code: str) -> None:
        self.typed.emit(code)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        if step is None or event.modifiers() & CHORD:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def take_quantity(self) -> str | None:
        """The quantity that stands typed here, for the scan that comes behind it; the box is
        empty then. None where something else is typed, or nothing."""
        from app.domain.multiples import multiple  # with the first that is typed

        typed = multiple(self.text())
        if typed.quantity is None or typed.text.strip():
            return None
        self.clear()
        return typed.quantity


_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SECOND_TERMINATOR = 500
CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

"""Settings › Scanner: scan the code on the screen three times, and the program knows the scanner.

What goes wrong with a scanner that types (Caps Lock, the keyboard's country, no Enter after the
code) is named here in one sentence that says what to do.
"""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.domain import scanner, scanner_set_up
from app.domain.problems import Refused
from app.domain.scanner import Ending, Press
from app.domain.scanner_set_up import SCANS_TO_LEARN, TEST_CODE, Fault, ScannerReading
from app.domain.verdicts import Level
from app.gui.kit.barcode_picture import BarcodePicture
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.paper import make_pdf
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP, serial_font
from app.gui.kit.widgets import button, card, column, label, row
from app.gui.scanning.capture import RAW_KEYS, press_of
from app.printing.labels import code_sheet
from app.services import settings
from app.text import _, sentence

_WIDTH = 720
_SILENCE = 600
_MOST_KEYS = 400


class ScannerKeys(QLabel):
    """Takes the keys of a scanner one by one, while it has the focus."""

    scanned = Signal(list)
    """The keys of one scan, as ``Press``."""

    def __init__(self) -> None:
        super().__init__()
        self._presses: list[Press] = []
        self.setProperty(RAW_KEYS, True)
        self.setProperty("role", "keys")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Scan here"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumHeight(56)
        self._silence = QTimer(self, singleShot=True, interval=_SILENCE)
        self._silence.timeout.connect(self._finish)
        self._say()

    @guarded(True)
    def event(self, event: QEvent) -> bool:
        """Keys that type something are the scanner's, Tab too; commands stay commands."""
        if not isinstance(event, QKeyEvent):
            return super().event(event)
        press = press_of(event)
        if not press.text:
            return super().event(event)
        if event.type() == QEvent.Type.KeyPress:
            self._presses = [*self._presses, press][-_MOST_KEYS:]
            self._silence.start()
        event.accept()
        return True

    @guarded()
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._say()

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._say()

    def _say(self) -> None:
        ready = self.hasFocus()
        self.setText(_("Ready: scan now") if ready else _("Click here, then scan"))

    def _finish(self) -> None:
        presses, self._presses = self._presses, []
        if [press.text for press in presses] == ["\t"]:
            self.focusNextChild()  # a person on the way to the next field
            return
        self.scanned.emit(presses)


class ScannerPage(QWidget):
    """Learns the shop's scanner; what is learnt is kept with this counter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._readings: list[ScannerReading] = []
        self.keys = ScannerKeys()
        self.keys.scanned.connect(self.note_scan)
        self.verdict = label("")
        self.verdict.setWordWrap(True)
        self.verdict.setMargin(GRID)
        self.picture = BarcodePicture(TEST_CODE)
        self.print_button = button(_("Print…"), "Ctrl+P")
        self.forget_button = button(_("Forget this scanner"))
        self.print_button.clicked.connect(self.print_code)
        self.forget_button.clicked.connect(self.forget)
        middle = QFrame()
        middle.setMaximumWidth(_WIDTH)
        middle.setLayout(column(self._learning(), self._known(), None, gap=CARD_GAP))
        across = row(middle, None)
        across.setStretch(0, 1000)
        page = column(label(_("Scanner"), "title"), across, gap=CARD_GAP)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)
        self.start()

    # Building ---------------------------------------------------------------------------------

    def _learning(self) -> QFrame:
        explain = label(
            _(
                "Scan this code three times, from the screen or from paper. Serialdesk learns how "
                "fast your scanner types and what it sends before and after a code."
            ),
            "muted",
        )
        explain.setWordWrap(True)
        text = label(TEST_CODE)
        text.setFont(serial_font())
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        code = column(self.picture, text, gap=4)
        parts = (explain, row(None, code, None), self.keys, self.verdict)
        head = row(label(_("Learn your scanner"), "heading"), None, self.print_button)
        return card(column(head, *parts, margin=GRID * 2, gap=GRID * 3 // 2))

    def _known(self) -> QFrame:
        profile = scanner.profile_of(self._desk.counter_settings.scanner)
        learnt = bool(self._desk.counter_settings.scanner)
        title = _("Your scanner") if learnt else _("Not learnt yet. This fits most scanners:")
        pause = _("{gap} ms at most between two characters").format(gap=profile.gap)
        before = [profile.prefix] if profile.prefix else []
        before += [_("the sort of barcode")] if profile.symbology else []
        facts = (
            (_("After a code it sends"), _(profile.ending.value)),
            (_("Before a code it sends"), " + ".join(before) or _("nothing")),
            (_("Typing speed"), pause),
        )
        names = column(*(label(name, "muted") for name, _value in facts))
        values = column(*(label(value) for _name, value in facts))
        table = row(names, values, None, gap=GRID * 3)
        advice = label(_(Fault.NO_ENDING.value))
        advice.setWordWrap(True)
        advice.setVisible(profile.ending is Ending.NOTHING)
        self.forget_button.setVisible(learnt)
        head = row(label(title, "heading"), None, self.forget_button)
        return card(column(head, table, advice, margin=GRID * 2, gap=GRID * 3 // 2))

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.start()

    # Learning ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin with the first scan."""
        self._readings.clear()
        self._say(None, _("Nothing was scanned yet."))
        self.keys.setFocus()

    def note_scan(self, presses: list[Press]) -> None:
        """One scan arrived: count it, or name what is wrong with it."""
        reading = scanner_set_up.read(presses)
        if not reading.text:
            return
        fault = scanner_set_up.fault_of(reading)
        if fault is not None and fault.spoils:
            self._say(Level.REFUSED, _fault_text(fault, reading))
            return
        self._readings.append(reading)
        done = len(self._readings)
        if done < SCANS_TO_LEARN:
            text = _("Good: {done} of {all}. Scan it again.")
            self._say(Level.ACCEPTED, text.format(done=done, all=SCANS_TO_LEARN))
            return
        self._say(Level.ACCEPTED, _("Learnt."))
        self._keep(scanner_set_up.learn(self._readings).values())

    def forget(self) -> None:
        """Go back to what fits most scanners."""
        self._keep({})

    def _keep(self, values: dict[str, object]) -> None:
        settings.save_counter(self._desk.session, scanner=values)
        self._desk.bus.settings_changed.emit()

    def _say(self, level: Level | None, text: str) -> None:
        theme = self._desk.theme
        back, colour = theme.level(level) if level else (theme.base, theme.muted)
        self.verdict.setStyleSheet(f"background: {back}; color: {colour}; border-radius: 4px;")
        self.verdict.setText(text)
        if level is not None:
            self._desk.sounds.play(level)

    def print_code(self) -> None:
        """Make a sheet with the test code, for scanners that do not read screens."""
        write = partial(code_sheet.write, code=TEST_CODE)
        try:
            make_pdf(self, _("Print test code"), TEST_CODE, write)
        except Refused as refusal:
            self._say(Level.REFUSED, sentence(refusal.problems[0]))
        self.keys.setFocus()


def _fault_text(fault: Fault, reading: ScannerReading) -> str:
    """What is wrong and what to do; of a wrong keyboard also which it looks like."""
    mismatch = scanner_set_up.mismatch_of(reading) if fault is Fault.KEYBOARD else None
    if mismatch is None:
        return _(fault.value)
    text = _("It looks like a computer with a {computer} keyboard and a scanner set to {scanner}.")
    here, there = _(mismatch.computer), _(mismatch.scanner)
    return f"{_(fault.value)} {text.format(computer=here, scanner=there)}"

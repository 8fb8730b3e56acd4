"""Who is at the counter types their PIN once more, before what changes the whole shop (U2, S2)."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.problems import Code, Problem, Refused
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, name_label, row
from app.gui.people.pin_boxes import PinBoxes
from app.services import proving
from app.text import _, called, ngettext, sentence

_SECOND = 1000
_WIDTH = 480


class OwnPin(QWidget):
    """Whose PIN it is, the boxes, and what was wrong; it asks nobody who has none."""

    entered = Signal()
    """Enter was pressed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        person = called(desk.session.person.name)
        title = name_label(_("PIN of {person}").format(person=person), "secondary")
        self.pin = PinBoxes(desk.theme, title.text())
        self.problem = Paragraph()
        self.problem.setStyleSheet(f"color: {desk.theme.level(Level.REFUSED)[1]};")
        self.problem.hide()
        inside = column(title, self.pin, self.problem, gap=GRID // 2)
        inside.setContentsMargins(0, 0, 0, 0)
        self.setLayout(inside)
        self.setFocusProxy(self.pin)
        self.pin.returnPressed.connect(self.entered)
        self.pin.textEdited.connect(lambda _text: self._say(""))
        self._tick = QTimer(self, interval=_SECOND)
        self._tick.timeout.connect(self._show_wait)

    @property
    def wanted(self) -> bool:
        """Who is at the counter has a PIN."""
        session = self._desk.session
        return proving.has_pin(session.database, session.person.id)

    def text(self) -> str:
        """What was typed so far."""
        return self.pin.text()

    def take(self) -> str:
        """What was typed; it does not stay in the boxes."""
        typed = self.pin.text()
        self.pin.clear()
        self._say("")
        return typed

    def refuse(self, problems: tuple[Problem, ...]) -> bool:
        """Say what was wrong with the PIN; False: something else was."""
        problem = problems[0]
        if problem.code not in (Code.PIN_WRONG, Code.PIN_WAIT):
            return False
        text = _("That was not it. It waits a while; the boxes count down.")
        if problem.code is Code.PIN_WRONG:
            text = ngettext(
                "That was not it. {count} more try, then a short wait.",
                "That was not it. {count} more tries, then a short wait.",
                int(str(problem.values["left"])),
            )
        self._say(text)
        self._desk.sounds.play(Level.REFUSED)
        self._show_wait()
        return True

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _show_wait(self) -> None:
        session = self._desk.session
        left = proving.seconds_to_wait(session.database, session.person.id)
        self.pin.show_wait(left)

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_wait()
        self._tick.start()

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        self.pin.clear()


class OwnPinDialog(Dialog):
    """A question that is answered by one's own PIN. Accepted: it was done."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        text: str,
        keep: str,
        gone: str,
        act: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        """``keep`` and ``gone`` are the answers; ``act`` does it by the PIN, or raises Refused."""
        super().__init__(parent)
        self._act = act
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        said = Paragraph()
        said.setText(text)
        self.own_pin = OwnPin(desk)
        self.problem = Paragraph("danger")
        self.problem.hide()
        self.keep_button, self.gone_button = button(keep), button(gone, role="danger")
        self.setLayout(
            column(
                label(title, "section"),
                said,
                self.own_pin,
                self.problem,
                row(None, self.keep_button, self.gone_button),
                margin=GRID * 3,
                gap=GRID * 3 // 2,
            )
        )
        self.keep_button.clicked.connect(self.reject)
        self.gone_button.clicked.connect(self.answer)
        self.own_pin.entered.connect(self.answer)
        self.own_pin.setFocus()

    def answer(self) -> None:
        """Do it by the PIN that was typed; or say what is wrong, the cursor in the boxes."""
        if not self.own_pin.text():
            self.own_pin.setFocus()
            return
        try:
            self._act(self.own_pin.take())
        except Refused as refused:
            if not self.own_pin.refuse(refused.problems):
                self.problem.setText("\n".join(sentence(each) for each in refused.problems))
                self.problem.show()
            self.own_pin.setFocus()
            return
        self.accept()

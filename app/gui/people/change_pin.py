"""Who is at the counter changes their own PIN: the old one, the new one twice (U2)."""

from PySide6.QtWidgets import QWidget

from app.domain.people import LONGEST_PIN, SHORTEST_PIN
from app.domain.problems import Code, Problem, Refused
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.keys import only_shown
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.gui.people.own_pin import OwnPin
from app.gui.people.pin_boxes import PinBoxes
from app.services import proving
from app.text import _

_WIDTH = 480


class ChangePinDialog(EntryDialog):
    """Everybody may, whatever else they may not; who has no PIN yet is not asked for one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        title = _("Change my PIN")
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.own_pin = OwnPin(desk)
        self.pin = PinBoxes(desk.theme, _("New PIN"))
        self.again = PinBoxes(desk.theme, _("The same PIN again"))
        self.cancel_button = button(_("Cancel"), "Esc")
        self.change_button = button(_("Change the PIN"), "Return", "primary")
        for made in (self.cancel_button, self.change_button):
            only_shown(made)  # the dialog, and the boxes, answer them
        said = Paragraph("muted")
        text = _("{least} to {most} digits that nobody guesses. It is good from now on.")
        said.setText(text.format(least=SHORTEST_PIN, most=LONGEST_PIN))
        self.setLayout(
            column(
                label(title, "section"),
                self.own_pin,
                column(label(_("New PIN"), "secondary", self.pin), self.pin, gap=GRID // 2),
                column(
                    label(_("The same PIN again"), "secondary", self.again),
                    self.again,
                    gap=GRID // 2,
                ),
                said,
                self.problems,
                row(None, self.cancel_button, self.change_button),
                margin=GRID * 3,
                gap=GRID * 3 // 2,
            )
        )
        self.own_pin.setVisible(self.own_pin.wanted)
        self.cancel_button.clicked.connect(self.reject)
        self.change_button.clicked.connect(self.change)
        self.own_pin.entered.connect(self.pin.setFocus)
        self.pin.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.change)
        (self.own_pin if self.own_pin.wanted else self.pin).setFocus()

    def is_entered(self) -> bool:
        """A new PIN was begun."""
        return bool(self.pin.text() or self.again.text())

    def change(self) -> None:
        """Change it, or say what is wrong, the cursor in the boxes of that."""
        if self.own_pin.wanted and not self.own_pin.text():
            self.own_pin.setFocus()
            return
        if self.pin.text() != self.again.text():
            self._refuse((Problem(Code.PIN_DIFFERS),))
            return
        try:
            proving.change_own_pin(self._desk.session, self.own_pin.text(), self.pin.text())
        except Refused as refusal:
            if not self.own_pin.refuse(refusal.problems):
                self._refuse(refusal.problems)
                return
            self.problems.show_problems(())
            self.own_pin.pin.clear()
            self.own_pin.setFocus()
            return
        self._desk.sounds.play(Level.ACCEPTED)
        self.accept()

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.problems.show_problems(problems)
        self._desk.sounds.play(Level.REFUSED)
        self.again.clear()
        self.pin.clear()
        self.pin.setFocus()

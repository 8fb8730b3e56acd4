"""*PIN forgotten?*: an owner gives it anew by the recovery code; others ask who may (U2)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.permissions import Permission, Role
from app.domain.problems import Code, Refused
from app.gui.kit.desk import Desk
from app.gui.kit.keys import only_shown
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.gui.people.pin_boxes import PinBoxes
from app.services import people, proving
from app.services.people import Colleague
from app.text import _, called, ngettext, sentence

_LONGEST_CODE = 40


class Forgotten(QWidget):
    """Stands in place of the PIN until it is done or left."""

    left = Signal()
    """Back to the PIN."""
    recovered = Signal(object, str)
    """The session of the owner who has a new PIN, and the code that is good from now on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._who: Colleague | None = None
        self.title = label("", "section")
        self.says = Paragraph("muted")
        self.code = QLineEdit()
        self.code.setFont(serial_font())
        self.code.setMaxLength(_LONGEST_CODE)
        self.code.setAccessibleName(_("Recovery code"))
        self.pin = PinBoxes(desk.theme, _("New PIN"))
        self.problem = Paragraph()
        _back, red = desk.theme.levels[-1]
        self.problem.setStyleSheet(f"color: {red};")
        self.back_button = button(_("Back"), "Esc")
        self.set_button = button(_("Give this PIN"), "Return", "primary")
        only_shown(self.set_button)  # the new PIN answers it
        self._asked = QWidget()
        self._asked.setLayout(
            column(
                label(_("Recovery code"), "muted", self.code),
                self.code,
                label(_("New PIN"), "muted", self.pin),
                self.pin,
            )
        )
        foot = row(self.back_button, None, self.set_button)
        parts = (self.title, self.says, self._asked, self.problem, None, foot)
        self.setLayout(column(*parts, gap=GRID * 2))
        self.back_button.clicked.connect(self.leave)
        self.set_button.clicked.connect(self._carry_out)
        self.code.returnPressed.connect(self.pin.setFocus)
        self.pin.returnPressed.connect(self._carry_out)

    def open(self, who: Colleague) -> None:
        """Show what this person can do about it."""
        self._who = who
        self.title.setText(_("PIN of {person}").format(person=called(who.person.name)))
        self.code.clear()
        self.pin.clear()
        self.problem.setText("")
        by_code = who.person.role is Role.OWNER and proving.has_recovery_code(self._desk.database)
        self._asked.setVisible(by_code)
        self.set_button.setVisible(by_code)
        if by_code:
            self.says.setText(_("Enter the recovery code of the shop, and a new PIN."))
            self.code.setFocus()
        else:
            self.says.setText(_who_helps(self._desk, who))
            self.back_button.setFocus()

    def leave(self) -> None:
        """Nothing that was typed stays."""
        self.code.clear()
        self.pin.clear()
        self.left.emit()

    def _carry_out(self) -> None:
        if self._who is None:  # nobody asked yet
            return
        desk = self._desk
        try:
            done = proving.recover(
                desk.database,
                desk.session.counter,
                self._who.id,
                self.code.text(),
                self.pin.text(),
                desk.session.clock,
            )
        except Refused as refusal:
            problem = refusal.problems[0]
            if problem.code is Code.RECOVERY_WRONG:
                left = int(str(problem.values["left"]))
                self.problem.setText(_wrong_code(left))
                self.code.setFocus()
                self.code.selectAll()
            else:
                self.problem.setText(sentence(problem))
                self.pin.clear()
                self.pin.setFocus()
            return
        self.code.clear()
        self.pin.clear()
        self.recovered.emit(*done)


def _wrong_code(left: int) -> str:
    return ngettext(
        "That is not the recovery code. {count} more try, then a short wait.",
        "That is not the recovery code. {count} more tries, then a short wait.",
        left,
    )


def _who_helps(desk: Desk, who: Colleague) -> str:
    others = [
        called(one.person.name)
        for one in people.in_service(desk.database)
        if one.id != who.id and one.person.may(Permission.EDIT_PEOPLE)
    ]
    if not others:
        return _(
            "This shop has no recovery code and nobody else who may give a new PIN. Only whoever "
            "supports it can help."
        )
    names = _(", ").join(others)
    return _("Ask {names}: Settings › People gives you a new PIN.").format(names=names)

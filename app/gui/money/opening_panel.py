"""Opening the drawer with its float: on its page, and at the first sale of a day (M9)."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.problems import Code, Problem, Refused
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.errors import trouble_text
from app.gui.kit.fields import LONGEST_LINE
from app.gui.kit.guard import guarded
from app.gui.kit.keys import only_shown
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, card, column, label
from app.gui.money.amounts import AmountEdit
from app.services.money import shifts
from app.text import _
from db.engine.trouble import StoreTrouble


class OpeningPanel(QWidget):
    """How much is in the drawer; where that is not what the last close left, why."""

    opened = Signal()
    """A shift has begun."""

    left = Signal()
    """It stays closed for now; what is typed stays here."""

    def __init__(self, desk: Desk, key: str = "", before_paying: bool = False) -> None:
        """``key`` opens it from anywhere on the page; ``before_paying`` it can be left by Esc."""
        super().__init__()
        self._desk = desk
        self._left: int | None = None
        self.said = Paragraph("secondary")
        self.float = AmountEdit(desk.formats, _("Opening float"))
        self.why = QLineEdit()
        self.why.setMaxLength(LONGEST_LINE)
        self.why.setAccessibleName(_("Reason"))
        self._why_name = label(_("Why it is not what was left"), "secondary", self.why)
        self.problems = ProblemList(desk)
        self.open_button = button(_("Open the drawer"), key, "primary")
        self.leave_button = button(_("Not now"), "Esc")
        only_shown(self.leave_button)  # the page answers it
        if not before_paying:
            self.leave_button.hide()
        self.leave_button.clicked.connect(self.left)
        self.setFocusProxy(self.float)
        parts = (
            label(_("Open the drawer"), "section"),
            self.said,
            label(_("What is in it now"), "secondary", self.float),
            self.float,
            self._why_name,
            self.why,
            self.problems,
            self.open_button,
            self.leave_button,
        )
        self.setLayout(column(card(column(*parts, margin=GRID * 2)), None))
        self.float.textChanged.connect(self._note)
        for field in (self.float, self.why):
            field.returnPressed.connect(self.open_drawer)
        self.open_button.clicked.connect(self.open_drawer)
        self.reload()

    def reload(self) -> None:
        """Read again what the last close left."""
        session = self._desk.session
        self._left = shifts.last_left(session.database, session.counter.id)
        if self._left is None:
            self.said.setText(_("Count what is in the drawer: the float of its first shift."))
        else:
            amount = self._desk.formats.money(self._left)
            text = _("The last close left {amount} in it.").format(amount=amount)
            self.said.setText(text)
            if not self.float.text():
                self.float.show_amount(self._left)
        self._note()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def _note(self) -> None:
        amount = self.float.amount()
        differs = self._left is not None and amount is not None and amount != self._left
        self._why_name.setVisible(differs)
        self.why.setVisible(differs)
        self.problems.show_problems(())

    def open_drawer(self) -> None:
        """Begin a shift with what is typed, or say every reason why not."""
        amount = self.float.amount()
        missing = [] if self.float.text().strip() else [Problem(Code.AMOUNT_MISSING)]
        problems: list[Problem] = [*missing, *self.float.problems()]
        try:
            if not problems and amount is not None:
                shifts.open_drawer(self._desk.session, amount, self.why.text())
        except StoreTrouble as trouble:
            self.problems.say(trouble_text(trouble))
            return
        except Refused as refusal:
            problems += refusal.problems
        if problems:
            self.problems.show_problems(problems)
            self._desk.sounds.play(Level.REFUSED)
            asks_why = [problem.code for problem in problems] == [Code.FLOAT_DIFFERS]
            (self.why if asks_why else self.float).setFocus()
            return
        for field in (self.float, self.why):
            field.clear()
        self.opened.emit()
        self._desk.bus.changed.emit()

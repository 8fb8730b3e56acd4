"""Money put into the drawer or taken out, and opening it without a sale; in the column (M9)."""

from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.problems import Problem, Refused
from app.domain.shifts import ENTRY_NAMES, DrawerEntryKind
from app.domain.verdicts import Level
from app.gui.kit.asking_approval import asks_approval
from app.gui.kit.desk import Desk
from app.gui.kit.errors import trouble_text
from app.gui.kit.fields import LONGEST_LINE
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, card, column, label, row
from app.gui.money.amounts import AmountEdit
from app.services.money import shifts
from app.services.paper import drawer
from app.text import _
from db.engine.trouble import StoreTrouble


class MovePanel(QWidget):
    """What is typed stays until it is done; Esc leads back to what stood there."""

    left = Signal()
    """Nothing more is to be done here."""
    moved = Signal()
    """It is in the store."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._without_sale = False
        self.title = label("", "section")
        self.way = Segments(
            [
                (kind, _(ENTRY_NAMES[kind]))
                for kind in (DrawerEntryKind.MONEY_IN, DrawerEntryKind.MONEY_OUT)
            ]
        )
        self.amount = AmountEdit(desk.formats, _("Amount"))
        self._amount_name = label(_("Amount"), "secondary", self.amount)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_LINE)
        self.reason.setAccessibleName(_("Reason"))
        self.problems = ProblemList(desk)
        self.back_button = button(_("Not now"), "Esc")
        self.done_button = button(_("Write it down"))
        parts = (
            self.title,
            self.way,
            self._amount_name,
            self.amount,
            label(_("What it is for"), "secondary", self.reason),
            self.reason,
            self.problems,
            row(self.back_button, None, self.done_button),
        )
        self.setLayout(column(card(column(*parts, margin=GRID * 2)), None))
        self.way.set_value(DrawerEntryKind.MONEY_OUT)
        self.back_button.clicked.connect(self.left)
        self.done_button.clicked.connect(self.carry_out)
        enter = QShortcut(QKeySequence("Return"), self.reason)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)  # only with the cursor in the reason
        enter.activated.connect(self.carry_out)
        self.done_button.shortcut_made = enter
        self.amount.returnPressed.connect(self.reason.setFocus)

    def ask(self, without_sale: bool) -> None:
        """Ask for money in or out, or why the drawer is opened without a sale."""
        self._without_sale = without_sale
        self.title.setText(_("Open without a sale") if without_sale else _("Money in or out"))
        for part in (self.way, self._amount_name, self.amount):
            part.setVisible(not without_sale)
        first = self.reason if without_sale else self.amount
        self.setFocusProxy(first)
        self.problems.show_problems(())
        first.setFocus()

    def carry_out(self) -> None:
        """Write it down, or say every reason why not."""
        session, problems = self._desk.session, list[Problem]()
        try:
            if self._without_sale:
                shifts.open_without_sale(session, self.reason.text())
            else:
                problems += self.amount.problems()
                if not problems:
                    kind = self.way.value()
                    assert isinstance(kind, DrawerEntryKind)
                    shifts.move_money(session, kind, self.amount.amount() or 0, self.reason.text())
        except StoreTrouble as trouble:
            self.problems.say(trouble_text(trouble))
            return
        except Refused as refusal:
            if not problems and asks_approval(self, self._desk, refusal, self.carry_out):
                return
            problems += refusal.problems
        self.problems.show_problems(problems)
        if problems:
            self._desk.sounds.play(Level.REFUSED)
            at_fault = not self._without_sale and not self.amount.amount()
            (self.amount if at_fault else self.reason).setFocus()
            return
        self.amount.clear()
        self.reason.clear()
        self._open_drawer()
        self.moved.emit()
        self._desk.bus.changed.emit()

    def _open_drawer(self) -> None:
        """The drawer that hangs on a printer opens for it; it is written down whatever happens."""
        with suppress(StoreTrouble, Refused):
            if drawer.open_drawer(self._desk.session) is not None:
                self._desk.bus.print_asked.emit()

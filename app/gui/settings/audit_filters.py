"""What the audit log can be narrowed to: what was done to what, by whom, where, when, of which."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.gui.kit.date_field import DateField
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.services import clock
from app.services.audit import SUBJECTS, Action, Subject
from app.text import _, called
from db.queries import taxes
from db.queries.lists import audit
from db.queries.lists.audit import AuditAsked

_LEAST = 104
"""Pixels: so narrow may a choice become before a name in it is cut."""


class AuditFilters(QWidget):
    """The filters; ``changed`` says that an answer is due."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        keeps_taxes = bool(taxes.taxes(desk.database))  # else no word of them is read here (M4)
        actions = sorted(
            (_(action.value), action.name.lower())
            for action in Action
            if keeps_taxes or action is not Action.TAX
        )
        self.action = _choice(_("What was done"), _("Everything"))
        for name, key in actions:
            self.action.addItem(name, key)
        self.subject = _choice(_("To what"), _("Of anything"))
        for subject, title in SUBJECTS.items():
            if keeps_taxes or subject is not Subject.TAX:
                self.subject.addItem(_(title), subject.value)
        self.person = _choice(_("By whom"), _("By anybody"))
        self.counter = _choice(_("At which counter"), _("At any counter"))
        self.document = QLineEdit(clearButtonEnabled=True)
        self.document.setAccessibleName(_("Document number"))
        self.document.setPlaceholderText(_("Document number"))
        self.document.setMinimumWidth(_LEAST)
        self.first = DateField(_("From"), desk.theme, _("Any day"))
        self.last = DateField(_("To"), desk.theme, _("Any day"))
        for day in (self.first, self.last):
            day.setPlaceholderText(day.accessibleName())
        self.clear_button = button(_("Clear all"), role="link")
        self._parts = (self.person, self.counter, self.document, self.first, self.last)
        line = row(*self._parts[:3], self.first, label("–"), self.last, self.clear_button, gap=GRID)
        for place in (0, 1, 2):
            line.setStretch(place, 1)
        self.setLayout(line)
        for choice in (self.action, self.subject, self.person, self.counter):
            choice.activated.connect(self._tell)
        self.document.textChanged.connect(self._tell)
        for day in (self.first, self.last):
            day.changed.connect(self._tell)
        self.clear_button.clicked.connect(self.clear)
        self.fill()
        self._show()

    def fill(self) -> None:
        """Offer the people and counters that there are now, and keep what is chosen."""
        for choice, found in (
            (self.person, audit.people(self._desk.database)),
            (self.counter, audit.counters(self._desk.database)),
        ):
            chosen = choice.currentData()
            while choice.count() > 1:
                choice.removeItem(1)
            for id, name in found:
                choice.addItem(called(name), id)
            choice.setCurrentIndex(max(0, choice.findData(chosen)))

    def asked_for(self, text: str) -> AuditAsked:
        """The filters as the store takes them, with what is looked for."""
        first, last = self.first.day, self.last.day
        return AuditAsked(
            text,
            _one(self.action),
            _one(self.subject),
            self.person.currentData(),
            self.counter.currentData(),
            since=clock.begins(first) if first else "",
            until=clock.begins(last + timedelta(days=1)) if last else "",
            document=self.document.text().strip(),
        )

    @property
    def stand(self) -> bool:
        """Is anything asked for?"""
        return not self.asked_for("").is_all

    def clear(self) -> None:
        """Ask for everything again."""
        for choice in (self.action, self.subject, self.person, self.counter):
            choice.setCurrentIndex(0)
        self.document.clear()
        for day in (self.first, self.last):
            day.show_day(None)
            day.reset()
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.clear_button.setVisible(self.stand)


def _one(choice: ChoiceField) -> tuple[str, ...]:
    chosen = choice.currentData()
    return (chosen,) if chosen else ()


def _choice(name: str, everything: str) -> ChoiceField:
    """A choice whose first entry asks for nothing."""
    made = ChoiceField([(None, everything)])
    made.setAccessibleName(name)
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumWidth(_LEAST)
    return made

"""What the audit log tells of one record, newest first: each field before and after, by whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.timeline import Timeline, TimelineStep
from app.gui.kit.widgets import button, column, label, row
from app.services import audit
from app.services.audit import Subject, Told
from app.text import _, called

AT_ONCE = 10
"""So many changes are shown at first, and more by the button."""
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class ToldField:
    """How a field of the record is called, and its value as people read it."""

    title: str
    text: Callable[[Any], str] = str


def yes_or_no(value: object) -> str:
    """A flag as people read it."""
    return _("Yes") if value else _("No")


class RecordHistory(QWidget):
    """The changes of one record; as high as what it shows. Fields without a name are left out."""

    def __init__(self, desk: Desk, subject: Subject) -> None:
        super().__init__()
        self._desk = desk
        self._subject = subject
        self._id: int | None = None
        self._told: list[Told] = []
        self.fields: Mapping[str, ToldField] = {}
        self.timeline = Timeline(desk, _("History"), whole=True)
        self.nothing = label(_("Nothing was changed yet."), "muted")
        self.more_button = button(_("Show earlier changes"), role="link")
        self.more_button.clicked.connect(self.show_more)
        self.nothing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLayout(column(self.timeline, self.nothing, row(self.more_button, None)))

    def show_record(self, id: int | None) -> None:
        """Show the newest changes of a record; one that is not saved yet has none."""
        self._id = id
        self._told = []
        self.show_more()

    @property
    def is_told(self) -> bool:
        """Is any change shown?"""
        return bool(self.timeline.steps.rowCount())

    def show_more(self) -> None:
        """Show the changes before those that are shown."""
        found: list[Told] = []
        if self._id is not None:
            below = self._told[-1].id if self._told else None
            most = AT_ONCE + 1  # one more says whether there are more
            database = self._desk.database
            found = list(audit.told_of(database, self._subject, self._id, below, most))
        self.more_button.setVisible(len(found) > AT_ONCE)
        self._told += found[:AT_ONCE]
        steps = [step for told in self._told if (step := self._step(told))]
        self.timeline.show_steps(steps)
        self.timeline.setVisible(bool(steps))
        self.nothing.setVisible(not steps)
        self.setFocusProxy(self.timeline if steps else self.nothing)

    def _step(self, told: Told) -> TimelineStep | None:
        """A change with a line for each field; None where nothing of it is shown here."""
        lines = [
            _("{field}: {before} → {after}").format(
                field=field.title,
                before=self._said(field, told.before, key),
                after=self._said(field, told.after, key),
            )
            for key, field in self.fields.items()
            if key in told.before or key in told.after
        ]
        if not lines:
            return None
        where = (called(told.person), called(told.counter), told.reason)
        who = (self._desk.formats.moment(told.at), *where)
        return TimelineStep("\n".join(lines), " · ".join(filter(None, who)))

    @staticmethod
    def _said(field: ToldField, values: Mapping[str, object], key: str) -> str:
        value = values.get(key)
        text = " ".join(field.text(value).split()) if value not in (None, "", []) else ""
        return (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…") or "–"

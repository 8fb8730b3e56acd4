"""A document's history at its side: newest first, twenty at a time (U4)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.gui.documents.history import event_rows
from app.gui.documents.seal_foot import SealFoot
from app.gui.kit.desk import Desk
from app.gui.kit.timeline import Timeline
from app.gui.kit.widgets import button, column, row
from app.text import _
from db.queries import history
from db.queries.history import Event

AT_ONCE = 20
"""So many events are shown at first, and more by the button."""


def newest(desk: Desk, document: int) -> Sequence[Event]:
    """The newest events of a document; one more than are shown says that there are more."""
    return history.events(desk.database, document, most=AT_ONCE + 1)


class DocumentHistory(QWidget):
    """What happened to one document; below it, the way to what happened before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._document = 0
        self._events: list[Event] = []
        self.timeline = Timeline(desk, _("History"))
        self.more_button = button(_("Show earlier"), role="link")
        self.more_button.clicked.connect(self.show_more)
        self.more_button.hide()
        self.seal = SealFoot(desk)
        """Whether the document fits its seal."""
        made = column(self.timeline, row(self.more_button, None), self.seal)
        made.setStretch(0, 1)
        self.setLayout(made)
        self.setFocusProxy(self.timeline)

    def show_events(self, document: int, events: Sequence[Event]) -> None:
        """Show the newest events of a document (``newest``); none: it is not read yet."""
        self._document, self._events = document, []
        self._add(events)

    def show_more(self) -> None:
        """Show what happened before that, the first of it under the cursor."""
        last, first = self._events[-1], len(self._events)
        more = history.events(self._desk.database, self._document, last, AT_ONCE + 1)
        self._add(more)
        self.timeline.setCurrentIndex(self.timeline.steps.index(min(first, len(self._events) - 1)))
        self.timeline.setFocus()

    def _add(self, events: Sequence[Event]) -> None:
        self._events += events[:AT_ONCE]
        self.timeline.show_steps(event_rows(self._desk, self._events))
        self.more_button.setVisible(len(events) > AT_ONCE)

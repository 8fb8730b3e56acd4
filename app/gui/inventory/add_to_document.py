"""*Add to document…*: a new document with the units that are chosen in the list (F5, F6)."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain import serials
from app.domain.kinds import KINDS
from app.domain.problems import Problem, Refused
from app.gui.kit.desk import Desk
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.gui.lists.list_view import ListView
from app.lists.selection import rows_of
from app.services.entry.beginning import Begun, begin_with, takes_known_units
from app.text import _, ngettext


class AddToDocument(QFrame):
    """The kinds that take units the shop knows, below the list; what could not be entered stays
    in view, and the draft is one press away.
    """

    added = Signal()
    """All that was chosen is on a draft."""

    def __init__(self, desk: Desk, view: ListView) -> None:
        super().__init__()
        self._desk = desk
        self._view = view
        self._begun: Begun | None = None
        self.button = button(_("Add to document…"), "Ctrl+Shift+E")
        self.kinds = [
            kind
            for kind in KINDS.values()
            if takes_known_units(kind) and desk.session.may(kind.permission)
        ]
        self.kind_buttons = [button(_(kind.name)) for kind in self.kinds]
        for made, kind in zip(self.kind_buttons, self.kinds, strict=True):
            made.clicked.connect(partial(self.add, kind.key))
        self.problems = ProblemList(desk)
        self._said = label("", "muted")
        self.open_button = button(_("Open the draft"))
        self.setProperty("role", "card")
        kinds = row(label(_("Begin a new"), "muted"), *self.kind_buttons, None)
        result = row(self._said, None, self.open_button)
        self.setLayout(column(kinds, self.problems, result, margin=GRID))
        self.button.clicked.connect(self.offer)
        self.open_button.clicked.connect(self._open)
        view.checks.changed.connect(self.fold)
        self.hide()

    def offer(self) -> None:
        """Offer the kinds, with the focus on the first; pressed again, fold them."""
        if self.fold() or not self.kind_buttons:
            return
        self._tell(None, ())
        self.show()
        self.kind_buttons[0].setFocus()

    def fold(self) -> bool:
        """Put it away; False: it was not there."""
        was_there = not self.isHidden()
        self.hide()
        return was_there

    def add(self, kind: str) -> None:
        """Begin a document of a kind with what is chosen, as soon as it is known what that is."""
        selection = self._view.selection()
        if selection is None:
            return
        database = self._desk.database

        def parts() -> Iterator[list[str]]:
            found = 0
            for rows in rows_of(self._view.listing, database, selection):
                yield [unit.number for unit in rows]
                found += len(rows)
                if found > serials.MOST:
                    return

        self._view.count_line.go_through(
            parts, len, partial(self._begin, kind), _("Read so far: {count}")
        )

    def _begin(self, kind: str, count: int, parts: list[list[str]]) -> None:
        if count > serials.MOST:
            self._tell(None, ())
            text = _("No more than {most} units go on a document at once. Choose fewer.")
            self.problems.say(text.format(most=f"{serials.MOST:,}"))
            return
        numbers = [number for part in parts for number in part]
        try:
            begun = begin_with(self._desk.session, kind, numbers)
        except Refused as refusal:
            self._tell(None, refusal.problems)
            return
        self._desk.bus.changed.emit()
        if begun.problems:
            self._tell(begun, begun.problems)
            return
        self.fold()
        self.added.emit()
        self._desk.bus.open_document.emit(begun.document)

    def _tell(self, begun: Begun | None, problems: Sequence[Problem]) -> None:
        self._begun = begun
        self.problems.show_problems(problems)
        taken = begun.taken if begun else 0
        self._said.setText(
            ngettext(
                "{count} unit is on the draft; the others could not be entered.",
                "{count} units are on the draft; the others could not be entered.",
                taken,
                f"{taken:,}",
            )
        )
        for part in (self._said, self.open_button):
            part.setVisible(begun is not None)

    def _open(self) -> None:
        if self._begun is not None:
            self._desk.bus.open_document.emit(self._begun.document)

"""Settings › Print log: the queue and all that was printed; again, drop, show the document (Q6)."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractItemView

from app.domain.printing import JOB_STATES, JobState
from app.domain.problems import Problem, Refused
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.widgets import button
from app.gui.lists.list_page import ListPage, Words
from app.lists.prints import PRINTS
from app.services.paper import jobs
from app.services.session import Session
from app.text import _, ngettext
from db.queries.lists.prints import PrintsAsked
from db.queries.print_jobs import PrintJob

_AGAIN = frozenset({JobState.FAILED})
_DROPPED = frozenset({JobState.WAITING, JobState.FAILED})
_OPEN = (JobState.WAITING, JobState.PRINTING, JobState.FAILED)


class PrintLogPage(ListPage):
    """What waits or failed stands among all the rest, and can be shown alone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.state = ChoiceField(
            [
                ((), _("All prints")),
                (_OPEN, _("Not printed yet")),
                *(((state,), _(name)) for state, name in JOB_STATES.items()),
            ]
        )
        self.state.setAccessibleName(_("Result"))
        self.problems = ProblemList(desk)
        self.again_button = button(_("Print again"), "F5")
        self.drop_button = button(_("Drop"), "Ctrl+Del", "danger")
        words = Words(
            title=_("Print log"),
            empty=_("Nothing was printed yet. What prints where is chosen in Settings › Printers."),
            leads={"printers": _("Printers")},
            find=_("Number, printer, template, reason"),
        )
        super().__init__(
            desk,
            PRINTS,
            words,
            self._asked,
            _counted,
            (self.state,),
            (self.again_button, self.drop_button),
            (self.problems,),
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.state.activated.connect(self.reload)
        self.table.chosen.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._allow_acts)
        self.list.loaded.connect(self._allow_acts)
        self.again_button.clicked.connect(lambda: self._act(jobs.again, _AGAIN))
        self.drop_button.clicked.connect(lambda: self._act(jobs.drop, _DROPPED))
        desk.bus.printed.connect(self.list.reload_if_visible)
        desk.bus.print_asked.connect(self.list.reload_if_visible)

    def show_open(self) -> None:
        """Show what waits, is being printed, or failed."""
        self.state.setCurrentIndex(self.state.findData(_OPEN))
        self.reload()

    def _asked(self, text: str) -> PrintsAsked:
        return PrintsAsked(text, tuple(int(state) for state in self.state.currentData()))

    def _chosen(self, states: frozenset[JobState]) -> list[int]:
        """The selected jobs that are in one of these states, the one asked for first first."""
        rows = self.table.selected_rows()
        return sorted(job.id for job in rows if JobState(job.state) in states)

    def _allow_acts(self) -> None:
        self.again_button.setEnabled(bool(self._chosen(_AGAIN)))
        self.drop_button.setEnabled(bool(self._chosen(_DROPPED)))

    def _act(self, act: Callable[[Session, int], None], states: frozenset[JobState]) -> None:
        problems: list[Problem] = []
        for job in self._chosen(states):
            try:
                act(self._desk.session, job)
            except Refused as refusal:
                problems += refusal.problems
        self.problems.show_problems(tuple(problems))
        self._desk.bus.print_asked.emit()
        self.take_focus()

    def _open(self, job: PrintJob) -> None:
        if job.document_id is not None:
            self._desk.bus.open_document.emit(job.document_id)


def _counted(count: int) -> str:
    return ngettext("{count} print", "{count} prints", count, f"{count:,}")

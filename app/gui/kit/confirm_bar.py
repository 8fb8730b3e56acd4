"""Questions asked all together, in line: what may be right, and is never done unasked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.text import _, ngettext

_NARROW = 640
"""Pixels below which a question beside its answers would be a column of single words."""


class ConfirmBar(QFrame):
    """Hidden until ``ask``; it takes no focus, so that nothing scanned can answer it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._answered: Callable[[bool], None] | None = None
        self._scans_wait = False
        self._waiting = label("", "muted")
        self.problems = ProblemList(desk, Level.WARNING)
        self.yes_button = button(_("Yes, it is right"), "Alt+Y", "primary")
        self.no_button = button(_("No, change it"), "Alt+N")
        self.yes_button.clicked.connect(lambda: self._answer(True))
        self.no_button.clicked.connect(lambda: self._answer(False))
        answers = QWidget()
        answers.setLayout(row(None, self._waiting, self.no_button, self.yes_button, gap=GRID))
        self._line = row(self.problems, answers, gap=GRID)
        self._line.setStretch(0, 1)
        # Else the row is as low as they.
        self._line.setAlignment(answers, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(self._line)
        self.hide()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the answers stand below the questions, not beside them."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        way = QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    @property
    def asks(self) -> bool:
        """It waits for an answer."""
        return not self.isHidden()

    def ask(
        self,
        questions: Sequence[Problem],
        answered: Callable[[bool], None],
        scans_wait: bool = False,
    ) -> None:
        """Show the questions, and tell ``answered`` yes or no; ``scans_wait`` for it meanwhile."""
        self._answered = answered
        self._scans_wait = scans_wait
        self.show_waiting(0)
        self.problems.show_problems(questions)
        self.show()

    def show_waiting(self, count: int) -> None:
        """How many scans wait for the answer, where they do."""
        count = count if self._scans_wait else 0
        text = ngettext("{count} scan waits", "{count} scans wait", count) if count else ""
        self._waiting.setText(text)

    def _answer(self, yes: bool) -> None:
        self.hide()
        if self._answered is not None:
            self._answered(yes)

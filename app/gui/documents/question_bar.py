"""A question about one scan, asked in line: the scans after it wait for the answer (C1, C4)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.problems import QUESTIONS, USUAL_QUESTION, Problem
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.text import _, ngettext

_YES = "Alt+Y"


class QuestionBar(QFrame):
    """Hidden until ``ask``; it takes no focus, so that nothing scanned can answer it."""

    answered = Signal(bool)
    """Yes, as its button says; or no."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._text = label("")
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(1)  # a name in it may be one long word
        self._waiting = label("", "muted")
        self.yes_button = button(_(USUAL_QUESTION.yes), _YES, "primary")
        self.no_button = button(_("No, leave it"), "Alt+N")
        self.yes_button.clicked.connect(lambda: self._answer(True))
        self.no_button.clicked.connect(lambda: self._answer(False))
        line = row(self._text, self._waiting, self.yes_button, self.no_button, margin=GRID)
        line.setStretch(0, 1)
        self.setLayout(line)
        back, colour = desk.theme.level(Level.WARNING)
        self.setStyleSheet(
            f"QuestionBar {{ background: {back}; border-radius: 6px; }}"
            f" QuestionBar QLabel {{ color: {colour}; }}"
        )
        self.hide()

    def ask(self, problem: Problem) -> None:
        """Ask the question of a problem that only a person can answer (C1)."""
        question = QUESTIONS.get(problem.code, USUAL_QUESTION)
        self._text.setText(_(question.text).format(**problem.values))
        self.yes_button.setText(_(question.yes))
        self.yes_button.setAccessibleName(_(question.yes))
        self.show_waiting(0)
        self.show()

    def show_waiting(self, count: int) -> None:
        """How many scans wait for the answer."""
        text = ngettext("{count} scan waits", "{count} scans wait", count) if count else ""
        self._waiting.setText(text)

    def _answer(self, yes: bool) -> None:
        self.hide()
        self.answered.emit(yes)

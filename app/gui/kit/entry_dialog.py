"""Dialogs in which something is entered: it is carried out, or its loss is asked about (D11)."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from app.domain.problems import Refused
from app.domain.verdicts import Level
from app.gui.kit.asking_approval import asks_approval
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.guard import guarded
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.questions import give_up
from app.text import _

T = TypeVar("T")


class EntryDialog(Dialog):
    """A dialog that carries something out; Cancel, Escape and links ask before it is given up.

    It shows its ``problems``, and says whether something ``is_entered`` that would be lost.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.problems = ProblemList(desk)
        desk.bus.open_document.connect(self.reject)

    def is_entered(self) -> bool:
        """Something stands here that the shop does not have."""
        raise NotImplementedError

    def loss(self) -> tuple[str, str]:
        """The question before it is given up, and what the button says that goes on instead."""
        return _("What you entered is not carried out yet. Discard it?"), _("Go on editing")

    @guarded()
    def reject(self) -> None:
        """Close without carrying anything out; what was entered is asked about."""
        text, go_on = self.loss()
        asks = self.isVisible() and self.is_entered()
        if not asks or give_up(self, self.windowTitle(), text, go_on, _("Discard")):
            super().reject()

    def carry_out(self, action: Callable[[], T]) -> T | None:
        """Do it and close; where the rules refuse it, show every reason, heard, and stay open."""
        try:
            done = action()
        except Refused as refusal:
            if asks_approval(self, self._desk, refusal, lambda: self.carry_out(action)):
                return None
            self.problems.show_problems(refusal.problems)
            self._desk.sounds.play(Level.REFUSED)
            return None
        self.problems.show_problems(())  # of an earlier try
        self.accept()
        return done

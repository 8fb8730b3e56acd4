"""Correct number: a wrongly entered serial gets its right one, judged while it is typed (L5)."""

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from app.domain.problems import Code, Problem
from app.domain.serials import fold, key
from app.gui.inventory.unit_dialog import lay_out
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.theme import serial_font
from app.gui.scanning.boxes import CodeEdit
from app.services.stock import correcting
from app.text import _


class CorrectNumberDialog(EntryDialog):
    """Accepted with a ``number`` that can be taken; whoever asked carries it out.

    ``taken`` are numbers that are spoken for already, though not in the books yet.
    """

    def __init__(
        self, desk: Desk, wrong: str, parent: QWidget, taken: Collection[str] = ()
    ) -> None:
        super().__init__(desk, parent)
        self.edit = CodeEdit(wrong)
        self.edit.setFont(serial_font(12))
        hint = _("Its documents stay as they are, and the earlier number still finds the unit.")
        self.ok_button = lay_out(self, wrong, self.edit, _("Right number"), hint, self.accept)
        self._wrong = wrong
        self._taken = {key(number) for number in taken}
        self.setWindowTitle(_("Correct the number of {serial}").format(serial=wrong))
        self.edit.textChanged.connect(self._judge)
        self.ok_button.setEnabled(False)

    @property
    def number(self) -> str:
        """The right number, as it is kept."""
        return fold(self.edit.text().strip())

    def is_entered(self) -> bool:
        """Another number than the wrong one was typed."""
        return self.number not in ("", fold(self._wrong))

    def _judge(self) -> None:
        problems = correcting.problems_of(self._desk.database, self._wrong, self.number)
        if not problems and key(self.number) in self._taken:
            values = {"serial": self.number}
            problems = [Problem(Code.NUMBER_TAKEN, values, serial=self.number)]
        self.problems.show_problems(problems)
        self.ok_button.setEnabled(not problems)
        self.adjustSize()

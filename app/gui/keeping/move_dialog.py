"""*Move to another computer…*: one file, and the shop is only looked at here then (S6)."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from app.domain.problems import Problem
from app.gui.keeping.fact_rows import FactRows
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.errors import trouble_text
from app.gui.kit.guard import guarded
from app.gui.kit.tasks import Task, Tell
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.gui.people.own_pin import OwnPin
from app.services.keeping import moving
from app.services.keeping.comparing import compared
from app.services.keeping.facts import Facts
from app.text import _, sentence
from db.engine.trouble import StoreTrouble
from db.sql import own_connection

_WIDTH = 560


class MoveDialog(Dialog):
    """Asks where the file goes, writes it, and says what is in it. Accepted: the shop was moved."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._moved = False
        self.work = Task(self)
        self.setWindowTitle(_("Move to another computer"))
        self.setMinimumWidth(_WIDTH)
        self.said = Paragraph()
        self.said.setText(
            _(
                "All of the shop goes into one file, on a stick for example. On the other "
                "computer start Serialdesk and choose “Bring a shop…”. Here the shop is only "
                "looked at from then on: with two shops in use, numbers are given twice. The file "
                "is not encrypted: keep it as you keep money."
            )
        )
        self.problem = Paragraph("danger")
        self.rows = FactRows(desk.theme)
        self.own_pin = OwnPin(desk)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(_("Progress"))
        self.move_button = button(_("Choose a folder and move…"), role="danger")
        self.close_button = button(_("Cancel"))
        for part in (self.problem, self.rows, self.bar):
            part.hide()
        self.setLayout(
            column(
                label(_("Move to another computer"), "section"),
                self.said,
                self.rows,
                self.problem,
                self.own_pin,
                self.bar,
                row(None, self.close_button, self.move_button),
                margin=GRID * 3,
                gap=GRID * 3 // 2,
            )
        )
        self.move_button.clicked.connect(self.choose)
        self.close_button.clicked.connect(self._leave)
        self.work.progressed.connect(self.bar.setValue)
        self.own_pin.setVisible(self.own_pin.wanted)
        self.own_pin.entered.connect(self.choose)
        (self.own_pin if self.own_pin.wanted else self.close_button).setFocus()

    def choose(self) -> None:
        """Ask for a folder, and move the shop into it."""
        if self.own_pin.wanted and not self.own_pin.text():
            self.own_pin.setFocus()
            return
        found = QFileDialog.getExistingDirectory(self, _("Folder for the file"), str(Path.home()))
        if found:
            self.move_into(Path(found))

    def move_into(self, folder: Path) -> None:
        """Write the file into a folder, beside the screen."""
        session, pin = self._desk.session, self.own_pin.take()

        def work(tell: Tell) -> tuple[Path, Facts] | StoreTrouble:
            with own_connection(session.database):
                try:
                    return moving.move(session, folder, tell, pin)
                except StoreTrouble as trouble:
                    return trouble

        self.problem.hide()
        self.bar.show()
        self.move_button.setEnabled(False)
        self.close_button.setEnabled(False)
        self.work.start(work, self._end, self._refuse)

    def _end(self, outcome: tuple[Path, Facts] | StoreTrouble) -> None:
        self.bar.hide()
        self.close_button.setEnabled(True)
        if isinstance(outcome, StoreTrouble):
            self._say(trouble_text(outcome))
            return
        path, known = outcome
        self._moved = True
        self.said.setText(
            _("The shop is in {file}. Compare these figures on the other computer.").format(
                file=path
            )
        )
        titles = (_("In the file"), _("Here now"))
        self.rows.show_rows(compared(known, known), self._desk.formats, titles)
        self.rows.show()
        self.move_button.hide()
        self.own_pin.hide()
        self.close_button.setText(_("Close"))
        self.close_button.setAccessibleName(_("Close"))
        self.close_button.setFocus()

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.bar.hide()
        self.close_button.setEnabled(True)
        if self.own_pin.refuse(problems):
            self.move_button.setEnabled(True)
            self.own_pin.setFocus()
            return
        self._say("\n".join(sentence(problem) for problem in problems))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
        self.move_button.setEnabled(True)

    def _leave(self) -> None:
        if self._moved:
            self.accept()
        else:
            self.reject()

    @guarded()
    def reject(self) -> None:
        """Stay while it is written; once it is moved, closing is no other answer."""
        if self.work.busy:
            return
        if self._moved:
            self.accept()
        else:
            super().reject()

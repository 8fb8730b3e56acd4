"""*Seals…* of the audit log: the whole chain into a file that anybody can check (S3)."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.permissions import Permission
from app.exchange.export import seal_file
from app.gui.kit.desk import Desk
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.tasks import Task, Tell
from app.gui.kit.widgets import Paragraph, button, column
from app.text import _, ngettext
from db.sql import own_connection


class SealExport(QWidget):
    """The button, which stands elsewhere, and below the list what came of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._writing = Task(self)
        self.button = button(_("Seals…"))
        self.button.setToolTip(
            _("All postings and voids, sealed one after the other, as a file with its recipe")
        )
        if not desk.session.may(Permission.EXPORT):
            self.button.hide()  # else it is shown with what it stands in
        self.button.clicked.connect(self.ask)
        self.said = Paragraph("secondary")
        self.said.hide()
        self.problems = ProblemList(desk)
        self.setLayout(column(self.said, self.problems))
        self._writing.busy_changed.connect(lambda busy: self.button.setDisabled(busy))

    def ask(self) -> None:
        """Ask where to, and write it beside the screen."""
        name = f"seals-{self._desk.session.today():%Y%m%d}.{seal_file.ENDING}"
        found, _kind = QFileDialog.getSaveFileName(self, _("Seals"), name, f"*.{seal_file.ENDING}")
        if found:
            self.write(Path(found))

    def write(self, path: Path) -> None:
        """Write the file, and say how much is in it."""
        self._say("")
        database = self._desk.database

        def work(tell: Tell) -> int:
            with own_connection(database):
                return seal_file.write(database, path, tell)

        def done(count: int) -> None:
            made = ngettext("{count} seal", "{count} seals", count, f"{count:,}")
            self._say(_("Written to {file}: {seals}.").format(file=path.name, seals=made))

        self._writing.start(work, done, self.problems.show_problems)

    def _say(self, text: str) -> None:
        """Say what came of it, or nothing yet."""
        self.problems.show_problems(())
        self.said.setText(text)
        self.said.setVisible(bool(text))

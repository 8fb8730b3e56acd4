"""*Bring a shop from another computer or a backup*, at the first start (S6, S2)."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from app.domain.problems import Code, Problem
from app.domain.verdicts import Level
from app.formats import Formats
from app.gui.keeping.fact_rows import FactRows
from app.gui.kit import theme
from app.gui.kit.dialogs import Dialog
from app.gui.kit.errors import trouble_text
from app.gui.kit.guard import guarded
from app.gui.kit.tasks import Task, Tell
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.services import clock
from app.services.keeping import backup_files, backups, restoring
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.comparing import compared
from app.services.keeping.facts import Facts
from app.services.keeping.restoring import Prepared, RestoreAsked
from app.text import _, language_in_use, sentence
from db.engine.trouble import StoreTrouble

_WIDTH = 600


class BringDialog(Dialog):
    """Reads a file and compares it with what it says itself.

    Accepted, ``prepared`` may be put in the place of the empty shop.
    """

    def __init__(self, place: Path, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._file = place, file
        self.prepared: Prepared | None = None
        self._anyway = False
        self.work = Task(self)
        look = theme.theme_for("system")
        self.setWindowTitle(_("Bring a shop"))
        self.setMinimumWidth(_WIDTH)
        self.title = label("", "section")
        self.title.setWordWrap(True)
        self.said = Paragraph()
        self.rows = FactRows(look)
        self.verdict = Paragraph()
        self._look = look
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password of the backup"))
        self.password.setAccessibleName(_("Password of the backup"))
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(_("Progress"))
        self.cancel_button = button(_("Cancel"))
        self.open_button = button(_("Open this shop"), role="primary")
        self.setLayout(
            column(
                self.title,
                self.said,
                self.rows,
                self.verdict,
                self.password,
                self.bar,
                row(None, self.cancel_button, self.open_button),
                margin=GRID * 3,
                gap=GRID * 3 // 2,
            )
        )
        self.cancel_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._go_on)
        self.password.returnPressed.connect(self._go_on)
        self.work.progressed.connect(self.bar.setValue)
        self.password.hide()
        self.read()

    def read(self) -> None:
        """Copy the file beside the shop's place and check it, beside the screen."""
        asked = RestoreAsked(
            place=self._place,
            backup=self._file,
            moment=clock.now(),
            by="",
            password=self.password.text(),
            despite_seals=self._anyway,
        )

        def work(tell: Tell) -> Prepared | StoreTrouble:
            try:
                return restoring.prepare(asked, tell)
            except StoreTrouble as trouble:
                return trouble

        self.title.setText(_("The file is copied and checked"))
        self.said.setText(str(self._file))
        self.verdict.hide()
        self.rows.hide()
        self.bar.show()
        self.open_button.setEnabled(False)
        self.work.start(work, self._show, self._refuse)

    def _show(self, outcome: Prepared | StoreTrouble) -> None:
        self.bar.hide()
        if isinstance(outcome, StoreTrouble):
            self._say(Level.REFUSED, trouble_text(outcome))
            return
        self.prepared = outcome
        self.password.hide()
        self._name_button(_("Open this shop"))
        written, read = outcome.written or _beside(self._file), outcome.facts
        self.title.setText(_("The shop “{name}”").format(name=read.shop))
        rows = compared(_same(written), _same(read))
        titles = (_("Written in the file"), _("Read from it now"))
        self.rows.show_rows(rows, Formats(language_in_use(), read.currency or "CNY"), titles)
        self.rows.show()
        if written is None:
            self._say(
                Level.NOTED, _("The file does not say what is in it. All its pages are sound.")
            )
        elif any(each.differs for each in rows):
            self._say(
                Level.REFUSED,
                _("What was read is not what was written. Make the file once more."),
            )
        else:
            self._say(Level.ACCEPTED, _("All figures are the same."))
        self.open_button.setEnabled(True)
        self.open_button.setFocus()

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.bar.hide()
        self.title.setText(_("Bring a shop"))
        self._say(Level.REFUSED, "\n".join(sentence(problem) for problem in problems))
        if any(problem.code is Code.BACKUP_PASSWORD_WRONG for problem in problems):
            if not self.password.isVisible():
                self._say(Level.NOTED, _("It is encrypted. Enter its password."))
            self.password.show()
            self.password.setFocus()
            self.open_button.setEnabled(True)
        elif problems[0].code is Code.BACKUP_SEALS_DIFFER:
            self._anyway = True
            self._name_button(_("Take it all the same"))
            self.open_button.setEnabled(True)
            self.cancel_button.setFocus()

    def _name_button(self, text: str) -> None:
        self.open_button.setText(text)
        self.open_button.setAccessibleName(text)

    def _say(self, level: Level, text: str) -> None:
        back, ink = self._look.level(level)
        self.verdict.setStyleSheet(f"background: {back}; color: {ink}; padding: {GRID}px;")
        self.verdict.setText(text)
        self.verdict.show()

    def _go_on(self) -> None:
        if self.work.busy:
            return
        if self.prepared is None:
            self.read()
        else:
            self.accept()

    def bring(self) -> Callable[[], object]:
        """What puts the file in the place of the empty shop, once that is closed."""
        assert self.prepared is not None
        return partial(restoring.put_in_empty_place, self.prepared)

    @guarded()
    def reject(self) -> None:
        """Nothing is brought: what was copied goes again."""
        self.work.stop()
        if self.prepared is not None:
            restoring.give_up(self.prepared)
            self.prepared = None
        super().reject()


def _beside(file: Path) -> Facts | None:
    """What is said beside a backup."""
    if backup_files.said_of(file) is None:
        return None
    try:
        return backups.backup_at(file, BackupPlace(file.parent), None).facts
    except OSError:
        return None


def _same(known: Facts | None) -> Facts | None:
    """Facts without what an upgrade changes of itself."""
    return replace(known, program="", schema=0) if known else None

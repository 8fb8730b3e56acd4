"""The password of the backups (S5): set, changed, or taken away by who knows it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.fields import LONGEST_LINE
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.services.keeping import backup_keeping, encrypting
from app.text import _

_WIDTH = 520


class PasswordDialog(EntryDialog):
    """Accepted once it is set or taken away. Working it out takes a moment, beside the screen."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._is_set = backup_keeping.key_of(desk.database) is not None
        self._task = Task(self)
        self.setWindowTitle(_("Password of the backups"))
        self.setMinimumWidth(_WIDTH)
        self.old, self.new, self.again = (self._field(name) for name in _names())
        said = Paragraph("muted")
        said.setText(
            _(
                "Backups that are made from now on are encrypted. This computer makes them without "
                "asking; on another one, or when its disk is gone, only the password opens them."
            )
        )
        warning = Paragraph()
        warning.setText(
            _(
                "Nobody can find out a lost password: the backups are lost with it. Write it down "
                "and keep it away from the shop."
            )
        )
        warning.setStyleSheet(f"color: {desk.theme.level(Level.WARNING)[1]}")
        self.set_button = button(
            _("Change the password") if self._is_set else _("Set the password"), role="primary"
        )
        self.none_button = button(_("Take the password away"), role="danger")
        cancel = button(_("Cancel"))
        old = QWidget()
        old.setLayout(column(label(_("Password now"), "muted", self.old), self.old, gap=4))
        parts = [
            said,
            warning,
            old,
            column(label(_("New password"), "muted", self.new), self.new, gap=4),
            column(label(_("The same once more"), "muted", self.again), self.again, gap=4),
            self.problems,
            row(self.none_button, None, cancel, self.set_button),
        ]
        self.setLayout(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2))
        for part in (old, self.none_button):
            part.setVisible(self._is_set)
        self.again.returnPressed.connect(self.set_button.click)
        self.set_button.clicked.connect(self.set_password)
        self.none_button.clicked.connect(self.take_away)
        cancel.clicked.connect(self.reject)
        (self.old if self._is_set else self.new).setFocus()

    def _field(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setMaxLength(LONGEST_LINE)
        made.setAccessibleName(name)
        return made

    def is_entered(self) -> bool:
        """Something was typed."""
        return any(field.text() for field in (self.old, self.new, self.again))

    def set_password(self) -> None:
        """Set or change it, or say what stands against it."""
        found = backup_keeping.password_problems(self.new.text(), self.again.text())
        if found:
            self.problems.show_problems(found)
            self._desk.sounds.play(Level.REFUSED)
            return
        self._work_out(self.new.text())

    def take_away(self) -> None:
        """From now on backups are not encrypted."""
        self._work_out(None)

    def _work_out(self, new: str | None) -> None:
        """On a thread: what scrypt makes of a password takes half a second."""
        if self._task.busy:
            return
        old, session = self.old.text(), self._desk.session

        def change() -> None:
            key = encrypting.new_key(new) if new is not None else None
            backup_keeping.set_password(session, key, old)

        self._allow(False)
        work = in_store(session.database, change)
        self._task.start(work, lambda _outcome: self.accept(), self._refused)

    def _refused(self, problems: Sequence[Problem]) -> None:
        self._allow(True)
        self.problems.show_problems(problems)
        self._desk.sounds.play(Level.REFUSED)
        self.old.setFocus()

    def _allow(self, may: bool) -> None:
        self.set_button.setEnabled(may)
        self.none_button.setEnabled(may)


def _names() -> tuple[str, str, str]:
    return _("Password now"), _("New password"), _("The same once more")

"""A backup beside what is here, what a restore would lose, and the way to do it (S2).

It knows no open shop: the window that stands where a shop cannot be opened shows it too.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QProgressBar,
    QWidget,
)

from app.domain.kinds import KINDS
from app.domain.problems import Code, Problem
from app.domain.verdicts import Level
from app.formats import Formats
from app.gui.keeping.fact_rows import FactRows
from app.gui.kit.icons import icon
from app.gui.kit.scrolled import scrolled
from app.gui.kit.theme import GRID, Theme
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.gui.people.own_pin import OwnPin
from app.services.keeping.backups import Backup, BackupVerdict
from app.services.keeping.comparing import compared
from app.services.keeping.facts import Facts
from app.services.keeping.lost import Lost
from app.text import _, ngettext, sentence

_NOT_TO_BE_RESTORED = frozenset(
    {BackupVerdict.NEWER, BackupVerdict.NOT_OURS, BackupVerdict.GONE, BackupVerdict.CUT_SHORT}
)
_ICON = 16


class RestoreView(QFrame):
    """The right column of Backups: it asks, and others do."""

    look_wanted = Signal()
    """Look inside the backup that is shown."""
    list_wanted = Signal()
    """List the documents that would be lost."""
    restore_wanted = Signal()
    """It was confirmed: restore the backup that is shown."""
    check_wanted = Signal()
    """Check the backup that is shown by the password that was typed."""
    stop_wanted = Signal()
    """What goes on is to end; nothing was changed yet."""

    def __init__(self, language: str, theme: Theme, own_pin: OwnPin | None = None) -> None:
        """``own_pin`` asks who restores to prove it; None: there is no shop that knows anybody."""
        super().__init__()
        self._language, self._theme, self._own_pin = language, theme, own_pin
        self._backup: Backup | None = None
        self._here: Facts | None = None
        self._needs_password = self._asked = self._checks = False
        self.anyway = False
        """What it does not fit was told; it is wanted all the same."""
        self.here_fits: bool | None = None
        """All that is here fits its seals, as a check came to; None: it was not checked."""
        self._allowed = True
        self.setProperty("role", "card")
        self.title = label("", "section")
        self.title.setWordWrap(True)
        self.look_button = button(_("Look inside"), role="link")
        self.look_button.setToolTip(_("A copy is opened to be read; nothing of it is changed"))
        self.said = Paragraph("muted")
        self.rows = FactRows(theme)
        self.lost = _LostCard(theme)
        self.save_box = QCheckBox("")
        self.save_box.setChecked(True)
        self.aside = Paragraph("secondary")
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password of the backup"))
        self.password.setAccessibleName(_("Password of the backup"))
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(_("Progress"))
        self.hint = Paragraph("secondary")
        self.go_back = button(_("Go back"))
        self.check_button = button(_("Check it"), role="primary")
        self.restore_button = button(_("Restore…"), role="danger")
        self.problem = Paragraph()
        self._build()
        self.show_backup(None, None, None)

    def _build(self) -> None:
        self._seal = QLabel()
        self._seal.setPixmap(icon("mdi6.archive-outline", self._theme.muted).pixmap(_ICON, _ICON))
        self._keeps = row(self._seal, self.aside)
        self._keeps.setStretch(1, 1)
        inside = QWidget()
        inside.setLayout(
            column(self.said, self.rows, self.lost, self.save_box, self._keeps, None, gap=GRID)
        )
        self._inside = inside
        scroll = self._scroll = scrolled(inside)
        head = row(self.title, self.look_button)
        head.setStretch(0, 1)
        foot = row(self.hint, self.go_back, self.check_button, self.restore_button)
        foot.setStretch(0, 1)
        below = column(self.problem, self.password, gap=GRID)
        if self._own_pin is not None:
            below.addWidget(self._own_pin)
            self._own_pin.entered.connect(self._pressed)
        below.addWidget(self.bar)
        below.addLayout(foot)
        made = column(head, scroll, below, margin=GRID * 2, gap=GRID)
        made.setStretch(1, 1)
        self.setLayout(made)
        back, ink = self._theme.level(Level.REFUSED)
        self.problem.setStyleSheet(f"background: {back}; color: {ink}; padding: {GRID}px;")
        self.look_button.clicked.connect(self.look_wanted)
        self.lost.list_button.clicked.connect(self.list_wanted)
        self.restore_button.clicked.connect(self._pressed)
        self.check_button.clicked.connect(self._pressed)
        self.go_back.clicked.connect(self._go_back)
        self.password.returnPressed.connect(self._pressed)

    # What is shown ----------------------------------------------------------------------------

    def show_backup(self, backup: Backup | None, here: Facts | None, lost: Lost | None) -> None:
        """Show a backup beside what is ``here``, and what would be ``lost``; None: not known."""
        self._backup = backup
        self._asked = self.anyway = self._checks = False
        self.problem.setText("")
        self.problem.hide()
        self.password.clear()
        if self._own_pin is not None:
            self._own_pin.take()
        self.bar.hide()
        if backup is None:
            self.title.setText(_("Restore a backup"))
            self.said.setText(_("Choose a backup in the list."))
        else:
            when = Formats(self._language, "USD").moment(backup.made_at.isoformat())
            self.title.setText(_("Restore the backup of {when}").format(when=when))
            self.said.setText(_said_of(backup))
        self.said.setVisible(bool(self.said.text()))
        self._here = here
        self._show_rows()
        why = _(
            "The newest document of the backup is none of this file’s: it is another shop’s, or of "
            "what was here before a restore."
        )
        if backup is not None and backup.facts is None:
            why = _("It is not known yet what is in the backup.")
        self.lost.show_lost(lost if backup else None, backup is not None and here is not None, why)
        many = lost.documents if lost and backup else 0
        self.save_box.setVisible(many > 0)
        self.save_box.setText(
            ngettext(
                "Save the {count} document as files first, to be entered again",
                "Save the {count} documents as files first, to be entered again",
                many,
            ).format(count=f"{many:,}")
        )
        aside = _("What is here now is kept aside, whole, and can be restored like a backup.")
        if self._own_pin is not None and self._own_pin.wanted:
            secrets = _("PINs, badges and the recovery code are those of the backup then.")
            aside = f"{aside} {secrets}"
        self.aside.setText(aside)
        self._seal.setVisible(backup is not None)
        self.aside.setVisible(backup is not None)
        self._needs_password = backup is not None and backup.needs_password
        self._show_foot()

    def _show_rows(self) -> None:
        backup, here = self._backup, self._here
        facts = backup.facts if backup else None
        rows = compared(facts, here, (backup.seals_fit, self.here_fits)) if backup else []
        self.rows.show_rows(rows, self._formats(facts, here))

    def say_here_fits(self, fits: bool) -> None:
        """What is here was checked: all of it fits its seals, or not."""
        self.here_fits = fits
        self._show_rows()

    def set_allowed(self, allowed: bool) -> None:
        """Whether this person may restore at all."""
        self._allowed = allowed
        self._show_foot()

    def say_save(self, text: str) -> None:
        """Say otherwise what is saved first, such as what can still be read of a damaged shop."""
        self.save_box.setText(text)
        self.save_box.setVisible(bool(text))

    def _formats(self, *facts: Facts | None) -> Formats:
        currency = next((each.currency for each in facts if each and each.currency), "CNY")
        return Formats(self._language, currency)

    def _show_foot(self) -> None:
        can = (
            self._allowed
            and self._backup is not None
            and self._backup.verdict not in _NOT_TO_BE_RESTORED
        )
        self.look_button.setVisible(can)
        self.restore_button.setVisible(can and not self._checks)
        self.check_button.setVisible(self._checks)
        self.restore_button.setText(self._said_by_button())
        self.restore_button.setAccessibleName(self.restore_button.text())
        self.go_back.setVisible(self._asked or self._checks)
        restores = can and self._asked and self._needs_password
        self.password.setVisible(restores or self._checks)
        if self._own_pin is not None:
            asks = can and self._asked and not self.anyway
            self._own_pin.setVisible(asks and self._own_pin.wanted)
        if self._checks:
            self.hint.setText(_("It has another password than the shop has now. Enter that one."))
        elif self.anyway:
            self.hint.setText(_("It does not fit its seals. Restore it although?"))
        elif self._asked:
            self.hint.setText(_("The shop closes and opens again as it was then. Sure?"))
        else:
            self.hint.setText(_("Nothing is changed before you say yes.") if can else "")
        for part in self._answers():
            part.setEnabled(True)

    def _said_by_button(self) -> str:
        if self.anyway:
            return _("Restore it all the same")
        return _("Yes, restore it") if self._asked else _("Restore…")

    def _answers(self) -> list[QWidget]:
        """What is answered by, and stands still while it goes on."""
        own = [self._own_pin] if self._own_pin is not None else []
        checks = [self.password, self.check_button]
        return [self.restore_button, self.look_button, self.save_box, *checks, *own]

    # What is asked ----------------------------------------------------------------------------

    def ask_password(self) -> None:
        """It is encrypted by a password that the shop does not know: ask for it."""
        self._needs_password = self._asked = True
        self._show_foot()
        self.password.setFocus()

    def ask_to_check(self, wrong: bool) -> None:
        """It is encrypted by a password that the shop does not know: ask for it to check it.

        ``wrong``: the one that was typed is not it.
        """
        self._asked, self._checks = False, True
        self.show_problem(sentence(Problem(Code.BACKUP_PASSWORD_WRONG)) if wrong else "")
        self.password.selectAll()
        self.password.setFocus()

    def say_checked(self, verdict: BackupVerdict) -> None:
        """Say what a check by a typed password came to, which goes again."""
        self._checks = False
        self.password.clear()
        self.show_problem("")
        self.said.setText(_("Checked just now: {verdict}").format(verdict=_(verdict.value)))
        self.said.show()

    def ask_anyway(self) -> None:
        """It does not fit its seals, as the problem says: ask whether it is wanted although."""
        self._asked = self.anyway = True
        self._show_foot()
        self.go_back.setFocus()

    def _pressed(self) -> None:
        if self._checks:
            if self.password.text():
                self.check_wanted.emit()
            self.password.setFocus()
        elif not self._asked:
            self._asked = True
            self._show_foot()
            self._scroll_to_lost()
            (self._missing() or self.go_back).setFocus()
        elif (missing := self._missing()) is not None:
            missing.setFocus()
        else:
            self.restore_wanted.emit()

    def _scroll_to_lost(self) -> None:
        """What would be lost stands above the question, however little room there is."""
        self._inside.adjustSize()
        bar, lost = self._scroll.verticalScrollBar(), self.lost.geometry()
        QTimer.singleShot(0, self, lambda: bar.setValue(lost.bottom() - bar.pageStep() + GRID))

    def _missing(self) -> QWidget | None:
        """What is to be typed yet, before it is restored."""
        own = self._own_pin
        if self._needs_password and not self.password.text():
            return self.password
        if own is None or self.anyway or own.text():
            return None
        return own if own.wanted else None

    def _go_back(self) -> None:
        if self.bar.isVisible():
            self.stop_wanted.emit()
        self._asked = self.anyway = self._checks = False
        self.show_problem("")
        self.restore_button.setFocus()

    # While it goes on -------------------------------------------------------------------------

    def show_progress(self, percent: int) -> None:
        """Show how far the restore is, in percent; nothing can be answered meanwhile."""
        self.bar.show()
        self.bar.setValue(percent)
        for part in self._answers():
            part.setEnabled(False)
        self.go_back.setVisible(True)
        if self._own_pin is not None:
            self._own_pin.hide()
        self.hint.setText(_("The backup is copied and checked. Nothing is changed yet."))

    def show_problem(self, text: str) -> None:
        """It was refused; nothing was changed."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.bar.hide()
        self._show_foot()
        if text and self._asked and self._needs_password:
            self.password.selectAll()
            self.password.setFocus()


def _said_of(backup: Backup) -> str:
    """Why it is not known what is in it, or how it came to be known."""
    if backup.by_password:
        return _("It was opened by the password it was made with, which is not the shop’s now.")
    if backup.facts is not None:
        return ""
    if backup.verdict in _NOT_TO_BE_RESTORED:
        return _(backup.verdict.value)
    if backup.encrypted:
        return _("It is encrypted: what is in it shows once its password is entered.")
    return _("Nothing beside it says what is in it. It is checked before it is restored.")


class _LostCard(QFrame):
    """What would not be there any more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("lostCard")
        self._theme = theme
        self.title, self.text = Paragraph("heading"), Paragraph()
        self.list_button = button(_("List them"), role="link")
        self._icon = QLabel()
        beside = row(column(self._icon, None), column(self.title, self.text, gap=2))
        beside.setStretch(1, 1)
        beside.addWidget(self.list_button, 0, Qt.AlignmentFlag.AlignTop)
        inside = row(beside)
        inside.setContentsMargins(GRID * 3 // 2, GRID, GRID, GRID)
        self.setLayout(inside)

    def show_lost(self, lost: Lost | None, shows: bool, why: str = "") -> None:
        """Show what would be lost; None: that cannot be said, and ``why``."""
        self.setVisible(shows)
        if lost is None:
            self._say(Level.WARNING, _("What would be lost cannot be said"), why)
        elif lost.is_nothing:
            self._say(Level.ACCEPTED, _("No document would be lost"), "")
        else:
            count = ngettext(
                "{count} document would not be in it any more",
                "{count} documents would not be in it any more",
                lost.documents,
            ).format(count=f"{lost.documents:,}")
            self._say(Level.REFUSED, count, _what(lost))
        self.list_button.setVisible(lost is not None and lost.documents > 0)

    def _say(self, level: Level, title: str, text: str) -> None:
        back, ink = self._theme.level(level)
        self.setStyleSheet(
            f"QFrame#lostCard {{ background: {back}; border-radius: 6px; }}"
            f"QFrame#lostCard QLabel {{ color: {ink}; }}"
        )
        name = "mdi6.check-circle-outline" if level is Level.ACCEPTED else "mdi6.alert-outline"
        self._icon.setPixmap(icon(name, ink).pixmap(_ICON, _ICON))
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))


def _what(lost: Lost) -> str:
    parts = []
    if lost.kinds:
        kinds = [f"{number:,} × {_(KINDS[kind].name)}" for kind, number in lost.kinds]
        parts.append(_("{kinds}.").format(kinds=", ".join(kinds)))
    if lost.sold:
        parts.append(
            ngettext(
                "{count} serial number sold since would stand as in stock.",
                "{count} serial numbers sold since would stand as in stock.",
                lost.sold,
            ).format(count=f"{lost.sold:,}")
        )
    if lost.voided:
        parts.append(
            ngettext(
                "{count} document voided since would count again.",
                "{count} documents voided since would count again.",
                lost.voided,
            ).format(count=f"{lost.voided:,}")
        )
    return " ".join(parts)

"""The last good backup in a few words, in the colour of how safe the shop is (S1)."""

from datetime import datetime

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QWidget

from app.domain.keeping import Safety
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.widgets import name_label, picture, row, tip
from app.services import clock
from app.services.keeping import backup_state
from app.services.keeping.backup_state import BackupState
from app.text import _, sentence
from db.engine.trouble import StoreTrouble

LOOK_EVERY = 300_000
"""Milliseconds after which it is looked again: time alone makes a backup old."""
_ICON = 18

LEVELS = {
    Safety.GOOD: Level.ACCEPTED,
    Safety.TROUBLE: Level.WARNING,
    Safety.CLOCK: Level.WARNING,
    Safety.NONE: Level.REFUSED,
    Safety.OLD: Level.REFUSED,
}
"""The colour of what is said; of a shop that keeps no backups nothing is."""
SIGNS = {
    Level.ACCEPTED: "mdi6.shield-check-outline",
    Level.WARNING: "mdi6.shield-alert-outline",
    Level.REFUSED: "mdi6.shield-off-outline",
}


def state_of(desk: Desk) -> BackupState | None:
    """How safe the shop is; None: the store cannot be read now, what was said before stands."""
    session = desk.session
    try:
        return backup_state.known(session.database, session.counter.id, session.now())
    except StoreTrouble:
        return None


def said_of(desk: Desk, state: BackupState) -> str:
    """In few words: when the last good backup was made, and whether all is well."""
    if state.last is None:
        return _("No backup yet")
    when = _when(desk, state.last.made_at)
    match state.safety:
        case Safety.GOOD:
            return _("Backup {when}, good").format(when=when)
        case Safety.OLD:
            return _("Last backup {when}").format(when=when)
        case _:
            return _("Backup {when}, look").format(when=when)


def _when(desk: Desk, moment: datetime) -> str:
    """As short as it can be: the time of today, the day before, or the date."""
    days = (clock.today() - clock.day_of(moment)).days
    if days == 0:
        return f"{moment.astimezone():%H:%M}"
    return _("yesterday") if days == 1 else desk.formats.date(clock.day_of(moment).isoformat())


def more_of(state: BackupState) -> str:
    """What is wrong and what to do; empty where all is well."""
    said = list(dict.fromkeys(sentence(problem) for _place, problem in state.troubles))
    match state.safety:
        case Safety.OLD:
            said.insert(0, _("There is no good backup for two days. Make one now."))
        case Safety.NONE:
            said.insert(0, _("The shop is nowhere but in its own file. Make a backup now."))
        case Safety.CLOCK:
            said.insert(
                0, _("It is later than now: the computer's clock was set back. Set it right.")
            )
    return "\n".join(said)


class BackupLine(QWidget):
    """The words with their sign, for a page that has no rail beside it; a demo shop has none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sign = picture()
        self.words = name_label("")
        self.setLayout(row(self._sign, self.words))
        again = QTimer(self, interval=LOOK_EVERY)
        again.timeout.connect(self.reload)
        again.start()
        desk.bus.backed_up.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Say what stands now."""
        state = state_of(self._desk)
        if state is None:
            return
        level = LEVELS.get(state.safety, Level.ACCEPTED)
        colour = self._desk.theme.level(level)[1]
        self._sign.setPixmap(icon(SIGNS[level], colour).pixmap(QSize(_ICON, _ICON)))
        self.words.setText(said_of(self._desk, state))
        self.words.setStyleSheet(f"color: {colour}")
        self.words.setToolTip(tip(more_of(state) or self.words.text()))
        self.setVisible(state.safety is not Safety.UNKEPT)

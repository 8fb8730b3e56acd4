"""At the rail's foot: the last good backup, and whether something is wrong; it leads to the page.

It is always there (S1); only a demo shop has neither.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.keeping import Safety
from app.domain.verdicts import Level
from app.gui.keeping.backup_sign import LEVELS, LOOK_EVERY, SIGNS, more_of, said_of, state_of
from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.widgets import caption, tip
from app.gui.shell.rail_rows import RailRow, RailTile
from app.services.keeping.backup_state import BackupState
from app.text import _


class BackupFoot(QObject):
    """A line for the wide rail and a tile for the narrow one."""

    wanted = Signal()
    """Settings › Backups is to be shown."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.line = RailRow(desk, "", SIGNS[Level.ACCEPTED])
        self.tile = RailTile(desk, _("Backup"), SIGNS[Level.ACCEPTED])
        self._again = QTimer(self, interval=LOOK_EVERY)
        self._again.timeout.connect(self.reload)
        self._again.start()
        desk.bus.backed_up.connect(self.reload)
        desk.bus.day_changed.connect(self.reload)
        for made in (self.line, self.tile):
            made.clicked.connect(self.wanted)
            made.hide()  # until it stands in the rail

    def reload(self) -> None:
        """Say what stands now; where the store cannot be read, what stood before."""
        state = state_of(self._desk)
        if state is None:
            return
        is_said = state.safety is not Safety.UNKEPT
        if is_said:
            self._say(state)
        for made in (self.line, self.tile):
            made.setVisible(is_said and not made.isWindow())  # until it stands in the rail

    def _say(self, state: BackupState) -> None:
        level = LEVELS[state.safety]
        text, more = said_of(self._desk, state), more_of(state)
        self.line.setText(caption(text))
        for made in (self.line, self.tile):
            made.setIcon(icon(SIGNS[level], self._desk.theme.level(level)[1]))
            made.setProperty("level", level.name.lower())
            made.style().unpolish(made)
            made.style().polish(made)
            made.setAccessibleName(f"{text}. {more}" if more else text)
            made.setToolTip(tip("\n".join(filter(None, (text, more)))))

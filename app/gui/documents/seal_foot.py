"""Below a document's history: whether it fits its seal, checked as it is shown (S3)."""

from functools import partial

from PySide6.QtWidgets import QFrame

from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, label, row
from app.services import clock
from app.services.keeping import seals
from app.services.keeping.seal_fault import SealFault
from app.text import _, sentence

_ICON = 18


class SealFoot(QFrame):
    """Says what the check of one document came to, and when it was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._reading = Task(self)
        self.setProperty("role", "bar")
        self.sign, self.says = label(""), Paragraph()
        self.sign.setFixedWidth(_ICON)
        inside = row(self.sign, self.says)
        inside.setStretch(1, 1)
        inside.setContentsMargins(GRID, GRID, GRID, GRID)
        self.setLayout(inside)
        self.setAccessibleName(_("Seal"))

    def text(self) -> str:
        """What it says."""
        return self.says.text()

    def check(self, document: int, beside: bool) -> None:
        """Check a document, ``beside`` the screen where it is a large one."""
        self._reading.stop()
        read = partial(seals.check_document, self._desk.database, document)
        if beside:
            self.says.setText("")
            self.sign.clear()
            self._reading.start(in_store(self._desk.database, read), self._say, lambda _: None)
        else:
            self._say(read())

    def _say(self, faults: list[SealFault] | None) -> None:
        theme = self._desk.theme
        if faults is None:
            sign, colour = "mdi6.shield-outline", theme.muted
            said = _("It has no seal yet: it is given one beside the screen.")
        elif faults:
            sign, colour = "mdi6.shield-alert-outline", theme.level(Level.REFUSED)[1]
            said = sentence(faults[0].what)
        else:
            sign, colour = "mdi6.shield-check-outline", theme.level(Level.ACCEPTED)[1]
            moment = self._desk.formats.moment(clock.stamp(clock.now()))
            said = _("Fits its seal, checked {moment}").format(moment=moment)
        self.sign.setPixmap(icon(sign, colour).pixmap(_ICON, _ICON))
        self.says.setText(said)
        self.says.setStyleSheet(f"color: {colour};")

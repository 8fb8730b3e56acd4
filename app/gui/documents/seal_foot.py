"""Below a document's history: whether it fits its seal, checked as it is shown (S3)."""

from functools import partial

from PySide6.QtWidgets import QLabel

from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.tasks import Task, in_store
from app.services import clock
from app.services.keeping import seals
from app.services.keeping.seals import SealFault
from app.text import _, sentence


class SealFoot(QLabel):
    """Says what the check of one document came to, and when it was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._reading = Task(self)
        self.setProperty("role", "hint")
        self.setWordWrap(True)
        self.setAccessibleName(_("Seal"))

    def check(self, document: int, beside: bool) -> None:
        """Check a document, ``beside`` the screen where it is a large one."""
        self._reading.stop()
        read = partial(seals.check_document, self._desk.database, document)
        if beside:
            self.setText("")
            self._reading.start(in_store(self._desk.database, read), self._say, lambda _: None)
        else:
            self._say(read())

    def _say(self, faults: list[SealFault] | None) -> None:
        colour = self._desk.theme.level(Level.REFUSED)[1] if faults else self._desk.theme.muted
        self.setStyleSheet(f"color: {colour};")
        if faults is None:
            self.setText(_("It has no seal yet: it is given one beside the screen."))
        elif faults:
            self.setText(sentence(faults[0].what))
        else:
            moment = self._desk.formats.moment(clock.stamp(clock.now()))
            self.setText(_("Fits its seal, checked {moment}").format(moment=moment))

"""The band over the window while the computer's clock is behind the last document (D10)."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.services import clock
from app.text import _
from db.engine.trouble import StoreTrouble
from db.queries import documents

_BEHIND = timedelta(minutes=10)
"""A clock that was set by the network goes back by less."""
_AGAIN = 60_000


class ClockBand(QFrame):
    """Looks once a minute; gone until the next start once somebody says that the clock is right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._is_right = False
        self.setObjectName("trainingBand")  # it stands out as that does
        self.hide()
        self._timer = QTimer(self, interval=_AGAIN)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def _build(self) -> None:
        """What is said, where it is said first: hardly ever."""
        self.text = label("", "secondary")
        self.right_button = button(_("The clock is right"), role="link")
        inside = row(label(_("Check the clock"), "heading"), self.text, None, self.right_button)
        inside.setContentsMargins(GRID * 2, 2, GRID * 2, 2)
        self.setLayout(inside)
        self.right_button.clicked.connect(self._believe)

    def look(self) -> None:
        """Say it where the last document was posted later than it is now."""
        try:
            newest = documents.newest_posted_at(self._desk.database)
        except StoreTrouble:  # looked at again in a minute
            return
        behind = newest is not None and datetime.fromisoformat(newest) - clock.now() > _BEHIND
        if newest is not None and behind:
            if self.layout() is None:
                self._build()
            said = _("It is behind the last document, of {moment}. New ones would bear wrong days.")
            self.text.setText(said.format(moment=self._desk.formats.moment(newest)))
        self.setVisible(behind and not self._is_right)

    def _believe(self) -> None:
        self._is_right = True
        self.hide()

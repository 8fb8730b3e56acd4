"""A badge, learned by scanning it; what it says is not shown."""

from PySide6.QtWidgets import QLineEdit

from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.text import _

_LONGEST = 120


class BadgeField(QLineEdit):
    """Takes the code of a badge, by a scan anywhere on its form, or typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(_LONGEST)
        self.setPlaceholderText(_("Scan the badge here"))

    def take_scan(self, code: str) -> bool:
        """Learn a badge in place of what stood here."""
        self.setText(code)
        self._desk.sounds.play(Level.NOTED)
        return True

"""The change, large, on green."""

from PySide6.QtWidgets import QFrame, QSizePolicy

from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID, SECTION, SUM, text_font
from app.gui.kit.total import Total
from app.gui.kit.widgets import label, row
from app.text import _


class ChangeBox(QFrame):
    """Hidden while there is none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._formats = desk.formats
        back, colour = desk.theme.level(Level.ACCEPTED)
        self.setStyleSheet(
            f"ChangeBox {{ background: {back}; border-radius: 4px; }}"
            f" ChangeBox QLabel {{ color: {colour}; }}"
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        name, self.figure = label(_("Change due")), Total(most=SUM)
        name.setFont(text_font(SECTION, bold=True))
        inside = row(name, self.figure)
        inside.setContentsMargins(GRID * 3 // 2, GRID // 2, GRID * 3 // 2, GRID // 2)
        self.setLayout(inside)
        self.hide()

    def show_change(self, change: int) -> None:
        """Show so much; hidden where it is nothing."""
        self.figure.setText(self._formats.money(change))
        self.setVisible(change > 0)

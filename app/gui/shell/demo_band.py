"""The band over a shop that is not simply one's own: what it is, and the way on."""

from PySide6.QtWidgets import QFrame

from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.text import _


class DemoBand(QFrame):
    """Stands above every page: of the demo shop, of a copy to look at, of a shop that was moved."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("demoBand")
        self.title, self.text = label("", "heading"), label("", "secondary")
        self.own_button = button("", role="link")
        inside = row(self.title, self.text, None, self.own_button)
        inside.setContentsMargins(GRID * 2, 2, GRID * 2, 2)
        self.setLayout(inside)
        self.say(_("Demo shop"), _("It is thrown away when it is closed."), _("Open my shop"))

    def say(self, title: str, text: str, act: str) -> None:
        """Say what this shop is, and what its one button does."""
        self.title.setText(title)
        self.text.setText(text)
        self.own_button.setText(act)
        self.own_button.setAccessibleName(act)

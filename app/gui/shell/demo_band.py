"""The band over the demo shop: what it is, and the way to one's own shop."""

from PySide6.QtWidgets import QFrame

from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.text import _


class DemoBand(QFrame):
    """Stands above every page of the demo shop."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("demoBand")
        self.own_button = button(_("Open my shop"), role="link")
        text = label(_("It is thrown away when it is closed."), "secondary")
        inside = row(label(_("Demo shop"), "heading"), text, None, self.own_button)
        inside.setContentsMargins(GRID * 2, 2, GRID * 2, 2)
        self.setLayout(inside)

"""What is left of the side of a posted document where it has no room."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QToolButton

from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.keys import key_text
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column
from app.text import _


class SideStrip(QFrame):
    """What is left of the side where it has no room: a sign for each of its jobs."""

    chosen = Signal(object)
    """The place of the job that is wanted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        signs = []
        for place, (name, sign) in enumerate(
            ((_("History"), "mdi6.history"), (_("Tied to"), "mdi6.link-variant"))
        ):
            made = QToolButton()
            made.setIcon(icon(sign, desk.theme.muted))
            made.setAccessibleName(name)
            made.setToolTip(f"{name}  {key_text(f'Alt+{place + 1}')}")
            made.setAutoRaise(True)
            made.clicked.connect(partial(self.chosen.emit, place))
            signs.append(made)
        self.setLayout(column(*signs, None, margin=GRID // 2))
        self.setFixedWidth(GRID * 5)

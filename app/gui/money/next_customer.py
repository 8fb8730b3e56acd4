"""Scans that came while a sale is being paid: they are the next customer's, and wait (C4, M5)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel

from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, label, name_label, row
from app.services.entry import resolving
from app.text import _, ngettext
from db.engine.trouble import StoreTrouble


class NextCustomer(QFrame):
    """Says how many wait, and what the last one is; hidden while none waits."""

    taken = Signal()
    """They are of this sale after all."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        back, colour = desk.theme.level(Level.NOTED)
        self.setStyleSheet(
            f"NextCustomer {{ background: {back}; border-radius: 6px; }}"
            f" NextCustomer QLabel {{ color: {colour}; }}"
        )
        picture = QLabel()
        picture.setPixmap(icon("mdi6.account-clock-outline", colour).pixmap(20, 20))
        self._count, self._code, self._name = label("", "heading"), name_label(""), name_label("")
        self._code.setFont(serial_font())
        self.button = button(_("Into this sale"), "Alt+I", "link")
        self.button.clicked.connect(self.taken)
        line = row(picture, self._count, self._code, self._name, None, self.button, margin=GRID)
        self.setLayout(line)
        self.hide()

    def show_waiting(self, codes: list[str]) -> None:
        """Show which scans wait."""
        if codes:
            text = ngettext(
                "{count} scan waits for the next customer",
                "{count} scans wait for the next customer",
                len(codes),
            )
            self._count.setText(text)
            self._code.setText(codes[-1])
            self._code.setMinimumWidth(min(self._code.sizeHint().width(), _CODE_ROOM))
            self._name.setText(self._named(codes[-1]))
        self.setVisible(bool(codes))

    def _named(self, code: str) -> str:
        try:
            return resolving.name_of(self._desk.database, code)
        except StoreTrouble:  # the code alone says enough
            return ""


_CODE_ROOM = 160
"""As much as 20 characters; a longer code gives way."""

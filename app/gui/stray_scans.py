"""Scans that cannot be taken now: kept, shown and sounded, so that none is lost unseen (C4)."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel

from app.domain.verdicts import Level
from app.gui.desk import Desk
from app.gui.dialogs import asking
from app.gui.theme import GRID, icon, serial_font
from app.gui.widgets import button, label, row
from app.text import _, ngettext

_SHOWN = 4
_LOOK = 50


class StrayScans(QFrame):
    """The strip below the page; it is only there while codes wait.

    A page that takes no scans, such as the settings, does not send them on to a sale that nobody
    sees: the clerk decides. While a dialog asks something, it says that scans wait behind it.
    """

    wanted = Signal()
    """The codes are to go to the Counter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._codes: list[str] = []
        self._behind = 0
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self._go_on)
        back, colour = desk.theme.level(Level.WARNING)
        self.setStyleSheet(f"StrayScans {{ background: {back}; }} QLabel {{ color: {colour}; }}")
        sign = QLabel()
        sign.setPixmap(icon("mdi6.barcode-scan", colour).pixmap(22, 22))
        self._text = label("")
        self._list = label("")
        self._list.setFont(serial_font())
        self.counter_button = button(_("To the Counter"), "Ctrl+Shift+C")
        self.drop_button = button(_("Drop them"))
        line = row(sign, self._text, self._list, None, self.drop_button, self.counter_button)
        line.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        self.setLayout(line)
        self.counter_button.clicked.connect(self.wanted)
        self.drop_button.clicked.connect(self.take_all)
        self._show()

    def keep(self, code: str) -> None:
        """A code that nothing on the screen takes."""
        self._codes.append(code)
        self._desk.sounds.play(Level.REFUSED)
        self._show()

    def take_all(self) -> list[str]:
        """The codes, in their order; none are kept here any more."""
        codes, self._codes = self._codes, []
        self._show()
        return codes

    def note_behind(self) -> None:
        """One more scan waits behind a dialog; its page has it."""
        self._behind += 1
        self._look.start()
        self._desk.sounds.play(Level.WARNING)
        self._show()

    def _go_on(self) -> None:
        if asking() is None:
            self._look.stop()
            self._behind = 0
            self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._codes or self._behind))
        for shown in (self._list, self.drop_button, self.counter_button):
            shown.setVisible(not self._behind)
        if self._behind:
            self._text.setText(
                ngettext(
                    "{count} scan waits. Answer the open question first.",
                    "{count} scans wait. Answer the open question first.",
                    self._behind,
                )
            )
            return
        count = len(self._codes)
        self._text.setText(
            ngettext(
                "This page takes no scans. {count} waits here:",
                "This page takes no scans. {count} wait here:",
                count,
            )
        )
        more = " …" if count > _SHOWN else ""
        self._list.setText("  ".join(self._codes[-_SHOWN:]) + more)

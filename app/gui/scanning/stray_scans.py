"""Scans that cannot be taken now: kept, shown and sounded, so that none is lost unseen (C4)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from app.domain.problems import Code, Problem
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import asking
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, label, row
from app.gui.scanning.route import NotedScan
from app.services.entry import scan_log
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
    wanted_here = Signal()
    """The codes are to go into the document that is shown."""

    def __init__(self, desk: Desk, can_take: Callable[[], bool]) -> None:
        super().__init__()
        self._desk = desk
        self._can_take = can_take
        self._codes: list[str] = []
        self._behind = 0
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self._go_on)
        self.hide()

    def _build(self) -> None:
        """Make what it shows; most windows never have a code that waits."""
        back, colour = self._desk.theme.level(Level.WARNING)
        self.setStyleSheet(f"StrayScans {{ background: {back}; }} QLabel {{ color: {colour}; }}")
        sign = QLabel()
        sign.setPixmap(icon("mdi6.barcode-scan", colour).pixmap(22, 22))
        self._text = label("")
        self._list = label("")
        self._list.setFont(serial_font())
        # Long codes are cut off rather than widen the window.
        self._list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.here_button = button(_("Into this document"), "Ctrl+Shift+D")
        self.counter_button = button(_("To the Counter"), "Ctrl+Shift+C")
        self.drop_button = button(_("Drop them"))
        buttons = (self.drop_button, self.counter_button, self.here_button)
        line = row(sign, self._text, self._list, *buttons)
        line.setStretch(2, 1)
        line.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        self.setLayout(line)
        self.here_button.clicked.connect(self.wanted_here)
        self.counter_button.clicked.connect(self.wanted)
        self.drop_button.clicked.connect(self.drop)

    @property
    def codes(self) -> list[str]:
        """The codes that wait here, in their order."""
        return list(self._codes)

    def keep(self, code: str) -> None:
        """Keep a code that nothing takes: sound it, show it, write it into the scan log."""
        self._desk.sounds.play(Level.REFUSED)
        problem = Problem(Code.SCAN_UNCLAIMED, {"code": code})
        self._desk.bus.scan_noted.emit(NotedScan(code, Level.WARNING, problem=problem))
        self.adopt([code])

    def adopt(self, codes: Sequence[str]) -> None:
        """Keep codes that were sounded and written into the scan log before."""
        self._codes += codes
        self.show_now()

    def take_all(self) -> list[str]:
        """Return the kept codes in their order, and keep none."""
        codes, self._codes = self._codes, []
        self.show_now()
        return codes

    def drop(self) -> None:
        """Drop the kept codes, and write them into the scan log as dropped. Raises StoreTrouble."""
        scan_log.note_dropped(self._desk.session, self._codes)
        self.take_all()

    def note_behind(self) -> None:
        """Count one more scan that waits on the page behind a dialog."""
        self._behind += 1
        self._look.start()
        self._desk.sounds.play(Level.WARNING)
        self.show_now()

    def _go_on(self) -> None:
        if asking() is None:
            self._look.stop()
            self._behind = 0
            self.show_now()

    def show_now(self) -> None:
        """Show what waits, and what can be done with it on the page that is shown now."""
        waits = bool(self._codes or self._behind)
        if waits and self.layout() is None:
            self._build()
        self.setVisible(waits)
        if not waits:
            return
        for shown in (self._list, self.drop_button, self.counter_button):
            shown.setVisible(not self._behind)
        here = self._can_take()
        self.here_button.setVisible(here and not self._behind)
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
        said = ngettext("{count} scan waits here:", "{count} scans wait here:", count)
        nowhere = _("This page takes no scans.")
        self._text.setText(said if here else f"{nowhere} {said}")
        more = " …" if count > _SHOWN else ""
        self._list.setText("  ".join(self._codes[-_SHOWN:]) + more)

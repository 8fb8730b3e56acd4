"""At the rail's foot: what did not come out of the printer, or still waits; it leads to the log."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.kit.desk import Desk
from app.gui.kit.widgets import caption, tip
from app.gui.shell.rail_rows import RailRow, RailTile
from app.text import ngettext
from db.engine.trouble import StoreTrouble
from db.queries import print_jobs

_USUAL = 1500
"""Milliseconds that a print may take before it is said that it waits."""


class PrintSign(QObject):
    """A line for the wide rail and a tile for the narrow one, shown while there is a reason to."""

    wanted = Signal()
    """The print log is to show what waits and what failed."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.line = RailRow(desk, "", "mdi6.printer-alert")
        self.tile = RailTile(desk, "", "mdi6.printer-alert")
        self._soon = QTimer(self, singleShot=True, interval=_USUAL)
        self._soon.timeout.connect(self.reload)
        desk.bus.printed.connect(self.reload)
        desk.bus.print_asked.connect(self._soon.start)
        for made in (self.line, self.tile):
            made.clicked.connect(self.wanted)
            made.hide()  # until it stands in the rail

    def reload(self) -> None:
        """Say what stands now; where the store cannot be read, what stood before."""
        try:
            waiting, failed = print_jobs.open_counts(
                self._desk.database, self._desk.session.counter.id
            )
        except StoreTrouble:
            return
        if failed:
            text = ngettext("{count} print failed", "{count} prints failed", failed)
        else:
            text = ngettext("{count} print waits", "{count} prints wait", waiting)
        self.line.setText(caption(text))
        self.tile.setText(f"{failed or waiting}")
        for made in (self.line, self.tile):
            made.setAccessibleName(text)
            made.setToolTip(tip(text))
            made.setVisible(bool(failed or waiting) and not made.isWindow())

"""The shop was closed: a backup is made before the program ends, unless nobody waits for it."""

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from app.gui.keeping.keeper import Keeper
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID, dress
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.services.keeping.backups import Why
from app.text import _

_WIDTH = 480
_UNSEEN = 400
"""Milliseconds that a backup may take without a word: most take less."""


class ClosingWindow(QWidget):
    """Says that a backup is made, and how far it is; it can be left at any moment.

    What is given up leaves nothing behind: the last good backup stays what it was.
    """

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._loop = QEventLoop(self)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle("Serialdesk")
        self.setFixedWidth(_WIDTH)
        said = Paragraph("muted")
        said.setText(
            _("Then Serialdesk closes by itself. The shop is saved already: you may leave it.")
        )
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(_("Progress"))
        self.skip_button = button(_("Close without a backup"))
        self.setLayout(
            column(
                label(_("A backup of the shop is made"), "title"),
                said,
                self.bar,
                row(None, self.skip_button),
                margin=GRID * 3,
                gap=GRID * 3 // 2,
            )
        )
        dress(self)
        self.skip_button.clicked.connect(self._loop.quit)
        keeper.ended.connect(self._loop.quit)
        desk.bus.backup_going.connect(self._show_progress)

    def _show_progress(self, percent: int | None) -> None:
        self.bar.setValue(percent or 0)

    def carry_out(self) -> None:
        """Wait for the backup, or until somebody closes without it."""
        soon = QTimer(self, singleShot=True, interval=_UNSEEN)
        soon.timeout.connect(self.show)
        if not self._keeper.busy:
            self._keeper.back_up(Why.CLOSING)
        soon.start()
        if self._keeper.busy:
            self._loop.exec()
        soon.stop()
        self._keeper.end()
        self.hide()
        self.deleteLater()

    @guarded()
    def closeEvent(self, event: QCloseEvent) -> None:
        """Its cross does what its button does."""
        self._loop.quit()
        super().closeEvent(event)


def carry_out(desk: Desk, keeper: Keeper) -> None:
    """Make the backup at closing, where there is something to keep."""
    if keeper.busy or keeper.is_wanted_at_closing():
        ClosingWindow(desk, keeper).carry_out()

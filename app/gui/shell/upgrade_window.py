"""A shop of an earlier version is brought up to date: the window says so until it is done."""

from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from app.gui.kit.guard import guarded
from app.gui.kit.tasks import Task, Tell
from app.gui.kit.theme import GRID, dress
from app.gui.kit.widgets import column, label
from app.text import _
from db.engine.opening import copy_before, upgrade
from db.engine.trouble import Trouble

_WIDTH = 480
_UNSEEN = 300
"""Milliseconds that a shop may take without a word: most take less."""


class UpgradeWindow(QWidget):
    """Says which step goes on, and moves, so that it does not look hung. It cannot be closed:

    half a step would be taken back anyway (S4), and the file is not to be opened meanwhile.
    """

    told = Signal(object, object)
    """A step begins, of so many; the copy that is made first is step 0. From any thread."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._done = False
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle("Serialdesk")
        self.setFixedWidth(_WIDTH)
        why = label(
            _(
                "This Serialdesk is newer than the shop's file. With a large shop it takes a while "
                "to change it. Please wait: the shop opens by itself."
            )
        )
        self.step = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)  # nobody knows how long a step takes: it only moves
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        for text in (why, self.step):
            text.setWordWrap(True)
        title = label(_("Your shop is brought up to date"), "title")
        self.setLayout(column(title, why, self.bar, self.step, margin=GRID * 3, gap=GRID * 3 // 2))
        dress(self)
        self.told.connect(self.show_step)

    def show_step(self, step: int, steps: int) -> None:
        """Say which step goes on now."""
        if step:
            text = _("Step {number} of {count}").format(number=step, count=steps)
        else:
            text = _("First a copy of it is made and checked: {name}").format(
                name=copy_before(self._path).name
            )
        self.step.setText(text)

    def carry_out(self, accepted: Trouble | None) -> None:
        """Bring the shop up to date beside the screen; returns when it is.

        Raises StoreTrouble where it cannot be: it is as it was then.
        """
        loop = QEventLoop()
        faults: list[Exception | None] = []

        def work(_tell: Tell) -> Exception | None:
            try:
                upgrade(self._path, accepted, self.told.emit)
            except Exception as fault:
                return fault
            return None

        def end(fault: Exception | None) -> None:
            faults.append(fault)
            loop.quit()

        Task(self).start(work, end, lambda _problems: None)
        QTimer.singleShot(_UNSEEN, self, self._appear)
        loop.exec()
        self._done = True
        self.close()
        self.deleteLater()
        if faults[0] is not None:
            raise faults[0]

    def _appear(self) -> None:
        if not self._done:
            self.show()

    @guarded()
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._done:
            event.ignore()

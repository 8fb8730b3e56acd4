"""The dialog before which one long change goes on beside the screen."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QProgressBar, QWidget

from app.gui.kit.dialogs import Dialog
from app.gui.kit.guard import guarded
from app.gui.kit.tasks import Task, Tell, in_store
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label
from app.text import _
from db.sql import Database

T = TypeVar("T")


class WorkDialog(Dialog):
    """Says what goes on, until that has ended: it can be neither stopped nor left before."""

    def __init__(self, text: str, parent: QWidget | None = None, writes: bool = True) -> None:
        super().__init__(parent)
        self._goes_on = False
        self.setWindowTitle(text)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 0)  # the store does not tell how far it is: it only moves
        self.bar.setAccessibleName(_("Progress"))
        more = label(_("It is written whole or not at all. What you scan now waits."), "muted")
        self.setLayout(column(label(text, "heading"), self.bar, more, margin=GRID * 3, gap=GRID))
        more.setVisible(writes)  # in its place: before, it would be a window
        self.setMinimumWidth(_WIDTH)

    def carry_out(self, database: Database, change: Callable[[], T]) -> T:
        """Carry a change out beside the screen, and wait for its end; see the function above."""
        done: list[T] = []
        faults: list[Exception] = []

        def work(tell: Tell) -> None:
            try:
                done.append(in_store(database, change)(tell))
            except Exception as fault:
                faults.append(fault)

        self._goes_on = True
        Task(self).start(work, lambda _outcome: self.accept(), lambda _problems: None)
        self.exec()
        if not done and not faults:  # the program ends: what was begun does not stay half done
            QThreadPool.globalInstance().waitForDone()
        if faults:
            raise faults[0]
        return done[0]

    @guarded()
    def reject(self) -> None:
        """Stay while it goes on: neither Escape nor the window's cross ends what is written."""
        if not self._goes_on:
            super().reject()


_WIDTH = 480

"""One long change of the shop beside the screen, behind a dialog that says what goes on (C4).

The window answers meanwhile and takes scans, which wait for their turn as behind every dialog.
"""

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

AT_ONCE = 1000
"""Serials or lines that are written on the thread of the screen: F5's most in one operation."""


def carry_out(
    parent: QWidget,
    database: Database,
    size: int,
    text: str,
    change: Callable[[], T],
    writes: bool = True,
) -> T:
    """Carry a change out, beside the screen where its ``size`` is more than ``AT_ONCE``.

    ``text`` says what goes on; it ``writes``, or only reads. Returns what the change returns and
    raises what it raises, here.
    """
    if size <= AT_ONCE:
        return change()
    return WorkDialog(text, parent, writes).carry_out(database, change)


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

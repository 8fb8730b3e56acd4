"""One long change of the shop beside the screen, behind a dialog that says what goes on (C4).

The window answers meanwhile and takes scans, which wait for their turn as behind every dialog.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from app.gui.kit.later import class_named
from db.sql import Database

if TYPE_CHECKING:
    from app.gui.kit.work_dialog import WorkDialog

WORK_DIALOG = "kit.work_dialog.WorkDialog"

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
    dialog: WorkDialog = class_named(WORK_DIALOG)(text, parent, writes)
    return dialog.carry_out(database, change)

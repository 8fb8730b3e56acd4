"""What goes wrong outside the rules: trouble with the store, and faults of ours.

A fault is logged and shown with a report that can be copied; it holds the program's own lines
only, no values, so that no customer's name is in it.
"""

import logging
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.gui.dialogs import Message, asking
from app.text import N_, _, ngettext
from db.trouble import StoreTrouble, Trouble, trouble_of

_log = logging.getLogger(__name__)

TROUBLES = {
    Trouble.NOT_OURS: N_(
        "“{path}” is not a Serialdesk shop. It was not changed. Choose another file."
    ),
    Trouble.TOO_NEW: N_(
        "“{path}” was made by a newer Serialdesk. It was not changed. Install the newer version "
        "to open it."
    ),
    Trouble.NOT_WRITABLE: N_(
        "“{path}” cannot be written. Choose a folder that is yours, or ask for the right to write "
        "there. Nothing was changed."
    ),
    Trouble.DAMAGED: N_(
        "“{path}” is damaged. Do not delete it. Copy it aside, and open a copy that you kept."
    ),
    Trouble.LOCKED: N_(
        "“{path}” is in use by another program. Close that program and try again. Nothing is lost."
    ),
    Trouble.FULL: N_("The disk that holds “{path}” is full. Make room on it and try again."),
    Trouble.DISK: N_(
        "The disk of “{path}” reports errors. Copy the file to another disk and open it there."
    ),
}
_AT_WORK = {
    Trouble.LOCKED: N_(
        "Another program holds the shop's file. Close it, then do this again. Nothing was done by "
        "halves."
    ),
    Trouble.FULL: N_(
        "The disk is full. Make room on it, then do this again. Nothing was half done."
    ),
    Trouble.NOT_WRITABLE: N_(
        "The shop's file cannot be written any more. See that its disk is there and writable, then "
        "do this again. Nothing was done by halves."
    ),
    Trouble.DISK: N_(
        "The disk reports errors. Copy the shop's file to another disk before you go on."
    ),
    Trouble.DAMAGED: N_("The shop's file is damaged. Close the program and copy the file aside."),
}
"""What is said while the shop is open; the others are only met when it is opened."""


_WHY = {
    Trouble.LOCKED: N_("Another program holds the shop's file."),
    Trouble.FULL: N_("The disk is full: make room on it."),
}


def at_work_text(trouble: StoreTrouble) -> str:
    """One sentence or two on what the store does not do now, and what to do."""
    return _(_AT_WORK.get(trouble.trouble, TROUBLES[trouble.trouble])).format(path=trouble.path)


def waits_text(trouble: StoreTrouble, scans: int) -> str:
    """Why scans wait, and how many; none of them is lost."""
    why = _(_WHY.get(trouble.trouble, N_("The shop's file cannot be written.")))
    waits = ngettext(
        "{count} scan waits for the disk and is taken as soon as it can be.",
        "{count} scans wait for the disk and are taken as soon as they can be.",
        scans,
    )
    return f"{why} {waits}"


def trouble_text(error: StoreTrouble) -> str:
    """One sentence or two on why a store cannot be opened, and what to do."""
    return _(TROUBLES[error.trouble]).format(path=error.path)


class _TroubleBox(Message):
    """A plain dialog about the store."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(QMessageBox.Icon.Warning, "Serialdesk", text, parent=parent)
        self.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)


def tell_trouble(text: str, parent: QWidget | None = None) -> None:
    """Say what is wrong with the store."""
    _TroubleBox(text, parent).exec()


def install_hook() -> None:
    """From now on, show what no code has caught."""
    sys.excepthook = _show


def _show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    _log.error("%s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
    if trouble := trouble_of(error):  # Peewee's models raise it under names of their own
        error = StoreTrouble(trouble, Path())
    if isinstance(error, StoreTrouble):
        if not isinstance(asking(), _TroubleBox):  # one box says it, however often it fails
            _TroubleBox(at_work_text(error)).exec()
        return
    report = "\n".join(
        [
            f"Serialdesk, Python {platform.python_version()}, PySide {pyside_version},"
            f" {platform.system()} {platform.release()}",
            kind.__name__,
            *traceback.format_tb(trace),
        ]
    )
    box = Message(
        QMessageBox.Icon.Critical,
        "Serialdesk",
        _("Something went wrong in Serialdesk. What you entered is kept; you can go on."),
    )
    box.setInformativeText(_("The report below names no customers. Send it to your supplier."))
    box.setDetailedText(report)
    copy = box.addButton(_("Copy report"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText(report)

"""What goes wrong outside the rules: trouble with the store, and faults of ours.

A fault is logged and shown with a report that can be copied; it holds the program's own lines
only, no values, so that no customer's name is in it.
"""

import logging
import platform
import sys
import traceback
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.gui.dialogs import Message
from app.text import N_, _
from db.trouble import StoreTrouble, Trouble

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
    Trouble.FOREIGN_LOG: N_(
        "Beside “{path}” lies a log of changes (its name ends in -wal or -journal) that belongs to "
        "another file. This happens when a copy was put back over a shop that was not closed. "
        "Nothing was changed. If another program has the shop open, close it and try again."
    ),
    Trouble.MISSING_LOG: N_(
        "“{path}” was not closed, and the log of its last changes (its name ends in -wal) is not "
        "there any more. Nothing was changed. Put that file back beside it, or open a whole copy. "
        "If the shop's file has another name too, open it by that one."
    ),
    Trouble.TORN_LOG: N_(
        "“{path}” was not closed, and the log of its last changes (its name ends in -wal) is not "
        "whole any more. Nothing was changed. Put the whole file back, or open a whole copy."
    ),
    Trouble.NO_FILE_NAME: N_(
        "“{path}” is no name of a file on a disk. Name the shop's file, with its folder."
    ),
    Trouble.NAME_TOO_LONG: N_(
        "The name “{path}” is too long for a shop's file. Choose a shorter one, in a folder with a "
        "shorter name."
    ),
    Trouble.FOLDER: N_("“{path}” is a folder. Name the shop's file in it."),
    Trouble.NO_PLAIN_FILE: N_(
        "“{path}” is no plain file but a device or a channel between programs. Name a shop's file."
    ),
    Trouble.DANGLING_LINK: N_(
        "“{path}” is a link to a file that is not there. See that the disk with the file is there, "
        "or name the file itself."
    ),
}
_GOING_ON = {
    Trouble.FOREIGN_LOG: N_("Keep the log aside and open without it"),
    Trouble.MISSING_LOG: N_("Open without the last changes"),
    Trouble.TORN_LOG: N_("Open with what is whole"),
}
"""What the owner may choose in spite of it; what is left out is kept under another name."""
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


def trouble_text(error: StoreTrouble) -> str:
    """One sentence or two on why a store cannot be opened, and what to do."""
    return _(TROUBLES[error.trouble]).format(path=error.path)


def tell_trouble(text: str, parent: QWidget | None = None) -> None:
    """A plain dialog about the store."""
    box = Message(QMessageBox.Icon.Warning, "Serialdesk", text, parent=parent)
    box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
    box.exec()


def goes_on(error: StoreTrouble) -> bool:
    """Tell the trouble; True where there is a way on in spite of it, and it is chosen."""
    way = _GOING_ON.get(error.trouble)
    if way is None:
        tell_trouble(trouble_text(error))
        return False
    box = Message(QMessageBox.Icon.Warning, "Serialdesk", trouble_text(error))
    go_on = box.addButton(_(way), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is go_on


def install_hook() -> None:
    """From now on, show what no code has caught."""
    sys.excepthook = _show


def _show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    _log.error("%s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
    if isinstance(error, StoreTrouble):
        tell_trouble(_(_AT_WORK[error.trouble]))
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

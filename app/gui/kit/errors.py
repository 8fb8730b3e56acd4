"""What goes wrong outside the rules: trouble with the store, and faults of ours.

A fault is logged and shown with a report that can be copied; it holds the program's own lines
only, no values, so that no customer's name is in it.
"""

import logging
import re
import sys
from time import monotonic
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSysInfo,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget

from app import log_file
from app.domain.problems import Refused
from app.log_file import Own, report_lines
from app.text import N_, _, ngettext, sentence
from app.version import VERSION
from db.engine.trouble import StoreTrouble, Trouble

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
        "“{path}” is damaged. Do not delete it. Restore a backup: the damaged file is kept aside."
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
        "Another program holds the shop's file. Close it, then do this again. The last step was"
        " not saved, not even in part."
    ),
    Trouble.FULL: N_(
        "The disk is full. Make room on it, then do this again. The last step was not saved, "
        "not even in part."
    ),
    Trouble.NOT_WRITABLE: N_(
        "The shop's file cannot be written any more. See that its disk is there and writable, "
        "then do this again. The last step was not saved, not even in part."
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


_CANNOT_WRITE = N_("The shop's file cannot be written.")


def waits_text(trouble: StoreTrouble, scans: int) -> str:
    """Why scans wait, and how many; none of them is lost."""
    why = _(_WHY.get(trouble.trouble, _CANNOT_WRITE))
    waits = ngettext(
        "{count} scan waits for the disk and is taken as soon as it can be.",
        "{count} scans wait for the disk and are taken as soon as they can be.",
        scans,
    )
    return f"{why} {waits}"


def trouble_text(error: StoreTrouble) -> str:
    """One sentence or two on why a store cannot be opened, and what to do."""
    return _(TROUBLES[error.trouble]).format(path=error.path)


def tell_trouble(text: str, parent: QWidget | None = None) -> None:
    """Say what is wrong with the store, in a plain dialog."""
    from app.gui.kit.message import Message  # no start shows one

    box = Message(Message.Icon.Warning, "Serialdesk", text, parent=parent)
    box.addButton(_("Close"), Message.ButtonRole.RejectRole)
    box.exec()


def way_on(trouble: Trouble) -> str:
    """How a store can be opened in spite of a trouble; empty: it cannot."""
    way = _GOING_ON.get(trouble)
    return _(way) if way else ""


def said_of(fault: BaseException) -> str:
    """What people are told of a fault: what to do where the store is the matter."""
    if trouble := _store_trouble(fault):
        return at_work_text(trouble)
    return _("Something went wrong. You can go on; see whether your last entry is there.")


def _store_trouble(fault: BaseException) -> StoreTrouble | None:
    return fault if isinstance(fault, StoreTrouble) else None


def report_of(fault: BaseException) -> str:
    """What a fault is and where, without values, so that nobody's name is in it (S7)."""
    return "\n".join([versions(), *report_lines(fault)])


def versions() -> str:
    """Which program this is, and on what it runs."""
    return (
        f"Serialdesk {VERSION}, Python {sys.version.split()[0]}, PySide {pyside_version},"
        f" {QSysInfo.prettyProductName()}, {QSysInfo.kernelType()} {QSysInfo.kernelVersion()}"
    )


def with_log(report: str) -> str:
    """A report with the last lines of the log below it: what a supplier needs to know."""
    log = log_file.at_work()
    return "\n".join([report, *(["", "Log:", *log.tail()] if log else [])])


def log_fault(text: str, fault: BaseException, *words: Own) -> None:
    """Write a fault into the log; ``words`` fill the text."""
    _log.error(text, *words, exc_info=fault)


def take_qt_messages() -> None:
    """What Qt would print is logged: which function spoke, and not what it said."""
    qInstallMessageHandler(_take_qt_message)


def _take_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
    level = _LEVELS.get(kind)
    if level is not None:
        spoke = _SPOKE.match(text or "")
        where = Own(spoke[0] if spoke else "")
        _log.log(level, "Qt, %s: %s", Own(context.category or ""), where)


_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_SPOKE = re.compile(r"Q[A-Z][A-Za-z]{2,40}::[A-Za-z_~]{2,40}(?=[:( ])")
"""A function of Qt at the beginning of what it says."""


def _calls(fault: BaseException) -> list[str]:
    """The call of Qt's own that it came out of, as the guard noted it."""
    return [note for note in getattr(fault, "__notes__", ()) if isinstance(note, Own)]


def install_hook() -> None:
    """From now on, show what no code has caught."""
    sys.excepthook = Reporter(QApplication.instance()).take


class Reporter(QObject):
    """Logs every fault, and shows one after the other, when Qt is in the middle of nothing.

    A fault in what Qt calls by itself, such as painting, is shown once, for it comes again at
    every painting; any other is shown again unless it comes at once, as that of a timer does.
    """

    _arrived = Signal()

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._waiting: list[BaseException] = []
        self._known: dict[str, float] = {}  # when each came last, by its report
        self._is_showing = False
        # Queued, since a fault may come out of a painting, and from any thread.
        self._arrived.connect(self._show_all, Qt.ConnectionType.QueuedConnection)

    def take(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Take what nobody caught, as ``sys.excepthook`` is given it; never raises."""
        try:
            if issubclass(kind, KeyboardInterrupt):
                QApplication.quit()
            elif self._is_news(fault.with_traceback(trace)) and len(self._waiting) < _MOST:
                self._waiting.append(fault)
                self._arrived.emit()
        except Exception as second:
            log_fault("a fault was not reported", second)

    def _is_news(self, fault: BaseException) -> bool:
        """It is to be shown. One that comes again and again is logged once."""
        report, now = report_of(fault), monotonic()
        before = self._known.get(report)
        self._known[report] = now
        if before is not None and (_calls(fault) or now - before < _AT_ONCE):
            return False
        if _store_trouble(fault) and any(map(_store_trouble, self._waiting)):
            return False  # one box says it, however often it fails
        if not isinstance(fault, Refused):  # what somebody may not do is no fault
            log_fault("a fault that nobody caught", fault)
        return True

    def _show_all(self) -> None:
        if self._is_showing:
            return
        self._is_showing = True
        try:
            while self._waiting:
                fault = self._waiting[0]
                show_report(fault)
                self._waiting.pop(0)
                self._known[report_of(fault)] = monotonic()
        except Exception as second:
            self._waiting.clear()
            log_fault("a fault was not shown", second)
        finally:
            self._is_showing = False


def show_report(fault: BaseException) -> None:
    """Say in a box what went wrong, with a report that can be copied; or why it was refused."""
    if isinstance(fault, Refused):
        tell_trouble("\n".join(map(sentence, fault.problems)))
        return
    if _store_trouble(fault):
        tell_trouble(said_of(fault))
        return
    from app.gui.kit.message import Message  # no start shows one

    box = Message(Message.Icon.Critical, "Serialdesk", said_of(fault))
    box.setInformativeText(_("The report below names no customers. Send it to your supplier."))
    report = with_log(report_of(fault))
    box.setDetailedText(report)
    copy = box.addButton(_("Copy report"), Message.ButtonRole.ActionRole)
    box.addButton(_("Close"), Message.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is copy:
        QApplication.clipboard().setText(report)


_AT_ONCE = 1.0
"""Seconds within which the same fault, come again, is the same one."""

_MOST = 20
"""Faults that wait to be shown; more of them are logged only."""

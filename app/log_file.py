"""The log file (S7): what the program did and what went wrong in it; nobody's name, no values.

What people type, scan and see never gets there, whoever writes: of what other libraries say only
where it came from is kept, of an exception its type and the lines of code that it went through, of
what our own lines are filled with only numbers and words of the program (members of an ``Enum``).
So a log can be sent to a supplier as it is.

It is kept with what else the program notes for this user (not beside the shop's file, which may lie
on a stick), in a few files of limited size that nobody else can read. Where it cannot be written
the program goes on, and its last lines are kept in memory all the same.
"""

import faulthandler
import logging
import os
import re
import stat
import sys
import threading
import warnings
from collections import deque
from contextlib import suppress
from enum import Enum
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from traceback import FrameSummary, extract_tb
from typing import Any

NAME = "serialdesk.log"
HARD_ENDS = "hard-end-{}.txt"
"""By the process: what is noted where it ends without a word, until the next start."""
MOST_BYTES = 512 * 1024
"""Once a file has more, another one is begun."""
KEPT = 3
"""So many older files are kept beside the one that is written."""
TAIL = 200
"""So many last lines go with a report."""
_OURS = ("app", "db", "__main__")
_PRIVATE = stat.S_IRUSR | stat.S_IWUSR
_log = logging.getLogger(__name__)


# What is said -------------------------------------------------------------------------------------


def report_lines(fault: BaseException) -> list[str]:
    """A fault as its type and the lines of code it went through, with what it came out of.

    No message, no values, and no path above the program's own: a folder may bear a name.
    """
    lines, seen = list[str](), set[int]()
    found: BaseException | None = fault
    while found is not None and id(found) not in seen:
        if seen:
            lines.append("because of")
        seen.add(id(found))
        lines.append(type(found).__name__)
        lines += [note for note in getattr(found, "__notes__", ()) if isinstance(note, Own)]
        lines += [_place(frame) for frame in extract_tb(found.__traceback__)]
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return lines


def _place(frame: FrameSummary) -> str:
    return f"  {short(frame.filename)}:{frame.lineno} in {frame.name}"


def short(path: str) -> str:
    """The path of a source file without where the program is installed."""
    roots = {str(Path(__file__).resolve().parents[1]), *filter(None, sys.path)}
    for root in sorted(roots, key=len, reverse=True):
        if path.startswith(root):
            return path[len(root) :].lstrip("/\\").replace("\\", "/")
    return Path(path.replace("\\", "/")).name


class Own(str):
    """A word of the program, such as a page's key or a place in its code: nobody typed it."""


def worth(value: object) -> object:
    """What of a value may stand in a line: a number, or a word of the program; else its type."""
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, bool | int | float | Own) or value is None:
        return value
    return f"<{type(value).__name__}>"


class WithoutValues(logging.Formatter):
    """Writes a record as this module says; times are of the clock on the wall, with its zone."""

    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s.%03d"

    def format(self, record: logging.LogRecord) -> str:
        """One line, and below it where a fault went through."""
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {_said(record)}"
        fault = record.exc_info[1] if record.exc_info else None
        return "\n".join([line, *(report_lines(fault) if fault is not None else ())])


def _said(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] not in _OURS:
        return f"({short(record.pathname)}:{record.lineno})"
    given = record.args
    try:
        if isinstance(given, dict):
            return str(record.msg) % {key: worth(value) for key, value in given.items()}
        return str(record.msg) % tuple(worth(value) for value in given or ())
    except (TypeError, ValueError):
        return str(record.msg)


# Where it is kept ---------------------------------------------------------------------------------


class _PrivateFile(logging.FileHandler):
    """A file for this user alone, begun anew once it is full; the older ones are numbered.

    What cannot be written is left out without a word.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; where the file is full, as the first of a new one."""
        try:
            if self.stream and os.fstat(self.stream.fileno()).st_size > MOST_BYTES:
                self.close()  # what is written next opens it
                self._number_older()
            super().emit(record)
        except OSError:
            self.handleError(record)

    def _number_older(self) -> None:
        file = Path(self.baseFilename)
        files = [file, *(file.with_name(f"{file.name}.{n + 1}") for n in range(KEPT))]
        for newer, older in reversed(list(pairwise(files))):
            with suppress(OSError):  # where it stays, it is written on
                newer.replace(older)

    def _open(self) -> TextIOWrapper:
        def opener(path: str, flags: int) -> int:
            made = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), _PRIVATE)
            with suppress(OSError, AttributeError):
                os.fchmod(made, _PRIVATE)  # one that lay there before
            return made

        file = open(self.baseFilename, self.mode, encoding="utf-8", opener=opener)  # noqa: SIM115
        assert isinstance(file, TextIOWrapper)
        return file

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk is no reason to stop, nor to print what was to be written."""


class _LastLines(logging.Handler):
    """Keeps the last lines in memory, for a report."""

    def __init__(self, log: "LogFile") -> None:
        super().__init__()
        self.log = log
        self.lines: deque[str] = deque(maxlen=TAIL)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record as it is written."""
        self.lines.append(self.format(record))

    def handleError(self, record: logging.LogRecord) -> None:
        """What cannot be written is left out, as of the file: logging ends no program."""


class LogFile:
    """The log of one run; ``end`` gives back what it has taken."""

    def __init__(self, folder: Path) -> None:
        """Begin to log into a folder; without one that can be written, in memory alone."""
        self.folder = folder
        self._noted_in = folder / HARD_ENDS.format(os.getpid())
        self._last = _LastLines(self)
        self._handlers: list[logging.Handler] = [self._last]
        self._hard: TextIOWrapper | None = None
        ended: list[str] = []
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            ended = _hard_ends(folder)
            self._handlers.append(_PrivateFile(folder / NAME, encoding="utf-8"))
            self.is_kept = True
        except (OSError, ValueError):
            self.is_kept = False
        self._handlers.append(_to_screen())
        root = logging.getLogger()
        root.setLevel(logging.INFO)
        for handler in self._handlers:
            handler.setFormatter(WithoutValues())
            root.addHandler(handler)
        logging.raiseExceptions = False
        self._watch()
        if ended:
            _log.error("the program ended hard the last time, in\n%s", Own("\n".join(ended)))
        self._catch_hard_ends()

    @property
    def path(self) -> Path:
        """The file that is written, where it can be."""
        return self.folder / NAME

    def tail(self) -> list[str]:
        """The last lines of this run."""
        return list(self._last.lines)

    def end(self) -> None:
        """Log no more."""
        root = logging.getLogger()
        for handler in self._handlers:
            root.removeHandler(handler)
            handler.close()
        if self._hard is not None:
            faulthandler.disable()
            self._hard.close()
            with suppress(OSError):
                self._noted_in.unlink()
        warnings.showwarning = self._warned_before
        sys.excepthook = sys.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        threading.excepthook = threading.__excepthook__

    def _watch(self) -> None:
        """What Python would print by itself, with values in it, is logged as all else is."""

        def uncaught(_kind: type, fault: BaseException, _trace: object) -> None:
            _log.critical("a fault ends the program", exc_info=_exc_info(fault))

        def unraisable(given: Any) -> None:
            _log.error("a fault in what is given up", exc_info=_exc_info(given.exc_value))

        def of_thread(given: Any) -> None:
            _log.error("a fault on a thread", exc_info=_exc_info(given.exc_value))

        def warned(_text: object, category: type, filename: str, line: int, *_more: object) -> None:
            _log.warning("%s at %s", Own(category.__name__), Own(f"{short(filename)}:{line}"))

        self._warned_before = warnings.showwarning
        sys.excepthook = uncaught  # till the window shows what nobody caught
        sys.unraisablehook = unraisable
        threading.excepthook = of_thread
        warnings.showwarning = warned  # type: ignore[assignment]

    def _catch_hard_ends(self) -> None:
        """Where the process ends in a library, its lines of code are there at the next start."""
        if not self.is_kept:
            return
        with suppress(OSError, ValueError):
            made = os.open(self._noted_in, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE)
            self._hard = os.fdopen(made, "w")
            faulthandler.enable(self._hard)


def at_work() -> LogFile | None:
    """The log that is written now; None: nobody has begun one."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, _LastLines):
            return handler.log
    return None


def _exc_info(fault: BaseException | None) -> Any:
    return None if fault is None else (type(fault), fault, fault.__traceback__)


def _to_screen() -> logging.Handler:
    """Whoever starts it from a terminal reads it there."""
    handler = logging.StreamHandler()
    handler.handleError = lambda record: None  # type: ignore[method-assign]
    return handler


_FRAME = re.compile(r'File "(?P<path>[^"]*)", line (?P<line>\d+) in (?P<name>\S+)')


def _hard_ends(folder: Path) -> list[str]:
    """What was noted where the program ended hard before: its lines of code; noted no more."""
    found = list[str]()
    for path in sorted(folder.glob(HARD_ENDS.format("*"))):
        if _is_at_work(path):
            continue
        text = path.read_text("utf-8", errors="replace")[:20_000]
        path.unlink()
        found += [
            f"  {short(frame['path'])}:{frame['line']} in {frame['name']}"
            for frame in _FRAME.finditer(text)
        ]
    return found


def _is_at_work(path: Path) -> bool:
    """The process that notes into this file has not ended."""
    number = path.stem.rpartition("-")[2]
    if not number.isdigit() or int(number) == os.getpid():
        return False
    if sys.platform == "win32":  # what a process holds open is not renamed there
        try:
            path.rename(path)
        except OSError:
            return True
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True

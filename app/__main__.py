"""The program: arguments, the store, the window. The only place where all parts meet."""

import argparse
import builtins
import gc
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.log_file import LogFile, Own

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.gui.shell.program import Program


def main() -> int:
    """Run Serialdesk; the exit code is 0 when its window was closed by the user."""
    arguments = _arguments()
    if _no_display():
        print(_NO_DISPLAY, file=sys.stderr)  # noqa: T201
        return 1
    log = _begin_log()
    application, program, opened = start(arguments.store, arguments.demo)
    code = application.exec() if opened else 1
    program.leave()
    log.end()
    return code


def _begin_log() -> LogFile:
    """The log file (S7), before all else: a start that fails is in it too."""
    from PySide6.QtCore import QCoreApplication, QStandardPaths

    _import_as_python_does()
    QCoreApplication.setApplicationName("Serialdesk")
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.StateLocation)
    log = LogFile(Path(place) / "log")
    from app.gui.kit.errors import take_qt_messages, versions

    take_qt_messages()
    logging.getLogger(__name__).info("begun: %s", Own(versions()))
    return log


def start(store: Path | None, demo: bool = False) -> "tuple[QApplication, Program, bool]":
    """Open a shop, the user's own where ``store`` is None; True where a window is shown."""
    with _without_collecting():
        # Qt after the display is known to be there: without one it ends the process at once.
        from PySide6.QtWidgets import QApplication

        _import_as_python_does()
        from app.gui.kit.errors import install_hook, show_report
        from app.gui.shell.program import Program
        from app.gui.shell.usual_places import default_store

        application = QApplication(sys.argv[:1])
        application.setApplicationName("Serialdesk")
        application.setQuitOnLastWindowClosed(True)
        install_hook()
        store = store or default_store()
        program = Program(application, store)
        try:
            opened = program.open_demo() if demo else program.open(store)
        except Exception as fault:
            opened = False
            show_report(fault)
        return application, program, opened


def _import_as_python_does() -> None:
    """Take PySide's own import of modules out again.

    It reads the source of every module that is imported after it, to see whether that one could
    ask for its features (``from __feature__ import snake_case``). None here does, and reading
    some hundred files was a twentieth of the start.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """What a start makes stays: to look for garbage among it is a tenth of the start.

    Python's own collecting stays off (``kit/collector``).
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()


_NO_DISPLAY = (
    "Serialdesk needs a screen, and there is none here (neither DISPLAY nor WAYLAND_DISPLAY is "
    "set). Start it from a desktop session."
)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="serialdesk", description=__doc__)
    parser.add_argument("--store", type=Path, help="the shop's file (default: your own)")
    parser.add_argument("--demo", action="store_true", help="open the throw-away demo shop")
    return parser.parse_args()


def _no_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())

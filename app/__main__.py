"""The program: arguments, the store, the window. The only place where all parts meet."""

import argparse
import logging
import os
import sys
from pathlib import Path


def main() -> int:
    """Run Serialdesk; the exit code is 0 when its window was closed by the user."""
    arguments = _arguments()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level="INFO")
    if _no_display():
        print(_NO_DISPLAY, file=sys.stderr)  # noqa: T201
        return 1
    # Qt after the display is known to be there: without one it ends the process at once.
    from PySide6.QtWidgets import QApplication

    from app.gui.kit.errors import install_hook, show_report
    from app.gui.shell.program import Program, default_store

    application = QApplication(sys.argv[:1])
    application.setApplicationName("Serialdesk")
    application.setQuitOnLastWindowClosed(True)
    install_hook()
    store = arguments.store or default_store()
    program = Program(application, store)
    try:
        opened = program.open_demo() if arguments.demo else program.open(store)
    except Exception as fault:
        opened = False
        show_report(fault)
    code = application.exec() if opened else 1
    program.close_store()
    return code


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

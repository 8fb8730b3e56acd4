"""Printing goes one way: a PDF is written where the clerk says, and shown to be printed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget


def make_pdf(parent: QWidget, title: str, name: str, write: Callable[[Path], None]) -> bool:
    """Ask where, let ``write`` make the file there, and open it in the system's viewer.

    ``name`` is offered, without its ending. False where nobody wanted it after all. Raises
    Refused where it cannot be written.
    """
    path = ask_where(parent, title, name)
    if path is None:
        return False
    write(path)
    show_file(path)
    return True


def ask_where(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask where a PDF is to be made; ``name`` is offered. None: nobody wanted it after all."""
    offered = "".join(char if char.isalnum() or char in "-_" else "_" for char in name)
    path, _kind = QFileDialog.getSaveFileName(parent, title, f"{offered}.pdf", "PDF (*.pdf)")
    return Path(path) if path else None


def show_file(path: Path) -> None:
    """Open a file in the system's viewer."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

"""PDF files in a folder: each paper a file of its own, none written over."""

from pathlib import Path

from app.domain.printing import Printer
from app.printing.files import write_whole

_NOT_IN_NAMES = dict.fromkeys(map(ord, '<>:"/\\|?*'), "-") | dict.fromkeys(range(32), " ")
"""What a file's name cannot have on one system or another."""


def send(printer: Printer, made: bytes, title: str) -> None:
    """Write the paper into the printer's folder. Raises Refused where that cannot be done."""
    write_whole(free_path(Path(printer.address).expanduser(), title), made)


def free_path(folder: Path, title: str) -> Path:
    """Where a PDF called ``title`` can be written without taking another one's place."""
    name = " ".join(title.translate(_NOT_IN_NAMES).split()).strip(" .")[:100] or "Serialdesk"
    path, number = folder / f"{name}.pdf", 1
    while path.exists():
        number += 1
        path = folder / f"{name} ({number}).pdf"
    return path

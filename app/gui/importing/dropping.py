"""The one file that is dropped on a page or a dialog."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.gui.kit.guard import guarded

FILES = "*.xlsx *.xlsm *.csv *.txt *.tsv"
"""What is offered where a file is chosen; what is in it is seen when it is read."""


class FileDrop(QObject):
    """Takes a file that is dropped on a part of the screen."""

    dropped = Signal(object)
    """The path of the file."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        part.setAcceptDrops(True)
        part.installEventFilter(self)

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One file of this computer is taken; all else is let pass."""
        enters = isinstance(event, QDragEnterEvent)
        if not isinstance(event, QDropEvent) or not (enters or event.type() == QEvent.Type.Drop):
            return super().eventFilter(watched, event)
        path = _only_file(event.mimeData())
        if path is None:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if not enters:
            # Not here: whoever was dragged from waits until this returns.
            QTimer.singleShot(0, self, partial(self.dropped.emit, path))
        return True


def _only_file(data: QMimeData) -> Path | None:
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None

"""A stack of pages that is laid out by the page it shows."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget

from app.gui.kit.guard import guarded


class ShownStack(QStackedWidget):
    """Needs the room that its shown page needs; the others are not asked.

    Qt's own asks every page, shown or not, each time anything on one of them changes.
    """

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return QSize() if shown is None else shown.sizeHint()

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return QSize() if shown is None else shown.minimumSizeHint()

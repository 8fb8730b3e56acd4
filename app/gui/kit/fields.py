"""Lines for what is no name: no input method in them, so that digits and letters arrive whole."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractSpinBox, QWidget

    _OfWidgets = QWidget  # what it is mixed into is one
else:
    _OfWidgets = object


LONGEST_LINE = 200
"""Characters of a line that somebody writes, such as a reason."""


class NoInputMethod(_OfWidgets):
    """Letters arrive whole whichever input method is on (C5).

    Qt's edits answer ImEnabled themselves, so that neither WA_InputMethodEnabled nor hints help.
    """

    @guarded()
    def inputMethodQuery(self, query: Qt.InputMethodQuery, *argument: object) -> object:
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query, *argument)


class FigureEdit(NoInputMethod, QLineEdit):
    """A line for a price or a quantity. It takes no scans: they go on to the page."""


def inset(box: "QAbstractSpinBox") -> None:
    """Begin its text where that of every other field begins; a style sheet's padding does not."""
    box.lineEdit().setTextMargins(GRID - 1, 0, 0, 0)

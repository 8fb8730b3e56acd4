"""What scrolls up and down where it has too little room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(inside: QWidget, name: str = "") -> QScrollArea:
    """A frameless area as wide as what is in it may be; ``name`` is what is read out of it.

    It takes no focus itself: what is in it has the keys, and scrolls it.
    """
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName(name)
    made.setWidget(inside)  # last: it is laid out for what was said before
    return made

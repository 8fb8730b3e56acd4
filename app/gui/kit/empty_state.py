"""What stands in the place of a list that is empty: what to do, in the middle, with the button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row


class EmptyState(QWidget):
    """A text in the middle of the room, and under it the buttons that do what it says."""

    def __init__(self, text: str = "", *acts: QWidget) -> None:
        super().__init__()
        self._text = label(text, "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._room = row()
        below = row(None, self._room, None)
        self.setLayout(column(None, self._text, below, None, margin=GRID * 3, gap=GRID * 2))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.offer(*acts)

    def offer(self, *acts: QWidget) -> None:
        """Add buttons that do what is said."""
        for act in acts:
            self._room.addWidget(act)

    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Say another text; which of the buttons are shown with it is their owner's."""
        self._text.setText(text)


def leads_to(desk: Desk, page: str, text: str) -> QPushButton:
    """A button for an empty list that is filled on another page: it shows that one, by its key."""
    made = button(text)
    made.clicked.connect(lambda: desk.bus.page_wanted.emit(page))
    return made

"""What stands in the place of a list that is empty: what to do, in the middle, with the button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label, row


class EmptyState(QWidget):
    """A text in the middle of the room, and under it the button that does what it says."""

    def __init__(self, text: str = "", act: QPushButton | None = None) -> None:
        super().__init__()
        self._text = label(text, "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self.act = act
        below = () if act is None else (row(None, act, None),)
        self.setLayout(column(None, self._text, *below, None, margin=GRID * 3, gap=GRID * 2))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def say(self, text: str, with_act: bool = True) -> None:
        """Say another text; ``with_act``: the button does what it says."""
        self._text.setText(text)
        if self.act is not None:
            self.act.setVisible(with_act)

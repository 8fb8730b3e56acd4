"""A thin bar that says how much of something is there; it is painted with all else, not at once."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.gui.kit.guard import guarded
from app.gui.kit.theme import Theme

_HEIGHT = 4


class FilledBar(QWidget):
    """``value`` of ``most``; Qt's own progress bar repaints itself at every change, in 7 ms."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.value, self.most = 0, 1
        self.setFixedHeight(_HEIGHT)

    def show_share(self, value: int, most: int) -> None:
        """Show ``value`` of ``most``, which is one at least."""
        if (value, most) != (self.value, self.most):
            self.value, self.most = value, max(most, 1)
            self.update()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.line))
        width = self.width() * min(self.value, self.most) // self.most
        painter.fillRect(QRect(0, 0, width, self.height()), QColor(self._theme.accent))
        painter.end()

"""A sum of money, as large as there is room for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.gui.kit.guard import guarded
from app.gui.kit.theme import SECTION, SUM, TITLE, TOTAL, text_font

_SIZES = (TOTAL, SUM, TITLE, SECTION)


class Total(QLabel):
    """A sum of money, ``most`` points or less where there is little room; as high in any size."""

    def __init__(
        self, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight, most: float = TOTAL
    ) -> None:
        super().__init__()
        self._side = side
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._fonts = [text_font(size, bold=True) for size in _SIZES if size <= most]

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        """What the smallest size needs, in the height of the largest."""
        largest, *_between, smallest = map(QFontMetrics, self._fonts)
        return QSize(smallest.horizontalAdvance(self.text()), largest.height())

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def shown_font(self) -> QFont:
        """The largest font in which it fits."""
        fitting = (
            font
            for font in self._fonts
            if QFontMetrics(font).horizontalAdvance(self.text()) <= self.width()
        )
        return next(fitting, self._fonts[-1])

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.shown_font())
        painter.setPen(self.palette().windowText().color())
        place = self._side | Qt.AlignmentFlag.AlignVCenter  # as the words beside it
        painter.drawText(self.rect(), int(place), self.text())
        painter.end()

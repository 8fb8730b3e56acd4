"""One label as its printer will draw it, enlarged by whole times where there is room."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID
from app.gui.paper.labels.drawing_image import image_of
from app.printing.labels.drawing import Drawing
from app.text import _, ngettext

_HIGH = 160
_MARGIN = GRID * 2
_MOST = 8
"""Times that a label is enlarged at most."""


class LabelPicture(QWidget):
    """White paper on a desk, in both looks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._image: QImage | None = None
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("The label as it is printed"))

    def show_drawing(self, drawing: Drawing | None) -> None:
        """Show another label, or none."""
        self._image = None if drawing is None else image_of(drawing)
        self.update()

    def says_scale(self) -> str:
        """How large it is shown."""
        if self._image is None:
            return ""
        times = self._times(self._image)
        if times < 1:
            return _("Drawn in the printer’s own dots, made smaller to fit here")
        return ngettext(
            "Drawn in the printer’s own dots",
            "Drawn in the printer’s own dots, {count} times enlarged",
            int(times),
        )

    def _times(self, image: QImage) -> float:
        across = (self.width() - 2 * _MARGIN) / image.width()
        down = (self.height() - 2 * _MARGIN) / image.height()
        least = min(across, down)
        return min(int(least), _MOST) if least >= 1 else max(least, 0.01)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(256, _HIGH)

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._desk.theme.desk))
        if self._image is not None:
            image, times = self._image, self._times(self._image)
            wide, high = round(image.width() * times), round(image.height() * times)
            place = QRect((self.width() - wide) // 2, (self.height() - high) // 2, wide, high)
            paper = place.adjusted(-GRID // 2, -GRID // 2, GRID // 2, GRID // 2)
            painter.fillRect(paper, Qt.GlobalColor.white)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, times < 1)
            painter.drawImage(place, image)
        painter.end()

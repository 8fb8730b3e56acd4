"""A barcode drawn in whole pixels: black on white in every theme, so that scanners read it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.kit.guard import guarded
from app.printing.symbols import QUIET, bars, code128


class BarcodePicture(QWidget):
    """One code as Code 128; ``module`` is the width of the thinnest bar in pixels."""

    def __init__(self, code: str, module: int = 2, height: int = 96) -> None:
        super().__init__()
        self._modules = code128(code)
        self._module = module
        self._height = height
        self.setAccessibleName(code)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize((len(self._modules) + 2 * QUIET) * self._module, self._height)

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._draw(painter, self.rect())

    def _draw(self, painter: QPainter, area: QRect) -> None:
        """As wide as whole dots allow."""
        module = max(area.width() // (len(self._modules) + 2 * QUIET), 1)
        painter.fillRect(area, Qt.GlobalColor.white)
        left = area.left() + (area.width() - len(self._modules) * module) // 2
        top, height = area.top() + area.height() // 10, area.height() * 8 // 10
        for place, width in bars(self._modules):
            at = left + place * module
            painter.fillRect(at, top, width * module, height, Qt.GlobalColor.black)

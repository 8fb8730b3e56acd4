"""A barcode drawn in whole pixels: black on white in every theme, so that scanners read it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.kit.guard import guarded
from app.printing.symbols.encoding import make
from app.printing.symbols.symbol import SymbolKind


class BarcodePicture(QWidget):
    """One code as Code 128; ``module`` is the width of the thinnest bar in pixels."""

    def __init__(self, code: str, module: int = 2, height: int = 96) -> None:
        super().__init__()
        self._symbol = make(SymbolKind.CODE_128, code)
        self._across = self._symbol.width + 2 * self._symbol.kind.quiet
        self._module = module
        self._height = height
        self.setAccessibleName(code)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(self._across * self._module, self._height)

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._draw(painter, self.rect())

    def _draw(self, painter: QPainter, area: QRect) -> None:
        """As wide as whole dots allow."""
        module = max(area.width() // self._across, 1)
        painter.fillRect(area, Qt.GlobalColor.white)
        left = area.left() + (area.width() - self._symbol.width * module) // 2
        top, height = area.top() + area.height() // 10, area.height() * 8 // 10
        for place, _top, width, _height in self._symbol.boxes():
            at = left + place * module
            painter.fillRect(at, top, width * module, height, Qt.GlobalColor.black)

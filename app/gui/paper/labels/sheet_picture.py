"""A page of labels: the first that is free is clicked, or reached by the arrows (Q3)."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID, LIGHT
from app.printing.media.media import LabelMedia
from app.text import _

_MARGIN = GRID
_NARROW, _WIDE = 152, 212


class SheetPicture(QWidget):
    """The first page: labels that are gone, the first free one, those that are printed, the rest.

    Of a roll it shows the one label.
    """

    first_chosen = Signal(object)
    """The first free label, from 1."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._media: LabelMedia | None = None
        self.first = 1
        self._count = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("First free label"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(_NARROW)
        self.setMaximumWidth(_WIDE)
        self.setMinimumHeight(120)

    def show_page(self, media: LabelMedia, first: int, count: int) -> None:
        """Show a page with so many labels to print, from the first free one on."""
        self._media, self.first, self._count = media, first, count
        self.update()

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(_WIDE, 292)

    # Painting ---------------------------------------------------------------------------------

    def _scale(self, media: LabelMedia) -> float:
        across = (self.width() - 2 * _MARGIN) / media.page_width
        return min(across, (self.height() - 2 * _MARGIN) / media.page_height)

    def _page(self, media: LabelMedia) -> QRectF:
        scale = self._scale(media)
        wide, high = media.page_width * scale, media.page_height * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def _cells(self, media: LabelMedia) -> list[QRectF]:
        scale, page = self._scale(media), self._page(media)
        return [
            QRectF(
                page.left() + cell.left * scale,
                page.top() + cell.top * scale,
                media.width * scale,
                media.height * scale,
            ).adjusted(0.75, 0.75, -0.75, -0.75)
            for cell in media.cells()
        ]

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, media = QPainter(self), self._desk.theme, self._media
        painter.fillRect(self.rect(), QColor(theme.desk))
        if media is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self._page(media), Qt.GlobalColor.white)
            # paper is white in both looks
            last = self.first + self._count - 1
            for number, cell in enumerate(self._cells(media), 1):
                edge, fill = LIGHT.edge, LIGHT.base
                if number < self.first:
                    edge, fill = LIGHT.edge, LIGHT.desk
                elif number == self.first and self._count and not media.is_roll:
                    edge, fill = LIGHT.accent, LIGHT.accent
                elif number <= last:
                    edge, fill = LIGHT.accent, LIGHT.selection
                painter.setPen(QPen(QColor(edge), 1))
                painter.setBrush(QColor(fill))
                painter.drawRoundedRect(cell, 1.5, 1.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    # Choosing ---------------------------------------------------------------------------------

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._media is None:
            return
        for number, cell in enumerate(self._cells(self._media), 1):
            if cell.adjusted(-1, -1, 1, 1).contains(event.position()):
                self.first_chosen.emit(number)
                return

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        media = self._media
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -(media.columns if media else 1),
            Qt.Key.Key_Down: media.columns if media else 1,
        }
        step = steps.get(Qt.Key(event.key()))
        if media is None or step is None:
            super().keyPressEvent(event)
            return
        if 1 <= self.first + step <= media.per_page:
            self.first_chosen.emit(self.first + step)

"""The icons: glyphs of Material Design Icons, drawn from a font of those that the program names.

``packaging/icon_font.py`` cuts it out of the library's own, whose seven thousand icons and their
list cost the start.
"""

from functools import cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from app.gui.kit.guard import guarded
from app.gui.kit.icon_codes import CODES
from resources import FOLDER

_SHARE = 0.875
"""How much of its height an icon's glyph takes: 14 of 16 pixels, on which the font is drawn."""


@cache
def icon(name: str, color: str) -> QIcon:
    """An icon by its name in the library, such as ``mdi6.barcode-scan``; KeyError: not in the font.

    Each is made once: of an icon among the parts of a page that goes, Qt may free what it draws
    with before the icon itself, which ends the process.
    """
    return QIcon(_Glyph(chr(CODES[name.removeprefix("mdi6.")]), color))


class _Glyph(QIconEngine):
    """Draws an icon when it is shown, in the size that is shown, sharp on screens of any dots."""

    def __init__(self, glyph: str, color: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._color = color

    @guarded()
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        font = QFont(_family())
        font.setPixelSize(max(1, round(_SHARE * rect.height())))
        painter.save()
        painter.setPen(QColor(self._color))
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._glyph)
        painter.restore()

    @guarded()
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        found = QPixmap(size)
        found.fill(Qt.GlobalColor.transparent)  # Qt's own leaves what was in the memory
        with QPainter(found) as painter:
            self.paint(painter, found.rect(), mode, state)
        return found


@cache
def _family() -> str:
    font = QFontDatabase.addApplicationFont(str(FOLDER / "fonts/MaterialDesignIcons.ttf"))
    return QFontDatabase.applicationFontFamilies(font)[0]

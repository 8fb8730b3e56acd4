"""The icons: glyphs of Material Design Icons, drawn from the font that QtAwesome brings along.

QtAwesome itself is not imported: it reads the fonts of a dozen libraries at the first icon, which
was two fifths of the program's start.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from app.gui.kit.guard import guarded

_LIBRARY = "materialdesignicons6-webfont"
_SHARE = 0.875
"""How much of its height an icon's glyph takes: 14 of 16 pixels, on which the font is drawn."""


@cache
def icon(name: str, color: str) -> QIcon:
    """An icon by its name in the library, such as ``mdi6.barcode-scan``; KeyError: no such icon.

    Each is made once: of an icon among the parts of a page that goes, Qt may free what it draws
    with before the icon itself, which ends the process.
    """
    return QIcon(_Glyph(_glyph(name.removeprefix("mdi6.")), color))


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
def _folder() -> Path:
    spec = find_spec("qtawesome")  # finds it without importing it
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qtawesome")
    return Path(spec.origin).parent / "fonts"


def _file(ending: str) -> Path:
    return next(_folder().glob(f"{_LIBRARY}{ending}"))


@cache
def _glyph(name: str) -> str:
    """The character of an icon; KeyError where the library has none of this name."""
    _before, found, after = _codes().partition(f'"{name}": "')
    if not found:
        raise KeyError(name)
    return chr(int(after[: after.index('"')], 16))


@cache
def _codes() -> str:
    """The library's list of seven thousand icons, as text: reading it as JSON takes longer."""
    return _file("-charmap-*.json").read_text("utf-8")


@cache
def _family() -> str:
    font = QFontDatabase.addApplicationFontFromData(_file("-[0-9]*.ttf").read_bytes())
    return QFontDatabase.applicationFontFamilies(font)[0]

"""The icons: glyphs of Material Design Icons, drawn from the font that QtAwesome brings along.

QtAwesome itself is not imported: it reads the fonts of a dozen libraries at the first icon, which
was two fifths of the program's start.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPixmap

_LIBRARY = "materialdesignicons6-webfont"
_SHARE = 0.875
"""How much of its height an icon's glyph takes: 14 of 16 pixels, on which the font is drawn."""


_SIZES = (16, 18, 22, 32, 36, 44)
"""In pixels: those that are shown, and twice that, for screens of twice the dots."""


def icon(name: str, color: str) -> QIcon:
    """An icon by its name in the library, such as ``mdi6.barcode-scan``; KeyError: no such icon."""
    glyph = _glyphs()[name.removeprefix("mdi6.")]
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_drawn(glyph, color, size))
    return made


def _drawn(glyph: str, color: str, size: int) -> QPixmap:
    found = QPixmap(size, size)
    found.fill(Qt.GlobalColor.transparent)
    font = QFont(_family())
    font.setPixelSize(round(_SHARE * size))
    with QPainter(found) as painter:
        painter.setPen(QColor(color))
        painter.setFont(font)
        painter.drawText(found.rect(), Qt.AlignmentFlag.AlignCenter, glyph)
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
def _glyphs() -> dict[str, str]:
    """The character of each icon."""
    codes = json.loads(_file("-charmap-*.json").read_bytes())
    return {name: chr(int(code, 16)) for name, code in codes.items()}


@cache
def _family() -> str:
    font = QFontDatabase.addApplicationFontFromData(_file("-[0-9]*.ttf").read_bytes())
    return QFontDatabase.applicationFontFamilies(font)[0]

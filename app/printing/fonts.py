"""The fonts that paper is set in: embedded, open (OFL), and what stands where they lack a glyph.

A face is a chain of fonts: each character is drawn by the first that has it. What none of them has
is drawn as a visible mark and can be named: no paper leaves something out in silence.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum, unique
from functools import cache
from itertools import groupby
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from app.domain.wrapping import cells
from resources import FOLDER

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

INCH = 25.4
"""Millimetres of an inch, in which printers count their dots."""
POINT = INCH / 72
"""Millimetres of a point: sizes of letters are in points, all other measures in millimetres."""
MARK = "□"
"""What stands where a glyph is lacking (U+25A1); every face has it."""


@unique
class Face(Enum):
    """What a text is set in, with the fonts that it is looked for in."""

    TEXT = ("Inter-Regular", "NotoSansSC-Regular")
    BOLD = ("Inter-SemiBold", "NotoSansSC-SemiBold", "NotoSansSC-Regular")
    FIGURES = ("NotoSansSC-Regular", "Inter-Regular")  # digits are all as wide as each other
    SERIAL = ("JetBrainsMono-Regular", "NotoSansSC-Regular", "Inter-Regular")
    SERIAL_BOLD = (
        "JetBrainsMono-Bold",
        "NotoSansSC-SemiBold",
        "NotoSansSC-Regular",
        "Inter-SemiBold",
    )


class GlyphRun(NamedTuple):
    """A part of a text that one font draws, ``size`` in points, ``width`` in millimetres."""

    font: str
    text: str
    size: float
    width: float


class _Glyph(NamedTuple):
    """How a character is drawn: by which font, as what, how wide for a size of 1."""

    font: str
    text: str
    width: float
    lacking: bool = False


_REGISTERING = Lock()
"""ReportLab's fonts are those of all threads: each is registered once, while a file is made too."""

_NOT_DRAWN = frozenset(("Cc", "Cf", "Mn", "Me"))


@cache
def registered(name: str) -> "TTFont":
    """A font of ours by the name of its file, known to ReportLab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    with _REGISTERING:
        if name in pdfmetrics.getRegisteredFontNames():
            known: TTFont = pdfmetrics.getFont(name)
            return known
        with (FOLDER / f"fonts/{name}.ttf").open("rb") as file:
            font = TTFont(name, file)
        pdfmetrics.registerFont(font)
        return font


@cache
def _glyph(face: Face, char: str) -> _Glyph:
    for name in face.value:
        font = registered(name).face
        if ord(char) in font.charToGlyph:
            return _Glyph(name, char, font.charWidths[ord(char)] / 1000)
    if unicodedata.category(char) in _NOT_DRAWN:
        return _Glyph(face.value[0], "", 0.0)
    return _glyph(face, MARK)._replace(lacking=True)


def width(text: str, face: Face, size: float) -> float:
    """Millimetres that a text takes at ``size`` points."""
    return sum(_glyph(face, char).width for char in text) * size * POINT


def runs(text: str, face: Face, size: float) -> Iterator[GlyphRun]:
    """The parts of a text, each with the font that draws it; lacking glyphs as marks."""
    glyphs = (_glyph(face, char) for char in text)
    for font, part in groupby(glyphs, key=lambda glyph: glyph.font):
        drawn = list(part)
        wide = sum(glyph.width for glyph in drawn) * size * POINT
        yield GlyphRun(font, "".join(glyph.text for glyph in drawn), size, wide)


def pitched_runs(text: str, face: Face, pitch: float) -> Iterator[GlyphRun]:
    """The same in columns of ``pitch`` millimetres: each glyph fills its own one or two."""
    sized = ((_glyph(face, char), cells(char)) for char in text)
    drawn = [(glyph, count) for glyph, count in sized if glyph.width and count]
    for (font, em, count), part in groupby(
        drawn, key=lambda one: (one[0].font, one[0].width, one[1])
    ):
        texts = "".join(glyph.text for glyph, _count in part)
        yield GlyphRun(font, texts, count * pitch / em / POINT, len(texts) * count * pitch)


def lacking(texts: Iterable[str], face: Face = Face.TEXT) -> str:
    """The characters of some texts that no font of a face has, each once, in their order."""
    chars = dict.fromkeys(char for text in texts for char in text)
    return "".join(char for char in chars if _glyph(face, char).lacking)

"""A label's drawing as a picture in its printer's own dots: black or white, as it will come out."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QRawFont

from app.printing.fonts import runs
from app.printing.labels.drawing import MM_PER_INCH, Dark, Drawing, LabelWords, Picture
from resources import FOLDER

_POINTS_PER_INCH = 72


def image_of(drawing: Drawing) -> QImage:
    """The drawing, one pixel a dot."""
    image = QImage(max(drawing.width, 1), max(drawing.height, 1), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for part in drawing.parts:
        match part:
            case Dark():
                for box in part.boxes:
                    painter.fillRect(QRect(*box), Qt.GlobalColor.black)
            case LabelWords():
                _write(painter, part, drawing.dpi)
            case Picture():
                painter.drawImage(QRect(*part.box), QImage.fromData(part.content))
    painter.end()
    return image.convertToFormat(
        QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither
    ).convertToFormat(QImage.Format.Format_RGB32)


def _write(painter: QPainter, words: LabelWords, dpi: int) -> None:
    """A line of text, in the fonts that paper is set in."""
    at = float(words.left)
    for run in runs(words.text, words.face, words.size):
        path = FOLDER / f"fonts/{run.font}.ttf"
        font = QRawFont(str(path), run.size * dpi / _POINTS_PER_INCH)
        reached = at
        glyphs = font.glyphIndexesForString(run.text)
        for glyph, advance in zip(glyphs, font.advancesForGlyphIndexes(glyphs), strict=True):
            shape = font.pathForGlyph(glyph).translated(reached, words.base)
            shape.setFillRule(Qt.FillRule.WindingFill)
            painter.fillPath(shape, Qt.GlobalColor.black)
            reached += advance.x()
        at += run.width * dpi / MM_PER_INCH

"""A label's drawing as a picture in its printer's own dots: black or white, as it will come out."""

from importlib import resources

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QGlyphRun, QImage, QPainter, QRawFont

from app.printing.fonts import runs
from app.printing.labels.drawing import MM_PER_INCH, Dark, Drawing, LabelWords, Picture

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
    painter.setPen(Qt.GlobalColor.black)
    at = float(words.left)
    for run in runs(words.text, words.face, words.size):
        with resources.as_file(resources.files("resources") / f"fonts/{run.font}.ttf") as path:
            font = QRawFont(str(path), run.size * dpi / _POINTS_PER_INCH)
        glyphs = font.glyphIndexesForString(run.text)
        places, reached = [], 0.0
        for advance in font.advancesForGlyphIndexes(glyphs):
            places.append(QPointF(reached, 0))
            reached += advance.x()
        drawn = QGlyphRun()
        drawn.setRawFont(font)
        drawn.setGlyphIndexes(glyphs)
        drawn.setPositions(places)
        painter.drawGlyphRun(QPointF(at, words.base), drawn)
        at += run.width * dpi / MM_PER_INCH

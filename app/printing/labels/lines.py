"""The lines of text of a label, and its logo: how high they are, and where each stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import ceil

from app.domain.problems import Code, refuse
from app.domain.wrapping import wrap
from app.printing.fonts import POINT, Face, width
from app.printing.labels.drawing import MM_PER_INCH, LabelWords, Picture, dots_of
from app.printing.labels.job import LabelJob, text_of
from app.printing.labels.rooms import Room
from app.printing.labels.template import Alignment, LabelField, LabelFieldKey
from app.services.paper.label_contents import LabelContent

_LEAST_SIZE = 5.0
"""Points: text becomes no smaller than that to fit, unless it was made so."""

_ABOVE, _BELOW = 0.93, 0.25
"""What a line needs above and below its base line, of its size."""

_CODES = (LabelFieldKey.SERIAL, LabelFieldKey.SECOND, LabelFieldKey.SKU, LabelFieldKey.BARCODE)


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A field that something fills: with a text, or with the logo."""

    field: LabelField
    text: str
    face: Face
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class LabelBlock:
    """A line in the rows that it takes; ``size`` in points, ``height`` of all of it in dots."""

    line: LabelLine
    size: float
    rows: tuple[str, ...]
    height: int


def lines_of(job: LabelJob, content: LabelContent) -> list[LabelLine]:
    """The fields that are on and that something fills, in their order."""
    lines = []
    for field in job.template.fields:
        text = text_of(field, content, job.formats)
        logo = job.logo if field.key is LabelFieldKey.LOGO else None
        if field.on and (text or logo is not None):
            lines.append(LabelLine(field, text, _face(field, text), logo))
    return lines


def _face(field: LabelField, text: str) -> Face:
    """Codes in letters of one width, in which 0 and O differ; what has Chinese in it in others."""
    if field.key in _CODES and text.isascii():
        return Face.SERIAL_BOLD if field.bold else Face.SERIAL
    return Face.BOLD if field.bold else Face.TEXT


def blocks_of(
    lines: Sequence[LabelLine], room: Room, dpi: int, scale: float, whole_words: bool
) -> list[LabelBlock] | None:
    """Each line in as many rows as it needs; None where one is wider than the room, or too high.

    Enlarged, each has but one row. ``whole_words``: none may be broken within a word.
    """
    blocks = []
    for line in lines:
        block = (
            _picture(line, room, dpi) if line.logo else _text(line, room, dpi, scale, whole_words)
        )
        if block is None:
            return None
        blocks.append(block)
    return blocks


def _picture(line: LabelLine, room: Room, dpi: int) -> LabelBlock | None:
    """The logo as high as its field says, or as wide as the room."""
    height = min(_dots(line.field.size, dpi), int(room.width / _aspect(line.logo or b"")))
    return LabelBlock(line, line.field.size, (), height) if height else None


def _text(
    line: LabelLine, room: Room, dpi: int, scale: float, whole_words: bool
) -> LabelBlock | None:
    size = max(line.field.size * scale, min(line.field.size, _LEAST_SIZE))
    across = room.width * MM_PER_INCH / dpi
    high = _row_height(size, dpi)
    needed = width(line.text, line.face, size)
    if needed > across * (1 if scale > 1 else room.height // high):
        return None
    if whole_words and needed > across and _breaks_a_word(line, size, across):
        return None
    rows = _wrapped(line.text, line.face, size, across)
    if any(width(row, line.face, size) > across for row in rows):
        return None
    return LabelBlock(line, size, rows, len(rows) * high)


def _breaks_a_word(line: LabelLine, size: float, across: float) -> bool:
    """A code, or a word that is not Chinese, is wider than a row."""
    words = (word for word in line.text.split() if word.isascii())
    return any(width(word, line.face, size) > across for word in words)


@lru_cache(maxsize=256)
def _wrapped(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """A text in rows that are no wider than ``room`` millimetres, where that is possible."""
    return tuple(wrap(text, room, lambda part: width(part, face, size)))


def _dots(points: float, dpi: int) -> int:
    """The whole dots that so many points need."""
    return ceil(points * POINT * dpi / MM_PER_INCH)


def _row_height(size: float, dpi: int) -> int:
    """The whole dots of a row: what is above its base line, and what is below."""
    return _dots(size * _ABOVE, dpi) + _dots(size * _BELOW, dpi)


def written(blocks: Sequence[LabelBlock], room: Room, dpi: int) -> Iterator[LabelWords | Picture]:
    """The blocks in their places, one below the other, in the middle of the room."""
    top = room.top + (room.height - sum(block.height for block in blocks)) // 2
    for block in blocks:
        line, size = block.line, block.size
        if line.logo:
            wide = min(round(block.height * _aspect(line.logo)), room.width)
            yield Picture((_left(room, wide, line.field), top, wide, block.height), line.logo)
        high, above = _row_height(size, dpi), _dots(size * _ABOVE, dpi)
        for number, row in enumerate(block.rows):
            left = _left(room, dots_of(width(row, line.face, size), dpi), line.field)
            yield LabelWords(left, top + number * high + above, row, size, line.face)
        top += block.height


def _left(room: Room, wide: int, field: LabelField) -> int:
    """Where what is so wide begins, as its field is aligned."""
    spare = room.width - wide
    indents = {Alignment.LEFT: 0, Alignment.CENTRE: spare // 2, Alignment.RIGHT: spare}
    return room.left + indents[field.alignment]


@lru_cache(maxsize=4)
def _aspect(content: bytes) -> float:
    """How many times as wide as high a picture is. Raises Refused where it is none."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
            return image.width / image.height
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise refuse(Code.LABEL_LOGO_UNREADABLE) from error

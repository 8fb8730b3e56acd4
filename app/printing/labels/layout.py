"""Where all of a label stands, in whole dots of its printer; what does not fit is refused (Q8).

Symbols take their room first, each at its side, then the lines of text what is left. Where that is
too little, symbols become smaller down to half their size, then the text, then the symbols down to
two dots a module. Nothing is cut off and nothing left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from math import ceil

from app.domain.problems import Code, refuse
from app.domain.wrapping import wrap
from app.printing.fonts import POINT, Face, width
from app.printing.labels.drawing import (
    MM_PER_INCH,
    Dark,
    Drawing,
    LabelWords,
    Part,
    Picture,
    dots_of,
    whole_dots,
)
from app.printing.labels.job import LabelJob, symbol_of, text_of
from app.printing.labels.rooms import LEAST_MODULE, PlacedSymbol, Room, Whites, place
from app.printing.labels.template import Alignment, LabelField, LabelFieldKey, LabelSymbol
from app.printing.media.media import LABEL_EDGE, LabelMedia
from app.printing.symbols.symbol import Symbol
from app.services.paper.label_contents import LabelContent

_GAP_MM = 1.0
_INSET_MM = 0.5
"""More white around all of it than must be, where it fits so."""

_LEAST_BARS_MM, _MOST_BARS_MM = 5.0, 15.0
_SHARE_BESIDE, _SHARE_BELOW = 0.5, 0.6
"""Of the room beside text, and above or below it, a symbol takes so much where that is enough."""

_SCALES = (1.0, 0.9, 0.8, 0.7)
_LEAST_SIZE = 5.0
"""Points: text becomes no smaller than that to fit, unless it was made so."""

_ABOVE, _BELOW = 0.93, 0.25
"""What a line needs above and below its baseline, of its size."""

_CODES = (LabelFieldKey.SERIAL, LabelFieldKey.SECOND, LabelFieldKey.SKU, LabelFieldKey.BARCODE)

Wanted = Sequence[tuple[LabelSymbol, Symbol]]


@dataclass(frozen=True, slots=True)
class _Line:
    """A field that something fills."""

    field: LabelField
    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class _Block:
    """A field in the lines that it takes; ``size`` in points, ``height`` of all in dots."""

    field: LabelField
    face: Face
    size: float
    lines: tuple[str, ...]
    height: int


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A label's drawing, or None where it does not fit; and whether its symbols alone would."""

    drawing: Drawing | None
    symbols_fit: bool


def lay_out(job: LabelJob, content: LabelContent) -> LaidOut:
    """Arrange what is on a label.

    Raises Refused where nothing is on it, or where a symbol cannot say what it should.
    """
    symbols = [
        (wanted, made)
        for wanted in job.template.symbols
        if (made := symbol_of(wanted, content)) is not None
    ]
    lines = _lines(job, content)
    if not symbols and not lines:
        raise refuse(Code.LABEL_SAYS_NOTHING, text=content.serial)
    drawing = _fitted(job, symbols, lines)
    return LaidOut(drawing, bool(drawing or _fitted(job, symbols, ())))


def _lines(job: LabelJob, content: LabelContent) -> list[_Line]:
    """The fields that are on and that something fills."""
    lines = []
    for field in job.template.fields:
        logo = field.key is LabelFieldKey.LOGO and job.logo is not None
        text = text_of(field, content, job.formats)
        if field.on and (text or logo):
            lines.append(_Line(field, text, _face(field, text)))
    return lines


def _face(field: LabelField, text: str) -> Face:
    """Codes in letters of one width, in which 0 and O differ; what has Chinese in it in others."""
    if field.key in _CODES and text.isascii():
        return Face.SERIAL_BOLD if field.bold else Face.SERIAL
    return Face.BOLD if field.bold else Face.TEXT


# Fitting


def _fitted(job: LabelJob, symbols: Wanted, lines: Sequence[_Line]) -> Drawing | None:
    """The first way in which all of it fits; None where there is none."""
    ink = ink_room(job.media, job.dpi)
    for scale, most in _ways(job, symbols, lines):
        for inset in (whole_dots(_INSET_MM, job.dpi), 0):
            parts = _arranged(job, symbols, lines, scale, most, _inset(ink, inset))
            if parts is not None:
                return Drawing(ink.width, ink.height, job.dpi, parts)
    return None


def _ways(job: LabelJob, symbols: Wanted, lines: Sequence[_Line]) -> Iterator[tuple[float, int]]:
    """Scales of text and dots of a module at most, in the order in which they are tried."""
    largest = max((whole_dots(wanted.module, job.dpi) for wanted, _made in symbols), default=0)
    largest = max(largest, LEAST_MODULE)
    half = max(largest // 2, LEAST_MODULE)
    scales = _SCALES if lines else _SCALES[:1]
    for modules in (range(largest, half - 1, -1), range(half - 1, LEAST_MODULE - 1, -1)):
        for scale in scales:
            for most in modules:
                yield scale, most


def _arranged(
    job: LabelJob,
    symbols: Wanted,
    lines: Sequence[_Line],
    scale: float,
    most: int,
    whole: Room,
) -> tuple[Part, ...] | None:
    """All of it in a room, with text of a scale and modules of so many dots at most, or None."""
    bars = whole_dots(_LEAST_BARS_MM, job.dpi)
    found = _placed(job, symbols, whole, most, bars, alone=not lines)
    if found is None:
        return None
    blocks = _blocks(lines, found[1], job.dpi, scale)
    if blocks is None:
        return None
    needed = sum(block.height for block in blocks)
    spare = found[1].height - needed
    if spare < 0:
        return None
    linear = sum(made.kind.is_linear for _wanted, made in symbols)
    if linear:
        extra = min(spare // linear, whole_dots(_MOST_BARS_MM, job.dpi) - bars)
        found = _placed(job, symbols, whole, most, bars + extra, alone=not lines) or found
        spare = found[1].height - needed
    if symbols and not any(wanted.side.is_beside for wanted, _made in symbols):
        # What stands above each other stays together, in the middle.
        whole = replace(whole, top=whole.top + spare // 2, height=whole.height - spare)
        found = _placed(job, symbols, whole, most, bars + (extra if linear else 0), not lines)
        assert found is not None
    placed, room = found
    parts = [Dark(each.boxes(), each.symbol.text) for each in placed]
    return (*parts, *_written(blocks, room, job))


def ink_room(media: LabelMedia, dpi: int) -> Room:
    """A label's room for ink, as it is read: white around it is what lies between it and the edge.

    What lies beyond a label's edge is not counted as white.
    """
    across, down = (whole_dots(length, dpi) for length in media.ink)
    white = whole_dots(LABEL_EDGE, dpi)
    wide, high = (down, across) if media.turned else (across, down)
    return Room(0, 0, max(wide, 0), max(high, 0), Whites(white, white, white, white))


def _inset(room: Room, dots: int) -> Room:
    """The room with so much more white around it."""
    white = room.whites
    return Room(
        room.left + dots,
        room.top + dots,
        max(room.width - 2 * dots, 0),
        max(room.height - 2 * dots, 0),
        Whites(white.left + dots, white.right + dots, white.top + dots, white.bottom + dots),
    )


def _placed(
    job: LabelJob, symbols: Wanted, room: Room, most: int, bars: int, alone: bool
) -> tuple[list[PlacedSymbol], Room] | None:
    """Each symbol as large as it may be, and what room is left; None where one does not fit."""
    placed, whole = [], room
    gap = dots_of(_GAP_MM, job.dpi)
    for wanted, made in symbols:
        largest = max(min(whole_dots(wanted.module, job.dpi), most), LEAST_MODULE)
        taken = None
        for module in range(largest, LEAST_MODULE - 1, -1):
            taken = place(room, made, wanted.side, module, gap, bars)
            if taken and (alone or _leaves_enough(taken, room, wanted, made)):
                break
        if taken is None:
            return None
        placed.append(taken[0])
        room = taken[1]
    if alone and len(placed) == 1:
        # Nothing stands beside it.
        only = placed[0]
        left = whole.left + (whole.width - only.symbol.width * only.module) // 2
        placed = [replace(only, left=left, top=whole.top + (whole.height - only.height) // 2)]
    return placed, room


def _leaves_enough(
    taken: tuple[PlacedSymbol, Room], room: Room, wanted: LabelSymbol, made: Symbol
) -> bool:
    """It takes no more than its share of the room; bars may take all of the width."""
    if wanted.side.is_beside:
        return taken[0].symbol.width * taken[0].module <= _SHARE_BESIDE * room.width
    return made.kind.is_linear or taken[0].height <= _SHARE_BELOW * room.height


# Text


def _blocks(lines: Sequence[_Line], room: Room, dpi: int, scale: float) -> list[_Block] | None:
    """Each field in as many lines as it needs; None where one is wider than the room."""
    blocks = []
    for line in lines:
        size = line.field.size
        if line.field.key is LabelFieldKey.LOGO:
            height = _dots(size, dpi)
            blocks.append(_Block(line.field, line.face, size, (), height))
            continue
        size = max(size * scale, min(size, _LEAST_SIZE))
        across = room.width * MM_PER_INCH / dpi
        if width(line.text, line.face, size) > across * (room.height // _line_height(size, dpi)):
            return None
        texts = _wrapped(line.text, line.face, size, across)
        if any(width(text, line.face, size) > across for text in texts):
            return None
        height = len(texts) * _line_height(size, dpi)
        blocks.append(_Block(line.field, line.face, size, texts, height))
    return blocks


@lru_cache(maxsize=4096)
def _wrapped(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """A text in lines that are no wider than ``room`` millimetres, where that is possible."""
    return tuple(wrap(text, room, lambda part: width(part, face, size)))


def _dots(points: float, dpi: int) -> int:
    """The whole dots that so many points need."""
    return ceil(points * POINT * dpi / MM_PER_INCH)


def _line_height(size: float, dpi: int) -> int:
    """The whole dots of a line: what is above its base line, and what is below."""
    return _dots(size * _ABOVE, dpi) + _dots(size * _BELOW, dpi)


def _written(blocks: Sequence[_Block], room: Room, job: LabelJob) -> Iterator[LabelWords | Picture]:
    """The lines in their places, one below the other, in the middle of the room."""
    dpi = job.dpi
    top = room.top + (room.height - sum(block.height for block in blocks)) // 2
    for block in blocks:
        if block.field.key is LabelFieldKey.LOGO and job.logo is not None:
            wide = min(round(block.height * _aspect(job.logo)), room.width)
            left = room.left + _indent(room.width - wide, block.field.alignment)
            yield Picture((left, top, wide, block.height), job.logo)
        down = _line_height(block.size, dpi)
        for place_, text in enumerate(block.lines):
            wide = dots_of(width(text, block.face, block.size), dpi)
            left = room.left + _indent(room.width - wide, block.field.alignment)
            base = top + place_ * down + _dots(block.size * _ABOVE, dpi)
            yield LabelWords(left, base, text, block.size, block.face)
        top += block.height


def _indent(spare: int, alignment: Alignment) -> int:
    """Where what leaves ``spare`` dots begins."""
    if alignment is Alignment.LEFT:
        return 0
    return spare if alignment is Alignment.RIGHT else spare // 2


@lru_cache(maxsize=4)
def _aspect(content: bytes) -> float:
    """How many times as wide as high a picture is. Raises Refused where it is none."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
            return image.width / image.height
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise refuse(Code.LABEL_LOGO_UNREADABLE) from error

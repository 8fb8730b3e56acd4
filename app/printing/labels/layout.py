"""Where all of a label stands, in whole dots of its printer (Q8).

Symbols take their room first, each at its side, then the lines of text what is left. Where that is
too little, symbols become smaller down to half their size, then the text, then words are broken,
then symbols go down to two dots a module. Nothing is cut off and nothing left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.problems import Code, refuse
from app.printing.labels.drawing import Dark, Drawing, Part, dots_of, whole_dots
from app.printing.labels.job import LabelJob, symbol_of
from app.printing.labels.lines import LabelLine, blocks_of, lines_of, written
from app.printing.labels.rooms import LEAST_MODULE, PlacedSymbol, Room, Whites, place
from app.printing.labels.template import LabelSymbol, Side
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
_LARGER = (2.5, 2.0, 1.75, 1.5, 1.25)
"""Scales of text; the larger ones, of the symbols too, on a label that a template fills."""

Wanted = Sequence[tuple[LabelSymbol, Symbol]]


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
    lines = lines_of(job, content)
    if not symbols and not lines:
        raise refuse(Code.LABEL_SAYS_NOTHING, text=content.serial)
    drawing = _fitted(job, symbols, lines)
    return LaidOut(drawing, bool(drawing or _fitted(job, symbols, ())))


# Fitting


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to try: the scale of text, dots of a module at most, and whether words stay whole."""

    scale: float
    most: int
    whole_words: bool = True


def _fitted(job: LabelJob, symbols: Wanted, lines: Sequence[LabelLine]) -> Drawing | None:
    """The first way in which all of it fits; None where there is none."""
    ink = ink_room(job.media, job.dpi)
    for way in _ways(job, symbols, lines):
        for inset in (whole_dots(_INSET_MM, job.dpi), 0):
            parts = _arranged(job, symbols, lines, way, _inset(ink, inset))
            if parts is not None:
                return Drawing(ink.width, ink.height, job.dpi, parts)
    return None


def _ways(job: LabelJob, symbols: Wanted, lines: Sequence[LabelLine]) -> Iterator[_Way]:
    """The ways in the order in which they are tried."""
    module = max((wanted.module for wanted, _made in symbols), default=0.0)
    if job.template.grows and lines:
        for scale in _LARGER:
            yield _Way(scale, max(whole_dots(module * scale, job.dpi), LEAST_MODULE))
    largest = max(whole_dots(module, job.dpi), LEAST_MODULE)
    half = max(largest // 2, LEAST_MODULE)
    large, small = range(largest, half - 1, -1), range(half - 1, LEAST_MODULE - 1, -1)
    scales = _SCALES if lines else _SCALES[:1]
    for whole_words, modules in ((True, large), (False, large), (False, small)):
        yield from (_Way(scale, most, whole_words) for scale in scales for most in modules)


def _arranged(
    job: LabelJob, symbols: Wanted, lines: Sequence[LabelLine], way: _Way, whole: Room
) -> tuple[Part, ...] | None:
    """All of it in a room, or None where it does not fit in this way."""
    bars = whole_dots(_LEAST_BARS_MM, job.dpi)
    found = _placed(job, symbols, whole, way, bars, alone=not lines)
    blocks = blocks_of(lines, found[1], job.dpi, way.scale, way.whole_words) if found else None
    if found is None or blocks is None:
        return None
    needed = sum(block.height for block in blocks)
    spare = found[1].height - needed
    if spare < 0:
        return None
    linear = sum(made.kind.is_linear for _wanted, made in symbols)
    if linear:
        extra = min(spare // linear, whole_dots(_MOST_BARS_MM, job.dpi) - bars)
        found = _placed(job, symbols, whole, way, bars + extra, alone=not lines) or found
    placed, room = found
    if lines and not any(wanted.side.is_beside for wanted, _made in symbols):
        placed, room = _together(symbols, placed, room, needed)
    parts = [Dark(each.boxes(), each.symbol.text) for each in placed]
    return (*parts, *written(blocks, room, job.dpi))


def _together(
    symbols: Wanted, placed: Sequence[PlacedSymbol], room: Room, needed: int
) -> tuple[list[PlacedSymbol], Room]:
    """What stands above each other moved together around its text, in the middle of the label."""
    above = (room.height - needed) // 2
    below = room.height - needed - above
    moved = [
        replace(each, top=each.top + (above if wanted.side is Side.TOP else -below))
        for (wanted, _made), each in zip(symbols, placed, strict=True)
    ]
    return moved, replace(room, top=room.top + above, height=needed)


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
    job: LabelJob, symbols: Wanted, room: Room, way: _Way, bars: int, alone: bool
) -> tuple[list[PlacedSymbol], Room] | None:
    """Each symbol as large as it may be, and what room is left; None where one does not fit."""
    placed, whole = [], room
    gap = dots_of(_GAP_MM, job.dpi)
    for wanted, made in symbols:
        wished = whole_dots(wanted.module * max(way.scale, 1.0), job.dpi)
        largest = max(min(wished, way.most), LEAST_MODULE)
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

"""The room that a symbol takes of a label, with what must stay white around it; in dots."""

from dataclasses import dataclass, replace

from app.printing.labels.template import Side
from app.printing.symbols.symbol import Symbol

LEAST_MODULE = 2
"""Dots of a module at least: bars of one dot survive no camera (Q8)."""


@dataclass(frozen=True, slots=True)
class Whites:
    """What is white beyond each side of a room."""

    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a label."""

    left: int
    top: int
    width: int
    height: int
    whites: Whites


@dataclass(frozen=True, slots=True)
class PlacedSymbol:
    """A symbol in its place; ``height`` is that of its bars, or of all its modules."""

    symbol: Symbol
    left: int
    top: int
    module: int
    height: int

    def boxes(self) -> tuple[tuple[int, int, int, int], ...]:
        """What is dark."""
        module = self.module
        down = self.height if self.symbol.kind.is_linear else module
        return tuple(
            (self.left + left * module, self.top + top * down, width * module, height * down)
            for left, top, width, height in self.symbol.boxes()
        )


def place(
    room: Room, symbol: Symbol, side: Side, module: int, gap: int, bars: int
) -> tuple[PlacedSymbol, Room] | None:
    """Put a symbol at a side of a room, and say what room is left; None where it does not fit.

    ``gap`` is what stays white between it and what comes beside it, ``bars`` how high bars are.
    """
    width = symbol.width * module
    height = bars if symbol.kind.is_linear else symbol.height * module
    across = symbol.kind.quiet * module
    down = 0 if symbol.kind.is_linear else across
    white = room.whites
    # What of its quiet zones lies within the room.
    left, right = max(across - white.left, 0), max(across - white.right, 0)
    top, bottom = max(down - white.top, 0), max(down - white.bottom, 0)
    if width + left + right > room.width or height + top + bottom > room.height:
        return None
    x = room.left + min(max((room.width - width) // 2, left), room.width - width - right)
    y = room.top + min(max((room.height - height) // 2, top), room.height - height - bottom)
    beside, below = max(across, gap), max(down, gap)
    if side is Side.LEFT:
        x = room.left + left
        rest = _cut(room, left=left + width + beside, white=beside)
    elif side is Side.RIGHT:
        x = room.left + room.width - right - width
        rest = _cut(room, right=right + width + beside, white=beside)
    elif side is Side.TOP:
        y = room.top + top
        rest = _cut(room, top=top + height + below, white=below)
    else:
        y = room.top + room.height - bottom - height
        rest = _cut(room, bottom=bottom + height + below, white=below)
    return PlacedSymbol(symbol, x, y, module, height), rest


def _cut(
    room: Room, left: int = 0, right: int = 0, top: int = 0, bottom: int = 0, *, white: int
) -> Room:
    """What is left of a room; ``white`` is how much of what was cut off is white."""
    whites = replace(
        room.whites,
        **{
            side: white
            for side, cut in (("left", left), ("right", right), ("top", top), ("bottom", bottom))
            if cut
        },
    )
    return Room(
        room.left + left,
        room.top + top,
        max(room.width - left - right, 0),
        max(room.height - top - bottom, 0),
        whites,
    )

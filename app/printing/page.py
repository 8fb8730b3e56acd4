"""What stands on a page before anybody draws it: texts, lines, bars and pictures.

All measures are millimetres from the left and the top, sizes of letters are points. A block is what
is never torn apart; a page is blocks below each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, unique

from app.domain.wrapping import cells
from app.printing.fonts import POINT, Face, width


@unique
class TextAlign(Enum):
    """Where a text stands in its room."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


BLACK, GREY, RED = 0.0, 0.4, -1.0
"""How dark a text is, 0 to 1; a printer without colours prints the red of a void document black."""


@dataclass(frozen=True, slots=True)
class PageText:
    """A text on its base line; ``pitch`` millimetres set each column of a receipt apart."""

    left: float
    base: float
    text: str
    face: Face = Face.TEXT
    size: float = 9.0
    shade: float = BLACK
    pitch: float = 0.0


@dataclass(frozen=True, slots=True)
class PageRule:
    """A line from one place to another."""

    left: float
    top: float
    right: float
    bottom: float
    thickness: float = 0.2
    shade: float = BLACK


@dataclass(frozen=True, slots=True)
class PageBars:
    """The modules of a linear symbol, 1 for a bar, of ``module`` millimetres each."""

    left: float
    top: float
    modules: str
    module: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture, PNG or JPEG, in its box."""

    left: float
    top: float
    width: float
    height: float
    data: bytes


@dataclass(frozen=True, slots=True)
class PageTint:
    """A ground in a light colour: where a preview shows the field in hand; no paper has one."""

    left: float
    top: float
    width: float
    height: float


PagePart = PageText | PageRule | PageBars | PagePicture | PageTint


@dataclass(frozen=True, slots=True)
class Block:
    """Parts that stay together, from their own top; ``stays``: it is not the last of its page."""

    height: float
    parts: Sequence[PagePart] = ()
    stays: bool = False


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page of some width and height, with blocks at their tops."""

    width: float
    height: float
    placed: Sequence[tuple[float, Block]]


def text_in(
    left: float,
    room: float,
    base: float,
    text: str,
    face: Face = Face.TEXT,
    size: float = 9.0,
    align: TextAlign = TextAlign.LEFT,
    shade: float = BLACK,
) -> PageText:
    """A text in its room, set smaller where it is too wide for it: nothing is cut off (Q7)."""
    needed = width(text, face, size)
    if needed > room:
        size *= max(room, POINT) / needed
        needed = min(needed, room)
    if align is not TextAlign.LEFT:
        left += (room - needed) / (2 if align is TextAlign.MIDDLE else 1)
    return PageText(left, base, text, face, size, shade)


def stacked(blocks: Sequence[Block], stays: bool = False) -> Block:
    """Blocks below each other as one."""
    parts: list[PagePart] = []
    top = 0.0
    for block in blocks:
        parts += [moved(part, 0, top) for part in block.parts]
        top += block.height
    return Block(top, parts, stays)


def moved(part: PagePart, right: float, down: float) -> PagePart:
    """The same at another place."""
    if isinstance(part, PageText):
        return replace(part, left=part.left + right, base=part.base + down)
    if isinstance(part, PageRule):
        return replace(
            part,
            left=part.left + right,
            right=part.right + right,
            top=part.top + down,
            bottom=part.bottom + down,
        )
    return replace(part, left=part.left + right, top=part.top + down)


def tinted(block: Block) -> Block:
    """The same with a ground behind each text, symbol and picture."""
    found = [tint for part in block.parts if (tint := _behind(part)) is not None]
    return replace(block, parts=[*found, *block.parts])


def _behind(part: PagePart) -> PageTint | None:
    match part:
        case PageText():
            high = part.size * POINT
            wide = width(part.text, part.face, part.size)
            if part.pitch:
                wide = max(wide, sum(map(cells, part.text)) * part.pitch)
            return PageTint(part.left - 0.5, part.base - high, wide + 1.0, high * 1.3)
        case PageBars():
            wide = len(part.modules) * part.module
            return PageTint(part.left - 0.5, part.top - 0.5, wide + 1.0, part.height + 1.0)
        case PagePicture():
            return PageTint(part.left - 0.5, part.top - 0.5, part.width + 1, part.height + 1)
    return None

"""What is drawn, before anybody draws it: dark boxes, words and pictures in whole printer dots.

The file and the screen paint the same drawing. Dots are counted from the left and the top.
"""

from dataclasses import dataclass

from app.printing.fonts import Face

DPIS = (203, 300, 600)
"""The dots per inch of the printers that are known."""

MM_PER_INCH = 25.4

DotBox = tuple[int, int, int, int]
"""Left, top, width and height in dots."""


@dataclass(frozen=True, slots=True)
class Dark:
    """Boxes filled as one, such as the modules of a symbol; ``text`` is what they read as."""

    boxes: tuple[DotBox, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class LabelWords:
    """One line of text; ``left`` and ``base`` (its base line) in dots, ``size`` in points."""

    left: int
    base: int
    text: str
    size: float
    face: Face


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG or JPEG, as its file's bytes) in a box."""

    box: DotBox
    content: bytes


Part = Dark | LabelWords | Picture


@dataclass(frozen=True, slots=True)
class Drawing:
    """``width`` and ``height`` in dots of a printer of ``dpi`` dots an inch."""

    width: int
    height: int
    dpi: int
    parts: tuple[Part, ...]

    def mm(self, dots: int) -> float:
        """Dots as millimetres."""
        return dots * MM_PER_INCH / self.dpi


def dots_of(mm: float, dpi: int) -> int:
    """The whole dots that are nearest to a length."""
    return round(mm * dpi / MM_PER_INCH)


def whole_dots(mm: float, dpi: int) -> int:
    """The whole dots that a length has room for."""
    return int(mm * dpi / MM_PER_INCH + 1e-6)

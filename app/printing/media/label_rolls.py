"""Label rolls by name: DYMO, Brother DK, and the sizes of thermal label printers.

A size is the label's across the roll and along it. What a Brother printer leaves white comes from
the dots that it prints on each roll (300 an inch, as the project brother_ql lists them).
"""

from dataclasses import replace
from math import sqrt

from app.printing.media.media import LabelMedia

_BROTHER_DOT = 25.4 / 300
_CUT = 6.0
"""Millimetres that a tape printer leaves white at both ends together."""


def roll(
    name: str,
    width: float,
    height: float,
    ink: tuple[float, float] | None = None,
    turned: bool = True,
) -> LabelMedia:
    """One label a page; ``ink`` is what the printer reaches. Read along the roll if longer so."""
    edges = (0.0, 0.0) if ink is None else ((width - ink[0]) / 2, (height - ink[1]) / 2)
    return LabelMedia(
        name,
        page_width=width,
        page_height=height,
        columns=1,
        rows=1,
        width=width,
        height=height,
        left=0.0,
        top=0.0,
        edge_x=round(edges[0], 2),
        edge_y=round(edges[1], 2),
        turned=turned and height > width,
    )


def _brother(name: str, width: float, height: float, dots: tuple[int, int]) -> LabelMedia:
    return roll(name, width, height, (dots[0] * _BROTHER_DOT, dots[1] * _BROTHER_DOT))


def _round(name: str, across: float) -> LabelMedia:
    """A round label: ink stands in the square within it."""
    return roll(name, across, across, (across / sqrt(2), across / sqrt(2)))


def _endless(width: float, dots: int, length: float) -> LabelMedia:
    """A tape that is cut; ``length`` is what it is cut off at where nothing else is said."""
    name, ink = f"Brother DK {width:g} mm", (dots * _BROTHER_DOT, length - _CUT)
    return replace(roll(name, width, length, ink), endless=True)


LABEL_ROLLS = (
    roll("DYMO 11354, 30334", 57, 32),
    roll("DYMO 11352", 25, 54),
    roll("DYMO 11353", 13, 25),
    roll("DYMO 11355", 19, 51),
    roll("DYMO 99010, 30252", 28, 89),
    roll("DYMO 99012", 36, 89),
    roll("DYMO 1933081", 25, 89),
    roll("DYMO 99014", 54, 101),
    roll("DYMO 99015", 54, 70),
    roll("DYMO 99017", 12, 50),
    roll("DYMO 30332", 25, 25),
    roll("DYMO 30346", 12.7, 47.6),
    _brother("Brother DK 17 × 54", 17, 54, (165, 566)),
    _brother("Brother DK 17 × 87", 17, 87, (165, 956)),
    _brother("Brother DK 23 × 23", 23, 23, (202, 202)),
    _brother("Brother DK 29 × 42", 29, 42, (306, 425)),
    _brother("Brother DK 29 × 90", 29, 90, (306, 991)),
    _brother("Brother DK 38 × 90", 38, 90, (413, 991)),
    _brother("Brother DK 39 × 48", 39, 48, (425, 495)),
    _brother("Brother DK 52 × 29", 52, 29, (578, 271)),
    _brother("Brother DK 62 × 29", 62, 29, (696, 271)),
    _brother("Brother DK 62 × 100", 62, 100, (696, 1109)),
    _round("Brother DK round 12", 12),
    _round("Brother DK round 24", 24),
    _round("Brother DK round 58", 58),
    _endless(12, 106, 50),
    _endless(29, 306, 60),
    _endless(38, 413, 60),
    _endless(50, 554, 30),
    _endless(54, 590, 30),
    _endless(62, 696, 30),
    _endless(102, 1164, 50),
    roll("Thermal 101.6 × 152.4", 101.6, 152.4, turned=False),
    roll("Thermal 101.6 × 101.6", 101.6, 101.6),
    roll("Thermal 101.6 × 76.2", 101.6, 76.2),
    roll("Thermal 76.2 × 50.8", 76.2, 50.8),
    roll("Thermal 76.2 × 25.4", 76.2, 25.4),
    roll("Thermal 57.1 × 31.7", 57.1, 31.7),
    roll("Thermal 50.8 × 25.4", 50.8, 25.4),
    roll("Thermal 31.7 × 25.4", 31.7, 25.4),
)
"""Every roll that is known by name; endless ones with a usual length."""

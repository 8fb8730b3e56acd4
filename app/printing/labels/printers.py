"""What is known of a label printer: its dots, and how far off it prints, to be made good."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, unique

from app.domain.marks import N_
from app.domain.problems import Code, Problem
from app.printing.labels.drawing import DPIS

Matrix = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is done to a page so that it comes out of one printer where it should.

    ``right`` and ``down`` move it, in millimetres; ``across`` and ``along`` are its size in per
    cent; ``turn`` is in degrees, to the right. Both are about the page's top left corner.
    """

    right: float = 0.0
    down: float = 0.0
    across: float = 100.0
    along: float = 100.0
    turn: float = 0.0

    def matrix(self) -> Matrix:
        """What x and y are multiplied by, before they are moved; y counts down."""
        sine, cosine = math.sin(math.radians(self.turn)), math.cos(math.radians(self.turn))
        wide, high = self.across / 100, self.along / 100
        return (wide * cosine, wide * sine, -high * sine, high * cosine)


@dataclass(frozen=True, slots=True)
class LabelPrinter:
    """A printer of labels: dots an inch, and its calibration."""

    dpi: int = 300
    calibration: Calibration = Calibration()


@unique
class CalibrationFigure(Enum):
    """The figures of a calibration, by the name of its field; a value is its name."""

    RIGHT = N_("To the right, in mm")
    DOWN = N_("Down, in mm")
    ACROSS = N_("Width in per cent")
    ALONG = N_("Height in per cent")
    TURN = N_("Turned to the right, in degrees")


BOUNDS = {
    CalibrationFigure.RIGHT: (-10, 10, 0.1),
    CalibrationFigure.DOWN: (-10, 10, 0.1),
    CalibrationFigure.ACROSS: (95, 105, 0.05),
    CalibrationFigure.ALONG: (95, 105, 0.05),
    CalibrationFigure.TURN: (-1, 1, 0.01),
}
"""Least, most and step."""


def problems_of(printer: LabelPrinter) -> list[Problem]:
    """Every reason why nothing can be printed so; none means that it can."""
    dots = Problem(Code.PRINTER_DOTS, {"dpi": printer.dpi, "known": DPIS})
    return ([] if printer.dpi in DPIS else [dots]) + list(_off(printer.calibration))


def _off(calibration: Calibration) -> Iterator[Problem]:
    """The figures that are out of their bounds or between their steps."""
    for figure, (least, most, step) in BOUNDS.items():
        value = getattr(calibration, figure.name.lower())
        fits = math.isfinite(value) and least <= value <= most
        if not fits or not math.isclose(value / step, round(value / step), abs_tol=1e-6):
            values = {"value": f"{value:g}", "least": least, "most": most, "step": f"{step:g}"}
            yield Problem(Code.PRINTER_FIGURE, {"field": figure} | values)

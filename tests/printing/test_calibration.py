"""A calibration moves, sizes and turns the ink by what it says, to a tenth of a millimetre (Q3).

Every corner of every symbol and the base of every letter are taken out of the PDF, and out of the
one without a calibration: what became of each is what the figures say.
"""

import ctypes
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import raw

from app.printing.labels import rulers
from app.printing.labels.pages import make
from app.printing.labels.printers import Calibration, LabelPrinter, problems_of
from app.printing.pdfium import opened
from tests.printing.label_jobs import WATCH, job, media

pytestmark = pytest.mark.rule("Q3")

MM = 25.4 / 72
NEAR = 0.1
"""Millimetres."""
SHEET, ROLL, TURNED = "L7651", "DYMO 11354", "DYMO 99010"


def ink(pdf):
    """Where the ink of the first page is, in millimetres from its top left corner."""
    with opened(pdf) as document:
        page = document[0]
        height = page.get_height()
        points = [point for found in page.get_objects() for point in _corners(found)]
        points += _letters(page.get_textpage())
        assert len(points) > 100
        return [(x * MM, (height - y) * MM) for x, y in points]


def _corners(found):
    if found.type != raw.FPDF_PAGEOBJ_PATH:
        return
    matrix = found.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(raw.FPDFPath_CountSegments(found)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(found, place), x, y)
        yield matrix.on_point(x.value, y.value)


def _letters(text):
    x, y = ctypes.c_double(), ctypes.c_double()
    for place in range(text.count_chars()):
        if raw.FPDFText_GetCharOrigin(text, place, x, y) and not raw.FPDFText_IsGenerated(
            text, place
        ):
            yield x.value, y.value


def labels(on, dpi=300, calibration=None):
    made = replace(job("data_matrix", on, dpi), printer=LabelPrinter(dpi, calibration or PLAIN))
    contents = [replace(WATCH, serial=f"SN{n:06}") for n in range(made.media.per_page)]
    return ink(make(made, contents, len(contents)).data)


def page_of_rulers(on, dpi=300, calibration=None):
    return ink(rulers.make(media(on), LabelPrinter(dpi, calibration or PLAIN)))


PLAIN = Calibration()


def moved(point, said):
    """What the figures say becomes of a point: sized, turned about the corner, then moved.

    In other words than the program's: by how far it is from the corner, and in which direction.
    """
    x, y = point[0] * said.across / 100, point[1] * said.along / 100
    far, direction = math.hypot(x, y), math.atan2(y, x) + math.radians(said.turn)
    return far * math.cos(direction) + said.right, far * math.sin(direction) + said.down


def assert_moved(before, after, said):
    assert len(before) == len(after)
    for point, found in zip(before, after, strict=True):
        assert math.dist(found, moved(point, said)) < NEAR, (point, found)


@pytest.mark.parametrize("on", [SHEET, ROLL, TURNED])
@pytest.mark.parametrize("printed", [labels, page_of_rulers])
@pytest.mark.parametrize(
    "said",
    [
        Calibration(right=0.1),
        Calibration(down=-0.1),
        Calibration(right=-3.7, down=2.4),
        Calibration(across=100.05),
        Calibration(along=99.95),
        Calibration(across=98.6, along=103.2),
        Calibration(turn=0.05),
        Calibration(turn=-1.0),
        Calibration(right=1.5, down=-0.8, across=99.5, along=100.75, turn=0.62),
    ],
)
def test_the_ink_is_where_the_figures_say(on, printed, said):
    assert problems_of(LabelPrinter(300, said)) == []
    assert_moved(printed(on), printed(on, calibration=said), said)


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_a_move_is_the_same_at_all_resolutions(dpi):
    said = Calibration(right=2.3, down=-1.1)
    for before, after in zip(labels(SHEET, dpi), labels(SHEET, dpi, said), strict=True):
        assert after[0] - before[0] == pytest.approx(2.3, abs=0.01)
        assert after[1] - before[1] == pytest.approx(-1.1, abs=0.01)


def _steps(least, most, step):
    return st.integers(round(least / step), round(most / step)).map(lambda n: round(n * step, 2))


@given(
    st.builds(
        Calibration,
        _steps(-10, 10, 0.1),
        _steps(-10, 10, 0.1),
        _steps(95, 105, 0.05),
        _steps(95, 105, 0.05),
        _steps(-1, 1, 0.01),
    )
)
@settings(max_examples=25)
def test_any_figures_together_move_the_ink_by_what_they_say(said):
    assert_moved(labels(ROLL), labels(ROLL, calibration=said), said)


def test_a_tenth_of_a_millimetre_is_told_apart():
    """What is compared here is fine enough to find the smallest step."""
    before = labels(SHEET)
    off = [math.dist(moved(point, Calibration(right=0.2)), point) for point in before]
    assert min(off) > NEAR

"""A printer's calibration: what it can be, and what it does to a page."""

from dataclasses import replace
from math import hypot, inf, nan

import pytest

from app.domain.problems import Code
from app.printing.labels.printers import Calibration, LabelPrinter, problems_of
from app.text import sentence

GOOD = Calibration(right=-10.0, down=9.9, across=95.0, along=104.95, turn=-1.0)


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_what_a_printer_can_be(dpi):
    assert problems_of(LabelPrinter(dpi)) == []
    assert problems_of(LabelPrinter(dpi, GOOD)) == []
    assert problems_of(LabelPrinter(dpi, replace(GOOD, right=0.1 + 0.2, across=99.95))) == []


@pytest.mark.rule("Q3")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("right", value) for value in (10.1, -10.1, 0.05, inf, nan, 1e300)),
        *(("down", value) for value in (11.0, 0.33)),
        *(("across", value) for value in (94.95, 105.05, 100.01, 0.0)),
        *(("along", value) for value in (0.0, -100.0, 99.99)),
        *(("turn", value) for value in (1.01, -1.01, 180.0, 0.005)),
    ],
)
def test_a_figure_out_of_its_bounds_or_between_its_steps_is_refused(field, value):
    (problem,) = problems_of(LabelPrinter(300, replace(GOOD, **{field: value})))
    assert problem.code is Code.PRINTER_FIGURE
    assert problem.values["field"].name == field.upper()
    assert "{" not in sentence(problem)


@pytest.mark.rule("Q3")
def test_everything_that_is_wrong_is_said_at_once():
    wrong = LabelPrinter(72, Calibration(20.0, 20.0, 90.0, 110.0, 5.0))
    assert len(problems_of(wrong)) == 6


@pytest.mark.rule("Q3")
def test_a_calibration_sizes_and_turns_about_the_corner():
    assert Calibration().matrix() == (1.0, 0.0, -0.0, 1.0)
    across, down, left, along = Calibration(across=101.0, along=98.0, turn=1.0).matrix()
    assert (hypot(across, down), hypot(left, along)) == pytest.approx((1.01, 0.98))
    assert down > 0 > left  # what is to the right sinks, what is below goes left: turned right

"""The page of rulers: lines of whole millimetres, and what their measures mean."""

from dataclasses import replace

import pytest

from app.domain.problems import Code
from app.printing.labels import rulers
from app.printing.labels.printers import Calibration, LabelPrinter
from app.printing.labels.rulers import Measured, Rulers, calibrated, rulers_of
from app.printing.media.label_rolls import LABEL_ROLLS
from app.printing.media.label_sheets import LABEL_SHEETS
from tests.printing.label_jobs import media
from tests.printing.pages import pages, symbols_drawn, text
from tests.shop import codes, refusal

A4 = Rulers(20, 170, 250)
RIGHT = Measured(20.0, 20.0, 20.0, 170.0, 250.0)


@pytest.mark.rule("Q3")
def test_the_rulers_of_an_a4_sheet_are_measured_from_20_millimetres(tmp_path):
    path = tmp_path / "rulers.pdf"
    rulers.write(path, media("L7651"), LabelPrinter(600))
    assert pages(path) == 1 and rulers_of(media("L7651")) == A4
    (boxes,) = symbols_drawn(path)
    lines = [
        [part / 600 * 25.4 for part in box] for box in boxes if max(box[2:]) / 600 * 25.4 > 100
    ]
    assert sorted(max(line[2:]) for line in lines) == pytest.approx([170, 250], abs=0.15)
    assert [line[:2] for line in lines] == [pytest.approx([20, 20], abs=0.05)] * 2
    across = sorted({box[0] for box in boxes if box[3] / 600 * 25.4 < 5})
    assert len(across) >= 171
    said = text(path)
    assert "170 mm" in said and "250 mm" in said and "/PrintScaling" not in said
    assert b"/PrintScaling /None" in path.read_bytes()


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("on", [*LABEL_SHEETS, *LABEL_ROLLS], ids=lambda each: each.name)
def test_every_page_has_rulers_within_it(on):
    drawn = rulers.drawing(on, 203)
    lines = rulers_of(on)
    assert min(lines.across, lines.along) >= 1
    boxes = drawn.parts[0].boxes
    assert all(x + wide <= drawn.width and y + high <= drawn.height for x, y, wide, high in boxes)


@pytest.mark.rule("Q3")
@pytest.mark.parametrize(
    ("measured", "calibration"),
    [
        (RIGHT, Calibration()),
        (replace(RIGHT, left=19.7, left_below=19.7), Calibration(right=0.3)),
        (replace(RIGHT, top=21.2), Calibration(down=-1.2)),
        (replace(RIGHT, across=169.0), Calibration(across=100.6)),
        (replace(RIGHT, along=252.5), Calibration(along=99.0)),
        (replace(RIGHT, left_below=22.2), Calibration(turn=0.5)),
        (replace(RIGHT, left_below=18.0), Calibration(turn=-0.46)),
    ],
)
def test_what_was_measured_is_made_good(measured, calibration):
    assert calibrated(A4, measured) == calibration


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("turn", [-1.0, -0.3, 0.4, 1.0])
def test_a_page_printed_askew_is_put_straight(turn):
    """What a printer does to a point of the line down, and the calibration before it."""
    askew = Calibration(turn=turn).matrix()
    left_below = 20.0 + askew[2] * A4.along
    made = calibrated(A4, replace(RIGHT, left_below=left_below))
    assert made.turn == pytest.approx(-turn, abs=0.01)


@pytest.mark.rule("Q3")
@pytest.mark.parametrize(
    "measured",
    [
        replace(RIGHT, across=150.0, along=220.0),  # fitted to something else
        replace(RIGHT, left=35.0, left_below=35.0),
        replace(RIGHT, left_below=40.0),
        replace(RIGHT, across=0.0),
        replace(RIGHT, along=-1.0),
    ],
)
def test_what_no_calibration_makes_good_is_refused(measured):
    found = set(codes(refusal(calibrated, A4, measured)))
    assert found == {Code.PRINTER_FIGURE}

"""Sizes of the shop's own: what cannot be is said in a clear sentence, all of it at once (Q3)."""

from dataclasses import replace
from math import inf, nan

import pytest

from app.domain.problems import Code
from app.printing.media.judging import MediaFigure, problems_of
from app.printing.media.media import LABEL_EDGE, PAGE_EDGE
from app.text import sentence
from tests.printing.label_jobs import media

OWN = replace(media("L7651"), name="Our own")


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("figure", MediaFigure)
@pytest.mark.parametrize("value", [-1.0, 10_000.0, inf, -inf, nan])
def test_no_figure_is_endless_or_below_nothing(figure, value):
    (problem,) = problems_of(replace(OWN, **{figure.name.lower(): value}))
    assert problem.values["field"] is figure
    assert problem.code in (Code.MEDIA_SIZE, Code.FIGURE_BETWEEN)
    assert str(problem.values["most"]) in sentence(problem)


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("field", ["page_width", "page_height", "width", "height"])
def test_nothing_has_no_size(field):
    assert problems_of(replace(OWN, **{field: 0.0}))[0].code is Code.MEDIA_SIZE


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("field", ["columns", "rows"])
@pytest.mark.parametrize("value", [0, 101])
def test_there_are_some_labels_and_not_thousands(field, value):
    assert [each.code for each in problems_of(replace(OWN, **{field: value}))] == [
        Code.FIGURE_BETWEEN
    ]


@pytest.mark.rule("Q3")
@pytest.mark.parametrize(
    ("changes", "figure"),
    [
        ({"width": 220.0, "columns": 1}, MediaFigure.COLUMNS),  # greater than its page
        ({"height": 300.0, "rows": 1, "top": 0.0}, MediaFigure.ROWS),
        ({"columns": 6}, MediaFigure.COLUMNS),
        ({"gap_x": 6.0}, MediaFigure.COLUMNS),
        ({"left": 10.0}, MediaFigure.COLUMNS),
        ({"rows": 14}, MediaFigure.ROWS),
        ({"page_height": 200.0}, MediaFigure.ROWS),
    ],
)
def test_labels_beyond_the_page_are_refused_with_what_they_need(changes, figure):
    (problem,) = problems_of(replace(OWN, **changes))
    assert (problem.code, problem.values["field"]) == (Code.MEDIA_OFF_PAGE, figure)
    assert f"{problem.values['needed']} mm" in sentence(problem)


@pytest.mark.rule("Q3")
def test_everything_is_said_at_once():
    wrong = replace(OWN, name=" ", width=0.0, height=1e9, columns=0, gap_y=-1.0)
    assert len(problems_of(wrong)) == 5
    assert len(problems_of(replace(OWN, columns=6, rows=14))) == 2


@pytest.mark.rule("Q3")
def test_a_label_has_room_for_ink():
    (problem,) = problems_of(replace(OWN, width=5.0, height=5.0))
    assert problem.code is Code.MEDIA_NO_INK


@pytest.mark.rule("Q3")
def test_ink_stays_off_the_labels_and_the_pages_edges():
    """The same room on each label; what is at the edge of the page moves inwards."""
    sheet = media("3651")
    cells = list(sheet.cells())
    wide, high = sheet.ink
    for cell in cells:
        assert cell.ink_left >= max(cell.left + LABEL_EDGE, PAGE_EDGE) - 1e-9
        assert cell.ink_top >= max(cell.top + LABEL_EDGE, PAGE_EDGE) - 1e-9
        right, bottom = cell.ink_left + wide, cell.ink_top + high
        assert right <= min(cell.left + sheet.width - LABEL_EDGE, 210 - PAGE_EDGE) + 1e-9
        assert bottom <= min(cell.top + sheet.height - LABEL_EDGE, 297 - PAGE_EDGE) + 1e-9
    offsets = {round(cell.ink_left - cell.left, 3) for cell in cells}
    assert len(offsets) == 3  # first column, last column, those between

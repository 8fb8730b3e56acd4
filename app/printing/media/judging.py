"""Whether a size of the shop's own can be: all that stands against it, at once."""

import math
from collections.abc import Iterator
from enum import Enum, unique

from app.domain.marks import N_
from app.domain.problems import Code, Problem
from app.printing.media.media import LabelMedia, size_text


@unique
class MediaFigure(Enum):
    """The figures of a sheet, by the name of its field; a value is its name on the screen."""

    PAGE_WIDTH = N_("Page width")
    PAGE_HEIGHT = N_("Page height")
    WIDTH = N_("Label width")
    HEIGHT = N_("Label height")
    LEFT = N_("Left of the first label")
    TOP = N_("Top of the first label")
    GAP_X = N_("Gap between columns")
    GAP_Y = N_("Gap between rows")
    EDGE_X = N_("White at the sides of the page")
    EDGE_Y = N_("White at top and bottom of the page")
    COLUMNS = N_("Columns")
    ROWS = N_("Rows")


_PAGE, _LABEL, _SPACE, _COUNT = (10, 1000), (5, 1000), (0, 500), (1, 100)
_BOUNDS = {
    MediaFigure.PAGE_WIDTH: _PAGE,
    MediaFigure.PAGE_HEIGHT: _PAGE,
    MediaFigure.WIDTH: _LABEL,
    MediaFigure.HEIGHT: _LABEL,
    MediaFigure.COLUMNS: _COUNT,
    MediaFigure.ROWS: _COUNT,
}
"""Least and most, in millimetres or labels; of what is not named ``_SPACE``."""

_SLACK = 0.1
"""Millimetres by which labels may go beyond a page: the figures of makers are rounded."""

_LEAST_INK = 3.0
"""Millimetres of ink that a label has room for at least."""


def problems_of(media: LabelMedia) -> list[Problem]:
    """Every reason why labels cannot be printed so; none means that they can."""
    problems = [] if media.name.strip() else [Problem(Code.NAME_MISSING)]
    figures = list(_figure_problems(media))
    if figures:
        return problems + figures
    problems += _page_problems(media)
    if not problems and min(media.ink) < _LEAST_INK:
        values = {"size": size_text(media.width, media.height), "edge": "1.5"}
        problems.append(Problem(Code.MEDIA_NO_INK, values))
    return problems


def _figure_problems(media: LabelMedia) -> Iterator[Problem]:
    """Each figure by itself."""
    for figure in MediaFigure:
        value = getattr(media, figure.name.lower())
        least, most = _BOUNDS.get(figure, _SPACE)
        if not (math.isfinite(value) and least <= value <= most):
            code = Code.FIGURE_BETWEEN if _BOUNDS.get(figure) is _COUNT else Code.MEDIA_SIZE
            values = {"field": figure, "value": f"{value:g}", "least": least, "most": most}
            yield Problem(code, values)


def _page_problems(media: LabelMedia) -> Iterator[Problem]:
    """Labels beyond the page, across and down."""
    across = media.left + media.columns * (media.width + media.gap_x) - media.gap_x
    down = media.top + media.rows * (media.height + media.gap_y) - media.gap_y
    for figure, count, needed, page in (
        (MediaFigure.COLUMNS, media.columns, across, media.page_width),
        (MediaFigure.ROWS, media.rows, down, media.page_height),
    ):
        if needed > page + _SLACK:
            values = {"field": figure, "count": count, "needed": f"{needed:g}", "page": f"{page:g}"}
            yield Problem(Code.MEDIA_OFF_PAGE, values)

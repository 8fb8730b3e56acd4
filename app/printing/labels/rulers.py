"""A page of rulers, by which a printer is calibrated: what is measured on it, and what that means.

Two long lines cross near the top left corner, so far from both edges as is said beside them.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.problems import Refused
from app.domain.wrapping import wrap
from app.printing.files import write_whole
from app.printing.fonts import Face, width
from app.printing.labels.drawing import Dark, DotBox, Drawing, LabelWords, dots_of
from app.printing.labels.painting import PdfPages
from app.printing.labels.printers import Calibration, LabelPrinter, problems_of
from app.printing.media.media import LabelMedia
from app.text import _

_FAR, _NEAR, _SMALL_PAGE = 20, 5, 100
"""Millimetres from the edges to the lines; nearer on a page whose shorter side is small."""

_TEXT, _NUMBER = 10.0, 6.0
"""Points."""


@dataclass(frozen=True, slots=True)
class Rulers:
    """Where the lines are on a page, in millimetres."""

    inset: int
    across: int
    along: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on the paper, in millimetres.

    ``left`` and ``top`` are from the paper's edges to the lines at their beginnings, ``left_below``
    from the left edge to the lower end of the line down; the others are the lines' own lengths.
    """

    left: float
    top: float
    left_below: float
    across: float
    along: float


def rulers_of(media: LabelMedia) -> Rulers:
    """The lines on the page of a sheet or roll: whole tens of millimetres where there is room."""
    short = min(media.page_width, media.page_height)
    inset = _FAR if short >= _SMALL_PAGE else _NEAR
    step = 10 if short >= _SMALL_PAGE else 1
    return Rulers(
        inset,
        int((media.page_width - 2 * inset) // step * step),
        int((media.page_height - 2 * inset) // step * step),
    )


def calibrated(rulers: Rulers, measured: Measured) -> Calibration:
    """The calibration that makes good what was measured of a page that was printed without one.

    Raises Refused where a figure would be out of its bounds: then something else is wrong, such as
    a page that was fitted to the paper.
    """
    turn = math.degrees(math.atan2(measured.left_below - measured.left, rulers.along))
    made = Calibration(
        right=round(rulers.inset - measured.left, 1),
        down=round(rulers.inset - measured.top, 1),
        across=_percent(rulers.across, measured.across),
        along=_percent(rulers.along, measured.along),
        turn=round(turn, 2),
    )
    problems = problems_of(LabelPrinter(calibration=made))
    if problems:
        raise Refused(problems)
    return made


def _percent(meant: float, measured: float) -> float:
    """How much larger it must be, in steps of a twentieth; nothing measured is no figure."""
    if measured <= 0:
        return math.inf
    return round(round(100 * meant / measured * 20) / 20, 2)


def write(path: Path, media: LabelMedia, printer: LabelPrinter) -> None:
    """Write the page of rulers for a printer as a PDF, with the printer's calibration.

    Without one it shows how far off the printer is, with one whether that is made good. Raises
    Refused where the file cannot be written.
    """
    write_whole(path, make(media, printer))


def make(media: LabelMedia, printer: LabelPrinter) -> bytes:
    """The page of rulers as a PDF."""
    pages = PdfPages(_("Rulers"), media.page_width, media.page_height, printer)
    pages.paint(drawing(media, printer.dpi), 0, 0)
    pages.end_page()
    return pages.data()


def drawing(media: LabelMedia, dpi: int) -> Drawing:
    """The page of rulers, in a printer's dots."""
    rulers = rulers_of(media)
    marks = (*_ticks(rulers, dpi, down=False), *_ticks(rulers, dpi, down=True))
    return Drawing(
        dots_of(media.page_width, dpi),
        dots_of(media.page_height, dpi),
        dpi,
        (Dark(marks), *_numbers(rulers, dpi), *_instructions(rulers, dpi)),
    )


def _ticks(rulers: Rulers, dpi: int, down: bool) -> Iterator[DotBox]:
    """A line and its marks at each millimetre, longer at each five and ten."""
    length = rulers.along if down else rulers.across
    thin = max(dots_of(0.1, dpi), 1)
    begin = dots_of(rulers.inset, dpi)
    line = (begin, begin, dots_of(length, dpi) + thin, thin)
    yield (line[1], line[0], line[3], line[2]) if down else line
    for at in range(length + 1):
        tall = dots_of(4.0 if at % 10 == 0 else 3.0 if at % 5 == 0 else 1.5, dpi)
        mark = (begin + dots_of(at, dpi), begin, thin, tall)
        yield (mark[1], mark[0], mark[3], mark[2]) if down else mark


def _numbers(rulers: Rulers, dpi: int) -> Iterator[LabelWords]:
    """Each ten millimetres of both lines."""
    near = rulers.inset + 6.5
    for at in range(10, rulers.across + 1, 10):
        half = width(str(at), Face.TEXT, _NUMBER) / 2
        left = dots_of(rulers.inset + at - half, dpi)
        yield LabelWords(left, dots_of(near, dpi), str(at), _NUMBER, Face.TEXT)
    for at in range(10, rulers.along + 1, 10):
        base = dots_of(rulers.inset + at + 0.8, dpi)
        yield LabelWords(dots_of(near - 2, dpi), base, str(at), _NUMBER, Face.TEXT)


def _instructions(rulers: Rulers, dpi: int) -> Iterator[LabelWords]:
    """What is measured and entered, where the page has room for it."""
    if rulers.inset < _FAR:
        return
    left, base = rulers.inset + 15.0, rulers.inset + 20.0
    room = rulers.across - 20.0
    for text in _texts(rulers):
        for line in wrap(text, room, lambda part: width(part, Face.TEXT, _TEXT)):
            yield LabelWords(dots_of(left, dpi), dots_of(base, dpi), line, _TEXT, Face.TEXT)
            base += 5.0
        base += 3.0


def _texts(rulers: Rulers) -> tuple[str, ...]:
    inset, across, along = rulers.inset, rulers.across, rulers.along
    return (
        _("Print this page in its own size (100 %), not fitted to the paper, then measure:"),
        _(
            "1. From the left edge of the paper to the line down, at its upper end: {inset} mm if"
            " nothing is off."
        ).format(inset=inset),
        _(
            "2. From the upper edge of the paper to the line across, at its left end: {inset} mm if"
            " nothing is off."
        ).format(inset=inset),
        _("3. From the left edge to the line down, at its lower end: as much as at its upper end."),
        _("4. The line across, from its first to its last mark: {length} mm.").format(
            length=across
        ),
        _("5. The line down, from its first to its last mark: {length} mm.").format(length=along),
    )

"""Labels on pages: sheets from the first free label on, rolls a label a page (Q3)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from app.domain.problems import Code, Problem, Refused, refuse
from app.printing.files import write_whole
from app.printing.labels import printers, template
from app.printing.labels.drawing import Drawing, dots_of
from app.printing.labels.job import LabelJob
from app.printing.labels.painting import PdfPages
from app.printing.labels.previewing import preview
from app.printing.media import judging
from app.printing.media.media import LabelPlace
from app.services.paper.label_contents import LabelContent

Tell = Callable[[float], None]
"""Told how much is done, in per cent; what it raises ends the work, and nothing is written."""

MOST_COPIES = 100
_PAINTED = 95.0
"""Per cent of the work when all labels are painted; the rest is making the file of them."""

_SHOWN = 20
"""Labels that do not fit and are named at most."""


def _nothing(_percent: float) -> None:
    """Nobody wants to know."""


def write(
    path: Path,
    job: LabelJob,
    contents: Iterable[LabelContent],
    count: int,
    *,
    first: int = 1,
    copies: int = 1,
    tell: Tell = _nothing,
) -> int:
    """Write labels as a PDF, whole or not at all, and return how many pages they take.

    Raises Refused as ``make`` does, or where the file cannot be written.
    """
    made = make(job, contents, count, first=first, copies=copies, tell=tell)
    write_whole(path, made.data)
    tell(100)
    return made.pages


@dataclass(frozen=True, slots=True)
class MadeLabels:
    """Labels as a PDF, and how many pages they take."""

    data: bytes
    pages: int


def make(
    job: LabelJob,
    contents: Iterable[LabelContent],
    count: int,
    *,
    first: int = 1,
    copies: int = 1,
    tell: Tell = _nothing,
) -> MadeLabels:
    """Make labels as a PDF.

    ``count`` is how many contents there are, ``first`` the first free label of the first sheet,
    from 1. Raises Refused with everything that stands against it: each label that does not fit is
    named, up to a score of them.
    """
    problems = problems_of(job, count, first, copies)
    if problems:
        raise Refused(problems)
    pages = PdfPages(job.template.name, job.media.page_width, job.media.page_height, job.printer)
    taken = _paint(pages, job, _drawn(job, contents, count, copies, tell), first)
    if not taken:
        raise refuse(Code.LABELS_NONE)
    return MadeLabels(pages.data(), -(-(first - 1 + taken) // job.media.per_page))


def problems_of(job: LabelJob, count: int, first: int, copies: int) -> list[Problem]:
    """What stands against a job before a single label is laid out."""
    problems = [
        *template.problems_of(job.template),
        *judging.problems_of(job.media),
        *printers.problems_of(job.printer),
    ]
    if count < 1:
        problems.append(Problem(Code.LABELS_NONE))
    if not 1 <= first <= max(job.media.per_page, 1):
        values = {"name": job.media.name, "count": job.media.per_page}
        problems.append(Problem(Code.LABELS_FIRST, values))
    if not 1 <= copies <= MOST_COPIES:
        problems.append(Problem(Code.LABELS_COPIES, {"most": MOST_COPIES}))
    return problems


def _drawn(
    job: LabelJob, contents: Iterable[LabelContent], count: int, copies: int, tell: Tell
) -> Iterator[Drawing]:
    """The drawing of each label, one after the other; at the end Refused where some do not fit."""
    problems: list[Problem] = []
    for done, content in enumerate(contents):
        tell(min(done / count, 1) * _PAINTED)
        try:
            drawing = preview(job, content)
        except Refused as refusal:
            problems += refusal.problems
            if len(problems) >= _SHOWN:
                break
        else:
            if not problems:
                yield from repeat(drawing, copies)
    if problems:
        raise Refused(problems)


def _paint(pages: PdfPages, job: LabelJob, drawings: Iterable[Drawing], first: int) -> int:
    """Paint labels in their places, page after page, and return how many there were."""
    cells = list(job.media.cells())
    place, taken = first - 1, 0
    for drawing in drawings:
        if place == len(cells):
            pages.end_page()
            place = 0
        pages.paint(drawing, *_origin(job, cells[place], drawing), job.media.turned)
        place, taken = place + 1, taken + 1
    pages.end_page()
    return taken


def _origin(job: LabelJob, cell: LabelPlace, drawing: Drawing) -> tuple[int, int]:
    """Where a drawing is on its page, in dots: in the middle of its label's room for ink."""
    wide, high = drawing.width, drawing.height
    if job.media.turned:
        wide, high = high, wide
    across, down = job.media.ink
    spare_x, spare_y = across - drawing.mm(wide), down - drawing.mm(high)
    return (
        dots_of(cell.ink_left + spare_x / 2, job.dpi),
        dots_of(cell.ink_top + spare_y / 2, job.dpi),
    )

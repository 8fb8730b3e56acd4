"""The papers that documents are printed on, in millimetres; a shop's own size is one more of them.

Sources: ISO 216 (A4, A5), ANSI A (Letter); rolls of 58 and 80 mm print 384 and 576 dots at 203 dpi,
which is 48 and 72 mm, in 32, 42 or 48 columns (python-escpos' profiles); forms of continuous paper
241 mm wide, whose strips with the holes are 12.7 mm at either side.
"""

from dataclasses import dataclass

from app.domain.marks import N_
from app.domain.printing import Purpose
from app.domain.problems import Code, Problem

STRIP = 12.7
"""Millimetres at either side of a form that the holes are in."""
LEAST, MOST = 40.0, 1000.0
"""Width and height of a paper may be so many millimetres."""
LONGEST_ROLL = 5000.0
"""Millimetres of a roll that are one page at most: PDF pages end at 5,080 (14,400 points)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper.

    ``height`` 0 is a roll: a page is as long as what is on it. ``side`` and ``top`` stay free left
    and right, above and below. ``columns`` is how many characters a row of a receipt has; 0: pages
    are set in columns of a table. ``rows`` are ruled on each form, filled or not; a form is torn
    off, so that each has the whole head.
    """

    key: str
    name: str
    width: float
    height: float = 0.0
    side: float = 15.0
    top: float = 14.0
    columns: int = 0
    rows: int = 0

    @property
    def is_roll(self) -> bool:
        """A page is as long as what is on it."""
        return not self.height

    @property
    def is_form(self) -> bool:
        """It is continuous paper with holes, a form after the other."""
        return self.rows > 0

    @property
    def purpose(self) -> Purpose:
        """What a document on it is printed for."""
        if self.is_roll:
            return Purpose.RECEIPT
        return Purpose.FORM if self.is_form else Purpose.DOCUMENT

    @property
    def room(self) -> float:
        """Millimetres between the sides."""
        return self.width - 2 * self.side


_FORM = STRIP + 3.0

PAPERS: dict[str, Paper] = {
    paper.key: paper
    for paper in (
        Paper("a4", "A4", 210.0, 297.0),
        Paper("a5", "A5", 148.0, 210.0, side=10.0, top=10.0),
        Paper("letter", "Letter", 215.9, 279.4),
        Paper("roll_58", N_("Receipt 58 mm"), 58.0, side=5.0, top=4.0, columns=32),
        Paper("roll_80", N_("Receipt 80 mm"), 80.0, side=4.0, top=4.0, columns=48),
        Paper("roll_80_42", N_("Receipt 80 mm, 42 columns"), 80.0, side=4.0, top=4.0, columns=42),
        Paper("form_93", N_("Form 241 × 93.1"), 241.0, 93.1, side=_FORM, top=4.0, rows=10),
        Paper("form_140", N_("Form 241 × 139.7"), 241.0, 139.7, side=_FORM, top=5.0, rows=10),
        Paper("form_279", N_("Form 241 × 279.4"), 241.0, 279.4, side=_FORM, top=6.0, rows=10),
    )
}
"""The papers there are, by their keys."""

FIRST_PAPER = {
    Purpose.RECEIPT: "roll_80",
    Purpose.DOCUMENT: "a4",
    Purpose.FORM: "form_140",
    Purpose.DRAWER_REPORT: "roll_80",
}
"""The paper of a purpose for which none was chosen."""


def fits(paper: Paper, purpose: Purpose) -> bool:
    """A document has its papers; the report of a drawer goes on any roll and page."""
    if purpose is Purpose.DRAWER_REPORT:
        return not paper.is_form
    return paper.purpose is purpose


def own_paper(purpose: Purpose, width: float, height: float, columns: int, name: str = "") -> Paper:
    """A size that a shop enters: a page, a form, or a roll of so many characters a row."""
    match purpose:
        case Purpose.RECEIPT:
            return Paper("", name, width, side=4.0, top=4.0, columns=columns)
        case Purpose.FORM:
            return Paper("", name, width, height, side=_FORM, top=5.0, rows=10)
    edge = 15.0 if width >= 200 else 10.0 if width >= 140 else 5.0
    return Paper("", name, width, height, side=edge, top=min(edge, 14.0))


def problems_of(paper: Paper) -> list[Problem]:
    """Why nothing can be printed on a paper of these measures; an empty list: it can."""
    found = [
        Problem(Code.PAPER_SIZE, {"size": f"{size:g}", "least": f"{LEAST:g}", "most": f"{MOST:g}"})
        for size in (paper.width, paper.height or LEAST)
        if not LEAST <= size <= MOST
    ]
    inside = min(paper.room, (paper.height or MOST) - 2 * paper.top)
    if not found and (min(paper.side, paper.top) < 0 or inside < LEAST / 2):
        found.append(Problem(Code.PAPER_MARGINS, {"least": f"{LEAST / 2:g}"}))
    if not (paper.columns == 0 or 24 <= paper.columns <= 64) or not 0 <= paper.rows <= 100:
        found.append(Problem(Code.PAPER_COLUMNS))
    return found

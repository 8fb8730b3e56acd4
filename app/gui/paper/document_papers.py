"""What documents can be printed on, and the job of one print; imported when first printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.printing import Purpose
from app.gui.kit.desk import Desk
from app.printing.documents.choosing import FIRST_PAPER, own_templates, papers_of, purpose_of
from app.printing.media.papers import PAPERS, Paper
from app.services.paper import printers
from app.services.paper.jobs import FILE, NewJob
from app.services.paper.printers import Printout
from app.text import _
from db.queries.documents import Document

PDF = "PDF"
"""The printer of the print log where a file was made."""


@dataclass(frozen=True, slots=True)
class DocumentPaper:
    """A paper and what it is set by: a template of the shop's own by its id, or the program's."""

    paper: Paper
    name: str
    own: int | None = None

    @property
    def purpose(self) -> Purpose:
        """What it is printed for."""
        return purpose_of(self.paper)


def every(desk: Desk, kind: str) -> Iterator[DocumentPaper]:
    """What documents of a kind can be printed on: the shop's own templates, then the papers."""
    for own in own_templates(desk.database, kind):
        yield DocumentPaper(own.template.paper, own.template.name, own.own)
    for purpose in FIRST_PAPER:
        yield from (DocumentPaper(paper, _(paper.name)) for paper in papers_of(purpose))


def usual(desk: Desk, document: Document, purpose: Purpose | None = None) -> DocumentPaper:
    """What a document is printed on where nobody says it (Settings › Printers)."""
    counter = desk.session.counter.id
    if purpose is None:
        purpose = printers.usual(desk.database, counter, document.at_counter)
    key = printers.printouts(desk.database, counter)[purpose].template
    paper = PAPERS.get(key, PAPERS[FIRST_PAPER[purpose]])
    if purpose_of(paper) is not purpose:
        paper = PAPERS[FIRST_PAPER[purpose]]
    return DocumentPaper(paper, _(paper.name))


def printout(desk: Desk, purpose: Purpose) -> Printout:
    """How a purpose is printed at this counter."""
    return printers.printouts(desk.database, desk.session.counter.id)[purpose]


def job(
    desk: Desk, document: Document, on: DocumentPaper, reason: str = "", file: Path | None = None
) -> NewJob:
    """One print of a document: into a file, or on the printer of its purpose."""
    how = printout(desk, on.purpose)
    details: dict[str, object] = {"paper": on.paper.key, "language": desk.formats.language}
    if on.own is not None:
        details["template"] = on.own
    if file is not None:
        details[FILE] = str(file)
    return NewJob(
        on.purpose,
        PDF if file is not None else how.printer,
        on.name,
        document.id,
        copies=1 if file is not None else how.copies,
        reason=reason,
        details=details,
    )

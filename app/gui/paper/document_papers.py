"""What documents can be printed on, and the job of one print; imported when first printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.printing import OF_DOCUMENTS, Purpose
from app.domain.problems import Code, Problem, refuse
from app.gui.kit.desk import Desk
from app.printing.documents import choosing
from app.printing.documents.paper_choices import chosen_paper, papers_of
from app.printing.media.papers import FIRST_PAPER, Paper
from app.services.paper import printers
from app.services.paper.jobs import FILE, NewJob
from app.services.paper.printers import Printout
from app.text import _
from db.queries.documents import Document

PDF = "PDF"
"""The printer of the print log where a file was made."""


@dataclass(frozen=True, slots=True)
class DocumentPaper:
    """A paper, and the key of the template that it is set by; empty: the shop's default for it."""

    paper: Paper
    name: str
    template: str = ""

    @property
    def purpose(self) -> Purpose:
        """What it is printed for."""
        return self.paper.purpose


def every(desk: Desk, kind: str) -> Iterator[DocumentPaper]:
    """What documents of a kind can be printed on: the shop's own templates, then the papers."""
    for found in choosing.listed(desk.database, kind, desk.formats.language):
        if found.own is not None and found.template is not None:
            yield DocumentPaper(found.template.paper, found.name, found.key)
    for purpose in FIRST_PAPER:
        if purpose in OF_DOCUMENTS:
            papers = papers_of(desk.database, purpose)
            yield from (DocumentPaper(paper, _(paper.name)) for paper in papers)


def usual(desk: Desk, document: Document, purpose: Purpose | None = None) -> DocumentPaper:
    """What a document is printed on where nobody says it (Settings › Printers)."""
    if purpose is None:
        counter = desk.session.counter.id
        purpose = printers.usual(desk.database, counter, document.at_counter)
    paper = chosen_paper(desk.database, printout(desk, purpose).template, purpose)
    return DocumentPaper(paper, _(paper.name))


def printout(desk: Desk, purpose: Purpose) -> Printout:
    """How a purpose is printed at this counter."""
    return printers.printouts(desk.database, desk.session.counter.id)[purpose]


@dataclass(frozen=True, slots=True)
class DocumentPrint:
    """One print of a document; ``instead`` says which template another one stands in for (Q7)."""

    new: NewJob
    instead: Problem | None = None


def print_of(
    desk: Desk, document: Document, on: DocumentPaper, reason: str = "", file: Path | None = None
) -> DocumentPrint:
    """One print of a document: into a file, or on the printer of its purpose. Raises Refused."""
    how, language = printout(desk, on.purpose), desk.formats.language
    found = choosing.chosen(desk.database, document.kind, on.paper.key, language, on.template)
    details: dict[str, object] = {"paper": on.paper.key, "language": language}
    if on.template:
        details["template"] = on.template
    if file is not None:
        details[FILE] = str(file)
    elif how.printer:
        check_fits(desk, how.printer, on.purpose)
    new = NewJob(
        on.purpose,
        PDF if file is not None else how.printer,
        found.name,
        document.id,
        copies=1 if file is not None else how.copies,
        reason=reason,
        details=details,
    )
    return DocumentPrint(new, found.instead)


def check_fits(desk: Desk, name: str, purpose: Purpose) -> None:
    """Raises Refused where the printer that was chosen is gone or prints no such thing any more."""
    found = printers.printer(desk.database, desk.session.counter.id, name)
    if found is None:
        raise refuse(Code.PRINTER_FORGOTTEN, name=name)
    printers.check_prints(found, purpose)

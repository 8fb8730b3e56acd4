"""What a print job prints, made for the printer that it goes to (Q5).

Each purpose has its maker, which draws it as a PDF. Printers that know none are sent its dots.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from app.domain.document_kind import Direction, Party, Price
from app.domain.kinds import KINDS
from app.domain.printing import OF_DOCUMENTS, Language, Printer, Purpose
from app.domain.problems import Code, refuse
from app.formats import Formats
from app.printing import drawer_report, example_page, proof_page
from app.printing.documents.choosing import chosen, paper_of
from app.printing.documents.content import content_of
from app.printing.documents.making import PrintedDocument, make
from app.printing.documents.paper_choices import chosen_paper
from app.printing.documents.previewing import whole
from app.printing.documents.template import DocumentTemplate
from app.printing.fonts import INCH
from app.printing.labels import label_making
from app.printing.media.papers import PAPERS, Paper
from app.printing.pdfium import opened
from app.printing.printers import escpos, zpl
from app.services import settings
from app.text import BOTH, LANGUAGES
from db.queries import documents, print_jobs
from db.queries.print_jobs import PrintJob
from db.sql import Database

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PrintTask:
    """A job on its way to a printer; ``copy`` is which paper of its document it is, from 1."""

    database: Database
    job: PrintJob
    printer: Printer
    copy: int

    @property
    def details(self) -> Mapping[str, Any]:
        """What the job says besides (``NewJob.details``); nothing where another version wrote."""
        try:
            read = json.loads(self.job.details)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}


def made(database: Database, job: PrintJob, printer: Printer, copy: int) -> bytes:
    """What a printer is sent for a job. Raises Refused where that cannot be made."""
    purpose = Purpose.__members__.get(job.purpose)
    if purpose not in MAKERS:
        raise refuse(Code.PRINT_UNKNOWN)
    return MAKERS[purpose](PrintTask(database, job, printer, copy))


def in_language(pdf: bytes, printer: Printer, copies: int) -> bytes:
    """A PDF in what a printer understands, so many times."""
    match printer.language:
        case Language.PDF:
            return repeated(pdf, copies)
        case Language.ESC_POS:
            return escpos.receipt(pdf, printer) * copies
        case Language.ZPL:
            return zpl.labels(pdf, printer, copies)


def repeated(pdf: bytes, copies: int) -> bytes:
    """A PDF with all its pages so many times."""
    if copies == 1:
        return pdf
    out = BytesIO()
    with opened(pdf) as once, opened(None) as whole:
        for _copy in range(copies):
            whole.import_pages(once)
        whole.save(out)
    return out.getvalue()


# Documents ----------------------------------------------------------------------------------------


def printed_document(
    database: Database, document: int, template: DocumentTemplate, copy: int = 0
) -> PrintedDocument:
    """A document by a template; the preview shows the same. ``copy`` 2 says COPY 2 (Q6)."""
    head = documents.document(database, document)
    shop = settings.load(database)
    formats = Formats(template.language, shop.currency)
    return make(database, content_of(database, shop, formats, head), template, copy)


def _document(task: PrintTask) -> bytes:
    job = task.job
    if job.document_id is None or job.kind is None:
        raise refuse(Code.PRINT_NOTHING)
    template = on_roll_of(task.printer, _template(task, job.kind))
    copy = 0 if job.of_draft else task.copy
    printed = printed_document(task.database, job.document_id, template, copy)
    sent = in_language(printed.pdf, task.printer, job.copies)
    return escpos.drawer() + sent if opens_drawer(task) else sent


def _template(task: PrintTask, kind: str) -> DocumentTemplate:
    """What the job names; one that cannot be used holds no paper up, the log file says so (Q7)."""
    details, purpose = task.details, Purpose[task.job.purpose]
    key = details.get("template")
    key = key if isinstance(key, str) else ""
    paper = details.get("paper")
    if not key or paper != paper_of(task.database, key):  # a size that the shop has no more, too
        paper = chosen_paper(task.database, paper, purpose).key
    if task.printer.language is Language.ESC_POS:
        paper = ROLLS[task.printer.columns]
    language = details.get("language")
    if language not in (*LANGUAGES, BOTH):
        language = next(iter(LANGUAGES))
    found = chosen(task.database, kind, str(paper), language, key)
    if found.instead is not None:
        _log.warning("job %d: its template cannot be used, another one is", task.job.id)
    return found.template


ROLLS = {32: "roll_58", 42: "roll_80_42", 48: "roll_80"}
"""The paper that a receipt printer has in it, by the characters of its lines."""


def on_roll_of(printer: Printer, template: DocumentTemplate) -> DocumentTemplate:
    """A template as a receipt printer prints it: in its columns, as wide as its line of dots."""
    if printer.language is not Language.ESC_POS:
        return template
    return replace(template, paper=roll_in(printer, template.paper))


def roll_in(printer: Printer, paper: Paper) -> Paper:
    """The roll that is in a receipt printer: as wide as its line of dots, in its columns."""
    wide = escpos.DOTS[printer.columns] / printer.dpi * INCH
    return replace(paper, width=wide, height=0.0, side=0.0, columns=printer.columns, rows=0)


def opens_drawer(task: PrintTask) -> bool:
    """The first receipt of goods for money opens the drawer that hangs on its printer.

    Where payments are kept, the payment itself opened it, whatever is printed.
    """
    job, kind = task.job, KINDS.get(task.job.kind or "")
    if kind is None or kind.party is not Party.CUSTOMER or kind.price is Price.NONE:
        return False
    return (
        kind.direction is not Direction.NONE
        and job.purpose == Purpose.RECEIPT.name
        and task.printer.drawer
        and task.printer.language is Language.ESC_POS
        and not job.of_draft
        and task.copy == 1
        and not _keeps_money(task)
    )


def _keeps_money(task: PrintTask) -> bool:
    document = task.job.document_id
    return document is not None and documents.document(task.database, document).keeps_money


def _drawer_report(task: PrintTask) -> bytes:
    """An X or a Z report, or a day's; of a Z the second paper says that it is a copy (Q6)."""
    asked, details = task.job, task.details
    of = drawer_report.read_of(details)
    if of is None:
        raise refuse(Code.PRINT_NOTHING)
    paper = chosen_paper(task.database, details.get("paper"), Purpose.DRAWER_REPORT)
    if task.printer.language is Language.ESC_POS:
        paper = roll_in(task.printer, PAPERS[ROLLS[task.printer.columns]])
    language = details.get("language")
    known = language if language in (*LANGUAGES, BOTH) else next(iter(LANGUAGES))
    copy = print_jobs.place_among(task.database, asked.id)
    pdf = drawer_report.made(task.database, of, paper, str(known), asked.asked_at, copy)
    return in_language(pdf, task.printer, asked.copies)


def _labels(task: PrintTask) -> bytes:
    """Labels, whose pages hold the copies of each already."""
    return in_language(label_making.make(task.database, task.job, task.printer), task.printer, 1)


def _test(task: PrintTask) -> bytes:
    """The page of rulers that a printer of labels is calibrated by, an example of a purpose, or the
    printer's own page of proof.
    """
    details, printer = task.details, task.printer
    if label_making.is_rulers(details):
        return _labels(task)
    purpose = example_page.purpose_of(details)
    if purpose in OF_DOCUMENTS:
        asked = example_page.document_of(task.database, details)
        asked = replace(asked, template=on_roll_of(printer, asked.template))
        return in_language(whole(task.database, asked), printer, 1)
    if purpose is Purpose.DRAWER_REPORT:
        return _drawer_report(task)
    if purpose is not None:
        made = example_page.labels(task.database, purpose, details, printer)
        return in_language(made, printer, 1)
    pdf = proof_page.made(task.printer, task.job.asked_at)
    return in_language(pdf, task.printer, task.job.copies)


MAKERS: dict[Purpose, Callable[[PrintTask], bytes]] = {
    Purpose.RECEIPT: _document,
    Purpose.DOCUMENT: _document,
    Purpose.FORM: _document,
    Purpose.SERIAL_LABEL: _labels,
    Purpose.SHELF_LABEL: _labels,
    Purpose.CARTON_LABEL: _labels,
    Purpose.DRAWER_REPORT: _drawer_report,
    Purpose.TEST: _test,
    Purpose.DRAWER: lambda _task: escpos.drawer(),
}
"""What makes each purpose, in the language of its printer."""

"""What a label job of the print queue prints, in its printer's language (Q3).

A job names its template and its size; what each label says is read when it is printed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.printing import Printer, Purpose
from app.formats import Formats
from app.printing.labels import choices, pages, rulers
from app.printing.labels.choices import LabelChoice
from app.printing.labels.job import LabelJob
from app.printing.labels.printers import LabelPrinter
from app.printing.labels.template import LabelFieldKey, LabelTemplate
from app.printing.media.media import LabelMedia
from app.services import clock, settings
from app.services.paper import label_contents, pictures
from app.services.paper.label_contents import LabelContent
from db.codes import DISCARDED
from db.queries import documents, print_jobs
from db.queries.print_jobs import PrintJob
from db.sql import Database

OF_LABELS = frozenset({Purpose.SERIAL_LABEL, Purpose.SHELF_LABEL, Purpose.CARTON_LABEL})
"""What is printed by this module."""


@dataclass(frozen=True, slots=True)
class LabelDetails:
    """What a label job keeps besides its numbers; ``items`` are the ids of shelf labels' items."""

    choice: LabelChoice
    first: int = 1
    language: str = "en"
    counter: int = 1
    items: tuple[int, ...] = ()

    def values(self) -> dict[str, object]:
        """As plain values, to be kept."""
        return {
            "template": self.choice.template,
            "media": self.choice.media,
            "fields": self.choice.fields,
            "symbol": self.choice.symbol,
            "first": self.first,
            "language": self.language,
            "counter": self.counter,
            "items": self.items,
        }


def read_details(kept: Mapping[str, object]) -> LabelDetails:
    """The details that ``LabelDetails.values`` gave."""
    fields, items = kept["fields"], kept["items"]
    assert isinstance(items, list)
    on = tuple(fields) if isinstance(fields, list) else None
    choice = LabelChoice(str(kept["template"]), str(kept["media"]), on, str(kept["symbol"]))
    first, counter = int(str(kept["first"])), int(str(kept["counter"]))
    return LabelDetails(choice, first, str(kept["language"]), counter, tuple(items))


def make(database: Database, job: PrintJob, printer: Printer) -> bytes:
    """Make the labels of a job for a printer. Raises Refused where a label cannot be made."""
    kept = json.loads(job.details)
    if is_rulers(kept):
        return _rulers(database, kept, printer)
    purpose, details = Purpose[job.purpose], read_details(kept)
    keys = details.items or print_jobs.labels(database, job.id)
    contents = contents_of(database, purpose, keys, job.document_id)
    made = pages.make(
        label_job(database, purpose, details, printer),
        contents,
        job.pieces,
        first=details.first,
        copies=job.copies,
    )
    return made.data


def is_gone(database: Database, job: PrintJob) -> bool:
    """Nothing is left of what a draft's labels were asked for: taken back, or put aside with it."""
    draft = job.document_id
    if job.purpose != Purpose.SERIAL_LABEL.name or not job.of_draft or draft is None:
        return False
    if documents.document(database, draft).state == DISCARDED:
        return True
    numbers = print_jobs.labels(database, job.id)
    return not any(contents_of(database, Purpose.SERIAL_LABEL, numbers, draft))


def ruler_details(media: str, counter: int) -> dict[str, object]:
    """What a job keeps that prints the page of rulers on a sheet or roll."""
    return {"rulers": media, "counter": counter}


def is_rulers(details: Mapping[str, object]) -> bool:
    """It is the page of rulers that a printer of labels is calibrated by."""
    return "rulers" in details


def _rulers(database: Database, kept: Mapping[str, object], printer: Printer) -> bytes:
    media = choices.size(database, str(kept["rulers"]))
    known = choices.label_printer(database, int(str(kept["counter"])), printer)
    return rulers.make(media, known)


def label_job(
    database: Database, purpose: Purpose, details: LabelDetails, printer: Printer
) -> LabelJob:
    """What all labels of a job share. Raises Refused where its template or size is gone."""
    chosen = details.choice
    return job_of(
        database,
        choices.template(database, purpose, chosen),
        choices.size(database, chosen.media),
        choices.label_printer(database, details.counter, printer),
        details.language,
    )


def job_of(
    database: Database,
    template: LabelTemplate,
    media: LabelMedia,
    printer: LabelPrinter,
    language: str,
) -> LabelJob:
    """Labels of a template on a size, for a printer, with the shop's logo where one shows it."""
    shows = any(field.on and field.key is LabelFieldKey.LOGO for field in template.fields)
    logo = pictures.logo(database) if shows else b""
    formats = Formats(language, settings.load(database).currency)
    return LabelJob(template, media, printer, formats, logo or None)


def contents_of(
    database: Database, purpose: Purpose, keys: Sequence[Any], draft: int | None = None
) -> Iterator[LabelContent]:
    """What labels say today: of serial numbers, of items by their ids, of cartons by their codes.

    Serial numbers that are entered on ``draft`` are said as they stand there.
    """
    today = clock.today().isoformat()
    match purpose:
        case Purpose.SHELF_LABEL:
            return label_contents.of_products(database, keys, today)
        case Purpose.CARTON_LABEL:
            return label_contents.of_cartons(database, keys, today)
    return label_contents.of_numbers(database, keys, today, draft)

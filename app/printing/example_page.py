"""The test page of a purpose: an example, printed by the same templates as what it stands for.

A document of it says that it is a test page, wherever it is found later.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.printing import ON_PAPERS, Printer, Purpose
from app.domain.problems import Code, refuse
from app.printing.documents.previewing import PreviewAsked
from app.printing.documents.sample import Trial
from app.printing.documents.template import DocumentTemplate
from app.printing.documents.template_file import from_json, to_json
from app.printing.drawer_report import ReportOf
from app.printing.labels import label_making, pages
from app.printing.labels.label_making import OF_LABELS, LabelDetails
from app.printing.labels.sample import sample_of
from app.services.paper import pictures
from app.services.session import Session
from db.queries import pictures as picture_reads
from db.sql import Database

_OF = "of"


def details_of_template(session: Session, asked: PreviewAsked) -> dict[str, object]:
    """What a job keeps that prints a template as it stands, kept or not. Raises Refused."""
    template = asked.template
    logo = template.logo and pictures.keep(session, template.logo)
    return {
        _OF: template.paper.purpose.name,
        "content": to_json(replace(template, logo=b"")).decode(),
        "logo": logo or "",
        "document": asked.document,
        "trials": [trial.name for trial in asked.trials],
    }


def details_of_labels(purpose: Purpose, details: LabelDetails) -> dict[str, object]:
    """What a job keeps that prints one label of a purpose."""
    return {_OF: purpose.name, **details.values()}


def details_of_report(of: ReportOf, paper: str, language: str) -> dict[str, object]:
    """What a job keeps that prints a drawer's report as an example."""
    return {
        _OF: Purpose.DRAWER_REPORT.name,
        **of.details(),
        "paper": paper,
        "language": language,
    }


def purpose_of(details: Mapping[str, Any]) -> Purpose | None:
    """What the test page is of; None: of a printer."""
    found = Purpose.__members__.get(str(details.get(_OF)))
    return found if found in ON_PAPERS | OF_LABELS else None


def document_of(database: Database, details: Mapping[str, Any]) -> PreviewAsked:
    """The document that is tried, and by which template. Raises Refused where it can not be."""
    try:
        template: DocumentTemplate = from_json(str(details["content"]).encode(), of_shop=True)
        logo = picture_reads.picture(database, str(details["logo"]))
        trials = [Trial[name] for name in details["trials"]]
        document = details["document"]
    except (KeyError, TypeError) as error:
        raise refuse(Code.PRINT_NOT_MADE) from error
    found = document if isinstance(document, int) else None
    return PreviewAsked(replace(template, logo=logo), found, trials)


def labels(database: Database, purpose: Purpose, details: Mapping[str, Any], to: Printer) -> bytes:
    """One label as a PDF. Raises Refused where it does not fit."""
    try:
        read = label_making.read_details(details)
    except (KeyError, ValueError, AssertionError) as error:
        raise refuse(Code.PRINT_NOT_MADE) from error
    job = label_making.label_job(database, purpose, read, to)
    return pages.make(job, [sample_of(database, purpose)], 1, first=read.first).data

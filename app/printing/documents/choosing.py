"""By which template a document is printed on a paper: one of the shop's own, or the program's."""

import logging
from dataclasses import dataclass

from app.domain.printing import Purpose
from app.domain.problems import Refused
from app.printing.documents import template_file
from app.printing.documents.built_in import built_in
from app.printing.documents.template import DocumentTemplate
from app.printing.media.papers import PAPERS, Paper
from db.queries import print_templates
from db.queries.print_templates import KeptTemplate
from db.sql import Database

_log = logging.getLogger(__name__)


def purpose_of(paper: Paper) -> Purpose:
    """What a document on a paper is printed for."""
    if paper.is_roll:
        return Purpose.RECEIPT
    return Purpose.FORM if paper.is_form else Purpose.DOCUMENT


FIRST_PAPER = {Purpose.RECEIPT: "roll_80", Purpose.DOCUMENT: "a4", Purpose.FORM: "form_140"}
"""The paper of a purpose for which none was chosen."""


def papers_of(purpose: Purpose) -> list[Paper]:
    """The papers that documents are printed on for a purpose."""
    return [paper for paper in PAPERS.values() if purpose_of(paper) is purpose]


@dataclass(frozen=True, slots=True)
class ChosenTemplate:
    """A template and, where it is one of the shop's own, its id."""

    template: DocumentTemplate
    own: int | None = None


def own_templates(database: Database, kind: str) -> list[ChosenTemplate]:
    """The shop's own templates for documents of a kind, by name; those that can be used (Q7)."""
    purposes = {purpose.name for purpose in FIRST_PAPER}
    read = (_read(kept) for kept in print_templates.every(database) if kept.purpose in purposes)
    return [found for found in read if found is not None and found.template.kind == kind]


def template_of(
    database: Database, kind: str, paper: str, language: str, own: int | None = None
) -> DocumentTemplate:
    """The template to print by: the shop's ``own``, else the program's for this paper.

    One that is gone or cannot be used any more does not hold the paper up: the program's own
    stands in for it, and the log file says so (Q7).
    """
    kept = print_templates.template(database, own) if own is not None else None
    found = _read(kept) if kept is not None else None
    if found is not None and found.template.kind == kind:
        return found.template
    if own is not None:
        _log.warning("template %s cannot be used: printed by the program's own", own)
    return built_in(kind, paper if paper in PAPERS else FIRST_PAPER[Purpose.DOCUMENT], language)


def _read(kept: KeptTemplate) -> ChosenTemplate | None:
    try:
        return ChosenTemplate(template_file.from_json(kept.content.encode()), kept.id)
    except Refused as refusal:
        _log.warning("template %s cannot be read: %s", kept.id, refusal.problems[0].code.name)
        return None

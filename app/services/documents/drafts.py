"""Drafts: begun, read, discarded; saved at every step, moving nothing (D6)."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import uuid4

from app.domain.kinds import KINDS
from app.domain.problems import Code, refuse
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.documents import pricing, training
from app.services.permitting import permitted_for_document, permitted_for_kind
from app.services.session import Session
from db import sql
from db.queries import document_lines, documents
from db.queries.document_lines import DocumentLine
from db.queries.documents import DISCARDED, DRAFT, Document
from db.sql import Database
from db.writes import documents as document_writes


@permitted_for_kind
def new(
    session: Session,
    kind: str,
    uuid: str | None = None,
    at_counter: bool = False,
) -> int:
    """Begin a draft in the first warehouse; the same ``uuid`` gives the same draft.

    It bears the day it is, until it is posted or a date is chosen (D10).
    """
    moment = session.at(session.now())
    with sql.transaction(session.database, of=sql.SHOP):
        choice = settings.load(session.database).tax_choice
        draft = document_writes.begin(
            session.database,
            uuid or str(uuid4()),
            KINDS[kind].key,
            at_counter,
            moment.today().isoformat(),
            moment.stamp(),
            session.person.id,
            pricing.mode_for(kind, choice),
            session.counter.id,
        )
        if kind in training.KINDS_TRAINED:
            training.begin(session, draft)
        return draft


def open_draft(database: Database, draft: int) -> Document:
    """The draft's head.

    Raises Refused where it is posted, voided or discarded (D6), and where it is parked (M10).
    """
    head = documents.document(database, draft)
    if head.state != DRAFT:
        raise refuse(Code.NOT_A_DRAFT)
    if head.parked_at is not None:
        raise refuse(Code.IS_PARKED)
    return head


class DraftRead(NamedTuple):
    """An open draft as it was read in the transaction that goes on, so that it is read once."""

    head: Document
    lines: list[DocumentLine]


def read(database: Database, draft: int) -> DraftRead:
    """An open draft with its lines. Raises Refused as ``open_draft`` does."""
    return DraftRead(open_draft(database, draft), document_lines.lines(database, draft))


def line(database: Database, draft: int, id: int) -> DocumentLine:
    """One line of a draft. Raises KeyError where the draft has no such line."""
    for found in document_lines.lines(database, draft, id):
        return found
    raise KeyError(id)


@permitted_for_document
def discard(session: Session, draft: int) -> None:
    """Put a draft aside; ``restore`` takes it back. A sale with lines is told as given up (U4)."""
    with sql.transaction(session.database, of=draft):
        head = documents.document(session.database, draft)
        lines = len(document_lines.lines(session.database, draft))
        if KINDS[head.kind].rings_up and lines:
            _change_state(session, draft, DRAFT, DISCARDED)
            told = given_up(head, {"state": "draft"}, {"state": "discarded", "lines": lines})
            audit.note(session, Action.GIVEN_UP, [told])
        else:
            _set_state(session, draft, DRAFT, DISCARDED, Action.DISCARD)


def given_up(head: Document, before: Mapping[str, object], after: Mapping[str, object]) -> Change:
    """A sale that was begun came to nothing: how many lines it had, and what they came to."""
    total = {"total": head.total}
    return Change(Subject.DOCUMENT, head.id, before, {**after, **total}, head.id)


@permitted_for_document
def restore(session: Session, draft: int) -> None:
    """Take a discarded draft back."""
    _set_state(session, draft, DISCARDED, DRAFT, Action.RESTORE)


def _set_state(session: Session, draft: int, old: int, new: int, action: Action) -> None:
    with sql.transaction(session.database, of=draft):
        _change_state(session, draft, old, new)
        before, after = ({"state": _STATES[state]} for state in (old, new))
        audit.note(session, action, [Change(Subject.DOCUMENT, draft, before, after, draft)])


def _change_state(session: Session, draft: int, old: int, new: int) -> None:
    if not document_writes.change_state(session.database, draft, old, new, session.stamp()):
        raise refuse(Code.NOT_A_DRAFT)


_STATES = {DRAFT: "draft", DISCARDED: "discarded"}

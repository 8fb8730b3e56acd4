"""Exchange: what comes back and what goes out, two documents that are posted together (M5, M7).

A sale and a return know each other from the draft on. What comes back pays for what goes out, by a
tender that nobody is offered; only the difference is paid, or given back. Where one of them has no
lines in the end, the other is posted as it is.
"""

from typing import NamedTuple

from app.domain.kinds import KINDS
from app.domain.problems import Code, refuse
from app.services.documents import draft_head, drafts
from app.services.permitting import permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import document_lines, documents
from db.queries.documents import DRAFT, Document
from db.sql import Database
from db.writes import documents as document_writes


class Exchange(NamedTuple):
    """The heads of both documents."""

    back: Document
    sale: Document

    @property
    def difference(self) -> int:
        """What the customer pays; below zero, what is given back."""
        return self.sale.total - self.back.total


def exchange_of(database: Database, document: int) -> Exchange | None:
    """The exchange that a document is one half of; None: it stands for itself."""
    one = documents.document(database, document)
    if one.exchange_id is None:
        return None
    other = documents.document(database, one.exchange_id)
    if other.exchange_id != one.id or other.state != one.state:
        return None
    return Exchange(one, other) if KINDS[one.kind].refunds else Exchange(other, one)


@permitted_for_document
def begin(session: Session, sale: int) -> int:
    """Begin the draft of what comes back for a sale's draft; returns its id.

    It has the sale's customer and warehouse; the same one is returned where it was begun before.
    Raises Refused where the document is no sale, or is not open.
    """
    from app.services.documents.returning import kind_of_return  # with the first exchange

    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        head = drafts.open_draft(database, sale)
        back = kind_of_return(head.kind)
        if back is None or not back.refunds:
            raise refuse(Code.NOT_EXCHANGED)
        there = exchange_of(database, sale)
        if there is not None:
            return there.back.id
        draft = drafts.new(session, back.key)
        if head.warehouse_id is not None:
            draft_head.set_warehouse(session, draft, head.warehouse_id)
        draft_head.set_party(session, draft, head.party_id)
        document_writes.write(database, draft, "exchange_id", sale)
        document_writes.write(database, sale, "exchange_id", draft)
        return draft


@permitted_for_document
def leave(session: Session, document: int) -> None:
    """Part the two drafts of an exchange: each stands for itself; an empty return is discarded."""
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        drafts.open_draft(database, document)
        there = exchange_of(database, document)
        if there is None:
            return
        for half in there:
            document_writes.write(database, half.id, "exchange_id", None)
        if not document_lines.lines(database, there.back.id):
            drafts.discard(session, there.back.id)


@permitted_for_document
def halves_to_post(session: Session, document: int) -> tuple[int, ...]:
    """The drafts that are posted together with one, in their order: what comes back goes first.

    A half of an exchange without lines is discarded, and the other stands for itself. Raises
    Refused where the other half is parked.
    """
    database = session.database
    there = exchange_of(database, document)
    if there is None or there.sale.state != DRAFT:
        return (document,)
    if any(half.parked_at is not None for half in there):
        raise refuse(Code.IS_PARKED)
    filled = tuple(half.id for half in there if document_lines.lines(database, half.id))
    if len(filled) == len(there):
        return filled
    kept = filled[0] if filled else document
    for half in there:
        document_writes.write(database, half.id, "exchange_id", None)
        if half.id != kept:
            drafts.discard(session, half.id)
    return (kept,)

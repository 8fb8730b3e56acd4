"""Sales that are put aside, with a note, and called back later (M10).

A parked sale is a draft that keeps all it has: lines, serial numbers, payments typed so far. It is
nobody's meanwhile: nothing is entered on it and it is not posted before it is called back. Its
serial numbers are not kept from others; who sold one is said when it comes back.
"""

from collections.abc import Sequence
from datetime import datetime

from app.domain.kinds import SALE
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused, refuse
from app.services.documents import drafts, training
from app.services.permitting import permitted, permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import document_lines, documents, waiting
from db.queries import parking as parking_reads
from db.queries.documents import DRAFT, Document
from db.queries.parking import ParkedSale
from db.sql import Database
from db.writes import documents as document_writes


@permitted_for_document
def park(session: Session, draft: int, note: str = "") -> None:
    """Put a sale of the Counter aside. Raises Refused where it is none, or nothing is on it."""
    with sql.transaction(session.database, of=draft):
        head = drafts.open_draft(session.database, draft)
        if not head.at_counter:
            raise refuse(Code.NOT_AT_COUNTER)
        if not _holds_something(session.database, head):
            raise refuse(Code.NO_LINES)
        document_writes.write(session.database, draft, "parked_note", note)
        document_writes.write(session.database, draft, "parked_at", session.stamp())


@permitted(Permission.EDIT_PEOPLE)
def park_of(session: Session, person: int, note: str) -> None:
    """Put aside what somebody left at the Counter who sells no more; others call it back.

    A sale with nothing on it is discarded.
    """
    part = session.granting(SALE.permission)
    with sql.transaction(session.database, of=sql.SHOP):
        for draft in parking_reads.left_at_counter(session.database, SALE.key, person):
            if _holds_something(session.database, documents.document(session.database, draft)):
                park(part, draft, note)
            else:
                drafts.discard(part, draft)


@permitted_for_document
def set_note(session: Session, draft: int, note: str) -> None:
    """Write what is to be known of a parked sale. Raises Refused where it is not parked."""
    with sql.transaction(session.database, of=draft):
        _parked(session.database, draft)
        document_writes.write(session.database, draft, "parked_note", note)


@permitted_for_document
def call_back(
    session: Session, draft: int, at_hand: int | None = None, take_back: bool = False
) -> list[Problem]:
    """Make a parked sale a draft again; returns what of it was sold elsewhere, by whom and when.

    It is the sale of who called it back from then on, whoever began it.

    The draft ``at_hand`` makes room: it is discarded where nothing is on it, else it is parked.
    ``take_back``: the last scan of it goes first, for what was scanned is of the parked one.
    Raises Refused where the sale is not parked any more.
    """
    from app.services.documents import undoing  # with the first that is called back

    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        head = _parked(database, draft)
        if odd := training.problem_with(database, session.counter.id, draft, head.kind):
            raise Refused([odd])
        if at_hand is not None:
            if take_back:
                undoing.undo_last(session, at_hand)
            _make_room(session, at_hand)
        document_writes.write(database, draft, "parked_at", None)
        document_writes.write(database, draft, "parked_note", "")
        document_writes.write(database, draft, "created_by", session.person.id)
        document_writes.write(database, draft, "changed_at", session.stamp())
        return gone(database, draft)


def _make_room(session: Session, draft: int) -> None:
    head = documents.document(session.database, draft)
    if head.state != DRAFT or head.parked_at is not None:
        return
    if _holds_something(session.database, head):
        park(session, draft)
    else:
        drafts.discard(session, draft)


def _parked(database: Database, draft: int) -> Document:
    head = documents.document(database, draft)
    if head.state != DRAFT or head.parked_at is None:
        raise refuse(Code.NOT_PARKED)
    return head


def _holds_something(database: Database, head: Document) -> bool:
    """Something was entered or chosen: lines, a waiting text, a note, the customer, an exchange."""
    chosen = bool(head.note) or head.party_id is not None or head.exchange_id is not None
    return chosen or bool(
        document_lines.lines(database, head.id) or waiting.texts(database, head.id)
    )


def parked(database: Database) -> list[ParkedSale]:
    """All sales that are parked, the newest first."""
    return parking_reads.parked(database)


def gone(database: Database, draft: int) -> list[Problem]:
    """The serial numbers of a draft that others sold or moved, each with who did, and when."""
    problems = []
    for serial in parking_reads.gone(database, draft):
        at = datetime.fromisoformat(serial.at).astimezone()
        values = {
            "serial": serial.number,
            "number": serial.document_number,
            "person": serial.person,
            "date": at.date().isoformat(),
            "time": f"{at:%H:%M}",
            "document": serial.document,
        }
        problems.append(
            Problem(Code.GONE_WHILE_PARKED, values, line=serial.position, serial=serial.number)
        )
    return problems


def holding(database: Database, draft: int, code: str, rows: Sequence[int]) -> ParkedSale | None:
    """The newest parked sale that has the ``code``, or a serial number in ``rows`` of a draft."""
    found = parking_reads.holding(database, [code], rows, but=draft)
    if found is None:
        return None
    return next((sale for sale in parked(database) if sale.id == found), None)

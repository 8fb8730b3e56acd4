"""Transfers on the way: received, sent back or written off, in whole or in part (D4)."""

from collections import defaultdict
from collections.abc import Iterator

from app.domain import transfers as transfer_rules
from app.domain.kinds import KINDS, TRANSFER_RECEIPT
from app.domain.lifecycle import Status
from app.domain.problems import Code, Problem, refuse
from app.domain.quantities import ONE_UNIT
from app.services.documents import draft_lines, draft_read, drafts
from app.services.documents.draft_read import WholeDraft, positions
from app.services.permitting import permitted_for_document, permitted_for_kind
from app.services.session import Session
from db import sql
from db.queries import document_lines, documents, draft_serials
from db.queries import transfers as transfer_reads
from db.queries.documents import POSTED
from db.queries.draft_serials import EnteredSerial
from db.sql import Database
from db.writes import document_lines as line_writes
from db.writes import documents as document_writes


def problems(database: Database, whole: WholeDraft) -> Iterator[Problem]:
    """Where a receipt, a sending back or a write-off takes more than is on the way."""
    if whole.head.origin_id is None:
        return
    left = {
        line.line_id: transfer_rules.OnTheWay(line.quantity, line.serials)
        for line in transfer_reads.on_the_way(database, whole.head.origin_id)
    }
    position = positions(whole)
    yield from transfer_rules.judge_against_sent(
        (
            transfer_rules.Taken(
                position[line.id],
                line.product,
                line.origin_line_id or 0,
                line.quantity,
                line.serials,
            )
            for line in whole.lines
        ),
        left,
    )


def not_sent(database: Database, whole: WholeDraft) -> list[tuple[EnteredSerial, Problem]]:
    """The serials on the way that another transfer sent, or another line of this one (D4)."""
    if whole.head.origin_id is None:
        return []
    sent = {
        (line, number.upper())
        for line, number in transfer_reads.serials_on_the_way(database, whole.head.origin_id)
    }
    sent_by = {line.id: line.origin_line_id for line in whole.lines}
    return [
        (
            serial,
            Problem(
                Code.NOT_SENT,
                {"serial": serial.number, "number": whole.head.origin},
                serial=serial.number,
            ),
        )
        for serial in whole.serials
        if serial.status == Status.IN_TRANSIT
        and (sent_by[serial.line_id], serial.number.upper()) not in sent
    ]


@permitted_for_kind
def begin(
    session: Session,
    transfer: int,
    kind: str = TRANSFER_RECEIPT.key,
) -> int:
    """Begin a receipt of a posted transfer, or another ``kind`` made from one; returns the draft.

    It has a line, still empty, for everything on the way. Raises Refused where nothing is.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        head = documents.document(database, transfer)
        left = transfer_reads.on_the_way(database, transfer)
        if head.kind != KINDS[kind].origin or head.state != POSTED or not left:
            raise refuse(Code.NOTHING_LEFT, number=head.number or "")
        draft = drafts.new(session, kind)
        arrives = KINDS[kind].arrives
        document_writes.write_origin(
            database,
            draft,
            transfer,
            head.to_warehouse_id if arrives else head.warehouse_id,
            None if arrives else head.to_warehouse_id,
        )
        line_writes.add_empty_of(database, draft, [line.line_id for line in left])
        return draft


@permitted_for_kind
def go_on(session: Session, transfer: int, kind: str = TRANSFER_RECEIPT.key) -> int:
    """The draft of ``kind`` that was begun of a transfer before, or a new one; see ``begin``."""
    with sql.transaction(session.database, of=sql.SHOP):
        begun = transfer_reads.open_draft(session.database, transfer, kind)
        return begin(session, transfer, kind) if begun is None else begun


@permitted_for_document
def name_taken(session: Session, draft: int) -> None:
    """Enter the serials that what a draft takes by quantity must have, where nobody scans (P1).

    Units that were sent without a serial arrive first, then the serials in the order sent.
    """
    whole = draft_read.read(session.database, draft)
    if whole.head.origin_id is None:
        return
    left = {
        row.line_id: row
        for row in transfer_reads.on_the_way(session.database, whole.head.origin_id)
    }
    entered = {serial.number.upper() for serial in whole.serials}
    waiting = defaultdict(list)
    for sent, number in transfer_reads.serials_on_the_way(session.database, whole.head.origin_id):
        if number.upper() not in entered:
            waiting[sent].append(number)
    numbers = []
    for line in whole.lines:
        row = left.get(line.origin_line_id or 0)
        if row is not None:
            without_serial = row.quantity - row.serials * ONE_UNIT
            wanted = (line.quantity - without_serial) // ONE_UNIT - line.serials
            numbers += [(line.id, number) for number in waiting[row.line_id][: max(wanted, 0)]]
    if numbers:
        draft_lines.write_serials(session, draft, numbers, follow=False)


@permitted_for_document
def take_all(session: Session, draft: int) -> None:
    """Enter all that is on the way: every serial, and every quantity."""
    database = session.database
    with sql.transaction(database, of=draft):
        head = drafts.open_draft(database, draft)
        if head.origin_id is None:
            return
        there = document_lines.lines(database, draft)
        line_of = {line.origin_line_id: line.id for line in there}
        entered = {serial.number.upper() for serial in draft_serials.draft_serials(database, draft)}
        draft_lines.write_serials(
            session,
            draft,
            [
                (line_of[sent], number)
                for sent, number in transfer_reads.serials_on_the_way(database, head.origin_id)
                if sent in line_of and number.upper() not in entered
            ],
        )
        left = {
            row.line_id: row.quantity for row in transfer_reads.on_the_way(database, head.origin_id)
        }
        draft_lines.set_quantities(
            session, draft, {line.id: left.get(line.origin_line_id or 0, 0) for line in there}
        )

"""Transfers on the way: received, sent back or written off, in whole or in part (D4)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from app.domain import transfers as rules
from app.domain.kinds import KINDS, TRANSFER_RECEIPT
from app.domain.lifecycle import Status
from app.domain.permissions import User
from app.domain.problems import Code, Problem, refuse
from app.domain.quantities import ONE_UNIT
from app.services.documents import drafts
from app.services.documents.draft_read import Paper, positions
from db import sql
from db.queries import documents
from db.queries import transfers as queries
from db.queries.documents import POSTED, EnteredSerial
from db.sql import Database
from db.writes import document_lines
from db.writes import documents as writes


def problems(database: Database, paper: Paper) -> Iterator[Problem]:
    """Where a receipt, a sending back or a write-off takes more than is on the way."""
    if paper.head.origin_id is None:
        return
    left = {
        line.line_id: rules.OnTheWay(line.quantity, line.serials)
        for line in queries.on_the_way(database, paper.head.origin_id)
    }
    position = positions(paper)
    yield from rules.judge_taken(
        (
            rules.Taken(
                position[line.id],
                line.product,
                line.origin_line_id or 0,
                line.quantity,
                line.serials,
            )
            for line in paper.lines
        ),
        left,
    )


def not_sent(database: Database, paper: Paper) -> list[tuple[EnteredSerial, Problem]]:
    """The serials on the way that another transfer sent, or another line of this one (D4)."""
    if paper.head.origin_id is None:
        return []
    sent = {
        (line, number.upper())
        for line, number in queries.serials_on_the_way(database, paper.head.origin_id)
    }
    sent_by = {line.id: line.origin_line_id for line in paper.lines}
    return [
        (
            serial,
            Problem(
                Code.NOT_SENT,
                {"serial": serial.number, "number": paper.head.origin},
                serial=serial.number,
            ),
        )
        for serial in paper.serials
        if serial.status == Status.IN_TRANSIT
        and (sent_by[serial.line_id], serial.number.upper()) not in sent
    ]


def begin(
    database: Database,
    transfer: int,
    by: User,
    kind: str = TRANSFER_RECEIPT.key,
    at: datetime | None = None,
) -> int:
    """Begin a receipt of a posted transfer, or another ``kind`` made from one; returns the draft.

    It has a line, still empty, for everything on the way. Raises Refused where nothing is.
    """
    with sql.transaction(database, of=sql.SHOP):
        head = documents.document(database, transfer)
        left = queries.on_the_way(database, transfer)
        if head.kind != KINDS[kind].origin or head.state != POSTED or not left:
            raise refuse(Code.NOTHING_LEFT, number=head.number or "")
        draft = drafts.new(database, kind, by, at)
        arrives = KINDS[kind].arrives
        writes.write_origin(
            database,
            draft,
            transfer,
            head.to_warehouse_id if arrives else head.warehouse_id,
            None if arrives else head.to_warehouse_id,
        )
        document_lines.add_empty_of(database, draft, [line.line_id for line in left])
        return draft


def go_on(database: Database, transfer: int, by: User, kind: str = TRANSFER_RECEIPT.key) -> int:
    """The draft of ``kind`` that was begun of a transfer before, or a new one; see ``begin``."""
    with sql.transaction(database, of=sql.SHOP):
        begun = queries.open_draft(database, transfer, kind)
        return begin(database, transfer, by, kind) if begun is None else begun


def name_taken(database: Database, paper: Paper) -> None:
    """Enter the serials that what a draft takes by quantity must have, where nobody scans (P1).

    Units that were sent without a serial arrive first, then the serials in the order sent.
    """
    if paper.head.origin_id is None:
        return
    left = {row.line_id: row for row in queries.on_the_way(database, paper.head.origin_id)}
    entered = {serial.number.upper() for serial in paper.serials}
    waiting = defaultdict(list)
    for sent, number in queries.serials_on_the_way(database, paper.head.origin_id):
        if number.upper() not in entered:
            waiting[sent].append(number)
    numbers = []
    for line in paper.lines:
        row = left.get(line.origin_line_id or 0)
        if row is not None:
            nameless = row.quantity - row.serials * ONE_UNIT
            wanted = (line.quantity - nameless) // ONE_UNIT - line.serials
            numbers += [(line.id, number) for number in waiting[row.line_id][: max(wanted, 0)]]
    if numbers:
        drafts.write_serials(database, paper.head.id, numbers, follow=False)


def take_all(database: Database, draft: int) -> None:
    """Enter all that is on the way: every serial, and every quantity."""
    with sql.transaction(database, of=draft):
        head = drafts.open_draft(database, draft)
        if head.origin_id is None:
            return
        there = documents.lines(database, draft)
        line_of = {line.origin_line_id: line.id for line in there}
        entered = {serial.number.upper() for serial in documents.draft_serials(database, draft)}
        drafts.write_serials(
            database,
            draft,
            [
                (line_of[sent], number)
                for sent, number in queries.serials_on_the_way(database, head.origin_id)
                if sent in line_of and number.upper() not in entered
            ],
        )
        left = {row.line_id: row.quantity for row in queries.on_the_way(database, head.origin_id)}
        drafts.set_quantities(
            database, draft, {line.id: left.get(line.origin_line_id or 0, 0) for line in there}
        )

"""Posting: all of a document or none of it, with every reason given at once (D7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain import lines as rules
from app.domain.kinds import KINDS, DocumentKind, Party, number_of
from app.domain.lifecycle import TRANSITIONS, Status
from app.domain.permissions import User
from app.domain.problems import Code, Problem, Refused, refuse
from app.domain.verdicts import judge_serial
from app.services import settings
from app.services.clock import now, stamp
from app.services.judging import holder_of, state_of_entered
from app.services.settings import Settings
from db import ledger, sql
from db.ledger import Flow, Step
from db.queries import documents, items, serials
from db.queries.documents import DRAFT, POSTED, Document, DocumentLine, EnteredSerial
from db.sql import Database


@dataclass(frozen=True, slots=True)
class _Paper:
    """A draft read whole, with what the store knows of its serials."""

    head: Document
    kind: DocumentKind
    lines: list[DocumentLine]
    serials: list[EnteredSerial]
    settings: Settings


def _read(database: Database, draft: int) -> _Paper:
    head = documents.document(database, draft)
    return _Paper(
        head,
        KINDS[head.kind],
        documents.lines(database, draft),
        documents.entered_serials(database, draft),
        settings.load(database),
    )


def problems_of(database: Database, draft: int) -> list[Problem]:
    """Everything that stands against posting the draft now; an empty list means it can be."""
    return list(_problems(database, _read(database, draft)))


def post(database: Database, draft: int, by: User, at: datetime | None = None) -> str:
    """Post a draft and return its number (D8); posting a posted document again changes nothing.

    Raises Refused with all problems, the draft then stands as it was.
    """
    moment = at or now()
    with sql.transaction(database):
        paper = _read(database, draft)
        if paper.head.state == POSTED and paper.head.number:
            return paper.head.number
        if paper.head.state != DRAFT:
            raise refuse(Code.NOT_A_DRAFT)
        problems = list(_problems(database, paper))
        if problems:
            raise Refused(problems)
        ledger.write(database, _steps(paper), _flows(paper))
        number = _next_number(database, paper.kind, moment.astimezone().year)
        sql.execute(database, "DELETE FROM draft_serial WHERE document_id = ?", draft)
        sql.execute(
            database,
            "UPDATE document SET state = 1, number = ?1, posted_at = ?2, posted_by = ?3,"
            " posting = (SELECT coalesce(max(posting), 0) + 1 FROM document),"
            " total = (SELECT coalesce(sum(amount), 0) FROM document_line WHERE document_id = ?4)"
            " WHERE id = ?4",
            number,
            stamp(moment),
            by.id,
            draft,
        )
        return number


def _next_number(database: Database, kind: DocumentKind, year: int) -> str:
    sequence = sql.value(
        database,
        "INSERT INTO number_sequence (kind, last) VALUES (?, 1)"
        " ON CONFLICT (kind) DO UPDATE SET last = last + 1 RETURNING last",
        kind.key,
    )
    return number_of(kind, year, sequence)


def _problems(database: Database, paper: _Paper) -> Iterator[Problem]:
    head, kind = paper.head, paper.kind
    if not paper.lines:
        yield Problem(Code.NO_LINES)
    if kind.party_required and head.party_id is None:
        yield Problem(Code.NO_PARTY)
    yield from _standing_problems(database, paper)
    if paper.serials and not paper.settings.serials_enabled:
        yield Problem(Code.TRACKING_OFF)
    judged = _judged_lines(paper)
    yield from rules.judge_lines(kind, judged)
    if head.warehouse_id is None:
        yield Problem(Code.NO_WAREHOUSE)
        return
    yield from _serial_problems(database, paper)
    stock = items.stock_at(database, head.warehouse_id, {line.product for line in judged})
    yield from rules.judge_stock(
        kind,
        judged,
        {product: rules.Stock(*figures) for product, figures in stock.items()},
        head.warehouse or "",
        paper.settings.negative_stock,
    )


def _standing_problems(database: Database, paper: _Paper) -> Iterator[Problem]:
    """The warehouse is open, and the party is still what the kind asks for."""
    found = documents.standing(database, paper.head.id)
    if found.warehouse_open is not None and not found.warehouse_open:
        yield Problem(Code.WAREHOUSE_CLOSED, {"warehouse": paper.head.warehouse})
    role = {
        Party.CUSTOMER: found.party_is_customer,
        Party.SUPPLIER: found.party_is_supplier,
        Party.NONE: True,
    }[paper.kind.party]
    if found.party_active is not None and not (found.party_active and role):
        yield Problem(Code.WRONG_PARTY, {"name": paper.head.party})


def _judged_lines(paper: _Paper) -> list[rules.Line]:
    """The lines as the rules see them, with how many of their serials are known.

    A known one that is not in stock is refused for itself; it asks for no unidentified unit.
    """
    known: dict[int, int] = {}
    for serial in paper.serials:
        if serial.status != Status.UNKNOWN:
            known[serial.line_id] = known.get(serial.line_id, 0) + 1
    return [
        rules.Line(
            position,
            line.product_id,
            line.product,
            line.track_serials and paper.settings.serials_enabled,
            line.quantity,
            line.serials,
            known.get(line.id, 0),
            line.track_serials,
            line.unit_decimals,
        )
        for position, line in enumerate(paper.lines, 1)
    ]


def _serial_problems(database: Database, paper: _Paper) -> Iterator[Problem]:
    """What the table of moves says against each serial, by line (L1, F4, F7).

    Who holds it is looked up for what is refused only.
    """
    refused = []
    for serial in paper.serials:
        answer = judge_serial(
            paper.kind.move,
            serial.number,
            state_of_entered(serial),
            serial.product_id,
            paper.head.warehouse_id,
        )
        if isinstance(answer, Problem):
            refused.append((serial, answer))
    codes = items.codes_among(database, [serial.number for serial in paper.serials])
    for serial in paper.serials:
        product = codes.get(serial.number.upper())
        if product and serial.status == Status.UNKNOWN:
            values = {"serial": serial.number, "product": product}
            refused.append((serial, Problem(Code.IS_PRODUCT_CODE, values, serial=serial.number)))
    position = {line.id: place for place, line in enumerate(paper.lines, 1)}
    known = serials.known(database, [serial.number for serial, _ in refused])
    for serial, problem in refused:
        found = known.get(serial.number.upper())
        holder = holder_of(found) if found else None
        yield replace(problem, line=position[serial.line_id], holder=holder)


def _steps(paper: _Paper) -> Sequence[Step]:
    target = TRANSITIONS[paper.kind.move].target
    place = paper.head.warehouse_id if target is Status.IN_STOCK else None
    return [
        Step(
            serial.line_id,
            serial.number,
            serial.product_id,
            serial.serial_id,
            serial.status,
            serial.warehouse_id,
            target,
            place,
            serial.last_movement_id,
            serial.current_movement_id,
        )
        for serial in paper.serials
    ]


def _flows(paper: _Paper) -> Sequence[Flow]:
    warehouse = paper.head.warehouse_id
    if warehouse is None:
        return []
    sign = int(paper.kind.direction)
    return [Flow(line.id, line.product_id, warehouse, sign * line.quantity) for line in paper.lines]

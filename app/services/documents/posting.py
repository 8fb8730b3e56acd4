"""Posting: all of a document or none of it, with every reason given at once (D7)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from app.domain import dates
from app.domain.counting import Group
from app.domain.kinds import DocumentKind, Effect, Party, number_of
from app.domain.permissions import User
from app.domain.problems import Code, Problem, Refused, refuse, unanswered
from app.services.clock import now, stamp
from app.services.documents import draft_read as papers
from app.services.documents import drafts, figures, returning
from app.services.documents.draft_read import Paper
from app.services.documents.effects import counting, releasing, transfers
from app.services.documents.effects.adjusting import ADJUSTING
from app.services.documents.effects.assembling import ASSEMBLING
from app.services.documents.effects.counting import COUNTING
from app.services.documents.effects.moving import MOVING
from app.services.entry import waiting
from db import sql
from db.queries import documents
from db.queries.documents import DRAFT, POSTED, Document
from db.sql import Database
from db.writes import deletions, document_lines, draft_serials, ledger, sequences
from db.writes import documents as writes


def problems_of(database: Database, draft: int) -> list[Problem]:
    """Everything that stands against posting the draft now; an empty list means it can be."""
    return list(_problems(database, papers.read(database, draft), now()))


def date_question(database: Database, draft: int) -> Problem | None:
    """What is asked about the draft's date (D10), or None."""
    return _date_question(database, documents.document(database, draft), now())


def questions_of(database: Database, draft: int) -> list[Problem]:
    """What a person is asked before the draft is posted (D10, D14), whatever else is against it."""
    return list(_questions(database, papers.read(database, draft), now()))


def post(
    database: Database,
    draft: int,
    by: User,
    at: datetime | None = None,
    decisions: Mapping[Group, bool] | None = None,
    sure: Sequence[Problem] = (),
) -> str:
    """Post a draft and return its number (D8); posting a posted document again changes nothing.

    A transfer of a shop whose transfers arrive at once is received in the same transaction.
    ``decisions`` say what is to happen with each group of a count's differences. ``sure`` are the
    questions, of those it was refused for before, that a person answered with yes (D10, D14).
    Raises Refused with all problems, the draft then stands as it was.
    """
    with sql.transaction(database, of=sql.SHOP):
        head = documents.document(database, draft)
        if head.state == POSTED and head.number:
            return head.number
        if head.state != DRAFT:
            raise refuse(Code.NOT_A_DRAFT)
        if decisions is not None:
            counting.decide(database, draft, decisions)
        paper = papers.read(database, draft)
        number = _post(database, paper, by, at or now(), sure)
        if paper.kind.sends and paper.settings.direct_transfers:
            receipt = transfers.begin(database, draft, by, at=at)
            transfers.take_all(database, receipt)
            if head.date_choice:
                drafts.set_date(database, receipt, head.date, sure=True)
            _post(database, papers.read(database, receipt), by, at or now())
        return number


def _post(
    database: Database, paper: Paper, by: User, moment: datetime, sure: Sequence[Problem] = ()
) -> str:
    draft, kind = paper.head.id, paper.kind
    if kind.takes_sent and not paper.settings.serials_enabled:
        transfers.name_taken(database, paper)
        paper = papers.read(database, draft)
    problems = unanswered(_problems(database, paper, moment), sure)
    if problems:
        raise Refused(problems)
    effect = _EFFECTS[kind.effect]
    steps, flows = effect.writes(database, paper)
    if not paper.settings.serials_enabled:
        for release in releasing.drafts_before(database, steps, flows, by, moment):
            _post(database, papers.read(database, release), by, moment)
    if effect.keep:
        effect.keep(database, paper)
    else:
        draft_serials.delete_all(database, draft)
    deletions.forget_of(database, draft)
    ledger.write(database, steps, flows)
    if kind.part_lines:
        document_lines.delete_empty(database, draft)
    number = _next_number(database, kind, _day(moment).year)
    writes.post(database, draft, number, stamp(moment), by.id, _day(moment).isoformat())
    return number


def _day(moment: datetime) -> date:
    """The day on the wall at a moment."""
    return moment.astimezone().date()


def _next_number(database: Database, kind: DocumentKind, year: int) -> str:
    """The number after the last one posted of the kind (D8), whatever was done to the sequence."""
    return number_of(kind, year, sequences.next_of(database, kind.key))


def _problems(database: Database, paper: Paper, moment: datetime) -> Iterator[Problem]:
    head, kind = paper.head, paper.kind
    if not paper.lines:
        yield Problem(Code.NO_LINES)
    if kind.party_required and head.party_id is None:
        yield Problem(Code.NO_PARTY)
    if head.warehouse_id is None:
        yield Problem(Code.NO_WAREHOUSE)
    yield from figures.problems_of(database, paper.lines)
    if kind.sends:
        yield from _destination_problems(head)
    yield from _standing_problems(database, paper)
    if paper.settings.serials_enabled:
        yield from waiting.problems_of(database, head.id)
    yield from _EFFECTS[kind.effect].problems(database, paper)
    yield from _questions(database, paper, moment)


def _questions(database: Database, paper: Paper, moment: datetime) -> Iterator[Problem]:
    """What may be right, and is never done unasked: an odd date (D10), another's goods (D14)."""
    odd = _date_question(database, paper.head, moment)
    if odd is not None:
        yield odd
    yield from returning.problems(database, paper)


def _date_question(database: Database, head: Document, moment: datetime) -> Problem | None:
    choice, today = dates.Choice(head.date_choice), _day(moment)
    first_year = documents.first_year(database) or today.year
    return dates.judge(date.fromisoformat(head.date), choice, today, first_year)


def _destination_problems(head: Document) -> Iterator[Problem]:
    if head.to_warehouse_id is None:
        yield Problem(Code.NO_DESTINATION)
    elif head.to_warehouse_id == head.warehouse_id:
        yield Problem(Code.SAME_WAREHOUSE)


def _standing_problems(database: Database, paper: Paper) -> Iterator[Problem]:
    """Warehouses are open, the party is still what the kind asks for, what was sent is in force."""
    head = paper.head
    found = documents.standing(database, head.id)
    for name, is_open in (
        (head.warehouse, found.warehouse_open),
        (head.to_warehouse, found.to_warehouse_open),
    ):
        if is_open is False:
            yield Problem(Code.WAREHOUSE_CLOSED, {"warehouse": name})
    role = {
        Party.CUSTOMER: found.party_is_customer,
        Party.SUPPLIER: found.party_is_supplier,
        Party.NONE: True,
    }[paper.kind.party]
    if found.party_active is not None and not (found.party_active and role):
        yield Problem(Code.WRONG_PARTY, {"name": head.party})
    if paper.kind.takes_sent and found.origin_state not in (None, POSTED):
        yield Problem(Code.ORIGIN_VOID, {"number": head.origin})


_EFFECTS = {
    Effect.MOVES: MOVING,
    Effect.COUNTS: COUNTING,
    Effect.ADJUSTS: ADJUSTING,
    Effect.ASSEMBLES: ASSEMBLING,
}

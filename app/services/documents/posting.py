"""Posting: all of a document or none of it, with every reason given at once (D7)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain

from app.domain import dates
from app.domain.counting import Decisions
from app.domain.document_kind import DocumentKind, Effect, Party
from app.domain.kinds import RELEASE, number_of
from app.domain.limits import REFUSED_TO
from app.domain.problems import Code, Problem, Refused, refuse
from app.domain.seals import SealEvent
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.clock import day_of, now
from app.services.documents import (
    by_hand,
    draft_head,
    draft_read,
    exchanging,
    figures,
    pricing,
    returning,
    training,
)
from app.services.documents.draft_read import WholeDraft
from app.services.documents.effects import counting, releasing, transfers
from app.services.documents.effects.adjusting import ADJUSTING
from app.services.documents.effects.assembling import ASSEMBLING
from app.services.documents.effects.counting import COUNTING
from app.services.documents.effects.moving import MOVING
from app.services.documents.effects.settling import SETTLING
from app.services.entry import waiting
from app.services.keeping import seals
from app.services.money import accounts, costs, payments
from app.services.money.costs import SoldCost
from app.services.permitting import permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import documents
from db.queries.documents import DISCARDED, DRAFT, POSTED, Document
from db.sql import Database
from db.writes import deletions, document_lines, draft_serials, ledger, sequences
from db.writes import documents as document_writes


def problems_of(database: Database, draft: int, on_account: bool = False) -> list[Problem]:
    """Everything that stands against posting the draft now; an empty list means it can be."""
    whole = draft_read.read(database, draft)
    sold = costs.of_sold(database, whole)
    return list(_problems(database, whole, now(), sold, on_account))


def date_question(database: Database, draft: int) -> Problem | None:
    """What is asked about the draft's date (D10), or None."""
    return _date_question(database, documents.document(database, draft), now())


def questions_of(database: Database, draft: int) -> list[Problem]:
    """What a person is asked before it is posted (D10, D14, M2, M8), whatever is against it."""
    whole = draft_read.read(database, draft)
    return list(_questions(database, whole, now(), costs.of_sold(database, whole)))


@permitted_for_document
def post(
    session: Session,
    draft: int,
    decisions: Decisions | None = None,
    sure: Sequence[Problem] = (),
    on_account: bool = False,
) -> str:
    """Post a draft and return its number (D8); posting a posted document again changes nothing.

    A transfer of a shop whose transfers arrive at once is received in the same transaction; of an
    exchange both halves are posted, and a half without lines is discarded.
    ``decisions`` say what is to happen with a count's differences. ``sure`` are the
    questions, of those it was refused for before, that a person answered with yes (D10, D14).
    ``on_account``: what is not paid stays with the named customer (M5).
    Raises Refused with all problems, the draft then stands as it was.
    """
    database = session.database
    session = session.at(session.now())  # one moment for all that is written
    with sql.transaction(database, of=sql.SHOP):
        head = documents.document(database, draft)
        if head.state == POSTED and head.number:
            return head.number
        if head.state == DISCARDED and (done := training.number_of(database, draft)):
            return done
        if head.state != DRAFT:
            raise refuse(Code.NOT_A_DRAFT)
        if head.parked_at is not None:
            raise refuse(Code.IS_PARKED)
        if odd := training.problem_with(database, session.counter.id, draft, head.kind):
            raise Refused([odd])
        if decisions is not None:
            counting.decide(session, draft, decisions)
        halves = exchanging.halves_to_post(session, draft)
        if draft not in halves:  # nothing was on it: its other half is all there is
            return post(session, halves[0], sure=sure, on_account=on_account)
        for half in halves:
            pricing.write(database, half, settings.load(database).tax_choice)
        if training.number_of(database, draft) is not None:
            return _practise(session, halves, sure, on_account)[halves.index(draft)]
        if len(halves) > 1:
            return _post_exchange(session, halves, sure, on_account)[halves.index(draft)]
        whole = draft_read.read(database, draft)
        number = _post(session, whole, sure, on_account)
        if whole.kind.sends and whole.settings.direct_transfers:
            receipt = transfers.begin(session, draft)
            transfers.take_all(session, receipt)
            if head.date_choice:
                draft_head.set_date(session, receipt, head.date, sure=True)
            _post(session, draft_read.read(database, receipt))
        return number


def _practise(
    session: Session, halves: Sequence[int], sure: Sequence[Problem], on_account: bool
) -> list[str]:
    """Judge what was sold or taken back in training as if it were real, and put it aside.

    Each half of an exchange is judged as the one before it leaves the shop, and none stays so.
    """
    found: list[list[Problem]] = []
    with sql.tried(session.database):
        for half in halves:
            found.append(_against(session, half, sure, on_account))
            if not found[-1] and half != halves[-1]:
                _move(session.database, draft_read.read(session.database, half))
    if any(found):
        raise Refused(list(chain.from_iterable(found)))
    return [training.finish(session, half) for half in halves]


def _move(database: Database, whole: WholeDraft) -> None:
    """Move the goods of a document alone, as its posting does."""
    steps, flows = _EFFECTS[whole.kind.effect].writes(database, whole)
    sold, held = costs.of_sold(database, whole), costs.held_before(database, whole)
    ledger.write(database, steps, flows)
    costs.note(database, whole, held, sold)


def _post_exchange(
    session: Session, halves: Sequence[int], sure: Sequence[Problem], on_account: bool
) -> list[str]:
    """Post both halves of an exchange, or neither: what comes back may go out again at once.

    Where something stands against the first, all that stands against the other is said too.
    """
    first, *others = (_against(session, half, sure, on_account) for half in halves)
    if first:
        raise Refused([*first, *chain.from_iterable(others)])
    wholes = (draft_read.read(session.database, half) for half in halves)
    return [_post(session, whole, sure, on_account) for whole in wholes]


def _against(
    session: Session, half: int, sure: Sequence[Problem], on_account: bool
) -> list[Problem]:
    """All that stands against posting a half for this person."""
    database = session.database
    whole = draft_read.read(database, half)
    sold = costs.of_sold(database, whole)
    found = _problems(database, whole, session.now(), sold, on_account)
    return _for(session, whole, found, sure)


def _post(
    session: Session,
    whole: WholeDraft,
    sure: Sequence[Problem] = (),
    on_account: bool = False,
) -> str:
    database = session.database
    draft, kind = whole.head.id, whole.kind
    if kind.takes_sent and not whole.settings.serials_enabled:
        transfers.name_taken(session, draft)
        whole = draft_read.read(database, draft)
    sold = costs.of_sold(database, whole)
    found = _problems(database, whole, session.now(), sold, on_account)
    problems = _for(session, whole, found, sure)
    if problems:
        raise Refused(problems)
    effect = _EFFECTS[kind.effect]
    steps, flows = effect.writes(database, whole)
    if not whole.settings.serials_enabled:
        part = session.granting(RELEASE.permission)
        for release in releasing.drafts_before(part, steps, flows):
            _post(session, draft_read.read(database, release))
        sold = costs.of_sold(database, whole)
    held = costs.held_before(database, whole)
    if effect.keep:
        effect.keep(database, whole)
    else:
        draft_serials.delete_all(database, draft)
    deletions.forget_of(database, draft)
    if effect.append:
        effect.append(database, whole)
    ledger.write(database, steps, flows)
    costs.note(database, whole, held, sold)
    if kind.part_lines:
        document_lines.delete_empty(database, draft)
    payments.settle(session, whole)
    accounts.settle(session, whole)
    number = _next_number(database, kind, session.today().year)
    day = session.today().isoformat()
    who, where = session.person.id, session.counter.id
    document_writes.post(database, draft, number, session.stamp(), who, day, where)
    if kind.is_decided:
        after = {"number": number, "lines": len(whole.lines)}
        audit.note(session, Action.ADJUST, [Change(Subject.DOCUMENT, draft, None, after, draft)])
    seals.seal(session, draft, SealEvent.POSTED)
    return number


def _for(
    session: Session, whole: WholeDraft, problems: Iterable[Problem], sure: Sequence[Problem]
) -> list[Problem]:
    """What stands against it for this person: not everybody may answer every question (M2, M8).

    What somebody approved, for this posting or as it was typed, does not (U3).
    """
    left = []
    for problem in problems:
        code, permission = REFUSED_TO.get(problem.code, (problem.code, None))
        if permission is not None and not session.person.may(permission):
            left.append(problem._replace(code=code))
        elif not (problem.asks and problem in sure):
            left.append(problem)
    asked = by_hand.left_to_approve(session, whole.head, whole.lines, left)
    return [problem for problem in asked if problem not in session.approved]


def _next_number(database: Database, kind: DocumentKind, year: int) -> str:
    """The number after the last one posted of the kind (D8), whatever was done to the sequence."""
    return number_of(kind, year, sequences.next_of(database, kind.key))


def _problems(
    database: Database,
    whole: WholeDraft,
    moment: datetime,
    sold: Mapping[int, SoldCost],
    on_account: bool = False,
) -> Iterator[Problem]:
    head, kind = whole.head, whole.kind
    if kind.has_lines and not whole.lines:
        yield Problem(Code.NO_LINES)
    if kind.party_required and head.party_id is None:
        yield Problem(Code.NO_PARTY)
    if head.warehouse_id is None:
        yield Problem(Code.NO_WAREHOUSE)
    yield from figures.problems_of(database, whole.lines, head.total)
    yield from pricing.problems_of(database, head, whole.lines)
    yield from returning.more_than_can(database, whole)
    if kind.sends:
        yield from _destination_problems(head)
    yield from _head_problems(database, whole)
    if whole.settings.serials_enabled:
        yield from waiting.problems_of(database, head.id)
    yield from _EFFECTS[kind.effect].problems(database, whole)
    yield from payments.problems_of(database, whole, on_account)
    yield from accounts.problems_of(database, whole, day_of(moment), on_account)
    yield from _questions(database, whole, moment, sold)


def _questions(
    database: Database, whole: WholeDraft, moment: datetime, sold: Mapping[int, SoldCost]
) -> Iterator[Problem]:
    """What may be right, and is never done unasked.

    An odd date (D10), a supplier's number once more (M8), another's goods (D14), less than they
    had cost (M2).
    """
    odd = _date_question(database, whole.head, moment)
    if odd is not None:
        yield odd
    again = _number_question(database, whole.head)
    if again is not None:
        yield again
    yield from returning.problems(database, whole)
    with_shares = replace(whole, lines=pricing.shared(whole.head, whole.lines))
    yield from costs.below(database, with_shares, sold)


def _date_question(database: Database, head: Document, moment: datetime) -> Problem | None:
    choice, today = dates.DateChoice(head.date_choice), day_of(moment)
    first_year = documents.first_year(database) or today.year
    long_ago = settings.load(database).long_ago
    return dates.judge_date(date.fromisoformat(head.date), choice, today, first_year, long_ago)


def _number_question(database: Database, head: Document) -> Problem | None:
    """What is asked where the supplier's number stands on what was posted: it may be the same."""
    before = documents.with_their_number(database, head) if head.their_number else None
    if before is None:
        return None
    values = {
        "theirs": head.their_number,
        "name": head.party,
        "number": before.number,
        "date": before.date,
        "document": before.id,
    }
    return Problem(Code.THEIR_NUMBER_TWICE, values)


def _destination_problems(head: Document) -> Iterator[Problem]:
    if head.to_warehouse_id is None:
        yield Problem(Code.NO_DESTINATION)
    elif head.to_warehouse_id == head.warehouse_id:
        yield Problem(Code.SAME_WAREHOUSE)


def _head_problems(database: Database, whole: WholeDraft) -> Iterator[Problem]:
    """Warehouses are open, the party is still what the kind asks for, what was sent is in force."""
    head = whole.head
    found = documents.head_state(database, head.id)
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
    }[whole.kind.party]
    if found.party_active is not None and not (found.party_active and role):
        yield Problem(Code.WRONG_PARTY, {"name": head.party})
    if whole.kind.takes_sent and found.origin_state not in (None, POSTED):
        yield Problem(Code.ORIGIN_VOID, {"number": head.origin})


_EFFECTS = {
    Effect.MOVES: MOVING,
    Effect.COUNTS: COUNTING,
    Effect.ADJUSTS: ADJUSTING,
    Effect.ASSEMBLES: ASSEMBLING,
    Effect.SETTLES: SETTLING,
}

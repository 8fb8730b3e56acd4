"""What one may not do, another approves: for one action on one record, once (U3).

A service that refuses says which call it refused. Somebody who may do it proves that by PIN or
badge, and gives a reason; that call may then be carried out once, within ``GOOD_FOR``, while its
document is as it was. Where it is refused for another reason meanwhile, such as a question that was
not answered yet, the approval stays good for the rest of that time. Who is at the counter stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.limits import APPROVED_BY, is_above
from app.domain.permissions import ROLES, Permission, Person
from app.domain.pricing import Totals
from app.domain.problems import Code, Problem, Refused, refuse
from app.services import clock, people, proving, settings
from app.services.documents import pricing
from app.services.documents.agreed_prices import LINES, OF_LINE
from app.services.grants import Call, Grant, state_of
from app.services.people import Colleague
from app.services.permitting import for_everybody
from app.services.session import Session
from db import sql
from db.queries import document_lines, documents
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document
from db.sql import Database

GOOD_FOR = 120
"""Seconds that an approval is good for."""


@dataclass(frozen=True, slots=True)
class Approvable:
    """What was refused and may be approved: the call, what it needs, what stands against it.

    ``questions`` stand against it too, and are the person's own to answer. ``about`` is what the
    audit log tells of it: ids and amounts.
    """

    call: Call
    permissions: frozenset[Permission]
    problems: tuple[Problem, ...]
    questions: tuple[Problem, ...] = ()
    about: Mapping[str, object] = field(default_factory=dict)


def asked_by(refusal: Refused) -> Approvable | None:
    """What could be approved of a refusal; None where something else stands against it too."""
    permissions, problems, questions = set[Permission](), list[Problem](), list[Problem]()
    for problem in refusal.problems:
        action = problem.values.get("action")
        if problem.code is Code.NOT_ALLOWED and isinstance(action, Permission):
            permissions.add(action)
        elif problem.code in APPROVED_BY:
            permissions.add(APPROVED_BY[problem.code])
            problems.append(problem)
        elif problem.asks:
            questions.append(problem)
        else:
            return None
    if not (permissions and isinstance(refusal.call, Call)):
        return None
    about: dict[str, object] = dict(refusal.call.figures)
    for problem in refusal.problems:
        values = problem.values.items()
        about |= {key: value for key, value in values if isinstance(value, int)}
    if lines := [told_of(problem) for problem in problems if "line_id" in problem.values]:
        about[LINES] = lines
    return Approvable(
        refusal.call, frozenset(permissions), tuple(problems), tuple(questions), about
    )


def told_of(problem: Problem) -> dict[str, object]:
    """What the audit log tells of one line that is approved, and its posting reads again."""
    return {key: problem.values[key] for key in OF_LINE if key in problem.values}


def approvers(database: Database, asking: Approvable) -> Sequence[Colleague]:
    """Who may approve it and can prove who they are; who may least besides comes first."""
    first, *rest = asking.permissions
    found = [
        one
        for one in people.approvers(database, first)
        if all(one.person.may(other) for other in rest)
        and not _beyond(database, one.person, asking)
    ]
    return sorted(found, key=lambda one: len(ROLES[one.person.role]))


def _beyond(database: Database, person: Person, asking: Approvable) -> bool:
    """It is more discount than that person may give."""
    limit = settings.load(database).discount_limit(person.role)
    rates = (problem.values.get("off") for problem in asking.problems)
    return any(is_above(rate, limit) for rate in rates if isinstance(rate, int))


class WouldBe(NamedTuple):
    """A draft as it would be by what is asked."""

    head: Document
    lines: Sequence[DocumentLine]
    totals: Totals


@for_everybody
def as_it_would_be(session: Session, asking: Approvable) -> WouldBe | None:
    """What a draft would be, were it approved; nothing is written. None: it cannot be said."""
    database, draft = session.database, asking.call.document
    if draft is None:
        return None
    granted = session.granted | asking.permissions
    part = session.approving(None)._replace(granted=granted, approved=asking.problems)
    with sql.tried(database):
        try:
            asking.call.service(part, **asking.call.given)
        except Refused:
            return None
        head, lines = documents.document(database, draft), document_lines.lines(database, draft)
        return WouldBe(head, lines, pricing.totals(database, head, lines))


@for_everybody
def approve(
    session: Session, asking: Approvable, person: int, pin: str, reason: str, badge: str = ""
) -> Grant:
    """Somebody approves it by PIN or badge; the session's person stays who it is.

    Raises Refused as ``proving.prove`` does, without a reason, and where it is beyond what the
    approver may.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise refuse(Code.NOT_WITHOUT_REASON)
    database = session.database
    approver = session.person
    for permission in sorted(asking.permissions, key=lambda one: one.name):
        approver = proving.prove(session, person, pin, permission, badge)
    if _beyond(database, approver, asking):
        raise refuse(Code.ABOVE_OWN_LIMIT, person=approver.name)
    return Grant(
        asking.call,
        asking.permissions,
        asking.problems,
        approver,
        reason,
        clock.steady() + GOOD_FOR,
        state_of(database, asking.call),
        asking.about,
    )

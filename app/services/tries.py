"""Tries at a PIN, a badge or the recovery code, and the wait after five wrong ones (U2).

A secret is missed five times in a row, then it waits, each time twice as long; the audit log tells
that it began to. A try counts before it is looked at, so that a program which is ended meanwhile
has counted it. A wait is counted by the computer's steady clock alone, which a new start of the
program does not touch and nobody can set. A new start of the computer begins that clock anew, and
the wait with it: what passed since then has passed for certain, and nobody waits for longer than
the wait itself.
"""

from contextlib import suppress

from app.domain import people as people_rules
from app.domain.problems import Code, Reason, Refused, refuse
from app.services import audit, clock, secrets
from app.services.audit import Action, Change, Subject
from app.services.permitting import for_everybody
from app.services.session import Session
from db import sql
from db.codes import SECRET_BADGE, SECRET_PIN, SECRET_RECOVERY
from db.engine.trouble import StoreTrouble
from db.queries.people import SecretRow
from db.sql import Database
from db.writes import people as people_writes
from db.writes.people import Wait

_NAMES = {SECRET_PIN: "pin", SECRET_BADGE: "badge", SECRET_RECOVERY: "recovery code"}
"""What was tried, as the audit log tells it."""


@for_everybody
def try_secret(
    session: Session, kept: SecretRow, secret: str, wrong: Reason = Code.PIN_WRONG
) -> None:
    """One try at a secret, counted before it is looked at. Raises Refused where it is not it."""
    try_and_count(session, kept, secret, wrong)
    end_tries(session, kept)


@for_everybody
def end_tries(session: Session, kept: SecretRow) -> None:
    """It was the right one: the wrong tries before it count no more."""
    with sql.transaction(session.database, of=sql.SHOP):
        people_writes.wait(session.database, kept.id, Wait(0))


@for_everybody
def try_and_count(
    session: Session, kept: SecretRow, secret: str, wrong: Reason = Code.PIN_WRONG
) -> None:
    """As ``try_secret``; the try stays counted where it was right too (``tell_wrong`` then)."""
    refuse_while_waiting(session.database, kept)
    with sql.transaction(session.database, of=sql.SHOP):
        _count(session.database, kept)
    if not secrets.fits(secret, kept.kept):
        tell_wrong(session, kept)
        raise _missed(kept.tries + 1, wrong)


def _missed(tries: int, wrong: Reason) -> Refused:
    seconds = people_rules.wait_after(tries)
    if seconds:
        return refuse(Code.PIN_WAIT, seconds=seconds)
    return refuse(wrong, left=people_rules.FREE_TRIES - tries)


def refuse_while_waiting(database: Database, kept: SecretRow | None) -> None:
    """Raises Refused while it waits."""
    left = wait_left(database, kept) if kept else 0
    if left:
        raise refuse(Code.PIN_WAIT, seconds=left)


@for_everybody
def count_wrong(session: Session, kept: SecretRow | None) -> None:
    """Count a try that is known to be wrong, and begin the wait that follows from it."""
    if kept is not None:
        with sql.transaction(session.database, of=sql.SHOP):
            _count(session.database, kept)
            tell_wrong(session, kept)


@for_everybody
def tell_wrong(session: Session, kept: SecretRow) -> None:
    """The try that was counted was wrong: where the first wait begins with it, the log tells."""
    if kept.tries + 1 != people_rules.FREE_TRIES:
        return
    subject = Subject.SHOP if kept.person_id is None else Subject.PERSON
    told = Change(subject, kept.person_id, None, {"by": _NAMES[kept.kind]})
    with sql.transaction(session.database, of=sql.SHOP):
        audit.note(session, Action.LOCKED_OUT, [told])


def _count(database: Database, kept: SecretRow) -> None:
    tries = kept.tries + 1
    wait = Wait(tries, people_rules.wait_after(tries), clock.steady())
    people_writes.wait(database, kept.id, wait)


def wait_left(database: Database, kept: SecretRow) -> int:
    """How many seconds are left of a wait."""
    if not kept.wait_seconds:
        return 0
    steady, begun = clock.steady(), kept.wait_steady
    if begun is None or steady < begun:  # the computer was started again
        begun = 0.0
        with suppress(StoreTrouble), sql.transaction(database, of=sql.SHOP):
            people_writes.wait(database, kept.id, Wait(kept.tries, kept.wait_seconds, begun))
    return max(kept.wait_seconds - int(steady - begun), 0)

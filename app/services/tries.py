"""Tries at a PIN, a badge or the recovery code, and the wait after five wrong ones (U2).

A secret is missed five times in a row, then it waits, each time twice as long. A try counts before
it is looked at, so that a program which is ended meanwhile has counted it; and a wait is counted by
the computer's steady clock, which a new start of the program does not touch: setting the wall's
forward helps nobody who is waiting. After a new start of the computer it is counted by the wall's,
and setting that back begins it anew.
"""

from datetime import datetime

from app.domain import people as people_rules
from app.domain.problems import Code, Refused, refuse
from app.services import audit, clock, secrets
from app.services.audit import Action, Change, Subject
from app.services.permitting import for_everybody
from app.services.session import Session
from db import sql
from db.queries.people import SecretRow
from db.sql import Database
from db.writes import people as people_writes
from db.writes.people import Wait


@for_everybody
def try_secret(
    session: Session, kept: SecretRow, secret: str, wrong: Code = Code.PIN_WRONG
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
    session: Session, kept: SecretRow, secret: str, wrong: Code = Code.PIN_WRONG
) -> None:
    """As ``try_secret``; the try stays counted where it was right too."""
    refuse_while_waiting(session.database, kept, session)
    missed = count_try(session, kept)
    if not secrets.fits(secret, kept.kept):
        if missed == people_rules.FREE_TRIES:
            audit.note(
                session, Action.LOCKED_OUT, [Change(Subject.PERSON, kept.person_id, None, {})]
            )
        raise _missed(missed, wrong)


def _missed(tries: int, wrong: Code) -> Refused:
    seconds = people_rules.wait_after(tries)
    if seconds:
        return refuse(Code.PIN_WAIT, seconds=seconds)
    return refuse(wrong, left=people_rules.FREE_TRIES - tries)


def refuse_while_waiting(database: Database, kept: SecretRow | None, session: Session) -> None:
    """Raises Refused while it waits."""
    left = wait_left(database, kept, session.now()) if kept else 0
    if left:
        raise refuse(Code.PIN_WAIT, seconds=left)


@for_everybody
def count_try(session: Session, kept: SecretRow | None) -> int:
    """Count a try, and begin the wait that follows from it; returns how many there were."""
    if kept is None:
        return 0
    database, tries = session.database, kept.tries + 1
    seconds = people_rules.wait_after(tries)
    wait = Wait(tries, seconds, session.stamp(), clock.steady())
    with sql.transaction(database, of=sql.SHOP):
        people_writes.wait(database, kept.id, wait)
    return tries


def wait_left(database: Database, kept: SecretRow, now: datetime) -> int:
    """How many seconds are left of a wait; one that the wall's clock fell behind begins anew."""
    if not kept.wait_seconds or kept.wait_from is None:
        return 0
    steady = clock.steady()
    if kept.wait_steady is not None and steady >= kept.wait_steady:
        waited = steady - kept.wait_steady
    else:  # the computer was started again
        waited = (now - datetime.fromisoformat(kept.wait_from)).total_seconds()
        if waited < 0:
            _begin_anew(database, kept, now)
            waited = 0
    return max(kept.wait_seconds - int(waited), 0)


def _begin_anew(database: Database, kept: SecretRow, now: datetime) -> None:
    wait = Wait(kept.tries, kept.wait_seconds, clock.stamp(now), clock.steady())
    with sql.transaction(database, of=sql.SHOP):
        people_writes.wait(database, kept.id, wait)

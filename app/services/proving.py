"""Who works here proves who they are: by PIN or badge, or by the recovery code (U2, U3)."""

from collections.abc import Callable
from datetime import datetime

from app.domain import people as people_rules
from app.domain.permissions import Permission, Person, Role, roles_with
from app.domain.problems import CODES, Code, Refused, refuse
from app.services import audit, clock, secrets, settings
from app.services.audit import Action, Change, Subject
from app.services.people import (
    Colleague,
    badge_of,
    colleague,
    everybody,
    keep_secret,
    problems_of_pin,
)
from app.services.permitting import for_everybody, permitted
from app.services.session import Approvals, Session
from app.services.tries import (
    count_wrong,
    end_tries,
    refuse_while_waiting,
    tell_wrong,
    try_and_count,
    try_secret,
    wait_left,
)
from db import sql
from db.codes import SECRET_BADGE, SECRET_PIN, SECRET_RECOVERY
from db.queries import people
from db.queries.counters import Counter
from db.sql import Database


def by_badge(database: Database, code: str) -> Colleague | None:
    """Whose badge a scanned code is, in service or not any more; None where it is no badge.

    One in 256 of other codes is worked out; the others cost a look at the store.
    """
    badge = badge_of(code)
    marked = people.badges_marked(database, secrets.mark_of(badge))
    found = secrets.whose(badge, marked) if marked else None
    return next((one for one in everybody(database) if one.id == found), None)


@for_everybody
def badge_shown(session: Session, code: str) -> Colleague | None:
    """As ``by_badge``, where somebody is to prove it: what is no badge may be a wrong try at one.

    It is counted for each badge whose mark it has; goods that are scanned by mistake hardly ever
    have one. Raises Refused: PIN_WAIT while it waits, for the right one too.
    """
    database = session.database
    marked = people.badges_marked(database, secrets.mark_of(badge_of(code)))
    tried = [kept for one in marked if (kept := people.secret(database, SECRET_BADGE, one))]
    for kept in tried:
        refuse_while_waiting(database, kept)
    found = by_badge(database, code) if tried else None
    for kept in tried:
        if found is None:
            count_wrong(session, kept)
        elif kept.person_id == found.id:
            end_tries(session, kept)
    return found


def sign_in(
    database: Database,
    counter: Counter,
    person: int,
    pin: str = "",
    badge: str = "",
    now: Callable[[], datetime] = clock.now,
) -> Session:
    """Begin somebody's session at a counter, and say so in the audit log.

    A badge says who it is; it is enough by itself where there is no PIN, or the shop says so. Who
    has neither signs in by name. Raises Refused: PIN_WRONG with how many tries are ``left``,
    PIN_WAIT with how many ``seconds``, NOBODY_SUCH.
    """
    found = colleague(database, person)
    session = Session(database, found.person, counter, Approvals(), now)
    if found.has_pin or found.has_badge:
        _prove(session, found, pin, badge)
    with sql.transaction(database, of=sql.SHOP):
        _note_sign_in(session, "pin" if pin else "name or badge")
    return session


def _note_sign_in(session: Session, by: str) -> None:
    change = Change(Subject.PERSON, session.person.id, None, {"by": by})
    audit.note(session, Action.SIGN_IN, [change])


@for_everybody
def prove(
    session: Session, person: int, pin: str, permission: Permission, badge: str = ""
) -> Person:
    """Somebody proves that they are here and may do a thing; who is at the counter stays (U3).

    Raises Refused: NOT_ALLOWED where that person may not, as ``sign_in`` where it is not proved;
    nobody is believed who has neither PIN nor badge.
    """
    found = colleague(session.database, person)
    if not found.person.may(permission):
        raise refuse(
            Code.NOT_ALLOWED,
            person=found.person.name,
            action=permission,
            roles=roles_with(permission),
        )
    if not (found.has_pin or found.has_badge):
        raise refuse(Code.PIN_NEEDED, person=found.person.name)
    _prove(session, found, pin, badge)
    return found.person


@for_everybody
def change_own_pin(session: Session, old: str, new: str) -> None:
    """Who is at the counter gives themselves another PIN, by the one that they have (U2).

    Who has none yet needs no ``old`` one. Raises Refused as ``sign_in`` where that is wrong, and
    where the new one is no PIN, too easy or another's; that counts as a wrong try, for it tells
    that somebody has it.
    """
    database, person = session.database, session.person
    if database.frozen:
        raise refuse(CODES[database.frozen])
    kept = people.secret(database, SECRET_PIN, person.id)
    if not people_rules.is_pin(new) or people_rules.is_easy(
        new
    ):  # nothing of others is told by that
        raise Refused(problems_of_pin(database, new, person.id))
    if kept is not None:
        try_and_count(session, kept, old)
    if problems := problems_of_pin(database, new, person.id):
        if kept is not None:
            tell_wrong(session, kept)
        raise Refused(problems)
    with sql.transaction(database, of=sql.SHOP):
        keep_secret(database, SECRET_PIN, person.id, new)
        was, after = {"pin": "there" if kept else "none"}, {"pin": "new"}
        audit.note(session, Action.PERSON, [Change(Subject.PERSON, person.id, was, after)])


def has_pin(database: Database, person: int) -> bool:
    """Somebody has a PIN to prove by who they are."""
    return people.secret(database, SECRET_PIN, person) is not None


@for_everybody
def prove_again(session: Session, pin: str) -> None:
    """Who is at the counter proves it once more, before what changes the whole shop (U2, S2).

    Nobody is asked who has no PIN. Raises Refused: PIN_WRONG, PIN_WAIT, as ``sign_in``.
    """
    kept = people.secret(session.database, SECRET_PIN, session.person.id)
    if kept is not None:
        try_secret(session, kept, pin)


def seconds_to_wait(database: Database, person: int | None) -> int:
    """How many seconds somebody waits after wrong PINs; None: whoever has the recovery code."""
    kind = SECRET_PIN if person is not None else SECRET_RECOVERY
    kept = people.secret(database, kind, person)
    return wait_left(database, kept) if kept else 0


def _prove(session: Session, who: Colleague, pin: str, badge: str) -> None:
    """Raises Refused where neither PIN nor badge proves it."""
    database = session.database
    if who.has_badge and badge and (not who.has_pin or settings.load(database).badge_is_enough):
        found = by_badge(database, badge)
        if found is not None and found.id == who.id:
            return
    kept = people.secret(database, SECRET_PIN, who.id)
    if kept is None:  # there is a badge, and it was not shown
        raise refuse(Code.BADGE_MISSING, person=who.person.name)
    try_secret(session, kept, pin)


# The way back -------------------------------------------------------------------------------------


def has_recovery_code(database: Database) -> bool:
    """There is a code by which an owner who forgot the PIN comes back in."""
    return people.secret(database, SECRET_RECOVERY, None) is not None


@permitted(Permission.CHANGE_SETTINGS)
def make_recovery_code(session: Session) -> str:
    """Make the shop's recovery code anew and return it, this once: only its hash is kept.

    The one of before is good for nothing from then on.
    """
    with sql.transaction(session.database, of=sql.SHOP):
        code = _new_code(session.database)
        audit.note(session, Action.RECOVERY, [Change(Subject.SHOP, None, None, {"code": "new"})])
    return code


def _new_code(database: Database) -> str:
    code = secrets.new_recovery_code()
    keep_secret(database, SECRET_RECOVERY, None, secrets.recovery_code(code))
    return code


def recover(
    database: Database,
    counter: Counter,
    person: int,
    code: str,
    pin: str,
    now: Callable[[], datetime] = clock.now,
) -> tuple[Session, str]:
    """Give an owner who forgot it a new PIN, by the recovery code; returns the session, and the
    code that is good from now on.

    Raises Refused: RECOVERY_NONE, RECOVERY_WRONG, PIN_WAIT; NOBODY_SUCH where the person is no
    owner in service; and where the PIN is not one (that is told only to who has the code).
    """
    found = colleague(database, person)
    if found.person.role is not Role.OWNER:
        raise refuse(Code.NOBODY_SUCH)
    kept = people.secret(database, SECRET_RECOVERY, None)
    if kept is None:
        raise refuse(Code.RECOVERY_NONE)
    session = Session(database, found.person, counter, Approvals(), now)
    try_secret(session, kept, secrets.recovery_code(code), Code.RECOVERY_WRONG)
    if problems := problems_of_pin(database, pin, person):
        raise Refused(problems)
    with sql.transaction(database, of=sql.SHOP):
        keep_secret(database, SECRET_PIN, person, pin)
        new = _new_code(database)
        told = {"code": "used", "pin": "new"}
        audit.note(session, Action.RECOVERY, [Change(Subject.PERSON, person, None, told)])
        _note_sign_in(session, "recovery code")
    return session, new

"""Who works here, what they may, and how they prove who they are (U1, U2).

A PIN or a badge is missed five times in a row, then it waits, each time twice as long. A try counts
before it is looked at, so that a program which is ended meanwhile has counted it; and a wait is
counted by the steady clock while the program runs, by the wall's from its beginning otherwise:
setting the wall's clock back begins it anew, setting it forward helps nobody who is waiting.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain import people as rules
from app.domain.kinds import SALE
from app.domain.permissions import Permission, Person, Role, roles_with
from app.domain.problems import Code, Problem, Refused, refuse
from app.services import audit, clock, secrets, settings
from app.services.audit import Action, Change, Subject
from app.services.documents import parking
from app.services.entry import resolving
from app.services.permitting import for_everybody, permitted
from app.services.session import Session, person_of
from db import sql
from db.codes import SECRET_BADGE, SECRET_PIN, SECRET_RECOVERY
from db.queries import people
from db.queries.counters import Counter
from db.queries.people import SecretRow
from db.sql import Database
from db.writes import people as writes
from db.writes.people import Wait


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works here, or did, and what it can be proved by."""

    person: Person
    has_pin: bool
    has_badge: bool

    @property
    def id(self) -> int:
        """The person's id."""
        return self.person.id


@dataclass(frozen=True, slots=True)
class LeftDraft:
    """The sale that somebody left at the Counter: its lines, and what it comes to."""

    document: int
    lines: int
    total: int


def everybody(database: Database) -> list[Colleague]:
    """All who work here or did, in the order in which they came."""
    return [
        Colleague(person_of(people.PersonRow(*row[:4])), row.has_pin, row.has_badge)
        for row in people.everybody(database)
    ]


def in_service(database: Database) -> list[Colleague]:
    """All who work here now."""
    return [one for one in everybody(database) if one.person.active]


def signs_in(database: Database) -> bool:
    """It is asked who is at the counter: a shop with one person and no PIN never asks (U2)."""
    return people.signs_in(database)


def approvers(database: Database, permission: Permission) -> list[Colleague]:
    """Who may do a thing and can prove it: those who can approve it (U3)."""
    return [
        one
        for one in in_service(database)
        if one.person.may(permission) and (one.has_pin or one.has_badge)
    ]


def drafts_left(database: Database) -> dict[int, LeftDraft]:
    """By person, the sale that each left at the Counter; of several the newest."""
    return {person: LeftDraft(*left) for person, *left in people.drafts_left(database, SALE.key)}


# Editing ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonForm:
    """What the page of a person holds.

    ``pin`` and ``badge``: None leaves it as it is, "" takes it away. ``language``: None as it is.
    """

    name: str
    role: Role = Role.CLERK
    active: bool = True
    pin: str | None = None
    badge: str | None = None
    language: str | None = None


def load(database: Database, id: int) -> PersonForm:
    """A person as the page shows it. Raises KeyError where there is none."""
    found = people.person(database, id)
    if found is None:
        raise KeyError(id)
    language = settings.load_person(database, id).language
    return PersonForm(found.name, person_of(found).role, found.active, language=language)


@permitted(Permission.EDIT_PEOPLE)
def save(session: Session, form: PersonForm, id: int | None = None) -> int:
    """Add somebody, or change the one with ``id``; returns the id.

    Raises Refused, with every problem: where the name is missing or taken, the PIN too easy or
    another's, the badge another's or no badge; where the role, or the one that it was, may more
    than who asks; and where no owner would be left, or somebody who may edit people has no PIN
    while others work here. A PIN that is another's counts as a wrong try of who asks: it tells
    that somebody has it.
    """
    database, name = session.database, form.name.strip()
    before = load(database, id) if id is not None else None
    own = people.secret(database, SECRET_PIN, session.person.id)
    if form.pin:
        _free_to_try(database, own, session)
    problems = list(_problems_of(session, form, name, before, id))
    if any(problem.code is Code.PIN_TAKEN for problem in problems):
        _count_try(session, own)
    if problems:
        raise Refused(problems)
    with sql.transaction(database, of=sql.SHOP):
        role = form.role.name.lower()
        had = _had(database, id)
        person = id if id is not None else writes.add(database, name, role)
        writes.change(database, person, name, role, form.active)
        if not Person(person, name, form.role, form.active).may(SALE.permission):
            parking.park_of(session, person, name)  # else nobody would see it any more
        if form.pin is not None:
            _keep(database, SECRET_PIN, person, form.pin)
        if form.badge is not None:
            _keep(database, SECRET_BADGE, person, _badge(form.badge))
        if form.language is not None:
            settings.keep_language(database, person, form.language)
        _refuse_without_proof(database, name)
        audit.note(session, Action.PERSON, [_told(person, form, name, before, had)])
    return person


def _problems_of(
    session: Session, form: PersonForm, name: str, before: PersonForm | None, id: int | None
) -> Sequence[Problem]:
    database, own, found = session.database, session.person.role, []
    if not name:
        found.append(Problem(Code.NAME_MISSING))
    elif people.name_taken(database, name, id):
        found.append(Problem(Code.NAME_TAKEN, {"name": name}))
    for role in dict.fromkeys([before.role if before else form.role, form.role]):
        if not rules.may_act_on(own, role):
            found.append(Problem(Code.ABOVE_ONESELF, {"role": role}))
    if form.pin:
        found += _problems_of_pin(database, form.pin, id)
    if form.badge:
        found += _problems_of_badge(database, form.badge, id)
    return found


def _problems_of_pin(database: Database, pin: str, id: int | None) -> Sequence[Problem]:
    if not rules.is_pin(pin):
        bounds = {"least": rules.SHORTEST_PIN, "most": rules.LONGEST_PIN}
        return [Problem(Code.PIN_BAD, bounds)]
    if rules.is_easy(pin):
        return [Problem(Code.PIN_EASY)]
    others = {one: kept for one, kept in people.kept(database, SECRET_PIN).items() if one != id}
    return [Problem(Code.PIN_TAKEN)] if secrets.whose(pin, others) is not None else []


def _problems_of_badge(database: Database, scanned: str, id: int | None) -> Sequence[Problem]:
    badge = _badge(scanned)
    if len(badge) < rules.SHORTEST_BADGE:
        return [Problem(Code.BADGE_BAD, {"least": rules.SHORTEST_BADGE})]
    known = resolving.resolve(database, badge).found
    if known is not None and not isinstance(known, Problem):
        return [Problem(Code.BADGE_IS_CODE)]
    others = {one: kept for one, kept in people.kept(database, SECRET_BADGE).items() if one != id}
    return [Problem(Code.BADGE_TAKEN)] if secrets.whose(badge, others) is not None else []


def _badge(scanned: str) -> str:
    """A badge's code, however it came."""
    return scanned.strip()


def _keep(database: Database, kind: int, person: int | None, secret: str) -> None:
    """Keep a secret, or none where it is empty."""
    if not secret:
        writes.forget_secret(database, kind, person)
        return
    kept = secrets.kept_as(secret, people.kept(database, kind).values())
    mark = secrets.mark_of(secret) if kind == SECRET_BADGE else None
    writes.keep_secret(database, kind, person, kept, mark)


def _refuse_without_proof(database: Database, name: str) -> None:
    """Raises Refused where no owner is left, or somebody who edits people could not prove it."""
    there = in_service(database)
    if not any(one.person.role is Role.OWNER for one in there):
        raise refuse(Code.LAST_OWNER, person=name)
    bare = [one for one in there if one.person.may(Permission.EDIT_PEOPLE) and not one.has_pin]
    if len(there) > 1 and bare:
        raise Refused([Problem(Code.PIN_NEEDED, {"person": one.person.name}) for one in bare])


def _had(database: Database, id: int | None) -> tuple[bool, bool]:
    found = next((one for one in everybody(database) if one.id == id), None)
    return (found.has_pin, found.has_badge) if found else (False, False)


def _told(
    person: int, form: PersonForm, name: str, before: PersonForm | None, had: tuple[bool, bool]
) -> Change:
    """What the audit log tells: that a PIN or badge was changed, and never which it is."""
    was = None
    after: dict[str, object] = {
        "name": name,
        "role": form.role.name.lower(),
        "active": form.active,
    }
    if before is not None:
        was = {"name": before.name, "role": before.role.name.lower(), "active": before.active}
    if form.language is not None:
        after["language"] = form.language
        if before is not None:
            was = {**(was or {}), "language": before.language}
    for key, secret, there in (("pin", form.pin, had[0]), ("badge", form.badge, had[1])):
        if secret is not None and (secret or there):
            was = {**(was or {}), key: "there" if there else "none"} if before else None
            after[key] = "new" if secret else "none"
    return Change(Subject.PERSON, person, was, after)


# Proving ------------------------------------------------------------------------------------------


def by_badge(database: Database, code: str) -> Colleague | None:
    """Whose badge a scanned code is, in service or not any more; None where it is no badge.

    One in 256 of other codes is worked out; the others cost a look at the store.
    """
    badge = _badge(code)
    marked = people.badges_marked(database, secrets.mark_of(badge))
    found = secrets.whose(badge, marked) if marked else None
    return next((one for one in everybody(database) if one.id == found), None)


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
    found = _colleague(database, person)
    session = Session(database, found.person, counter, now)
    if found.has_pin or found.has_badge:
        _prove(session, found, pin, badge)
    with sql.transaction(database, of=sql.SHOP):
        audit.note(
            session, Action.SIGN_IN, [Change(Subject.PERSON, person, None, {"by": _by(pin)})]
        )
    return session


def _by(pin: str) -> str:
    return "pin" if pin else "name or badge"


@for_everybody
def prove(
    session: Session, person: int, pin: str, permission: Permission, badge: str = ""
) -> Person:
    """Somebody proves that they are here and may do a thing; who is at the counter stays (U3).

    Raises Refused: NOT_ALLOWED where that person may not, as ``sign_in`` where it is not proved;
    nobody is believed who has neither PIN nor badge.
    """
    found = _colleague(session.database, person)
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
        raise refuse(Code[database.frozen])
    kept = people.secret(database, SECRET_PIN, person.id)
    if not rules.is_pin(new) or rules.is_easy(new):  # nothing of others is told by that
        raise Refused(_problems_of_pin(database, new, person.id))
    if kept is not None:
        _free_to_try(database, kept, session)
        missed = _count_try(session, kept)
        if not secrets.fits(old, kept.kept):
            _note_locked_out(session, kept, missed)
            raise _missed(missed, Code.PIN_WRONG)
    if problems := _problems_of_pin(database, new, person.id):
        raise Refused(problems)
    with sql.transaction(database, of=sql.SHOP):
        _keep(database, SECRET_PIN, person.id, new)
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
        _try(session, kept, pin)


def seconds_to_wait(
    database: Database, person: int | None, now: Callable[[], datetime] = clock.now
) -> int:
    """How many seconds somebody waits after wrong PINs; None: whoever has the recovery code."""
    kind = SECRET_PIN if person is not None else SECRET_RECOVERY
    kept = people.secret(database, kind, person)
    return _left(database, kept, now()) if kept else 0


def tries_left(database: Database, person: int) -> int:
    """How many wrong tries somebody has before a wait."""
    kept = people.secret(database, SECRET_PIN, person)
    return max(rules.FREE_TRIES - kept.tries, 0) if kept else rules.FREE_TRIES


def _colleague(database: Database, person: int) -> Colleague:
    """Somebody in service. Raises Refused where there is nobody such."""
    for one in in_service(database):
        if one.id == person:
            return one
    raise refuse(Code.NOBODY_SUCH)


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
    _try(session, kept, pin)


def _try(session: Session, kept: SecretRow, secret: str, wrong: Code = Code.PIN_WRONG) -> None:
    """One try at a secret, counted before it is looked at. Raises Refused where it is not it."""
    _free_to_try(session.database, kept, session)
    missed = _count_try(session, kept)
    if not secrets.fits(secret, kept.kept):
        _note_locked_out(session, kept, missed)
        raise _missed(missed, wrong)
    with sql.transaction(session.database, of=sql.SHOP):
        writes.wait(session.database, kept.id, Wait(0))


def _note_locked_out(session: Session, kept: SecretRow, missed: int) -> None:
    """Tell of the last of the wrong tries that are free."""
    if missed == rules.FREE_TRIES:
        audit.note(session, Action.LOCKED_OUT, [Change(Subject.PERSON, kept.person_id, None, {})])


def _missed(tries: int, wrong: Code) -> Refused:
    seconds = rules.wait_after(tries)
    if seconds:
        return refuse(Code.PIN_WAIT, seconds=seconds)
    return refuse(wrong, left=rules.FREE_TRIES - tries)


def _free_to_try(database: Database, kept: SecretRow | None, session: Session) -> None:
    """Raises Refused while it waits."""
    left = _left(database, kept, session.now()) if kept else 0
    if left:
        raise refuse(Code.PIN_WAIT, seconds=left)


def _count_try(session: Session, kept: SecretRow | None) -> int:
    """Count a try, and begin the wait that follows from it; returns how many there were."""
    if kept is None:
        return 0
    database, tries = session.database, kept.tries + 1
    seconds = rules.wait_after(tries)
    wait = Wait(tries, seconds, session.stamp(), clock.steady(), database.opening)
    with sql.transaction(database, of=sql.SHOP):
        writes.wait(database, kept.id, wait)
    return tries


def _left(database: Database, kept: SecretRow, now: datetime) -> int:
    """How many seconds are left of a wait; one that the wall's clock fell behind begins anew."""
    if not kept.wait_seconds or kept.wait_from is None:
        return 0
    if kept.wait_opening == database.opening and kept.wait_steady is not None:
        waited = clock.steady() - kept.wait_steady
    else:
        waited = (now - datetime.fromisoformat(kept.wait_from)).total_seconds()
        if waited < 0:
            _begin_anew(database, kept, now)
            waited = 0
    return max(kept.wait_seconds - int(waited), 0)


def _begin_anew(database: Database, kept: SecretRow, now: datetime) -> None:
    wait = Wait(kept.tries, kept.wait_seconds, clock.stamp(now), clock.steady(), database.opening)
    with sql.transaction(database, of=sql.SHOP):
        writes.wait(database, kept.id, wait)


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
    _keep(database, SECRET_RECOVERY, None, secrets.recovery_code(code))
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
    found = _colleague(database, person)
    if found.person.role is not Role.OWNER:
        raise refuse(Code.NOBODY_SUCH)
    kept = people.secret(database, SECRET_RECOVERY, None)
    if kept is None:
        raise refuse(Code.RECOVERY_NONE)
    session = Session(database, found.person, counter, now)
    _try(session, kept, secrets.recovery_code(code), Code.RECOVERY_WRONG)
    if problems := _problems_of_pin(database, pin, person):
        raise Refused(problems)
    with sql.transaction(database, of=sql.SHOP):
        _keep(database, SECRET_PIN, person, pin)
        new = _new_code(database)
        told = {"code": "used", "pin": "new"}
        audit.note(session, Action.RECOVERY, [Change(Subject.PERSON, person, None, told)])
    return session, new

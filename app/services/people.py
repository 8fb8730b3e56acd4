"""Who works here and what they may: listed, added and changed (U1)."""

from collections.abc import Sequence
from typing import NamedTuple

from app.domain import people as people_rules
from app.domain.kinds import SALE
from app.domain.permissions import Permission, Person, Role
from app.domain.problems import Code, Problem, Refused, refuse
from app.services import audit, secrets, settings
from app.services.audit import Action, Change, Subject
from app.services.documents import parking
from app.services.entry import resolving
from app.services.permitting import permitted
from app.services.session import Session, person_of
from app.services.tries import count_wrong, refuse_while_waiting
from db import sql
from db.codes import SECRET_BADGE, SECRET_PIN
from db.queries import people
from db.sql import Database
from db.writes import people as people_writes


class Colleague(NamedTuple):
    """Somebody who works here, or did, and what it can be proved by."""

    person: Person
    has_pin: bool
    has_badge: bool

    @property
    def id(self) -> int:
        """The person's id."""
        return self.person.id


class LeftDraft(NamedTuple):
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


class PersonForm(NamedTuple):
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
        refuse_while_waiting(database, own)
    problems = list(_problems_of(session, form, name, before, id))
    if any(problem.code is Code.PIN_TAKEN for problem in problems):
        count_wrong(session, own)
    if problems:
        raise Refused(problems)
    with sql.transaction(database, of=sql.SHOP):
        role = form.role.name.lower()
        had = _had(database, id)
        person = id if id is not None else people_writes.add(database, name, role)
        people_writes.change(database, person, name, role, form.active)
        if not Person(person, name, form.role, form.active).may(SALE.permission):
            parking.park_of(session, person, name)  # else nobody would see it any more
        if form.pin is not None:
            keep_secret(database, SECRET_PIN, person, form.pin)
        if form.badge is not None:
            keep_secret(database, SECRET_BADGE, person, badge_of(form.badge))
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
        if not people_rules.may_act_on(own, role):
            found.append(Problem(Code.ABOVE_ONESELF, {"role": role}))
    if form.pin:
        found += problems_of_pin(database, form.pin, id)
    if form.badge:
        found += _problems_of_badge(database, form.badge, id)
    return found


def problems_of_pin(database: Database, pin: str, id: int | None) -> Sequence[Problem]:
    if not people_rules.is_pin(pin):
        bounds = {"least": people_rules.SHORTEST_PIN, "most": people_rules.LONGEST_PIN}
        return [Problem(Code.PIN_BAD, bounds)]
    if people_rules.is_easy(pin):
        return [Problem(Code.PIN_EASY)]
    others = {one: kept for one, kept in people.kept(database, SECRET_PIN).items() if one != id}
    return [Problem(Code.PIN_TAKEN)] if secrets.whose(pin, others) is not None else []


def _problems_of_badge(database: Database, scanned: str, id: int | None) -> Sequence[Problem]:
    badge = badge_of(scanned)
    if len(badge) < people_rules.SHORTEST_BADGE:
        return [Problem(Code.BADGE_BAD, {"least": people_rules.SHORTEST_BADGE})]
    known = resolving.resolve(database, badge).found
    if known is not None and not isinstance(known, Problem):
        return [Problem(Code.BADGE_IS_CODE)]
    others = {one: kept for one, kept in people.kept(database, SECRET_BADGE).items() if one != id}
    return [Problem(Code.BADGE_TAKEN)] if secrets.whose(badge, others) is not None else []


def badge_of(scanned: str) -> str:
    """A badge's code, however it came."""
    return scanned.strip()


def keep_secret(database: Database, kind: int, person: int | None, secret: str) -> None:
    """Keep a secret, or none where it is empty."""
    if not secret:
        people_writes.forget_secret(database, kind, person)
        return
    kept = secrets.kept_as(secret, people.kept(database, kind).values())
    mark = secrets.mark_of(secret) if kind == SECRET_BADGE else None
    people_writes.keep_secret(database, kind, person, kept, mark)


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


def colleague(database: Database, person: int) -> Colleague:
    """Somebody in service. Raises Refused where there is nobody such."""
    for one in in_service(database):
        if one.id == person:
            return one
    raise refuse(Code.NOBODY_SUCH)

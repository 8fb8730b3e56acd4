"""Who does what, where and when: what every service that writes takes first."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from app.domain.permissions import OF_READING, Permission, Person, Role, roles_with
from app.domain.problems import CODES, Code, Problem, Refused, refuse
from app.services import clock as wall
from db.queries import counters, people
from db.queries.counters import Counter
from db.queries.people import PersonRow
from db.sql import Database

if TYPE_CHECKING:
    from app.services.grants import Grant


class Approvals:
    """What somebody approved for this person and is not used up yet: one at a time (U3)."""

    def __init__(self, held: "Grant | None" = None) -> None:
        self.held = held


class Session(NamedTuple):
    """One person at one counter of an open shop, and the clock on its wall.

    ``granted`` is what may be done besides, as a part of an action that was allowed. ``approvals``
    is what somebody approved for one call (U3), and ``approved`` what does not stand against the
    call that is carried out by it.
    """

    database: Database
    person: Person
    counter: Counter
    approvals: Approvals
    clock: Callable[[], datetime] = wall.now
    granted: frozenset[Permission] = frozenset()
    approved: tuple[Problem, ...] = ()

    def now(self) -> datetime:
        """This moment."""
        return self.clock()

    def stamp(self) -> str:
        """This moment, as the store keeps it."""
        return wall.stamp(self.now())

    def today(self) -> date:
        """Today's date in the computer's own time zone, by the session's clock."""
        return wall.day_of(self.now())

    def at(self, moment: datetime) -> "Session":
        """The same session whose clock stands still at a moment."""
        return self._replace(clock=lambda: moment)

    def granting(self, permission: Permission) -> "Session":
        """The same session for what is a part of an action that was allowed already."""
        return self._replace(granted=self.granted | {permission})

    def fresh(self) -> "Session":
        """The same session with its person as the store has it now, role and all (U2).

        Inside a transaction it is what it was as that began: nobody else can have changed it.
        """
        if self.database.transaction_depth():
            return self
        found = people.person(self.database, self.person.id)
        person = person_of(found) if found else self.person._replace(active=False)
        return self if person == self.person else self._replace(person=person)

    def may(self, permission: Permission) -> bool:
        """Is this allowed here, as far as was known last?

        Where the shop is only looked at, nothing is that changes it.
        """
        if self.database.frozen and permission not in OF_READING:
            return False
        return permission in self.granted or self.person.may(permission)

    def approving(self, grant: "Grant | None") -> "Session":
        """The same session with what somebody approved for one call; None: with nothing."""
        return self._replace(approvals=Approvals(grant))

    def refuse_unapproved(self, problems: Iterable[Problem]) -> None:
        """Raises Refused with those that nobody approved for this call (U3)."""
        left = [problem for problem in problems if problem not in self.approved]
        if left:
            raise Refused(left)

    def demand(self, permission: Permission, about: Mapping[str, int] | None = None) -> None:
        """Raises Refused, with who may do it, where this is not allowed here now (U1, U2).

        ``about`` is what an approval of it tells, ids and amounts (U3).
        """
        if self.database.frozen and permission not in OF_READING:
            raise refuse(CODES[self.database.frozen])
        now = self.fresh()
        if now.may(permission):
            return
        if not now.person.active:
            raise refuse(Code.NOT_ACTIVE, person=now.person.name)
        raise refuse(
            Code.NOT_ALLOWED,
            person=now.person.name,
            action=permission,
            roles=roles_with(permission),
            **(about or {}),
        )


def person_of(row: PersonRow) -> Person:
    """Somebody as the rules know them; of a role that is none, in a damaged file, who may least."""
    role = Role.__members__.get(str(row.role).upper(), Role.VIEWER)
    return Person(row.id, row.name, role, row.active)


def begin(database: Database, person: int | None = None) -> Session:
    """The session of somebody at the first counter, by the clock on the wall.

    Without a ``person``, or where that one does not work here any more, it is the first owner's.
    """
    found = people.person(database, person) if person is not None else None
    found = found if found is not None and found.active else people.owner(database)
    return Session(database, person_of(found), counters.first(database), Approvals())

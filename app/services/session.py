"""Who does what, where and when: what every service that writes takes first."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.permissions import OF_READING, Permission, Person, roles_with
from app.domain.problems import Code, refuse
from app.services import clock as wall
from app.services import people
from db.queries import counters
from db.queries.counters import Counter
from db.sql import Database


@dataclass(frozen=True, slots=True)
class Session:
    """One person at one counter of an open shop, and the clock on its wall.

    ``granted`` is what may be done besides, as a part of an action that was allowed.
    """

    database: Database
    person: Person
    counter: Counter
    clock: Callable[[], datetime] = wall.now
    granted: frozenset[Permission] = frozenset()

    def now(self) -> datetime:
        """This moment."""
        return self.clock()

    def stamp(self) -> str:
        """This moment, as the store keeps it."""
        return wall.stamp(self.now())

    def today(self) -> date:
        """The date on the wall."""
        return wall.day_of(self.now())

    def at(self, moment: datetime) -> "Session":
        """The same session whose clock stands still at a moment."""
        return replace(self, clock=lambda: moment)

    def granting(self, permission: Permission) -> "Session":
        """The same session for what is a part of an action that was allowed already."""
        return replace(self, granted=self.granted | {permission})

    def may(self, permission: Permission) -> bool:
        """Is this allowed here? Where the shop is only looked at, nothing is that changes it."""
        if self.database.frozen and permission not in OF_READING:
            return False
        return permission in self.granted or self.person.may(permission)

    def demand(self, permission: Permission) -> None:
        """Raises Refused, with who may do it, where this is not allowed here (U1)."""
        if self.database.frozen and permission not in OF_READING:
            raise refuse(Code[self.database.frozen])
        if not self.may(permission):
            raise refuse(
                Code.NOT_ALLOWED,
                person=self.person.name,
                action=permission,
                roles=roles_with(permission),
            )


def begin(database: Database) -> Session:
    """The session of the built-in owner at the first counter, by the clock on the wall."""
    return Session(database, people.owner(database), counters.first(database))

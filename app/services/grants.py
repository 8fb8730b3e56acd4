"""What somebody approved for another: one call of one service, as it was refused, once (U3)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.domain.permissions import Permission, Person
from app.domain.problems import Problem
from app.services import clock
from app.services.session import Session, person_of
from db.queries import documents, people
from db.sql import Database
from db.writes import audit
from db.writes.audit import NewEntry

APPROVAL = "approval"
"""What the audit log calls it: ``audit.Action.APPROVAL``."""

_ANSWERS = "sure"
"""What a person was asked and answered with yes is no part of what was approved."""

_OF_DOCUMENTS = ("draft", "document")
_WHY = ("reason", "why", "reference")


class Call(NamedTuple):
    """A service with what it was given, the session left out; the answers to questions too."""

    service: Callable[..., Any]
    given: Mapping[str, object]

    @classmethod
    def of(cls, service: Callable[..., Any], given: Mapping[str, object]) -> "Call":
        """The call of a service with all its arguments by name."""
        return cls(service, {key: value for key, value in given.items() if key != _ANSWERS})

    @property
    def figures(self) -> dict[str, int]:
        """The ids and amounts among what was given; no texts, for one may be secret."""
        return {key: value for key, value in self.given.items() if isinstance(value, int)}

    @property
    def reason(self) -> str:
        """Why it was to be done, where that was said with it."""
        said = next((self.given[key] for key in _WHY if key in self.given), "")
        return said if isinstance(said, str) else ""

    @property
    def document(self) -> int | None:
        """The document that it is about, where it is about one."""
        found = next((self.given[key] for key in _OF_DOCUMENTS if key in self.given), None)
        return found if isinstance(found, int) else None


@dataclass(slots=True)
class Grant:
    """Good for one call, until a moment of the steady clock, which nobody sets, and only while its
    document is as it was and its approver may approve it.

    ``permissions`` are what was missing, ``problems`` what stood against it besides. ``told`` is
    what the audit log says of it.
    """

    call: Call
    permissions: frozenset[Permission]
    problems: tuple[Problem, ...]
    approver: Person
    reason: str
    until: float
    state: object = None
    told: Mapping[str, object] = field(default_factory=dict)
    used: bool = False

    def fits(self, session: Session, call: Call) -> bool:
        """It is for this call, and good now."""
        return (
            not self.used
            and call == self.call
            and clock.steady() < self.until
            and self._may_still(session.database)
            and self.state == state_of(session.database, call)
        )

    def _may_still(self, database: Database) -> bool:
        """Nothing was taken from who approved it since."""
        found = people.person(database, self.approver.id)
        return found is not None and all(map(person_of(found).may, self.permissions))

    def session_for(self, session: Session) -> Session:
        """The session in which it is done, at one moment."""
        granted = session.granted | self.permissions
        made = session.approving(None)._replace(granted=granted, approved=self.problems)
        return made.at(session.now())

    def note(self, session: Session) -> None:
        """Tell who approved what, for whom and why, in the transaction of what it is for (U4)."""
        names = sorted(one.name for one in self.permissions)
        told = {
            "permission": names[0],
            **({"permissions": names} if len(names) > 1 else {}),
            "approved_by": self.approver.name,
            "approver": self.approver.id,
            "reason": self.reason,
            **self.told,
        }
        text = json.dumps(told, ensure_ascii=False)
        entry = NewEntry(self.call.document, self.reason, "person", self.approver.id, None, text)
        by, at = session.person.id, session.counter.id
        audit.note(session.database, session.stamp(), by, at, APPROVAL, [entry])


def state_of(database: Database, call: Call) -> object:
    """What must not change between the approval and what it is for."""
    if call.document is None:
        return None
    try:
        head = documents.document(database, call.document)
    except KeyError:
        return None
    return head.changed_at, head.total, head.state

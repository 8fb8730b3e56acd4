"""The permission that a service asks for, named at the function (U1).

It is asked for before anything else is read, so that who may not do a thing learns nothing by
trying. What a service calls in its turn asks again: nothing is allowed by a roundabout way.
"""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, TypeVar, cast

from app.domain.kinds import KINDS
from app.domain.permissions import ROLES, Permission
from app.services.session import Session
from db.queries import documents

Service = TypeVar("Service", bound=Callable[..., Any])
Check = Callable[[Session, tuple[Any, ...], dict[str, Any]], None]

DOCUMENTS = frozenset(kind.permission for kind in KINDS.values())
"""What a person needs to write every kind of document."""


def permitted(permission: Permission) -> Callable[[Service], Service]:
    """Only who has the permission may call the function; raises Refused for others."""

    def guard(function: Service) -> Service:
        return _guarded(function, permission, lambda session, *_: session.demand(permission))

    return guard


def permitted_for_kind(function: Service) -> Service:
    """Only who may write documents of the ``kind`` that the function is given may call it."""
    parameters = list(signature(function).parameters.values())[1:]
    place, kind = next((n, p) for n, p in enumerate(parameters) if p.name == "kind")

    def check(session: Session, values: tuple[Any, ...], named: dict[str, Any]) -> None:
        given = values[place] if len(values) > place else named.get("kind", kind.default)
        session.demand(KINDS[given].permission)

    return _guarded(function, "kind", check)


def permitted_for_document(function: Service) -> Service:
    """Only who may write documents of the kind of the one that is given after the session."""
    name = list(signature(function).parameters)[1]

    def check(session: Session, values: tuple[Any, ...], named: dict[str, Any]) -> None:
        person = session.person
        if not (
            person.active and ROLES[person.role] >= DOCUMENTS
        ):  # who may write all need not be looked up
            document = values[0] if values else named[name]
            session.demand(KINDS[documents.kind_of(session.database, document)].permission)

    return _guarded(function, "document", check)


def for_everybody(function: Service) -> Service:
    """Everybody may call the function: it is upkeep, their own, or asks again for each part."""
    return _guarded(function, "everybody", lambda *_: None)


def _guarded(function: Service, named: Permission | str, check: Check) -> Service:
    @wraps(function)
    def guarded(session: Session, *values: Any, **more: Any) -> Any:
        session = session.fresh()  # a permission that was taken away counts at once
        check(session, values, more)
        return function(session, *values, **more)

    guarded.permission = named  # type: ignore[attr-defined]  # a test reads it
    return cast(Service, guarded)

"""The permission that a service asks for, named at the function (U1).

It is asked for before anything else is read, so that who may not do a thing learns nothing by
trying. What a service calls in its turn asks again: nothing is allowed by a roundabout way.
A refusal says which call it refused; a call that somebody approved is carried out once (U3).
"""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, TypeVar, cast

from app.domain.document_kind import DocumentKind, Party, Price
from app.domain.kinds import KINDS
from app.domain.permissions import ROLES, Permission
from app.domain.problems import Refused
from app.services.session import Session
from db import sql
from db.queries import documents

if TYPE_CHECKING:
    from app.services.grants import Call, Grant


def what_shows(kind: DocumentKind) -> tuple[Permission, ...]:
    """The permissions of which one is enough to look at documents of a kind; none: everybody.

    What goods were bought for, and what was paid for them, is cost (U1); who writes such documents
    sees what they write.
    """
    is_cost = kind.price is Price.PURCHASE or kind.party is Party.SUPPLIER
    return (Permission.SEE_COST, kind.permission) if is_cost else ()


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

    def check(session: Session, values: tuple[Any, ...], named: dict[str, Any]) -> None:
        person = session.person
        may_all = person.active and ROLES[person.role] >= DOCUMENTS
        if session.database.frozen or not may_all:  # else the document need not be looked up
            document = values[0] if values else named[list(signature(function).parameters)[1]]
            session.demand(KINDS[documents.kind_of(session.database, document)].permission)

    return _guarded(function, "document", check)


def for_everybody(function: Service) -> Service:
    """Everybody may call the function: it is upkeep, their own, or asks again for each part."""
    return _guarded(function, "everybody", lambda *_: None)


def _guarded(function: Service, named: Permission | str, check: Check) -> Service:
    @wraps(function)
    def guarded(session: Session, *values: Any, **more: Any) -> Any:
        session = session.fresh()  # a permission that was taken away counts at once
        if session.approvals.held is not None:
            return by_grant(session, session.approvals.held, values, more)
        return carry_out(session, values, more)

    def carry_out(session: Session, values: tuple[Any, ...], more: dict[str, Any]) -> Any:
        try:
            check(session, values, more)
            return function(session, *values, **more)
        except Refused as refusal:  # the outermost call is what a person asked for
            refusal.call = called(session, values, more)
            raise

    def called(session: Session, values: tuple[Any, ...], more: dict[str, Any]) -> "Call | None":
        from app.services.grants import Call  # with the first refusal

        try:
            bound = signature(function).bind(session, *values, **more)
        except TypeError:
            return None
        bound.apply_defaults()
        return Call.of(guarded, dict(list(bound.arguments.items())[1:]))

    def by_grant(
        session: Session, grant: "Grant", values: tuple[Any, ...], more: dict[str, Any]
    ) -> Any:
        """Do it by what was approved, where that is for this call; it is used up then (U3)."""
        call = called(session, values, more)
        if call is None or not grant.fits(session, call):
            return carry_out(session.approving(None), values, more)
        inner = grant.session_for(session)
        with sql.transaction(session.database, of=sql.SHOP):
            grant.note(inner)
            done = carry_out(inner, values, more)
        grant.used, session.approvals.held = True, None  # once it is written
        return done

    guarded.permission = named  # type: ignore[attr-defined]  # a test reads it
    return cast(Service, guarded)

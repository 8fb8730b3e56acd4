"""Tenders: the shop's ways of being paid, in its own order (M5)."""

from typing import NamedTuple

from app.domain.payments import Tender, TenderKind
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import tenders
from db.sql import Database
from db.writes import tenders as tender_writes


def every(database: Database) -> list[Tender]:
    """All tenders in the shop's order, those not in use any more too."""
    return [
        Tender(
            row.id,
            TenderKind(row.kind),
            row.name or "",
            row.opens_drawer,
            row.active,
            row.asks_reference,
        )
        for row in tenders.tenders(database)
    ]


def offered(database: Database) -> list[Tender]:
    """The tenders that can be chosen, in the shop's order."""
    return [tender for tender in every(database) if tender.is_offered]


def by_id(database: Database) -> dict[int, Tender]:
    """All tenders by their ids."""
    return {tender.id: tender for tender in every(database)}


def cash(database: Database) -> Tender:
    """The first tender of cash in use; a shop always has one."""
    return next(tender for tender in every(database) if tender.is_cash and tender.active)


class TenderForm(NamedTuple):
    """What the page of a tender holds; an empty ``name``: that of its kind."""

    name: str
    opens_drawer: bool = False
    active: bool = True
    asks_reference: bool = False


def load(database: Database, id: int) -> TenderForm:
    """A tender as its page shows it. Raises KeyError where there is none."""
    found = by_id(database)[id]
    return TenderForm(found.own_name, found.opens_drawer, found.active, found.asks_reference)


@permitted(Permission.CHANGE_SETTINGS)
def save(session: Session, form: TenderForm, id: int | None = None) -> int:
    """Add a tender of the shop's own, or change the one with ``id``; returns its id.

    Raises Refused where the name is missing or taken, and where the last cash would go.
    """
    database, name = session.database, form.name.strip()
    with sql.transaction(database, of=sql.SHOP):
        problem = _problem_with(database, name, form.active, id)
        if problem:
            raise Refused([problem])
        if id is None:
            own = int(TenderKind.OWN)
            return tender_writes.add(database, own, name, form.opens_drawer, form.asks_reference)
        before, after = _told(load(database, id)), _told(form)
        tender_writes.write(
            database, id, name or None, form.opens_drawer, form.active, form.asks_reference
        )
        audit.note(session, Action.TENDER, [Change(Subject.TENDER, id, before, after)])
        return id


@permitted(Permission.CHANGE_SETTINGS)
def move(session: Session, id: int, by: int) -> None:
    """Move a tender so many places down among those in use (up, where below zero)."""
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        found = every(database)
        used = [tender.id for tender in found if tender.is_offered]
        others = [tender.id for tender in found if not tender.is_offered]
        before = used.index(id) + 1
        used.insert(max(0, min(before - 1 + by, len(used) - 1)), used.pop(before - 1))
        tender_writes.place(database, [*used, *others])
        after = {"place": used.index(id) + 1}
        change = Change(Subject.TENDER, id, {"place": before}, after)
        audit.note(session, Action.TENDER, [change])


def _problem_with(database: Database, name: str, active: bool, id: int | None) -> Problem | None:
    own = by_id(database).get(id) if id is not None else None
    if not name and (own is None or own.kind is TenderKind.OWN):
        return Problem(Code.NAME_MISSING)
    if name and any(twin != id for twin in tenders.named(database, name)):
        return Problem(Code.NAME_TAKEN, {"name": name})
    if own is not None and not active and own.is_cash:
        return Problem(Code.CASH_STAYS, {"tender": own.name})
    return None


def _told(form: TenderForm) -> dict[str, object]:
    return {
        "name": form.name.strip(),
        "opens_drawer": form.opens_drawer,
        "active": form.active,
        "asks_reference": form.asks_reference,
    }

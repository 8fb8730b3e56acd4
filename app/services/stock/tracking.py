"""Serial number management of items switched on and off, one by one or many at once (P2 to P4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.lifecycle import Status
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused
from app.domain.tracking import Trackable
from app.domain.tracking import problems_of as problems_with
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.documents import posting
from app.services.documents.effects import releasing
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import items, serials
from db.queries.stock import stock_of
from db.sql import Database
from db.writes import items as item_writes


@dataclass(frozen=True, slots=True)
class Switched:
    """What became of one item: refused for ``problems``, or done, with serials ``released``.

    ``changed`` is false where it was on, or off, before.
    """

    product: int
    name: str
    changed: bool = True
    problems: tuple[Problem, ...] = ()
    released: int = 0


@permitted(Permission.TRACK_SERIALS)
def switch_many(session: Session, products: Sequence[int], on: bool) -> list[Switched]:
    """Switch a selection of items on or off (P3): each is done or refused for itself."""
    results = []
    with sql.transaction(session.database, of=sql.SHOP):
        for product in products:
            try:
                results.append(_switch(session, product, on))
            except Refused as refusal:
                name = items.item(session.database, product).name
                results.append(Switched(product, name, False, refusal.problems))
        _note(session, results, on)
    return results


@permitted(Permission.TRACK_SERIALS)
def switch(session: Session, product: int, on: bool) -> Switched:
    """Switch one item on (P2) or off (P4). Raises Refused with every reason against it."""
    with sql.transaction(session.database, of=sql.SHOP):
        done = _switch(session, product, on)
        _note(session, [done], on)
        return done


def _switch(session: Session, product: int, on: bool) -> Switched:
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        item = items.item(database, product)
        if bool(item.track_serials) is on:
            return Switched(product, item.name, changed=False)
        problems = (
            problems_of_switching_on(database, product)
            if on
            else problems_of_switching_off(database, product)
        )
        if problems:
            raise Refused(problems)
        released = 0 if on else release(session, product)
        item_writes.track_serials(database, product, on)
        return Switched(product, item.name, released=released)


def _note(session: Session, results: Sequence[Switched], on: bool) -> None:
    before, after = {"track_serials": not on}, {"track_serials": on}
    changes = [Change(Subject.ITEM, one.product, before, after) for one in results if one.changed]
    audit.note(session, Action.TRACKING, changes)


def problems_of_switching_on(database: Database, product: int) -> list[Problem]:
    """Every reason against switching serials on for a stored item (P2)."""
    nature = items.nature(database, product)
    stock = [(row.warehouse, row.on_hand) for row in stock_of(database, product)]
    return problems_with(Trackable(*nature, stock))


def problems_of_switching_off(database: Database, product: int) -> list[Problem]:
    """What stands against switching off: nobody could receive serials that are in transit (P4)."""
    count = serials.status_counts(database, product).get(Status.IN_TRANSIT, 0)
    return [Problem(Code.TRACK_IN_TRANSIT, {"count": count})] if count else []


@permitted(Permission.TRACK_SERIALS)
def release(session: Session, product: int) -> int:
    """Release the serials of an item in stock, by a document for each warehouse (P4).

    What is on hand stays; the units have no serial any more. Returns how many were released.
    """
    with sql.transaction(session.database, of=sql.SHOP):
        count = 0
        for row in stock_of(session.database, product):
            numbers = serials.in_stock(session.database, row.warehouse_id, product)
            if not numbers:
                continue
            draft = releasing.draft(session, product, row.warehouse_id, numbers)
            posting.post(session, draft)
            count += len(numbers)
        return count

"""Serial number management of items switched on and off, one by one or many at once (P2 to P4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.lifecycle import Status
from app.domain.permissions import User
from app.domain.problems import Code, Problem, Refused
from app.domain.tracking import Trackable, problems_with
from app.services.documents import posting
from app.services.documents.effects import releasing
from db import sql
from db.queries import items, serials
from db.queries.stock import stock_of
from db.sql import Database
from db.writes import items as writes


@dataclass(frozen=True, slots=True)
class Switched:
    """What became of one item: refused for ``problems``, or done, with serials ``released``.

    ``changed`` is false where it was so already.
    """

    product: int
    name: str
    changed: bool = True
    problems: tuple[Problem, ...] = ()
    released: int = 0


def switch_many(
    database: Database, products: Sequence[int], on: bool, by: User, at: datetime | None = None
) -> list[Switched]:
    """Switch a selection of items on or off (P3): each is done or refused for itself."""
    results = []
    with sql.transaction(database, of=sql.SHOP):
        for product in products:
            try:
                results.append(switch(database, product, on, by, at))
            except Refused as refusal:
                name = items.item(database, product).name
                results.append(Switched(product, name, False, refusal.problems))
    return results


def switch(
    database: Database, product: int, on: bool, by: User, at: datetime | None = None
) -> Switched:
    """Switch one item on (P2) or off (P4). Raises Refused with every reason against it."""
    with sql.transaction(database, of=sql.SHOP):
        item = items.item(database, product)
        if bool(item.track_serials) is on:
            return Switched(product, item.name, changed=False)
        problems = problems_of(database, product) if on else problems_off(database, product)
        if problems:
            raise Refused(problems)
        released = 0 if on else release(database, product, by, at)
        writes.track_serials(database, product, on)
        return Switched(product, item.name, released=released)


def problems_of(database: Database, product: int) -> list[Problem]:
    """Every reason against switching serials on for a stored item (P2)."""
    nature = items.nature(database, product)
    stock = [(row.warehouse, row.on_hand) for row in stock_of(database, product)]
    return problems_with(Trackable(*nature, stock))


def problems_off(database: Database, product: int) -> list[Problem]:
    """What stands against switching off: nobody could receive serials that are in transit (P4)."""
    count = serials.status_counts(database, product).get(Status.IN_TRANSIT, 0)
    return [Problem(Code.TRACK_IN_TRANSIT, {"count": count})] if count else []


def release(database: Database, product: int, by: User, at: datetime | None = None) -> int:
    """Release the serials of an item in stock, by a document for each warehouse (P4).

    What is on hand stays; the units have no serial any more. Returns how many were released.
    """
    with sql.transaction(database, of=sql.SHOP):
        count = 0
        for row in stock_of(database, product):
            numbers = serials.in_stock(database, row.warehouse_id, product)
            if not numbers:
                continue
            draft = releasing.draft(database, product, row.warehouse_id, numbers, by, at)
            posting.post(database, draft, by, at)
            count += len(numbers)
        return count

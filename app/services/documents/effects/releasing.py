"""Serials released (P4): their units stay on hand, without a number that is followed.

So does a shop whose serial number management is off (P1): what it sells, sends, counts or takes
away by quantity are the units without a serial first; where that is not enough, the serials that
came first are released. Nobody guesses which unit went to whom.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from app.domain import serials as form
from app.domain.kinds import RELEASE
from app.domain.lifecycle import Status
from app.domain.permissions import User
from app.domain.quantities import ONE_UNIT
from app.services.documents import drafts
from db.queries import serials
from db.queries.stock import stock_at
from db.sql import Database
from db.writes.ledger import Flow, Step


def draft(
    database: Database,
    product: int,
    warehouse: int,
    numbers: Sequence[str],
    by: User,
    at: datetime | None = None,
) -> int:
    """A draft that releases serials of a product in a warehouse, ready to be posted."""
    made = drafts.new(database, RELEASE.key, by, at)
    drafts.set_warehouse(database, made, warehouse)
    for first in range(0, len(numbers), form.MOST):
        part = numbers[first : first + form.MOST]
        line = drafts.add_line(database, made, product, len(part) * ONE_UNIT)
        drafts.write_serials(database, made, [(line, number) for number in part])
    return made


def drafts_before(
    database: Database,
    steps: Iterable[Step],
    flows: Iterable[Flow],
    by: User,
    at: datetime | None = None,
) -> Iterator[int]:
    """The drafts to be posted first, so that no fewer units than serials are left anywhere (L2)."""
    nameless: dict[int, Counter[int]] = defaultdict(Counter)  # by warehouse and product: change
    for flow in flows:
        nameless[flow.warehouse][flow.product] += flow.quantity
    for step in steps:
        if step.from_status == Status.IN_STOCK and step.from_warehouse is not None:
            nameless[step.from_warehouse][step.product] += ONE_UNIT
        if step.to_status == Status.IN_STOCK and step.to_warehouse is not None:
            nameless[step.to_warehouse][step.product] -= ONE_UNIT
    for warehouse, changes in nameless.items():
        stock = stock_at(database, warehouse, changes)
        for product, change in changes.items():
            on_hand, identified = stock.get(product, (0, 0))
            short = identified - max(on_hand + change, 0) // ONE_UNIT
            if short > 0:
                numbers = serials.first_in_stock(database, warehouse, product, short)
                yield draft(database, product, warehouse, numbers, by, at)

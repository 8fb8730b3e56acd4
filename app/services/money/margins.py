"""What an item costs, what its prices bring above that, and what a month brought of it (M11)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from app.domain.costs import Held, Margin, net_of
from app.domain.document_kind import Direction
from app.domain.kinds import KINDS
from app.domain.pricing import TaxMode
from app.domain.quantities import ONE_UNIT
from app.services import settings
from app.services.money import costs
from db.queries import costs as cost_reads
from db.queries import pricing as pricing_reads
from db.queries import taxes
from db.sql import Database

SELLING = tuple(kind.key for kind in KINDS.values() if kind.sells_goods)
"""The kinds by which goods go to customers, or come back."""


class ItemCost(NamedTuple):
    """What a unit of an item had cost: that of the newest one, or the average of those held.

    ``from_price``: nobody knows, so that it is the item's purchase price.
    """

    cost: int
    from_price: bool


def of_items(database: Database, products: Sequence[int]) -> dict[int, ItemCost]:
    """What a unit of some items had cost."""
    if not products:
        return {}
    newest = cost_reads.newest_units(database, products)
    units = costs.of_units(database, newest.values())
    found = {}
    for row in cost_reads.held(database, products):
        cost, at = None, newest.get(row.product)
        if at is not None:
            cost = units.get(at)
        if cost is None and row.value is not None and row.quantity > 0:
            cost = Held(row.quantity, row.value).cost_of(ONE_UNIT, row.purchase_price)
        found[row.product] = ItemCost(row.purchase_price if cost is None else cost, cost is None)
    return found


def included_rates(database: Database, items: Iterable[int], day: date) -> dict[int, int]:
    """The rate of the tax that the price of each item includes on a day; 0: none.

    It is in thousandths of a percent.
    """
    included = _Included.read(database, day)
    own = pricing_reads.item_taxes(database, items)
    return {item: included.of(tax) for item, tax in own.items()}


def included_rate(database: Database, tax: int | None, day: date) -> int:
    """The rate of the tax that prices of items with it include on a day; None: the shop's own."""
    return _Included.read(database, day).of(tax)


@dataclass(frozen=True, slots=True)
class _Included:
    """The rates of taxes on a day, where prices include tax."""

    rates: Mapping[int, int]
    default: int | None

    @classmethod
    def read(cls, database: Database, day: date) -> "_Included":
        choice = settings.load(database).tax_choice
        if choice.mode is not TaxMode.INCLUDED:
            return cls({}, None)
        return cls(taxes.rates_on(database, day.isoformat()), choice.default)

    def of(self, tax: int | None) -> int:
        return self.rates.get((self.default if tax is None else tax) or 0, 0)


def of_price(price: int, rate: int, cost: int) -> Margin:
    """What a price that includes tax at a ``rate`` brings above what the unit had cost."""
    return Margin(net_of(price, rate, rate > 0), cost)


@dataclass(frozen=True, slots=True)
class ItemMonth:
    """What was sold of an item in a month and what came back, in thousandths, and its margin."""

    sold: int
    back: int
    margin: Margin


def of_month(database: Database, item: int, day: date) -> ItemMonth:
    """What the posted sales and returns of an item came to that are dated in the month of a day."""
    first = day.replace(day=1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    rows = cost_reads.sold_between(database, item, SELLING, first.isoformat(), last.isoformat())
    quantity = {Direction.OUT: 0, Direction.IN: 0}
    net, cost, known = 0, 0, True
    for row in rows:
        direction = KINDS[row.kind].direction
        quantity[direction] += row.quantity
        net -= int(direction) * net_of(row.paid, row.included_rate, True)
        cost -= int(direction) * (row.cost or 0)
        known = known and row.cost is not None
    margin = Margin(net, cost if known else None)
    return ItemMonth(quantity[Direction.OUT], quantity[Direction.IN], margin)

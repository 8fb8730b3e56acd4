"""What goods had cost (M11): a unit by its own purchase, others by the moving average.

Costs are minor units, quantities thousandths of the base unit. Of goods that are held without
serial numbers only the quantity and the value of all of them are kept: what comes adds to both,
what goes takes its part of the value along, so that whatever is voided in whatever order, costs
that went out and the value that is left are together what came in.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.domain.quantities import amount

_WHOLE_RATE = 100_000
"""100 % in thousandths of a percent."""


def net_of(money: int, tax_rate: int | None, included: bool) -> int:
    """An amount without the tax that is ``included`` in it at a rate, in thousandths of a percent.

    It is rounded half away from zero, as every line is.
    """
    if not (included and tax_rate):
        return money
    return amount(money, _WHOLE_RATE, _WHOLE_RATE + tax_rate)


def unit_cost(net: int, units: int, place: int) -> int:
    """What one of the ``units`` of a purchase line had cost; ``place`` is which, from 0.

    The first ones bear what does not divide, so that all of them together had cost the line.
    """
    whole, rest = divmod(net, units)
    return whole + (place < rest)


class Held(NamedTuple):
    """What is held of an item without serial numbers: how much, and what that had cost in all.

    Both may be below zero: what was sold before it came went at a guess, and what comes makes it
    good.
    """

    quantity: int = 0
    value: int = 0

    def cost_of(self, quantity: int, price: int) -> int:
        """What so much of it had cost, by the average; where nothing is held, at ``price``."""
        if self.quantity <= 0:
            return amount(quantity, price)
        return amount(quantity, max(self.value, 0), self.quantity)

    def moved(self, quantity: int, cost: int) -> "Held":
        """With so much more of it (below zero: less), which had cost that."""
        return Held(self.quantity + quantity, self.value + (cost if quantity > 0 else -cost))


class Goods(NamedTuple):
    """Goods that a line moves: above zero they come, below they go; None: the average says it.

    ``cost`` is what those that come had cost, where that is known.
    """

    line: int
    product: int
    quantity: int
    cost: int | None = None


def costs_of(
    goods: Iterable[Goods], held: Mapping[int, Held], prices: Mapping[int, int]
) -> tuple[dict[int, int], dict[int, Held]]:
    """The cost of the goods of each line, and what is held of each item afterwards.

    ``held`` is what was held before; ``prices`` are the items' purchase prices.
    """
    after, costs = dict(held), {}
    for line, product, quantity, known in goods:
        before = after.get(product, Held())
        cost = known
        if cost is None:
            cost = before.cost_of(abs(quantity), prices[product])
        costs[line] = cost
        after[product] = before.moved(quantity, cost)
    return costs, after


def shared(cost: int, weights: Sequence[int]) -> list[int]:
    """A cost shared out in proportion to weights, to the last minor unit; alike where all are 0."""
    weights = [max(weight, 0) for weight in weights]
    if not any(weights):
        weights = [1] * len(weights)
    whole, given, passed, shares = sum(weights), 0, 0, []
    for weight in weights:
        passed += weight
        until = amount(cost, passed, whole)
        shares.append(until - given)
        given = until
    return shares


def part_back(cost: int, quantity: int, back: int, given: int, now: int) -> int:
    """What ``now`` more of a line's goods had cost, which come back: all of it once all is back.

    ``cost`` is that of the line's ``quantity``; ``back`` of it came back before, for ``given``.
    """
    left = quantity - back
    if left <= 0:
        return amount(now, cost, quantity) if quantity else 0
    return amount(now, max(cost - given, 0), left)


class Margin(NamedTuple):
    """What a document brings above what its goods had cost, without tax; both may be below zero.

    ``cost`` None: of some of the goods nobody knows it.
    """

    net: int
    cost: int | None

    @property
    def amount(self) -> int | None:
        """The margin in minor units."""
        return None if self.cost is None else self.net - self.cost

    @property
    def rate(self) -> int | None:
        """The margin in thousandths of a percent of what was taken; None where that is nothing."""
        if self.cost is None or self.net == 0:
            return None
        return amount(self.net - self.cost, _WHOLE_RATE, abs(self.net))

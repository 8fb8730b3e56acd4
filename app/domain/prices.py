"""Which price a line begins with, and where it came from (M2).

The unit's own price, then the contact's price list at the step of the quantity, then the item's.
Prices are minor units for one base unit; quantities thousandths of it.
"""

from collections.abc import Iterable
from enum import IntEnum, unique
from typing import NamedTuple

from app.domain.quantities import ONE_UNIT, amount


@unique
class PriceSource(IntEnum):
    """Where a line's price came from; the numbers are those of the store."""

    TYPED = 0  # or not known: of a line from before
    UNIT = 1
    LIST = 2
    LIST_STEP = 3
    ITEM = 4
    ORIGIN = 5

    @property
    def follows(self) -> bool:
        """It is worked out again when the quantity or the party changes."""
        return self in (PriceSource.LIST, PriceSource.LIST_STEP, PriceSource.ITEM)


class PriceStep(NamedTuple):
    """A price of a list from a quantity on."""

    from_quantity: int
    price: int


class Priced(NamedTuple):
    """A price for one base unit, where it came from, and from which list."""

    price: int
    source: PriceSource
    price_list: int | None = None

    def for_unit(self, size: int) -> int:
        """The price for a unit of ``size`` thousandths, such as a carton."""
        return amount(size, self.price)


class Offers(NamedTuple):
    """The prices that there are for an item: its own, and the ``steps`` of the contact's list.

    A list that says nothing of the item has no steps.
    """

    item: int
    price_list: int | None = None
    steps: tuple[PriceStep, ...] = ()

    def price_of(self, quantity: int, own: int | None = None) -> Priced:
        """The price of so much of it (M2); ``own`` is the unit's own price, where it has one."""
        if own is not None:
            return Priced(own, PriceSource.UNIT)
        step = step_at(self.steps, quantity)
        if step is None:
            return Priced(self.item, PriceSource.ITEM)
        source = PriceSource.LIST if step.from_quantity <= ONE_UNIT else PriceSource.LIST_STEP
        return Priced(step.price, source, self.price_list)


def step_at(steps: Iterable[PriceStep], quantity: int) -> PriceStep | None:
    """The step that a quantity has reached; None where it is below all of them.

    The step from one unit on holds for less than a unit too: half a metre pays the metre's price.
    """
    reached = (step for step in steps if step.from_quantity <= max(quantity, ONE_UNIT))
    return max(reached, key=lambda step: step.from_quantity, default=None)

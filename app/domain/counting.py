"""What a count found, against the books (D2, D4, L2): groups of differences, and what each means.

Nothing is guessed: every group that would change the books is decided by a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import NamedTuple

from app.domain.lifecycle import Status
from app.domain.marks import N_
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Finding


@unique
class CountGroup(Enum):
    """Where a serial that was counted, one that was not, or a quantity, belongs."""

    FOUND = N_("Found")
    MISSING = N_("Not yet counted")
    ELSEWHERE = N_("Elsewhere")
    SOLD_HERE = N_("Sold, but here")
    COMES_BACK = N_("Out of stock, but here")
    NEW = N_("Unknown")
    MOVED = N_("Moved after counting")
    QUANTITY = N_("Without serial numbers")


DECISIONS: Mapping[CountGroup, tuple[str, str]] = {
    CountGroup.MISSING: (N_("Take out of stock"), N_("Leave in stock")),
    CountGroup.SOLD_HERE: (N_("Take back into stock"), N_("Leave sold")),
    CountGroup.COMES_BACK: (N_("Take into stock"), N_("Leave out of stock")),
    CountGroup.NEW: (N_("Take into stock"), N_("Leave out of stock")),
    CountGroup.QUANTITY: (N_("Set to what was counted"), N_("Leave as it is")),
}
"""The groups that are asked about: what carrying it out means, and what leaving it means."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person said is to happen with a count's differences; true: carry them out.

    ``of_group`` is what holds for a whole group, ``of_product`` for one product of a group (by its
    id) otherwise. What nobody said anything about is not carried out.
    """

    of_group: Mapping[CountGroup, bool] = field(default_factory=dict)
    of_product: Mapping[tuple[CountGroup, int], bool] = field(default_factory=dict)

    def taken(self, group: CountGroup, product: int) -> bool:
        """Is a product's difference of a group carried out?"""
        of_group = self.of_group.get(group, False)
        return self.of_product.get((group, product), of_group)


_GROUP_OF = {
    Status.UNKNOWN: CountGroup.NEW,
    Status.SOLD: CountGroup.SOLD_HERE,
    Status.RETURNED: CountGroup.COMES_BACK,
    Status.REMOVED: CountGroup.COMES_BACK,
    Status.IN_TRANSIT: CountGroup.ELSEWHERE,
}
_FINDING_OF = {
    CountGroup.FOUND: Finding.FOUND,
    CountGroup.ELSEWHERE: Finding.ELSEWHERE,
    CountGroup.SOLD_HERE: Finding.SOLD_HERE,
    CountGroup.COMES_BACK: Finding.COMES_BACK,
    CountGroup.NEW: Finding.NEW,
}


def group_of(
    status: Status, warehouse: int | None, here: int | None, moved_since: bool = False
) -> CountGroup:
    """The group of a counted serial; one that moved since is in a group of its own."""
    if status is Status.IN_STOCK and warehouse == here:
        return CountGroup.FOUND
    if moved_since:
        return CountGroup.MOVED
    return CountGroup.ELSEWHERE if status is Status.IN_STOCK else _GROUP_OF[status]


def finding_of(status: Status, warehouse: int | None, here: int | None) -> Finding:
    """What a serial is found to be at the moment it is counted: every one is taken down."""
    return _FINDING_OF[group_of(status, warehouse, here)]


class ProductCount(NamedTuple):
    """One product as it was counted, over all its lines; quantities in thousandths.

    ``counted`` is None while nobody has counted it: then its quantity is left alone. ``scanned`` is
    how many of its serials were. ``book_on_hand`` and ``book_identified`` are what the books said
    when it was counted: what came or went afterwards is in the books already.
    ``sold_without_serial`` of the scanned were units without a serial on the books, and were sold
    afterwards (L3). ``first_flow`` and ``last_flow`` are how far the stock ledger had come when the
    first and the last part of it was counted; ``last_without_serial`` were without a serial by the
    books then.
    """

    counted: int | None
    scanned: int
    book_on_hand: int = 0
    book_identified: int = 0
    sold_without_serial: int = 0
    first_flow: int | None = None
    last_flow: int | None = None
    last_without_serial: int | None = None

    @property
    def moved_between(self) -> bool:
        """It came or went between its parts, so that nobody knows which of it was counted.

        Serials say themselves where they are: with them only units that have none matter.
        """
        if (
            self.counted is None
            or self.last_without_serial is None
            or self.first_flow == self.last_flow
        ):
            return False
        gone = self.book_on_hand - self.book_identified * ONE_UNIT - self.last_without_serial
        return self.by_quantity or not 0 <= gone <= self.sold_without_serial * ONE_UNIT

    @property
    def by_quantity(self) -> bool:
        """It was counted as a number only: its serials in stock are taken to be there (D2)."""
        return self.counted is not None and not self.scanned


def difference_without_serial(product: ProductCount) -> int:
    """Thousandths by which the units without a serial differ from the books (positive: more).

    Counted by quantity alone, all identified units are taken to be there; counted by serials, what
    is beyond them has no serial.
    """
    if product.counted is None:
        return 0
    if product.by_quantity:
        return product.counted - product.book_on_hand
    beyond = (
        max(product.counted - product.scanned * ONE_UNIT, 0)
        + product.sold_without_serial * ONE_UNIT
    )
    return beyond - (product.book_on_hand - product.book_identified * ONE_UNIT)


def undecided(
    present: Iterable[CountGroup], decided: Mapping[CountGroup, bool]
) -> list[CountGroup]:
    """The groups that hold something, need a decision and have none."""
    there = set(present)
    return [group for group in DECISIONS if group in there and group not in decided]

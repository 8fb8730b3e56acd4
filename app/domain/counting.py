"""What a count found, against the books (D2, D4, L2): groups of differences, and what each means.

Nothing is guessed: every group that would change the books is decided by a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, unique

from app.domain.lifecycle import Status
from app.domain.marks import N_
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Finding


@unique
class Group(Enum):
    """Where a serial that was counted, one that was not, or a quantity, belongs."""

    FOUND = N_("Found")
    MISSING = N_("Not yet counted")
    ELSEWHERE = N_("Elsewhere")
    SOLD_HERE = N_("Sold, but here")
    COMES_BACK = N_("Out of stock, but here")
    NEW = N_("Unknown")
    MOVED = N_("Moved since it was counted")
    QUANTITY = N_("Without serial numbers")


DECISIONS: Mapping[Group, tuple[str, str]] = {
    Group.MISSING: (N_("Take out of stock"), N_("Leave in stock")),
    Group.SOLD_HERE: (N_("Take back into stock"), N_("Leave sold")),
    Group.COMES_BACK: (N_("Take into stock"), N_("Leave out of stock")),
    Group.NEW: (N_("Take into stock"), N_("Leave out of stock")),
    Group.QUANTITY: (N_("Set to what was counted"), N_("Leave as it is")),
}
"""The groups that are asked about: what carrying it out means, and what leaving it means."""

_GROUP_OF = {
    Status.UNKNOWN: Group.NEW,
    Status.SOLD: Group.SOLD_HERE,
    Status.RETURNED: Group.COMES_BACK,
    Status.REMOVED: Group.COMES_BACK,
    Status.IN_TRANSIT: Group.ELSEWHERE,
}
_FINDING_OF = {
    Group.FOUND: Finding.FOUND,
    Group.ELSEWHERE: Finding.ELSEWHERE,
    Group.SOLD_HERE: Finding.SOLD_HERE,
    Group.COMES_BACK: Finding.COMES_BACK,
    Group.NEW: Finding.NEW,
}


def group_of(
    status: Status, warehouse: int | None, here: int | None, moved_since: bool = False
) -> Group:
    """The group of a counted serial; one that moved since is in a group of its own."""
    if status is Status.IN_STOCK and warehouse == here:
        return Group.FOUND
    if moved_since:
        return Group.MOVED
    return Group.ELSEWHERE if status is Status.IN_STOCK else _GROUP_OF[status]


def finding_of(status: Status, warehouse: int | None, here: int | None) -> Finding:
    """What a serial is found to be at the moment it is counted: every one is taken down."""
    return _FINDING_OF[group_of(status, warehouse, here)]


@dataclass(frozen=True, slots=True)
class CountedItem:
    """One product as it was counted, over all its lines; quantities in thousandths.

    ``counted`` is None while nobody has counted it: then its quantity is left alone. ``scanned`` is
    how many of its serials were. ``book_on_hand`` and ``book_identified`` are what the books said
    when it was counted: what came or went afterwards is in the books already. ``sold_nameless`` of
    the scanned were unidentified units on the books, and were sold afterwards (L3).
    ``first_flow`` and ``last_flow`` are how far the stock ledger had come when the first and the
    last part of it was counted; ``last_nameless`` were without a serial by the books then.
    """

    counted: int | None
    scanned: int
    book_on_hand: int = 0
    book_identified: int = 0
    sold_nameless: int = 0
    first_flow: int | None = None
    last_flow: int | None = None
    last_nameless: int | None = None

    @property
    def moved_between(self) -> bool:
        """It came or went between its parts, so that nobody knows which of it was counted.

        Serials say themselves where they are: with them only units that have none matter.
        """
        if self.counted is None or self.last_nameless is None or self.first_flow == self.last_flow:
            return False
        gone = self.book_on_hand - self.book_identified * ONE_UNIT - self.last_nameless
        return self.by_quantity or not 0 <= gone <= self.sold_nameless * ONE_UNIT

    @property
    def by_quantity(self) -> bool:
        """It was counted as a number only: its serials in stock are taken to be there (D2)."""
        return self.counted is not None and not self.scanned


def nameless_difference(item: CountedItem) -> int:
    """Thousandths by which the units without a serial differ from the books (positive: more).

    Counted by quantity alone, all identified units are taken to be there; counted by serials, what
    is beyond them has no serial.
    """
    if item.counted is None:
        return 0
    if item.by_quantity:
        return item.counted - item.book_on_hand
    beyond = max(item.counted - item.scanned * ONE_UNIT, 0) + item.sold_nameless * ONE_UNIT
    return beyond - (item.book_on_hand - item.book_identified * ONE_UNIT)


def undecided(present: Iterable[Group], decided: Mapping[Group, bool]) -> list[Group]:
    """The groups that hold something, need a decision and have none."""
    there = set(present)
    return [group for group in DECISIONS if group in there and group not in decided]

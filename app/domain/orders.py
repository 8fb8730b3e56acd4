"""What of an order is still open: what no document made of it has said yet (D15)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """One line, of an order or of what was made of it: thousandths, price per ``unit_size``."""

    line: int
    product: int
    quantity: int
    price: int
    unit_size: int


def left_of(ordered: Sequence[OrderedLine], made: Iterable[OrderedLine]) -> dict[int, int]:
    """How much of each line of an order is open (D15), in thousandths; below zero: more was made.

    What was made is told by its product: however the clerk entered it, it is what was ordered.
    Where an order has several lines of a product, what is of a line's own price and unit fills
    that line first, then the lines fill in their order; what is too much is the last one's.
    """
    left = {line.line: line.quantity for line in ordered}
    loose: dict[int, int] = defaultdict(int)
    of_price: dict[tuple[int, int, int], int] = defaultdict(int)
    for line in made:
        of_price[_priced(line)] += line.quantity
    for line in ordered:
        taken = min(left[line.line], of_price[_priced(line)])
        of_price[_priced(line)] -= taken
        left[line.line] -= taken
    for (product, _price, _unit), quantity in of_price.items():
        loose[product] += quantity
    last = {line.product: line.line for line in ordered}
    for line in ordered:
        over = last[line.product] == line.line
        taken = loose[line.product] if over else min(left[line.line], loose[line.product])
        loose[line.product] -= taken
        left[line.line] -= taken
    return left


def _priced(line: OrderedLine) -> tuple[int, int, int]:
    return line.product, line.price, line.unit_size

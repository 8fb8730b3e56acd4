"""What the lines of a document must satisfy before it is posted (D1, D2, D3, D9, L2, L3)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from app.domain.document_kind import Direction, DocumentKind, SerialPolicy
from app.domain.problems import Code, Problem, Reason
from app.domain.quantities import ONE_UNIT, quantity_text


class Line(NamedTuple):
    """A line to be judged. ``quantity`` in thousandths of the base unit.

    ``serials`` are on the line; ``known`` of them are in stock, so that each takes its own
    identified unit. ``tracked`` is P1 and P2 together: false while the shop's switch is off;
    ``managed`` is the product's own switch, and its stock never goes below zero. ``decimals`` is
    what the product's unit allows. ``packed``: it is written in a pack unit, not the base unit.
    ``active`` is the product's own.
    """

    position: int
    product: int
    name: str
    tracked: bool
    quantity: int
    serials: int
    known: int
    managed: bool = False
    decimals: int = 3
    packed: bool = False
    active: bool = True


class Stock(NamedTuple):
    """One product in one warehouse: thousandths on hand and how many serials are in stock there."""

    on_hand: int = 0
    identified: int = 0

    @property
    def without_serial(self) -> int:
        """Units on hand, in thousandths, whose serial is not known (L2)."""
        return self.on_hand - self.identified * ONE_UNIT


_NOTHING = Stock()


def judge_lines(kind: DocumentKind, lines: Iterable[Line]) -> Iterator[Problem]:
    """Yield what is wrong with each line by itself (D2, D3)."""
    for line in lines:
        code = _line_code(kind, line)
        if code is None:
            continue
        values = {
            "product": line.name,
            "quantity": quantity_text(line.quantity),
            "serials": line.serials,
            "missing": quantity_text(line.quantity - line.serials * ONE_UNIT),
        }
        yield Problem(code, values, line=line.position)


def _line_code(kind: DocumentKind, line: Line) -> Reason | None:
    entered = line.serials * ONE_UNIT
    if not (line.active or kind.takes_inactive):
        return Code.INACTIVE
    if line.quantity <= 0:
        return Code.NO_QUANTITY
    if kind.policy is SerialPolicy.REFUSED and line.tracked:
        return Code.SERIALS_REFUSED
    if not line.tracked:
        if line.quantity % 10 ** (3 - line.decimals):
            return Code.DECIMALS
        return Code.NOT_TRACKED if line.serials and not line.managed else None
    if line.quantity % ONE_UNIT:
        return Code.FRACTION
    if kind.base_unit_only and line.packed:
        return Code.BASE_UNIT_ONLY
    if line.quantity < entered:
        return Code.BELOW_SERIALS
    if kind.policy is SerialPolicy.REQUIRED and line.quantity != entered:
        return Code.SERIALS_MISSING
    return None


def judge_stock(
    kind: DocumentKind,
    lines: Iterable[Line],
    stock: Mapping[int, Stock],
    warehouse: str,
    negative_allowed: bool,
    negative_asks: bool = False,
) -> Iterator[Problem]:
    """Yield where an outbound document takes more than there is (L2), over all its lines together.

    A unit leaving without a serial that is in stock takes one without a serial (L3); while the
    shop's switch is off (P1) any unit may, and its serial is released. Products with no tracking
    may go below zero where the shop allows that, ``negative_asks``: once a person has said yes.
    """
    if kind.direction is Direction.OUT:
        yield from judge_leaving(kind, lines, stock, warehouse, negative_allowed, negative_asks)


def judge_leaving(
    kind: DocumentKind,
    lines: Iterable[Line],
    stock: Mapping[int, Stock],
    warehouse: str,
    negative_allowed: bool,
    negative_asks: bool = False,
) -> Iterator[Problem]:
    """Yield where lines that all leave the warehouse take more than there is (L2, L3)."""
    first_of: dict[int, Line] = {}
    leaving: dict[int, int] = defaultdict(int)
    known: dict[int, int] = defaultdict(int)
    for line in lines:
        first_of.setdefault(line.product, line)
        leaving[line.product] += _leaving(kind, line)
        known[line.product] += line.known
    for product, first in first_of.items():
        there = stock.get(product, _NOTHING)
        wanted = leaving[product]
        without_serial = wanted - known[product] * ONE_UNIT
        if without_serial <= (there.without_serial if first.tracked else there.on_hand):
            continue
        values = {"product": first.name, "warehouse": warehouse}
        if first.tracked:
            numbers = {"wanted": without_serial, "there": max(there.without_serial, 0)}
            code = Code.NOT_ENOUGH_WITHOUT_SERIAL
        elif negative_allowed and not first.managed and not negative_asks:
            continue
        else:
            numbers = {"quantity": wanted, "on_hand": there.on_hand}
            may_be_right = negative_allowed and not first.managed
            code = Code.BELOW_ZERO if may_be_right else Code.NOT_ENOUGH_STOCK
        texts = {name: quantity_text(number) for name, number in numbers.items()}
        yield Problem(code, values | texts, line=first.position)


def _leaving(kind: DocumentKind, line: Line) -> int:
    """Thousandths that leave with the line; units still to be scanned are missed elsewhere."""
    required = line.tracked and kind.policy is SerialPolicy.REQUIRED
    return line.serials * ONE_UNIT if required else line.quantity

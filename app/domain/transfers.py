"""What of a transfer is still on the way, and what a receipt may take of it (D4, L2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from app.domain.problems import Code, Problem
from app.domain.quantities import ONE_UNIT, quantity_text


class OnTheWay(NamedTuple):
    """What of one dispatched line has not arrived: thousandths, and how many serials of them."""

    quantity: int = 0
    serials: int = 0

    @property
    def without_serial(self) -> int:
        """Thousandths that were sent without a serial."""
        return self.quantity - self.serials * ONE_UNIT


class Taken(NamedTuple):
    """One line that takes from a dispatched line (``sent``): received, sent back or written off."""

    position: int
    product: str
    sent: int
    quantity: int
    serials: int


def judge_against_sent(
    lines: Iterable[Taken], on_the_way: Mapping[int, OnTheWay]
) -> Iterator[Problem]:
    """Yield where more is taken than is on the way, lines of the same dispatch line together."""
    by_sent: dict[int, list[Taken]] = defaultdict(list)
    for line in lines:
        by_sent[line.sent].append(line)
    for sent, rows in by_sent.items():
        left = on_the_way.get(sent, OnTheWay())
        quantity = sum(row.quantity for row in rows)
        without_serial = quantity - sum(row.serials for row in rows) * ONE_UNIT
        if quantity > left.quantity:
            code, entered, outstanding = Code.MORE_THAN_SENT, quantity, left.quantity
        elif without_serial > left.without_serial:
            code, entered, outstanding = (
                Code.MORE_WITHOUT_SERIAL_THAN_SENT,
                without_serial,
                left.without_serial,
            )
        else:
            continue
        values = {
            "product": rows[0].product,
            "quantity": quantity_text(entered),
            "outstanding": quantity_text(outstanding),
        }
        yield Problem(code, values, line=rows[0].position)

"""Serials released (P4): their units stay on hand, without a number that is followed.

So does a shop whose serial number management is off (P1): what it sells, sends, counts or takes
away by quantity are the units without a serial first; where that is not enough, the serials that
came first are released. Nobody guesses which unit went to whom.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from app.domain import serials as serial_numbers
from app.domain.kinds import RELEASE
from app.domain.lifecycle import Status
from app.domain.quantities import ONE_UNIT
from app.services.documents import draft_head, draft_lines, drafts
from app.services.permitting import permitted
from app.services.session import Session
from db.queries import serials
from db.queries.stock import stock_at
from db.writes.ledger import Flow, Step


@permitted(RELEASE.permission)
def draft(
    session: Session,
    product: int,
    warehouse: int,
    numbers: Sequence[str],
) -> int:
    """A draft that releases serials of a product in a warehouse, ready to be posted."""
    made = drafts.new(session, RELEASE.key)
    draft_head.set_warehouse(session, made, warehouse)
    for first in range(0, len(numbers), serial_numbers.MOST):
        part = numbers[first : first + serial_numbers.MOST]
        line = draft_lines.add_line(session, made, product, len(part) * ONE_UNIT)
        draft_lines.write_serials(session, made, [(line, number) for number in part])
    return made


@permitted(RELEASE.permission)
def drafts_before(
    session: Session,
    steps: Iterable[Step],
    flows: Iterable[Flow],
) -> Iterator[int]:
    """The drafts to be posted first, so that no fewer units than serials are left anywhere (L2)."""
    without_serial: dict[int, Counter[int]] = defaultdict(
        Counter
    )  # by warehouse and product: change
    for flow in flows:
        without_serial[flow.warehouse][flow.product] += flow.quantity
    for step in steps:
        if step.from_status == Status.IN_STOCK and step.from_warehouse is not None:
            without_serial[step.from_warehouse][step.product] += ONE_UNIT
        if step.to_status == Status.IN_STOCK and step.to_warehouse is not None:
            without_serial[step.to_warehouse][step.product] -= ONE_UNIT
    for warehouse, changes in without_serial.items():
        stock = stock_at(session.database, warehouse, changes)
        for product, change in changes.items():
            on_hand, identified = stock.get(product, (0, 0))
            short = identified - max(on_hand + change, 0) // ONE_UNIT
            if short > 0:
                numbers = serials.first_in_stock(session.database, warehouse, product, short)
                yield draft(session, product, warehouse, numbers)

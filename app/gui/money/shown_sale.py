"""What the customer is shown of a sale: nothing else of it ever reaches the second screen."""

from collections.abc import Sequence
from typing import NamedTuple

from app.domain.pricing import Totals
from app.domain.quantities import ONE_UNIT
from app.formats import Formats
from app.text import _
from db.queries.document_lines import DocumentLine


class ShownLine(NamedTuple):
    """A line as the customer is shown it: quantity in thousandths, amount in minor units.

    The amount of what comes back is below zero. What is no goods, such as a discount of the whole,
    has no quantity.
    """

    name: str
    quantity: int
    unit_size: int
    amount: int


class ShownSale(NamedTuple):
    """A sale as the customer is shown it; amounts are minor units.

    ``paid`` and ``due`` are None until it is being paid, ``change`` until it is finished. Of an
    exchange ``lines`` are those of both halves, and ``total`` is the difference; below zero, the
    customer gets it.
    """

    lines: Sequence[ShownLine] = ()
    total: int = 0
    paid: int | None = None
    due: int | None = None
    change: int | None = None


def shown_lines(
    lines: Sequence[DocumentLine], totals: Totals, formats: Formats, back: bool = False
) -> list[ShownLine]:
    """The lines of a document as the customer is shown them; ``back``: what comes back.

    Below them stands what else leads to its total: a discount of the whole, tax that is added.
    """
    sign = -1 if back else 1
    shown = [
        ShownLine(line.product, line.quantity, line.unit_size, sign * line.amount) for line in lines
    ]
    if totals.discount:
        shown.append(ShownLine(_("Discount"), 0, ONE_UNIT, -sign * totals.discount))
    if not totals.includes_tax:
        for one in totals.taxes:
            shown.append(ShownLine(formats.tax(one, included=False), 0, ONE_UNIT, sign * one.tax))
    return shown

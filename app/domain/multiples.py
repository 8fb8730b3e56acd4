"""``3*`` before words or a code: how many of it. Everything else stays as it was typed."""

import re
from typing import NamedTuple

from app.domain.problems import Code, Problem
from app.domain.quantities import judge_quantity, parse_quantity
from app.domain.serials import fold


class Multiple(NamedTuple):
    """What was typed, without the quantity before it: ``quantity`` as its text, None: none."""

    text: str
    quantity: str | None = None

    def read(self, decimals: int) -> int | Problem | None:
        """The quantity in thousandths, or why it cannot be taken (D13); None: none was typed.

        ``decimals`` is what the unit of the product allows. One of zero or below is refused.
        """
        if self.quantity is None:
            return None
        quantity = parse_quantity(self.quantity, decimals)
        if quantity is None or quantity <= 0:
            return Problem(Code.BAD_QUANTITY, {"text": self.quantity})
        return judge_quantity(quantity) or quantity


def multiple(typed: str) -> Multiple:
    """Cut off the quantity: a number, then ``*`` or ``×``, at the very beginning.

    Only for what a person typed: a code that was scanned is never cut, for a serial number may be
    ``12*AB``; what stands typed in the box when it comes may be its quantity. So may not a number
    of a code's length, as in a GS1 code with a star in it. Whether decimals may stand, the product
    says.
    """
    found = _MULTIPLE.match(fold(typed))
    if found is None:
        return Multiple(typed)
    return Multiple(typed[found.end() :], found[1].strip())


_MULTIPLE = re.compile(
    r" *([+-]?(?=[\d,. ]{1,12} *[*×✕])(?:[0-9][0-9,. ]*|\.[0-9]+)) *[*×✕](?![*×✕]) *"
)

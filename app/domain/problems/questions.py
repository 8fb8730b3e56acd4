"""The problems that a person may answer, and what is asked then."""

from typing import NamedTuple

from app.domain.marks import N_
from app.domain.problems.reasons import Code

CONFIRMABLE = frozenset(
    {
        Code.DATE_AHEAD,
        Code.DATE_LONG_AGO,
        Code.DATE_BEFORE_SHOP,
        Code.BELOW_ZERO,
        Code.OTHER_CUSTOMER,
        Code.OWNED_BY_CUSTOMER,
        Code.SOLD_TO_NOBODY,
        Code.OTHER_SUPPLIER,
        Code.INACTIVE_WITH_STOCK,
        Code.NOTHING_OPEN,
        Code.ABOVE_CREDIT_LIMIT,
        Code.THEIR_NUMBER_TWICE,
        Code.BELOW_COST,
    }
)
"""The codes a person can answer with yes: what may be right, and is never done unasked.

A service that refuses for such problems does it once it is given back the very problems that were
answered, as ``sure``; one that says something else (another date, one serial more) asks again.
"""


class Question(NamedTuple):
    """What a problem asks that only a person can answer, and what *Yes* says to it."""

    text: str
    yes: str


USUAL_QUESTION = Question(N_("Is {code} a serial number of {product}?"), N_("A serial number"))
QUESTIONS = {
    Code.TWO_IDENTIFIERS: Question(
        N_("Is this one unit, with the serial number {first}?"), N_("One unit")
    ),
}
"""The questions of problems that ask something else."""

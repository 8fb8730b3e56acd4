"""How far a price may be lowered by hand, and what somebody else may approve (M2, U3)."""

from fractions import Fraction

from app.domain.permissions import Permission
from app.domain.pricing import WHOLE, Discount
from app.domain.problems import Code

REFUSED_TO = {
    Code.BELOW_COST: (Code.BELOW_COST_REFUSED, Permission.SELL_BELOW_COST),
    Code.ABOVE_CREDIT_LIMIT: (Code.ABOVE_CREDIT_REFUSED, Permission.EXCEED_CREDIT),
}
"""Questions that not everybody may answer with yes: what is said to the others, and who may."""

APPROVED_BY = dict(REFUSED_TO.values()) | {
    Code.ABOVE_DISCOUNT_LIMIT: Permission.EXCEED_DISCOUNT,
    Code.GIVEN_BACK_ABOVE: Permission.EXCEED_DISCOUNT,
}
"""What refuses an action for those without the permission, so that who has it may approve it."""


def part_left(price: int, ordinary: int, *discounts: tuple[Discount, int]) -> Fraction:
    """Which part is left of the ordinary price: 1 where nothing is taken off it by hand.

    ``price`` is the line's, ``ordinary`` what it would have been. Each discount comes with what it
    is taken off. What costs nothing anyway loses nothing.
    """
    left = Fraction(price, ordinary) if ordinary > 0 else Fraction(1)
    for discount, of in discounts:
        if discount.rate is not None:
            left *= 1 - Fraction(discount.rate, WHOLE)
        elif of > 0:
            left *= 1 - Fraction(discount.amount, of)
    return left


def rate_off(left: Fraction) -> int:
    """The part that is gone as a rate, in thousandths of a percent; none where it costs more."""
    return max(0, int((1 - left) * WHOLE))


def rate_above(given: int, worth: Fraction) -> int:
    """By which part more is given back than it is worth, as a rate; all of it at most."""
    if given <= worth:
        return 0
    return min(WHOLE, int((given - worth) / worth * WHOLE)) if worth > 0 else WHOLE


def is_above(rate: int, limit: int | None) -> bool:
    """So much is more than somebody with this limit may take off; None: there is none."""
    return limit is not None and rate > limit

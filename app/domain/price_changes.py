"""Many prices changed by one rule: percent up or down, or a markup, to a usual ending (M2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, unique

from app.domain.pricing import PERCENT, WHOLE
from app.domain.problems import Code, Problem
from app.domain.quantities import MOST_MONEY, amount, parse
from app.domain.serials import fold

MOST_RATE = 10 * WHOLE
"""A rate of 1,000 %: more is a slip of the hand."""


@unique
class Basis(Enum):
    """What the rate is put on."""

    NOW = "now"  # the price as it stands
    RETAIL = "retail"  # the item's own price
    PURCHASE = "purchase"  # the item's purchase price


@dataclass(frozen=True, slots=True)
class PriceEnding:
    """How a price ends: ``offset`` more than a multiple of ``step``, in minor units."""

    step: int = 1
    offset: int = 0

    def nearest(self, price: int) -> int:
        """The price with this ending that is nearest, half up; never below zero."""
        places = (2 * (price - self.offset) + self.step) // (2 * self.step)
        found = places * self.step + self.offset
        return found if found >= 0 else found + self.step


def endings(decimals: int) -> Sequence[PriceEnding]:
    """The usual endings in a currency with so many decimals: as it comes out first.

    Of 0.90, 0.95 and 0.99 in a currency that has hundredths; whole ones, fives, tens, and those
    that end in nine.
    """
    one = 10**decimals
    fine = [
        PriceEnding(one, -one // 10),
        PriceEnding(one, -one // 20),
        PriceEnding(one, -one // 100),
    ]
    parts = fine[:1] if decimals == 1 else fine if decimals >= 2 else []
    return [
        PriceEnding(),
        *parts,
        *([PriceEnding(one)] if decimals else []),
        PriceEnding(5 * one),
        PriceEnding(10 * one),
        PriceEnding(10 * one, -one),
        PriceEnding(100 * one, -one),
    ]


@dataclass(frozen=True, slots=True)
class PriceChange:
    """A rule for new prices: ``rate`` (thousandths of a percent, below zero: less) on a basis."""

    basis: Basis
    rate: int
    ending: PriceEnding = PriceEnding()

    def new_price(self, now: int | None, retail: int, purchase: int) -> int | None:
        """The new price; None where there is nothing to begin with, or it would be too big."""
        base = {Basis.NOW: now, Basis.RETAIL: retail, Basis.PURCHASE: purchase}[self.basis]
        if not base:
            return None  # what has no price yet is not changed by a percentage
        price = self.ending.nearest(max(amount(base, WHOLE + self.rate, WHOLE), 0))
        return price if price <= MOST_MONEY else None


def read_change(text: str) -> int | Problem:
    """A typed percentage: ``+10``, ``-5%``, ``33.3``, in thousandths of a percent; or a problem."""
    rate = parse(fold(text).strip().removesuffix("%"), PERCENT, 3)
    return rate if rate is not None and is_rate(rate) else Problem(Code.PRICE_RATE)


def is_rate(rate: int) -> bool:
    """It takes no more than all away, and does not put more than ten times on top."""
    return -WHOLE <= rate <= MOST_RATE

"""A till as simply thought of: what a document comes to, coins, and who owes whom.

It knows whole units, `Decimal` and `Fraction`, and nothing of the program.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def half_up(amount):
    """A fraction of a unit rounded half away from zero."""
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def coins(amount, step):
    """An amount in coins of ``step``, half away from zero."""
    return half_up(Fraction(amount, step)) * step if step > 1 else amount


@dataclass(frozen=True)
class Off:
    """A discount: minor units, or so many thousandths of a percent."""

    amount: int = 0
    rate: int | None = None

    def of(self, money):
        return self.amount if self.rate is None else half_up(Fraction(money * self.rate, 100_000))


@dataclass(frozen=True)
class Line:
    """Units at a price, less the line's own discount."""

    serials: list[str]
    price: int
    off: Off = Off()

    @property
    def amount(self):
        gross = len(self.serials) * self.price
        return gross - self.off.of(gross)


def shares(off, amounts):
    """An amount shared out by largest remainder, of equal ones the first."""
    if not sum(amounts):
        return [off, *(0 for _ in amounts[1:])]
    exact = [Fraction(off * amount, sum(amounts)) for amount in amounts]
    found = [part.numerator // part.denominator for part in exact]
    while sum(found) < off:
        rests = [part - share for part, share in zip(exact, found, strict=True)]
        found[rests.index(max(rests))] += 1
    return found


@dataclass(frozen=True)
class Worth:
    """What a document comes to: each line's share of its discount, its tax, and what is paid."""

    shares: list[int]
    tax: int
    total: int


def worth(lines, off, mode, rate):
    """Lines are rounded first, the discount is spread, tax is taken once."""
    amounts = [line.amount for line in lines]
    borne = shares(off.of(sum(amounts)), amounts)
    net = sum(amounts) - sum(borne)
    if mode == "none":
        return Worth(borne, 0, net)
    if mode == "included":
        return Worth(borne, half_up(Fraction(net * rate, 100_000 + rate)), net)
    tax = half_up(Fraction(net * rate, 100_000))
    return Worth(borne, tax, net + tax)


@dataclass
class Sold:
    """A document with money: what each tender moved of it (out of the shop below zero).

    ``owed`` is what it left on account, of a receipt or payment its credit.
    """

    id: int
    sign: int
    total: int
    serials: list[str]
    moved: Counter = field(default_factory=Counter)
    owed: int = 0
    settles: bool = False
    """It is a receipt or a payment: what it moved is owed the other way."""
    back: dict[str, int] = field(default_factory=dict)
    """The serials that came back, each with the return by which it did."""


class Accounts:
    """What documents left open, and what of them settles what: always a credit a debt."""

    def __init__(self):
        self.allocated: list[tuple[int, int, int]] = []

    def left(self, document):
        """What is still open of a document: above zero it is owed to the shop."""
        settled = sum(amount for *pair, amount in self.allocated if document.id in pair)
        return document.owed - settled if document.owed > 0 else document.owed + settled

    def settle(self, source, open_now, most):
        """Settle the oldest first; ``open_now`` are documents of the other sign."""
        for target in sorted(open_now, key=lambda one: one.id):
            part = min(most, abs(self.left(target)))
            if part:
                self.allocated.append((source.id, target.id, part))
                most -= part

    def forget(self, document):
        """A void takes back what the document settled, and what settled it."""
        self.allocated = [one for one in self.allocated if document not in one[:2]]

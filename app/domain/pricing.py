"""What a document comes to: discounts of lines and of the whole, and tax rate by rate (M3, M4)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import IntEnum, unique
from typing import NamedTuple

from app.domain.money import part_of, rounded, spread
from app.domain.problems import Code, Problem
from app.domain.quantities import MOST_MONEY, most_money, parse
from app.domain.serials import fold

PERCENT = 1000
"""One percent, in the thousandths in which every rate is kept."""

WHOLE = 100 * PERCENT
"""A rate of 100 %."""


@unique
class TaxMode(IntEnum):
    """How a document's prices stand to tax (M4)."""

    NONE = 0  # none is kept
    INCLUDED = 1  # prices include it
    ADDED = 2  # it is added to them


class Discount(NamedTuple):
    """Minor units off; or, where there is a ``rate``, so many thousandths of a percent."""

    amount: int = 0
    rate: int | None = None

    def of(self, money: int) -> int:
        """What it takes off an amount, in minor units."""
        return self.amount if self.rate is None else rounded(money * self.rate, WHOLE)

    def __bool__(self) -> bool:
        return bool(self.amount or self.rate)


def read_discount(text: str, decimals: int) -> Discount | Problem:
    """What is typed as a discount: ``5%``, ``5`` in a currency of ``decimals``, nothing for none.

    A problem where it is none, below zero or over 100 %.
    """
    typed = fold(text).strip()
    if not typed:
        return Discount()
    if typed.endswith("%"):
        rate = parse(typed[:-1], PERCENT, 3)
        if rate is None or rate < 0:
            return Problem(Code.BAD_DISCOUNT, {"text": text})
        return _too_high(rate) or Discount(rate=rate or None)
    amount = parse(typed, 10**decimals, decimals)
    if amount is None or amount < 0:
        return Problem(Code.BAD_DISCOUNT, {"text": text})
    if amount > MOST_MONEY:
        return Problem(Code.MONEY_TOO_MUCH, {"most": most_money(decimals)})
    return Discount(amount)


def read_rate(text: str) -> int | Problem:
    """What is typed as a rate, such as ``13`` or ``7.7%``, in thousandths of a percent."""
    rate = parse(fold(text).strip().removesuffix("%"), PERCENT, 3)
    if rate is None or not 0 <= rate <= WHOLE:
        return Problem(Code.BAD_RATE, {"text": text})
    return rate


def judge_discount(discount: Discount, money: int, product: str | None = None) -> Problem | None:
    """Why an amount (of a ``product``'s line, or of a document) cannot bear the discount."""
    if discount.rate is not None:
        return _too_high(discount.rate)
    if discount.amount < 0:
        return Problem(Code.DISCOUNT_BELOW_ZERO)
    if discount.amount <= max(money, 0):
        return None
    if product is None:
        return Problem(Code.DISCOUNT_ABOVE_TOTAL)
    return Problem(Code.DISCOUNT_ABOVE_AMOUNT, {"product": product})


def _too_high(rate: int) -> Problem | None:
    if rate < 0:
        return Problem(Code.DISCOUNT_BELOW_ZERO)
    return Problem(Code.DISCOUNT_ABOVE_WHOLE) if rate > WHOLE else None


MOST_PRESETS = 5
"""So many discounts are offered at most: they stand side by side."""
NO_RATE = -1
"""What stands for a rate that cannot be read; it is refused."""


def read_presets(text: str) -> list[int]:
    """What is typed as the discounts that are offered, such as ``5, 10, 12.5 %``: each once."""
    parts = re.split(r"[\s,;、]+", re.sub(r"\s*%", " ", fold(text)).strip())
    rates = [parse(part, PERCENT, 3) for part in parts if part]
    return list(dict.fromkeys(NO_RATE if rate is None else rate for rate in rates))


def judge_presets(rates: Collection[int]) -> Problem | None:
    """Why discounts cannot be offered."""
    fits = len(rates) <= MOST_PRESETS and all(0 < rate <= WHOLE for rate in rates)
    return None if fits else Problem(Code.BAD_PRESETS, {"most": MOST_PRESETS})


class LineTax(NamedTuple):
    """The tax on a line: which, its name now, and its rate in thousandths of a percent."""

    id: int
    name: str
    rate: int


class PricedLine(NamedTuple):
    """A line: its quantity at its price, what is off by its own discount, and its tax.

    ``came_by`` is the number of the document that it gives back exactly what was paid of.
    """

    gross: int
    discount: int = 0
    tax: LineTax | None = None
    came_by: str | None = None

    @property
    def amount(self) -> int:
        """What the line comes to, before its share of the document's discount."""
        return self.gross - self.discount


class TaxGroup(NamedTuple):
    """Lines whose tax is worked out together: of one tax and rate, of what one document was paid.

    ``came_by`` is None for lines that come by none.
    """

    tax: int
    rate: int
    came_by: str | None


class PaidTax(NamedTuple):
    """Tax that was paid on a ``base``, and what of both went back already."""

    base: int
    tax: int
    base_back: int
    tax_back: int


class TaxPart(NamedTuple):
    """The tax of one group of a document's lines; ``net`` is what they come to without it."""

    group: TaxGroup
    name: str
    net: int
    tax: int


class TaxTotal(NamedTuple):
    """What a document says of one tax at one rate."""

    name: str
    rate: int
    net: int
    tax: int


class Totals(NamedTuple):
    """What a document comes to, in minor units.

    ``lines`` are quantities at their prices, ``line_discounts`` and ``discount`` are off them,
    ``total`` is what is to be paid.
    """

    lines: int = 0
    line_discounts: int = 0
    discount: int = 0
    taxes: tuple[TaxTotal, ...] = ()
    total: int = 0

    @property
    def includes_tax(self) -> bool:
        """Its tax is in the prices, or there is none."""
        return self.total == self.lines - self.line_discounts - self.discount


class Pricing(NamedTuple):
    """A document worked out: its totals, what each line bears of its discount, its tax in parts."""

    totals: Totals
    shares: tuple[int, ...]
    taxes: tuple[TaxPart, ...]


def work_out(
    lines: Sequence[PricedLine],
    discount: Discount,
    mode: TaxMode,
    paid: Mapping[TaxGroup, PaidTax] | None = None,
) -> Pricing:
    """Work a document out: lines are rounded, its discount is spread, tax is taken group by group.

    ``paid`` is what was paid of the tax of what comes back: all of it goes back with the last part.
    """
    amounts = [line.amount for line in lines]
    off = discount.of(sum(amounts))
    shares = spread(off, amounts)
    taxes = _taxes(lines, shares, mode, paid or {})
    added = sum(part.tax for part in taxes) if mode is TaxMode.ADDED else 0
    totals = Totals(
        sum(line.gross for line in lines),
        sum(line.discount for line in lines),
        sum(shares),
        totals_of(taxes),
        sum(amounts) - sum(shares) + added,
    )
    return Pricing(totals, tuple(shares), taxes)


def _taxes(
    lines: Sequence[PricedLine],
    shares: Sequence[int],
    mode: TaxMode,
    paid: Mapping[TaxGroup, PaidTax],
) -> tuple[TaxPart, ...]:
    if mode is TaxMode.NONE:
        return ()
    bases: dict[TaxGroup, int] = {}
    names: dict[TaxGroup, str] = {}
    for line, share in zip(lines, shares, strict=True):
        if line.tax is not None:
            group = _group_of(line, line.tax, paid)
            names[group] = line.tax.name
            bases[group] = bases.get(group, 0) + line.amount - share
    parts = []
    for group, base in bases.items():
        tax = _tax_of(base, group.rate, mode, paid.get(group))
        net = base - tax if mode is TaxMode.INCLUDED else base
        parts.append(TaxPart(group, names[group], net, tax))
    return tuple(parts)


def _group_of(line: PricedLine, tax: LineTax, known: Collection[TaxGroup]) -> TaxGroup:
    """The group of a taxed line: of what it came by where that is ``known``, else of none."""
    group = TaxGroup(tax.id, tax.rate, line.came_by)
    return group if group in known else group._replace(came_by=None)


def _tax_of(base: int, rate: int, mode: TaxMode, paid: PaidTax | None) -> int:
    if paid is not None:
        return part_of(paid.tax, paid.base, paid.base_back, paid.tax_back, base)
    parts = WHOLE + rate if mode is TaxMode.INCLUDED else WHOLE
    return rounded(base * rate, parts)


def to_pay(lines: Sequence[PricedLine], found: Pricing) -> list[int]:
    """What each line is of the total of what was ``found`` of them, with the tax added to it.

    The tax of a group is spread over its lines: together they are the total.
    """
    amounts = [line.amount - share for line, share in zip(lines, found.shares, strict=True)]
    if found.totals.includes_tax:
        return amounts
    taxes = {part.group: part.tax for part in found.taxes}
    places: dict[TaxGroup, list[int]] = {}
    for place, line in enumerate(lines):
        if line.tax is not None:
            places.setdefault(_group_of(line, line.tax, taxes), []).append(place)
    for group, of_group in places.items():
        shares = spread(taxes[group], [amounts[place] for place in of_group])
        for place, tax in zip(of_group, shares, strict=True):
            amounts[place] += tax
    return amounts


def totals_of(taxes: Iterable[TaxPart]) -> tuple[TaxTotal, ...]:
    """What a document says of its tax: each tax and rate once, the highest rate first."""
    sums: dict[tuple[int, int], TaxTotal] = {}
    for part in taxes:
        key = part.group.tax, part.group.rate
        before = sums.get(key, TaxTotal(part.name, part.group.rate, 0, 0))
        sums[key] = before._replace(net=before.net + part.net, tax=before.tax + part.tax)
    return tuple(sorted(sums.values(), key=lambda one: (-one.rate, one.name)))

"""A drawer and its shifts: what should be in it, what was counted, what stands against it (M9).

A shift goes from opening a counter's drawer with a float to closing it, whatever the date is by
then. Amounts are minor units of the shop's currency; what leaves the drawer is below zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, IntEnum, unique
from typing import NamedTuple

from app.domain.marks import N_
from app.domain.problems import Code, Problem
from app.domain.quantities import MOST_MONEY, most_money


@unique
class DrawerEntryKind(IntEnum):
    """What passes a drawer without a document; the value is the number that the store keeps."""

    MONEY_IN = 0
    MONEY_OUT = 1
    NO_SALE = 2


ENTRY_NAMES = {
    DrawerEntryKind.MONEY_IN: N_("Money in"),
    DrawerEntryKind.MONEY_OUT: N_("Money out"),
    DrawerEntryKind.NO_SALE: N_("Open without a sale"),
}


@unique
class DrawerFigure(Enum):
    """What should be in a drawer is the sum of these, in this order."""

    FLOAT = N_("Opening float")
    TAKEN = N_("Cash taken")
    CHANGE = N_("Change given")
    REFUNDS = N_("Cash refunds")
    PAID = N_("Cash paid")
    MONEY_IN = N_("Money in")
    MONEY_OUT = N_("Money out")


ALWAYS = frozenset(DrawerFigure) - {DrawerFigure.PAID}
"""The figures that are said though they are nothing; what is paid to suppliers seldom is cash."""


class CashSum(NamedTuple):
    """Payments in cash of one sign, each for itself or several together.

    ``amount`` is what they settle, ``rounding`` by how much more moved (M6), ``given`` what was
    handed over: as much as moved where nobody said it. ``payments`` of them there are,
    ``changed`` of these gave change. ``to_customers``: what goes out goes back to a customer.
    """

    amount: int
    rounding: int = 0
    given: int | None = None
    payments: int = 1
    changed: int = 0
    to_customers: bool = True


class FigureSum(NamedTuple):
    """One figure: what it comes to, of how many, and what rounding there is in it (M6)."""

    figure: DrawerFigure
    amount: int = 0
    times: int = 0
    rounding: int = 0

    def with_more(self, amount: int, times: int, rounding: int = 0) -> "FigureSum":
        """The figure with something more in it."""
        return FigureSum(
            self.figure, self.amount + amount, self.times + times, self.rounding + rounding
        )


def figures(
    float: int,
    cash: Iterable[CashSum] = (),
    entries: Iterable[tuple[DrawerEntryKind, int, int]] = (),
) -> list[FigureSum]:
    """Every figure of a drawer, in order: its float, what was paid in cash, what else passed.

    ``entries`` are kind, amount and how many. Their sum is what should be in it (M9).
    """
    found = {figure: FigureSum(figure) for figure in DrawerFigure}

    def add(figure: DrawerFigure, amount: int, count: int, rounding: int = 0) -> None:
        found[figure] = found[figure].with_more(amount, count, rounding)

    add(DrawerFigure.FLOAT, float, 1)
    for one in cash:
        moved = one.amount + one.rounding
        if one.amount < 0:
            out = DrawerFigure.REFUNDS if one.to_customers else DrawerFigure.PAID
            add(out, moved, one.payments, one.rounding)
            continue
        given = moved if one.given is None else one.given
        add(DrawerFigure.TAKEN, given, one.payments, one.rounding)
        add(DrawerFigure.CHANGE, moved - given, one.changed)
    for kind, amount, count in entries:
        if kind is not DrawerEntryKind.NO_SALE:
            add(DrawerFigure[kind.name], amount, count)
    return list(found.values())


def expected_of(sums: Iterable[FigureSum]) -> int:
    """What should be in the drawer."""
    return sum(one.amount for one in sums)


# Counting -----------------------------------------------------------------------------------------


class Counted(NamedTuple):
    """What was counted in a drawer: so many of each note and coin, or one ``total``.

    ``pieces`` are by their value. ``stays`` is left inside as the next float, the rest goes to the
    safe. ``tenders`` is what the terminal or the bank says of the other ways of paying, by tender;
    ``reason`` is why a difference is accepted.
    """

    pieces: Mapping[int, int] = {}
    total: int | None = None
    stays: int = 0
    reason: str = ""
    tenders: Mapping[int, int] = {}

    @property
    def amount(self) -> int:
        """What was counted in all."""
        if self.total is not None:
            return self.total
        return sum(value * pieces for value, pieces in self.pieces.items())


MOST_PIECES = 1_000_000
"""Notes or coins of one value that are counted at most."""


def opening_problems(
    float: int, left: int | None, why: str, decimals: int, is_open: bool
) -> list[Problem]:
    """What stands against opening a drawer with a float; ``left`` is what its last close left."""
    found = [Problem(Code.SHIFT_IS_OPEN)] if is_open else []
    found += _judge_amount(float, decimals)
    if left is not None and float != left and not why.strip():
        found.append(Problem(Code.FLOAT_DIFFERS))
    return found


def entry_problems(
    kind: DrawerEntryKind, amount: int, reason: str, decimals: int, is_open: bool = True
) -> list[Problem]:
    """What stands against putting money in or taking it out; ``amount`` is above zero for both."""
    found = [] if is_open else [Problem(Code.SHIFT_NOT_OPEN)]
    if kind is not DrawerEntryKind.NO_SALE:
        found += _judge_amount(amount, decimals)
        if amount == 0:
            found.append(Problem(Code.AMOUNT_MISSING))
    if not reason.strip():
        found.append(Problem(Code.DRAWER_REASON_MISSING))
    return found


def closing_problems(counted: Counted, expected: int, decimals: int) -> list[Problem]:
    """What stands against closing a drawer in which ``expected`` should be."""
    found = []
    if counted.total is None and not counted.pieces:
        return [Problem(Code.NOT_COUNTED)]
    if any(not 0 <= pieces <= MOST_PIECES for pieces in counted.pieces.values()):
        found.append(Problem(Code.PIECES_IMPOSSIBLE, {"most": f"{MOST_PIECES:,}"}))
    else:
        found += _judge_amount(counted.amount, decimals)
    for amount in (counted.stays, *map(abs, counted.tenders.values())):
        found += _judge_amount(amount, decimals)
    if counted.stays > counted.amount:
        found.append(Problem(Code.STAYS_TOO_MUCH))
    if counted.amount != expected and not counted.reason.strip():
        found.append(Problem(Code.DIFFERENCE_REASON_MISSING))
    return list({problem.code: problem for problem in found}.values())  # each reason once


def _judge_amount(amount: int, decimals: int) -> list[Problem]:
    if amount < 0:
        return [Problem(Code.AMOUNT_BELOW_ZERO)]
    if amount > MOST_MONEY:
        return [Problem(Code.MONEY_TOO_MUCH, {"most": most_money(decimals)})]
    return []


def report_number(year: int, sequence: int) -> str:
    """The number of a Z report: ``Z-2026-000088``; the sequence never starts again (M9)."""
    return f"Z-{year:04}-{sequence:06}"


DIFFERENCE_REASONS = (N_("Wrong change"), N_("Wrong note taken"), N_("Cause not known"))
"""Why a drawer differs, to be chosen from."""


# Notes and coins ----------------------------------------------------------------------------------

_WHOLE = (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)


def _pieces(decimals: int, whole: Sequence[int], *small: int) -> tuple[int, ...]:
    """Values in minor units: the ``whole`` ones are written without decimals, ``small`` with."""
    return (*(value * 10**decimals for value in whole), *small)


_TO_ONE = (50, 20, 10, 5, 2, 1)
_TO_FIVE = (50, 20, 10, 5)

PIECES: Mapping[str, tuple[int, ...]] = {
    "CNY": _pieces(2, (100, 50, 20, 10, 5, 1), 50, 10),
    "EUR": _pieces(2, (500, *_WHOLE[2:]), *_TO_ONE),
    "USD": _pieces(2, (100, 50, 20, 10, 5, 2, 1), 50, 25, 10, 5, 1),
    "GBP": _pieces(2, _WHOLE[4:], *_TO_ONE),
    "HKD": _pieces(2, (1000, 500, *_WHOLE[3:]), 50, 20, 10),
    "TWD": _pieces(2, (2000, 1000, 500, 200, 100, 50, 20, 10, 5, 1)),
    "SGD": _pieces(2, (1000, 100, 50, 10, 5, 2, 1), *_TO_FIVE),
    "MYR": _pieces(2, (100, 50, 20, 10, 5, 1), *_TO_FIVE),
    "AUD": _pieces(2, _WHOLE[3:], *_TO_FIVE),
    "CAD": _pieces(2, _WHOLE[3:], 25, 10, 5),
    "CHF": _pieces(2, (1000, 200, 100, 50, 20, 10, 5, 2, 1), *_TO_FIVE),
    "INR": _pieces(2, (500, 200, 100, 50, 20, 10, 5, 2, 1)),
    "JPY": _pieces(0, (10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1)),
    "KRW": _pieces(0, (50000, 10000, 5000, 1000, 500, 100, 50, 10)),
    "VND": _pieces(0, (500000, 200000, 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500)),
    "KWD": _pieces(3, (20, 10, 5, 1), 500, 250, 100, 50, 20, 10, 5),
}
"""The notes and coins in use, by currency, in minor units from the largest down."""

"""What contacts owe and are owed, how old it is, and what settles what (M8).

Amounts are minor units. A debt above zero is owed to the shop, one below zero by it: of a purchase,
of what a customer brought back on account, of a receipt that is not allocated yet (an advance).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.domain.marks import N_
from app.domain.problems import Code, Problem
from app.domain.quantities import money_text, parse

BANDS = (30, 60, 90)
"""The most days that a debt of each band but the last has stood."""

BAND_NAMES = (N_("0–30 days"), N_("31–60 days"), N_("61–90 days"), N_("over 90 days"))


class OpenDebt(NamedTuple):
    """What a document still leaves open; ``left`` has its sign, the dates are ISO."""

    document: int
    number: str
    date: str
    due_date: str
    left: int


class Account(NamedTuple):
    """How a shop stands with a contact: what each owes the other, and since when.

    ``owes`` and ``owed`` are not below zero; ``bands`` are the ages of what the contact owes, by
    the days since each document's date.
    """

    owes: int = 0
    owed: int = 0
    bands: tuple[int, ...] = (0,) * (len(BANDS) + 1)

    @property
    def balance(self) -> int:
        """Above zero: the contact owes it to the shop."""
        return self.owes - self.owed


def is_overdue(debt: OpenDebt, today: date) -> bool:
    """Its due date has passed."""
    return date.fromisoformat(debt.due_date) < today


def band_of(day: str, today: date) -> int:
    """Which of the bands a debt of an ISO ``day`` is in; one dated ahead is in the first."""
    days = (today - date.fromisoformat(day)).days
    return sum(days > most for most in BANDS)


def account_of(debts: Iterable[OpenDebt], today: date) -> Account:
    """How a shop stands with the contact whose open debts these are."""
    bands = [0] * (len(BANDS) + 1)
    owed = 0
    for debt in debts:
        if debt.left > 0:
            bands[band_of(debt.date, today)] += debt.left
        else:
            owed -= debt.left
    return Account(sum(bands), owed, tuple(bands))


def oldest_first(amount: int, debts: Sequence[OpenDebt]) -> dict[int, int]:
    """How much of each debt an amount settles, the oldest first; what is left over is in none.

    ``amount`` is above zero; the result has no zeros and is above zero too, whatever the debts'
    sign, which is one.
    """
    settled = {}
    for debt in sorted(debts, key=lambda debt: (debt.date, debt.document)):
        part = min(amount, abs(debt.left))
        if part:
            settled[debt.document] = part
            amount -= part
    return settled


def judge_allocation(
    amount: int, wanted: Mapping[int, int], debts: Sequence[OpenDebt], decimals: int
) -> list[Problem]:
    """Why an amount cannot settle so much of each document: more than it leaves, or than there is.

    A document that leaves nothing open any more is not among the ``debts``. ``decimals`` are the
    currency's.
    """
    left = {debt.document: debt for debt in debts}
    problems = []
    for document, part in wanted.items():
        debt = left.get(document)
        if debt is None:
            if part:
                problems.append(Problem(Code.SETTLED_MEANWHILE))
        elif part > abs(debt.left) or part < 0:
            most = money_text(abs(debt.left), decimals)
            values = {"number": debt.number, "most": most, "amount": money_text(part, decimals)}
            problems.append(Problem(Code.ALLOCATED_ABOVE_OPEN, values))
    total = sum(wanted.values())
    if total > amount:
        values = {"total": money_text(total, decimals), "amount": money_text(amount, decimals)}
        problems.append(Problem(Code.ALLOCATED_ABOVE_AMOUNT, values))
    return problems


def judge_credit(
    limit: int | None, owes: int, more: int, name: str, decimals: int
) -> Problem | None:
    """What is asked where a contact would owe more than its limit (None: it has none)."""
    if limit is None or more <= 0 or owes + more <= limit:
        return None
    values = {
        "name": name,
        "owes": money_text(owes + more, decimals),
        "limit": money_text(limit, decimals),
    }
    return Problem(Code.ABOVE_CREDIT_LIMIT, values)


MOST_DAYS = 365


def read_days(text: str) -> int | Problem:
    """A typed number of days in which a contact pays, or why it is none."""
    days = parse(text, 1, 0)
    if days is None or not 0 <= days <= MOST_DAYS:
        return Problem(Code.BAD_DAYS, {"text": text})
    return days

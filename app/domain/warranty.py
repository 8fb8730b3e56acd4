"""How long a unit has warranty: so many months from the day it was sold."""

from datetime import date, timedelta

from app.domain.problems import Code, Problem

MOST_MONTHS = 600


def problems_of(months: int) -> list[Problem]:
    """What stands against a warranty of so many months; 0 is none."""
    if 0 <= months <= MOST_MONTHS:
        return []
    return [Problem(Code.WARRANTY_MONTHS, {"most": MOST_MONTHS})]


def read_months(text: str) -> int | Problem:
    """Typed months, nothing for none; or why they cannot be taken."""
    typed = text.strip()
    months = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else -1
    problems = problems_of(months if typed else 0)
    return problems[0] if problems else max(months, 0)


def last_day(sold: date, months: int) -> date:
    """The last day of a warranty that began on the day of the sale.

    It is the day before the same day of the month: 12 months from 31 January end on 30 January.
    Where the month has no such day, it is that month's last one: 1 month from 31 January ends on
    28 or 29 February.
    """
    year, month = divmod(sold.year * 12 + sold.month - 1 + months, 12)
    try:
        return date(year, month + 1, sold.day) - timedelta(days=1)
    except ValueError:
        return date(year, month + 2, 1) - timedelta(days=1)  # never of December

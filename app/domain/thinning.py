"""Which backups are kept (S1): the last of each of 12 days, 10 weeks and 9 months."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, unique
from typing import Generic, TypeVar

from app.domain.marks import N_

Key = TypeVar("Key", bound=Hashable)


@unique
class Keeping(Enum):
    """As what a backup is kept; the value says it."""

    DAILY = N_("Daily")
    WEEKLY = N_("Weekly")
    MONTHLY = N_("Monthly")


MOST = {Keeping.DAILY: 12, Keeping.WEEKLY: 10, Keeping.MONTHLY: 9}
"""How many days, weeks and months keep their last backup."""


@dataclass(frozen=True, slots=True)
class Dated(Generic[Key]):
    """A good backup: what it is known by, the day it was made on, whether somebody asked for it."""

    key: Key
    day: date
    on_demand: bool = False


def kept(backups: Sequence[Dated[Key]]) -> dict[Key, Keeping]:
    """The backups that are kept, each as what; ``backups`` come in order, the newest first.

    The order says what is new, and not the days: a clock may have been set back. What somebody
    asked for on the newest day is kept too: it is not to be gone tonight.
    """
    made: dict[Key, Keeping] = {}
    for keeping in Keeping:
        for backup in _last_of_each(backups, keeping):
            made.setdefault(backup.key, keeping)
    newest = backups[0].day if backups else None
    asked = [each for each in backups if each.day == newest and each.on_demand]
    return made | {each.key: Keeping.DAILY for each in asked}


def _last_of_each(backups: Iterable[Dated[Key]], keeping: Keeping) -> Iterable[Dated[Key]]:
    """The last backup of each of so many days, weeks or months."""
    seen: set[object] = set()
    for backup in backups:
        of = _span(backup.day, keeping)
        if of not in seen and len(seen) < MOST[keeping]:
            seen.add(of)
            yield backup


def _span(day: date, keeping: Keeping) -> object:
    """The day, the week (ISO 8601) or the month that a day lies in."""
    match keeping:
        case Keeping.DAILY:
            return day
        case Keeping.WEEKLY:
            return day.isocalendar()[:2]
        case Keeping.MONTHLY:
            return (day.year, day.month)

"""How safe the shop is (S1): when its last good backup was made, and what went wrong since."""

from datetime import datetime, timedelta
from enum import Enum, unique

LONGEST = timedelta(days=2)
"""None for so long is red."""
DAILY = timedelta(hours=20)
"""So old a backup may be before the next one of the day is made."""
_AHEAD = timedelta(minutes=10)
"""So much a clock may have been set back without a word."""


@unique
class Safety(Enum):
    """What the screen says of the backups, from good to bad."""

    UNKEPT = "unkept"
    """Nothing is to be kept: a demo shop."""
    GOOD = "good"
    TROUBLE = "trouble"
    """The last try failed, or a place is missing; there is one that is younger than two days."""
    CLOCK = "clock"
    """The last one was made later than now: the clock was set back, or is wrong."""
    NONE = "none"
    """There is none yet."""
    OLD = "old"
    """There is none for two days."""


BAD = frozenset({Safety.NONE, Safety.OLD})
"""What is said in red."""


def judged_safety(last_good: datetime | None, troubled: bool, now: datetime) -> Safety:
    """How the shop stands, by its last good backup and whether something failed since."""
    if last_good is None:
        return Safety.NONE
    if now - last_good >= LONGEST:
        return Safety.OLD
    if last_good - now > _AHEAD:
        return Safety.CLOCK
    return Safety.TROUBLE if troubled else Safety.GOOD


def is_due(last_good: datetime | None, now: datetime) -> bool:
    """The day's backup is still to be made. A clock that was set back makes it due."""
    return last_good is None or not timedelta(0) - _AHEAD <= now - last_good < DAILY

"""The one clock: UTC for what happened, the local calendar for a document's date."""

import time
from datetime import UTC, date, datetime


def wall() -> datetime:
    """What the computer's clock says. A test that sets the clock replaces this, and only this."""
    return datetime.now(UTC)


def steady() -> float:
    """Seconds since the computer was started, whatever the clock on the wall is set to."""
    return time.monotonic()


def now() -> datetime:
    """This moment, in UTC."""
    return wall()


def stamp(moment: datetime) -> str:
    """A moment as the store keeps it: ISO 8601, UTC, whole milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def day_of(moment: datetime) -> date:
    """The date on the wall at a moment."""
    return moment.astimezone().date()


def today() -> date:
    """Today's date in the computer's own time zone."""
    return day_of(now())


def begins(day: date) -> str:
    """When a day begins on the wall, as the store keeps a moment."""
    return stamp(datetime(day.year, day.month, day.day).astimezone())

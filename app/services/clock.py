"""The one clock: UTC for what happened, the local calendar for a paper's date."""

from datetime import UTC, date, datetime


def wall() -> datetime:
    """What the computer's clock says. A test that sets the clock replaces this, and only this."""
    return datetime.now(UTC)


def now() -> datetime:
    """This moment, in UTC."""
    return wall()


def stamp(at: datetime | None) -> str:
    """``at``, or now, as the store keeps it: ISO 8601, UTC, whole milliseconds."""
    return (at or now()).astimezone(UTC).isoformat(timespec="milliseconds")


def today() -> date:
    """The date on the wall."""
    return now().astimezone().date()

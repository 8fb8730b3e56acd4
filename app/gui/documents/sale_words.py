"""How a sale is said in one row: when, and what of it."""

from datetime import datetime

from app.formats import Formats
from app.services import clock
from app.text import ngettext


def moment_text(stamp: str, formats: Formats) -> str:
    """The time of day of what was done today, else the day."""
    local = datetime.fromisoformat(stamp).astimezone()
    if local.date() == clock.today():
        return f"{local:%H:%M}"
    return formats.date(local.date().isoformat())


def items_text(product: str | None, lines: int) -> str:
    """The first line's item, and how many lines more."""
    more = lines - 1
    if more < 1:
        return product or ""
    said = ngettext("and {count} more", "and {count} more", more, f"{more:,}")
    return f"{product or ''} {said}"

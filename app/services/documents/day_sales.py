"""What a day's sales came to, hour by hour, and the last of them."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from app.domain.kinds import KINDS, SALE, SALES_RETURN
from app.domain.payments import Tender, TenderKind
from app.services.money import tenders
from db.codes import POSTED
from db.queries import day_sales
from db.queries.day_sales import LastSale
from db.sql import Database

_KINDS = (SALE.key, SALES_RETURN.key)


class DaySales(NamedTuple):
    """The posted sales and sales returns of one date; void ones do not count.

    Amounts are minor units: ``total`` is the sales less the returns, ``returned`` the returns.
    ``hours`` are the sales by the hour on the wall at which they were posted.
    """

    sales: int
    returns: int
    total: int
    returned: int
    hours: Mapping[int, int]


def of_day(database: Database, day: date) -> DaySales:
    """What the documents dated ``day`` came to."""
    counts: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    hours: Counter[int] = Counter()
    for row in day_sales.by_minute(database, day.isoformat()):
        if row.state != POSTED or row.kind not in _KINDS or row.minute is None:
            continue
        counts[row.kind] += row.documents
        totals[row.kind] += row.total
        if KINDS[row.kind].rings_up:
            posted = datetime.fromisoformat(row.minute).replace(tzinfo=UTC)
            hours[posted.astimezone().hour] += row.total
    sold, returned = (totals[kind] for kind in _KINDS)
    return DaySales(
        counts[SALE.key], counts[SALES_RETURN.key], sold - returned, returned, dict(hours)
    )


def last(database: Database, most: int) -> list[LastSale]:
    """The sales and returns that were posted last, newest first, void ones too."""
    return day_sales.last_posted(database, _KINDS, most)


class TakenBy(NamedTuple):
    """What one tender took in a day, what it gave back off; None: it stays on account."""

    tender: Tender | None
    amount: int


def taken(database: Database, day: date) -> list[TakenBy]:
    """By what the sales and returns dated ``day`` were paid, the largest sum first.

    What came back in an exchange pays for what went out: nobody took it.
    """
    known = tenders.by_id(database)
    found = [
        TakenBy(None if row.tender is None else known[row.tender], row.amount)
        for row in day_sales.taken(database, day.isoformat(), _KINDS)
    ]
    return [one for one in found if not (one.tender and one.tender.kind is TenderKind.EXCHANGE)]

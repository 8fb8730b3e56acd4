"""What was sold and taken back since the shop began: each Z report carries it, nothing resets it.

A month or a year is what lies between two Z reports: each sale is in the one that was closed next
after it, whichever drawer that was.
"""

from datetime import date
from typing import NamedTuple

from app.domain.kinds import SALE, SALES_RETURN
from app.services import clock
from app.services.permitting import for_everybody
from app.services.session import Session
from db.queries import grand_totals as grand_total_reads
from db.queries.grand_totals import GrandTotal
from db.sql import Database
from db.writes import grand_totals as grand_total_writes


@for_everybody
def keep(session: Session, shift: int) -> None:
    """Keep what it comes to at the close of a shift, in the transaction that closes it."""
    database = session.database
    now = grand_total_reads.with_more(
        database, grand_total_reads.last(database), SALE.key, SALES_RETURN.key
    )
    grand_total_writes.keep(database, shift, now)


def of_shift(database: Database, shift: int) -> GrandTotal | None:
    """What the Z report of a shift carries; None of one from before the shop kept them."""
    return grand_total_reads.of_shift(database, shift)


def kept(database: Database) -> GrandTotal | None:
    """What the newest Z report carries; None: there is none yet."""
    return grand_total_reads.last_of_a_report(database)


class PeriodTotal(NamedTuple):
    """What the Z reports that were closed in a period come to: their numbers, and their sums."""

    first: int
    last: int
    sold: int
    returned: int
    voided: int

    @property
    def reports(self) -> int:
        """How many Z reports there are in it."""
        return self.last - self.first + 1 if self.last else 0

    @property
    def net(self) -> int:
        """What was sold, less what came back and what was voided."""
        return self.sold - self.returned - self.voided


def of_period(database: Database, first: date, after: date) -> PeriodTotal:
    """What the Z reports closed from a day on come to, before the day ``after``."""
    old, number = grand_total_reads.before(database, clock.begins(first))
    new, newest = grand_total_reads.before(database, clock.begins(after))
    return PeriodTotal(
        number + 1,
        newest if newest > number else 0,
        new.sold - old.sold,
        new.returned - old.returned,
        new.voided - old.voided,
    )


def of_month(database: Database, day: date) -> PeriodTotal:
    """What those of the month of a day come to."""
    first = day.replace(day=1)
    year, month = divmod(first.year * 12 + first.month, 12)
    return of_period(database, first, date(year, month + 1, 1))


def of_year(database: Database, day: date) -> PeriodTotal:
    """What those of the year of a day come to."""
    return of_period(database, date(day.year, 1, 1), date(day.year + 1, 1, 1))

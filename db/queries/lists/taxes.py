"""The taxes, by name, each with its rate on a day (M4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.queries.lists import walking
from db.queries.lists.paging import Count, Cursor, Page
from db.queries.lists.walking import BY_NAME, Fits, IndexWay, Order
from db.sql import Database


class TaxListRow(NamedTuple):
    """A row of the list of taxes; ``rate`` in thousandths of a percent, None: none on that day."""

    id: int
    name: str
    active: bool
    rate: int | None
    valid_until: str | None


@dataclass(frozen=True, slots=True)
class TaxesAsked:
    """Which taxes, and the day (ISO) of which their rate is."""

    day: str = ""
    with_inactive: bool = False
    order: Order = BY_NAME


def page(
    database: Database, asked: TaxesAsked, after: Cursor | None, size: int
) -> Page[TaxListRow]:
    """The rows after ``after``, at most ``size``: ids first, then what is shown of them."""
    way = IndexWay("tax t", "tax t", (BY[asked.order.column], "t.id"), asked.order.falling)
    keys, ended = walking.walk(database, way, _shown(asked), after, size)
    return Page(_read(database, asked.day, [int(id) for _, id in keys]), ended)


def count(database: Database, asked: TaxesAsked) -> Count | None:
    """How many there are, up to so many."""
    return walking.count_of(database, "tax t", _shown(asked), Fits("t.id > 0"))


BY = {"name": "t.name"}
"""What an index serves an order by."""


def _shown(asked: TaxesAsked) -> Fits:
    return Fits("t.active OR ?", (asked.with_inactive,))


def _read(database: Database, day: str, ids: Sequence[int]) -> list[TaxListRow]:
    if not ids:
        return []
    rows = sql.rows_of(
        database,
        "SELECT t.id, t.name, t.active, r.rate, r.valid_until"
        f" FROM {ids_in()} j CROSS JOIN tax t LEFT JOIN tax_rate r ON r.tax_id = t.id"
        " AND r.valid_from <= ? AND (r.valid_until IS NULL OR r.valid_until >= ?)"
        " WHERE t.id = j.value",
        ids,
        day,
        day,
    )
    return [TaxListRow(*row) for row in rows]

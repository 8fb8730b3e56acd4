"""Going through the store by an index, from a key on, and looking at a part of it at a time."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from db import sql
from db.queries.lists import paging
from db.queries.lists.paging import Count, Cursor
from db.sql import Database

AT_ONCE = 3_000
"""So many rows are looked at, at most, for a page: about 5 ms where a text is looked for."""

_BEFORE_ALL, _AFTER_ALL = 0, 1 << 62


class Order(NamedTuple):
    """By which column a list is ordered; ``falling``: from the greatest down."""

    column: str
    falling: bool = False


BY_NAME = Order("name")
"""The first order of what has a name."""


class IndexWay(NamedTuple):
    """A way through ``source`` (what stands after FROM) that an index serves.

    It goes by ``keys``: a column of ``table``, which comes first in ``source``, then the ids that
    tell rows of the same value apart.
    """

    table: str
    source: str
    keys: Sequence[str]
    falling: bool = False

    def query(self, fits: str, where: str = "") -> str:
        """Whether each row fits, and its keys, from a key on (the values after those of ``fits``).

        What ``where`` leaves out is not looked at; its values come after those of the key.
        """
        keys, marks = ", ".join(self.keys), ", ".join("?" for _ in self.keys)
        order = ", ".join(f"{key} DESC" if self.falling else key for key in self.keys)
        side = "<" if self.falling else ">"
        return (
            f"SELECT {fits}, {keys} FROM {self.source} WHERE ({keys}) {side} ({marks}){where}"
            f" ORDER BY {order} LIMIT ?"
        )

    def beginning(self, database: Database) -> Cursor | None:
        """Where it begins; None where the table is empty."""
        end = "max" if self.falling else "min"
        value = sql.value(database, f"SELECT {end}({self.keys[0]}) FROM {self.table}")
        if value is None:
            return None
        beyond = _AFTER_ALL if self.falling else _BEFORE_ALL
        return (value, *(beyond for _ in self.keys[1:]))


class Fits(NamedTuple):
    """What a row must be, as a condition, and its values."""

    condition: str
    values: Sequence[object] = ()

    def also(self, other: "Fits") -> "Fits":
        """Rows that fit both conditions."""
        return Fits(f"({self.condition}) AND ({other.condition})", (*self.values, *other.values))

    def or_else(self, other: "Fits") -> "Fits":
        """Rows that fit at least one of the two."""
        return Fits(f"({self.condition}) OR ({other.condition})", (*self.values, *other.values))


ALL = Fits("1 = 1")


def walk(
    database: Database,
    way: IndexWay,
    fits: Fits,
    after: Cursor | None,
    size: int,
    where: Fits | None = None,
) -> tuple[list[Cursor], Cursor | None]:
    """The keys of the next ``size`` rows that fit, and where looking ended (None: at the end).

    ``AT_ONCE`` rows are looked at; ``size`` that fit end it before.
    """
    beginning = after or way.beginning(database)
    if beginning is None:
        return [], None
    further, more = (f" AND {where.condition}", where.values) if where else ("", ())
    query = way.query(fits.condition, further)
    found: list[Cursor] = []
    looked, last = 0, None
    with closing(sql.each(database, query, *fits.values, *beginning, *more, AT_ONCE)) as rows:
        for does, *key in rows:
            looked, last = looked + 1, tuple(key)
            if does:
                found.append(last)
                if len(found) == size:
                    return found, last
    return found, last if looked == AT_ONCE else None


def count_of(
    database: Database, source: str, fits: Fits, where: Fits | None = None
) -> Count | None:
    """How many rows of a source fit, where looking at so many tells it; None: it does not.

    Twice as many as are counted are looked at, so that rows that do not fit hold nobody up.
    """
    most = paging.MOST_COUNTED
    further, more = (f" WHERE {where.condition}", where.values) if where else ("", ())
    found = sql.row(
        database,
        "SELECT count(*), coalesce(sum(CASE WHEN fits THEN 1 ELSE 0 END), 0)"
        f" FROM (SELECT {fits.condition} AS fits FROM {source}{further} LIMIT ?) AS looked_at",
        *fits.values,
        *more,
        2 * most,
    )
    assert found is not None
    looked, number = found
    if looked < 2 * most:
        return Count(min(number, most), number <= most)
    return Count(most, False) if number > most else None


def in_order(ids: Iterable[Any], rows: Iterable[Any]) -> list[Any]:
    """Rows in the order of their ids; what is not there any more is left out."""
    found = {row.id: row for row in rows}
    return [found[id] for id in ids if id in found]

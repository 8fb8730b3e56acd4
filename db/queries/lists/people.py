"""Those who work here, or did, by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.codes import SECRET_BADGE, SECRET_PIN
from db.engine.parameters import ids_in
from db.queries.lists import walking
from db.queries.lists.paging import Count, Cursor, Page
from db.queries.lists.walking import BY_NAME, Fits, IndexWay, Order
from db.sql import Database


class PersonListRow(NamedTuple):
    """A row of the list: who it is, what they prove it by, and when they signed in last."""

    id: int
    name: str
    role: str
    active: bool
    has_pin: bool
    has_badge: bool
    signed_in: str | None


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """Which people."""

    with_inactive: bool = False
    order: Order = BY_NAME


def page(
    database: Database, asked: PeopleAsked, after: Cursor | None, size: int
) -> Page[PersonListRow]:
    """The rows after ``after``, at most ``size``: ids first, then what is shown of them."""
    way = IndexWay("person p", "person p", (BY[asked.order.column], "p.id"), asked.order.falling)
    keys, ended = walking.walk(database, way, _shown(asked), after, size)
    return Page(_read(database, [int(id) for _, id in keys]), ended)


def count(database: Database, asked: PeopleAsked) -> Count | None:
    """How many there are, up to so many."""
    return walking.count_of(database, "person p", _shown(asked), Fits("p.id > 0"))


BY = {"name": "p.name"}
"""What an index serves an order by."""


def _shown(asked: PeopleAsked) -> Fits:
    return Fits("p.active OR ?", (asked.with_inactive,))


def _read(database: Database, ids: Sequence[int]) -> list[PersonListRow]:
    if not ids:
        return []
    rows = sql.rows_of(
        database,
        "SELECT p.id, p.name, p.role, p.active, s.id IS NOT NULL, b.id IS NOT NULL,"
        " (SELECT a.at FROM audit a WHERE a.subject = 'person' AND a.subject_id = p.id"
        " AND a.action = 'sign_in' ORDER BY a.id DESC LIMIT 1)"
        f" FROM {ids_in()} j CROSS JOIN person p"
        " LEFT JOIN secret s ON s.person_id = p.id AND s.kind = ?"
        " LEFT JOIN secret b ON b.person_id = p.id AND b.kind = ? WHERE p.id = j.value",
        ids,
        SECRET_PIN,
        SECRET_BADGE,
    )
    return [PersonListRow(*row) for row in rows]

"""The transfers of which something is on the way, those sent first at the top."""

from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.queries.lists.paging import Count, Cursor, Page, counted
from db.sql import Database


class TransferOnTheWay(NamedTuple):
    """A posted transfer of which something has not arrived; ``quantity`` in thousandths.

    ``posting`` is its place in the order of posting.
    """

    id: int
    number: str
    date: str
    source: str
    destination: str
    quantity: int
    serials: int
    posting: int


def page(
    database: Database, asked: None, after: Cursor | None, size: int
) -> Page[TransferOnTheWay]:
    """The transfers posted after ``after``, at most ``size``; a cursor is the last one's posting.

    Only what is kept of the lines on the way is read (``on_the_way``), never all transfers.
    """
    rows = sql.rows(
        database,
        "SELECT posting, sum(quantity), sum(serials) FROM on_the_way WHERE posting > ?"
        " GROUP BY posting ORDER BY posting LIMIT ?",
        after[0] if after else 0,
        size,
    )
    heads = sql.unordered(
        database,
        f"SELECT d.posting, d.id, d.number, d.date, f.name, t.name FROM {ids_in()} j"
        " CROSS JOIN document d CROSS JOIN warehouse f CROSS JOIN warehouse t"
        " WHERE d.posting = j.value AND f.id = d.warehouse_id AND t.id = d.to_warehouse_id",
        sql.json_list(posting for posting, *_ in rows),
    )
    head_of = {posting: head for posting, *head in heads}
    there = [
        TransferOnTheWay._make((*head_of[posting], quantity, serials, posting))
        for posting, quantity, serials in rows
    ]
    return Page(there, (there[-1].posting,) if len(there) == size else None)


def count(database: Database, asked: None) -> Count:
    """How many transfers there are of which something is on the way."""
    return counted(database, "FROM on_the_way GROUP BY posting", ())


def quantity(database: Database) -> int:
    """Thousandths that are on the way in all."""
    return int(sql.value(database, "SELECT coalesce(sum(quantity), 0) FROM on_the_way"))

"""What the Counter shows between two customers: the last sales, and what a day came to."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import POSTED
from db.engine.parameters import texts_in
from db.sql import Database


class LastSale(NamedTuple):
    """A posted document, void or not, by its first line; ``lines`` is how many it has."""

    id: int
    kind: str
    state: int
    number: str
    posting: int
    posted_at: str
    party: str | None
    product: str | None
    lines: int
    total: int


_LAST = """
SELECT d.id, d.kind, d.state, d.number, d.posting, d.posted_at, c.name,
       (SELECT p.name FROM document_line l JOIN product p ON p.id = l.product_id
        WHERE l.document_id = d.id ORDER BY l.position, l.id LIMIT 1),
       (SELECT count(*) FROM document_line WHERE document_id = d.id), d.total
FROM document d LEFT JOIN contact c ON c.id = d.party_id
WHERE d.kind = ? AND d.posting IS NOT NULL
ORDER BY d.posting DESC LIMIT ?
"""


def last_posted(database: Database, kinds: Sequence[str], most: int) -> list[LastSale]:
    """The documents of some kinds that were posted last, newest first."""
    found = [LastSale(*row) for kind in kinds for row in sql.rows(database, _LAST, kind, most)]
    return sorted(found, key=lambda sale: sale.posting, reverse=True)[:most]


class MinuteSales(NamedTuple):
    """Documents of a kind and state that were posted in one minute (UTC, ``2026-11-26T20:36``)."""

    kind: str
    state: int
    minute: str | None
    documents: int
    total: int


def by_minute(database: Database, day: str) -> list[MinuteSales]:
    """All documents dated ``day``, drafts too: what kinds and states count is the caller's."""
    return [
        MinuteSales(*row)
        for row in sql.rows(
            database,
            "SELECT kind, state, substr(posted_at, 1, 16) AS minute, count(*), sum(total)"
            " FROM document WHERE date = ? GROUP BY kind, state, minute"
            " ORDER BY minute, kind, state",
            day,
        )
    ]


class TakenSum(NamedTuple):
    """What a tender settled, more than it gave back; ``tender`` None: what stays on account."""

    tender: int | None
    amount: int


def taken(database: Database, day: str, kinds: Sequence[str]) -> list[TakenSum]:
    """What the posted documents of some kinds dated ``day`` were paid by, the largest sum first."""
    return [
        TakenSum(*row)
        for row in sql.rows(
            database,
            f"""
            WITH of_day (id) AS (
              SELECT d.id FROM document d
              WHERE d.date = ?1 AND d.state = {POSTED} AND d.keeps_money
                AND d.kind IN {texts_in("?2")})
            SELECT tender, total FROM (
              SELECT p.tender_id AS tender, sum(p.amount) AS total
              FROM of_day CROSS JOIN payment p WHERE p.document_id = of_day.id GROUP BY p.tender_id
              UNION ALL
              SELECT NULL, sum(b.amount)
              FROM of_day CROSS JOIN debt b WHERE b.document_id = of_day.id) sums
            WHERE total <> 0 ORDER BY total DESC, tender
            """,
            day,
            sql.json_list(kinds),
        )
    ]

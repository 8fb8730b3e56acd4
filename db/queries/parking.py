"""Sales that were put aside to be called back: which there are, and what became of their goods."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import DRAFT, IN_STOCK
from db.engine.parameters import ids_in, texts_in
from db.sql import Database


class ParkedSale(NamedTuple):
    """A parked draft by its first line; ``lines`` is how many it has.

    ``gone`` is the number of a document by which one of its serial numbers went elsewhere since.
    """

    id: int
    at: str
    note: str
    party: str | None
    product: str | None
    lines: int
    total: int
    gone: str | None


_SERIALS = """
FROM draft_serial e
LEFT JOIN serial n ON n.number = e.number
LEFT JOIN serial_alias a ON a.number = e.number
JOIN serial s ON s.id = coalesce(n.id, a.serial_id)
"""
"""The serial numbers of a draft that are known here; ``e`` is the row of the draft."""

# What could not be sold from the warehouse of the draft ``d`` any more, and by which document ``x``
_GONE = f"""
{_SERIALS}
JOIN serial_movement m ON m.id = s.current_movement_id
JOIN document_line xl ON xl.id = m.line_id
JOIN document x ON x.id = xl.document_id
"""
_IS_GONE = f"NOT (s.status = {IN_STOCK} AND s.warehouse_id IS NOT DISTINCT FROM d.warehouse_id)"


def left_at_counter(database: Database, kind: str, person: int) -> list[int]:
    """The drafts of a kind that somebody has at the Counter, the first begun first."""
    return [
        id
        for (id,) in sql.rows(
            database,
            f"SELECT id FROM document WHERE kind = ? AND state = {DRAFT} AND at_counter"
            " AND parked_at IS NULL AND created_by = ? ORDER BY id",
            kind,
            person,
        )
    ]


def parked(database: Database) -> list[ParkedSale]:
    """All that is parked, the newest first."""
    return [
        ParkedSale(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT d.id, d.parked_at, d.parked_note, c.name,
                   (SELECT p.name FROM document_line l JOIN product p ON p.id = l.product_id
                    WHERE l.document_id = d.id ORDER BY l.position, l.id LIMIT 1),
                   (SELECT count(*) FROM document_line WHERE document_id = d.id), d.total,
                   (SELECT x.number {_GONE}
                    WHERE e.document_id = d.id AND {_IS_GONE} ORDER BY e.id LIMIT 1)
            FROM document d LEFT JOIN contact c ON c.id = d.party_id
            WHERE d.parked_at IS NOT NULL AND d.state = {DRAFT}
            ORDER BY d.parked_at DESC, d.id DESC
            """,
        )
    ]


def count(database: Database) -> int:
    """How many sales are parked."""
    return int(
        sql.value(
            database,
            f"SELECT count(*) FROM document WHERE parked_at IS NOT NULL AND state = {DRAFT}",
        )
    )


class GoneSerial(NamedTuple):
    """A serial number of a draft that went elsewhere: by which document, who posted it and when.

    ``position`` is that of its line.
    """

    number: str
    position: int
    document: int
    document_number: str
    person: str
    at: str


def gone(database: Database, draft: int) -> list[GoneSerial]:
    """The serial numbers of a draft that cannot be sold from its warehouse any more."""
    return [
        GoneSerial(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT e.number, l.position, x.id, x.number, u.name, x.posted_at
            {_GONE}
            JOIN document_line l ON l.id = e.line_id
            JOIN document d ON d.id = e.document_id
            JOIN person u ON u.id = x.posted_by
            WHERE e.document_id = ? AND {_IS_GONE}
            ORDER BY e.id
            """,
            draft,
        )
    ]


def holding(
    database: Database, numbers: Sequence[str], rows: Sequence[int], but: int
) -> int | None:
    """The newest parked sale that has one of ``numbers``, or of those in ``rows`` of a draft.

    None where no other than the draft ``but`` has any.
    """
    found: int | None = sql.value(
        database,
        # CROSS: each number is looked up on what is parked, never all that is there gone through
        f"""
        WITH asked (number) AS (
          SELECT j.value FROM {texts_in("?1")} j
          UNION
          SELECT r.number FROM {ids_in("?2")} i CROSS JOIN draft_serial r WHERE r.id = i.value)
        SELECT d.id FROM asked CROSS JOIN document d CROSS JOIN draft_serial e
        WHERE d.parked_at IS NOT NULL AND d.state = {DRAFT} AND d.id <> ?3
          AND e.document_id = d.id AND e.number = asked.number
        ORDER BY d.parked_at DESC, d.id DESC LIMIT 1
        """,
        sql.json_list(numbers),
        sql.json_list(rows),
        but,
    )
    return found

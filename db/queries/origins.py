"""What a serial, or a line, came or went by: the line of an earlier document."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.engine.parameters import texts_in
from db.sql import Database


class Origin(NamedTuple):
    """The line of an earlier document by which a serial came, or went: its price and its party.

    The price is per ``unit_size`` thousandths; its tax is what it had then.
    """

    line_id: int
    number: str
    date: str
    party_id: int | None
    price: int
    document_id: int
    party: str | None
    unit_size: int
    tax_id: int | None
    tax_rate: int | None


def origins(database: Database, kind: str, numbers: Sequence[str]) -> dict[str, Origin]:
    """For each serial the latest movement in force by a document of ``kind``, upper-cased."""
    return {
        number.upper(): Origin(*rest)
        for number, *rest in sql.rows(database, ORIGINS, sql.json_list(numbers), kind)
    }


def origin_of(database: Database, line: int) -> Origin:
    """A line of a posted document as the origin of what comes back of it."""
    found = sql.row(
        database,
        "SELECT l.id, d.number, d.date, d.party_id, l.price, d.id, c.name, l.unit_size, l.tax_id,"
        " l.tax_rate FROM document_line l CROSS JOIN document d"
        " LEFT JOIN contact c ON c.id = d.party_id WHERE l.id = ? AND d.id = l.document_id",
        line,
    )
    assert found is not None
    return Origin(*found)


# CROSS names the order: from a serial back through its own past, never from all there is
ORIGINS = f"""
WITH RECURSIVE
  past (number, movement_id) AS (
    SELECT j.value, s.current_movement_id
    FROM {texts_in("?1")} j CROSS JOIN serial s WHERE s.number = j.value
    UNION ALL
    SELECT past.number, m.before_id
    FROM past CROSS JOIN serial_movement m WHERE m.id = past.movement_id),
  movement (number, id, kind) AS MATERIALIZED (
    SELECT past.number, m.id, d.kind
    FROM past CROSS JOIN serial_movement m CROSS JOIN document_line l CROSS JOIN document d
    WHERE m.id = past.movement_id AND l.id = m.line_id AND d.id = l.document_id),
  latest (number, movement_id) AS (
    SELECT number, max(id) FROM movement WHERE kind = ?2 GROUP BY number)
SELECT latest.number, l.id, d.number, d.date, d.party_id, l.price, d.id, c.name,
       l.unit_size, l.tax_id, l.tax_rate
FROM latest CROSS JOIN serial_movement m CROSS JOIN document_line l CROSS JOIN document d
LEFT JOIN contact c ON c.id = d.party_id
WHERE m.id = latest.movement_id AND l.id = m.line_id AND d.id = l.document_id
ORDER BY latest.number
"""

"""Reads about the serials on drafts."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import UNKNOWN
from db.engine.parameters import ids_in, texts_in
from db.sql import Database


class DraftSerial(NamedTuple):
    """A serial on a draft, in the order of entry."""

    id: int
    line_id: int
    product_id: int
    number: str


def draft_serials(database: Database, document: int, line: int | None = None) -> list[DraftSerial]:
    """The serials of a draft, or of one of its lines, in the order they were entered."""
    of, values = (_OF_DRAFT, [document]) if line is None else (_OF_LINE, [document, line])
    return [
        DraftSerial(*row)
        for row in sql.rows(
            database,
            "SELECT s.id, s.line_id, l.product_id, s.number"
            f" FROM draft_serial s JOIN document_line l ON l.id = s.line_id WHERE {of}"
            " ORDER BY s.id",
            *values,
        )
    ]


_OF_DRAFT = "s.document_id = ?1"
_OF_LINE = "+s.document_id = ?1 AND s.line_id = ?2"
"""The unary plus keeps the planner from looking at the serials of all lines."""


class EnteredSerial(NamedTuple):
    """A serial on a draft with its state in the store; status 0 and no id for one never seen."""

    line_id: int
    product_id: int
    number: str
    serial_id: int | None
    known_product_id: int | None
    status: int
    warehouse_id: int | None
    last_movement_id: int | None
    current_movement_id: int | None


_AS_ENTERED = f"""
SELECT e.line_id, l.product_id, e.number, s.id, s.product_id, coalesce(s.status, {UNKNOWN}),
       s.warehouse_id, s.last_movement_id, s.current_movement_id
"""
_ENTERED = """
FROM draft_serial e
JOIN document_line l ON l.id = e.line_id
LEFT JOIN serial n ON n.number = e.number
LEFT JOIN serial_alias a ON a.number = e.number
LEFT JOIN serial s ON s.id = coalesce(n.id, a.serial_id)
"""


def entered_serials(database: Database, document: int) -> list[EnteredSerial]:
    """The serials of a draft in the order of entry, as a posting needs them.

    A corrected serial is found by its earlier number too (L5).
    """
    found = sql.rows(
        database,
        f"{_AS_ENTERED} {_ENTERED} WHERE e.document_id = ? ORDER BY e.id",
        document,
    )
    return list(map(EnteredSerial._make, found))


def entered_on(database: Database, lines: Sequence[int]) -> list[EnteredSerial]:
    """The serials of some lines of a draft, in the order of entry."""
    return [
        EnteredSerial(*row)
        for row in sql.rows(
            database,
            f"{_AS_ENTERED} {_ENTERED} WHERE e.line_id IN {ids_in()} ORDER BY e.id",
            sql.json_list(lines),
        )
    ]


def unknown_serials(database: Database, document: int, product: int) -> int:
    """How many serials on a draft, over all its lines of a product, are known to nobody."""
    return int(
        sql.value(
            database,
            f"SELECT count(*) {_ENTERED} WHERE e.document_id = ? AND l.product_id = ?"
            f" AND coalesce(s.status, {UNKNOWN}) = {UNKNOWN}",
            document,
            product,
        )
    )


def on_draft(database: Database, document: int, numbers: Sequence[str]) -> set[str]:
    """Which of ``numbers`` stand on the draft already (D5), upper-cased."""
    return {
        number.upper()
        for (number,) in sql.unordered(
            database,
            # CROSS: look up what is asked, never go through all that is there for each of it
            f"SELECT j.value FROM {texts_in()} j CROSS JOIN draft_serial s "
            "WHERE s.document_id = ? AND s.number = j.value",
            sql.json_list(numbers),
            document,
        )
    }

"""The heads of documents: begun, changed while a draft, posted, voided."""

from typing import Literal

from db import sql
from db.codes import DATE_OF_POSTING, OF_MONEY, POSTED, VOIDED
from db.queries.documents import Document
from db.sql import Database
from db.writes.pricing import PricedHead

Field = Literal[
    "party_id",
    "warehouse_id",
    "to_warehouse_id",
    "date",
    "date_choice",
    "note",
    "their_number",
    "due_date",
    "origin_id",
    "changed_at",
    "parked_at",
    "parked_note",
    "exchange_id",
    "counter_id",
    "created_by",
    "return_reason",
    "return_condition",
]
"""What can be changed on the head of a draft."""


def begin(
    database: Database,
    uuid: str,
    kind: str,
    at_counter: bool,
    date: str,
    at: str,
    by: int,
    tax_mode: int,
    counter: int,
) -> int:
    """Begin a draft in the first active warehouse at a counter; returns its id.

    The same ``uuid`` gives the same draft. ``date`` is the document's, ISO.
    """
    sql.execute(
        database,
        "INSERT INTO document (uuid, kind, at_counter, date, warehouse_id, created_at,"
        " created_by, changed_at, begun_after, tax_mode, counter_id)"
        " VALUES (?1, ?2, ?3, ?4, (SELECT min(id) FROM warehouse WHERE active), ?5, ?6, ?5,"
        " (SELECT coalesce(max(id), 0) FROM serial_movement), ?7, ?8)"
        " ON CONFLICT (uuid) DO NOTHING",
        uuid,
        kind,
        at_counter,
        date,
        at,
        by,
        tax_mode,
        counter,
    )
    return int(sql.value(database, "SELECT id FROM document WHERE uuid = ?", uuid))


def write(database: Database, draft: int, field: Field, value: object) -> None:
    """Write one field of a draft's head."""
    sql.execute(database, f"UPDATE document SET {field} = ? WHERE id = ?", value, draft)


def write_like(database: Database, draft: int, other: Document) -> None:
    """Give a draft the party, warehouses, origin, note, discount and total of another."""
    sql.execute(
        database,
        "UPDATE document SET party_id = ?, warehouse_id = coalesce(?, warehouse_id),"
        " to_warehouse_id = ?, origin_id = ?, note = ?, total = ?, discount = ?,"
        " discount_rate = ? WHERE id = ?",
        other.party_id,
        other.warehouse_id,
        other.to_warehouse_id,
        other.origin_id,
        other.note,
        other.total,
        other.discount,
        other.discount_rate,
        draft,
    )


def write_origin(
    database: Database, draft: int, origin: int, warehouse: int | None, destination: int | None
) -> None:
    """Say which transfer a draft is made from, and between which warehouses its goods go."""
    sql.execute(
        database,
        "UPDATE document SET origin_id = ?, warehouse_id = ?, to_warehouse_id = ? WHERE id = ?",
        origin,
        warehouse,
        destination,
        draft,
    )


_PRICED = "kind, date, discount, discount_rate, tax_mode, total"


def touch(database: Database, draft: int, at: str) -> PricedHead:
    """A draft was changed: when, and what its lines add up to now, before discount and tax.

    One without lines is of as much money as before.
    """
    (found,) = sql.unordered(
        database,
        f"UPDATE document SET changed_at = ?1, total = CASE WHEN kind IN {OF_MONEY} THEN total ELSE"
        " (SELECT coalesce(sum(amount), 0) FROM document_line WHERE document_id = ?2) END"
        f" WHERE id = ?2 RETURNING {_PRICED}",
        at,
        draft,
    )
    return PricedHead(*found)


def priced_head(database: Database, draft: int) -> PricedHead:
    """A draft's head as far as its figures go. Raises KeyError where there is none."""
    found = sql.row(database, f"SELECT {_PRICED} FROM document WHERE id = ?", draft)
    if found is None:
        raise KeyError(draft)
    return PricedHead(*found)


def write_amount(database: Database, draft: int, amount: int, at: str) -> None:
    """Write how much money a draft without lines is of."""
    sql.execute(
        database,
        "UPDATE document SET total = ?, changed_at = ? WHERE id = ?",
        amount,
        at,
        draft,
    )


def change_state(database: Database, document: int, old: int, new: int, at: str) -> bool:
    """Put a document from one state into another; False where it is not in that state."""
    changed = sql.execute(
        database,
        "UPDATE document SET state = ?, changed_at = ? WHERE id = ? AND state = ?",
        new,
        at,
        document,
        old,
    ).rowcount
    return bool(changed)


def post(
    database: Database, draft: int, number: str, at: str, by: int, day: str, counter: int
) -> None:
    """Make a draft a posted document: the newest in history, with its number (D8).

    ``by`` is who posted it, at a ``counter``. Where nobody chose its date, it bears the ``day``
    (D10). Its total is what its lines bear less their shares of its discount, and the tax that is
    added (M3, M4).
    """
    sql.execute(
        database,
        f"UPDATE document SET state = {POSTED}, number = ?1, posted_at = ?2, posted_by = ?3,"
        f" date = CASE date_choice WHEN {DATE_OF_POSTING} THEN ?5 ELSE date END,"
        " posting = (SELECT coalesce(max(posting), 0) + 1 FROM document), counter_id = ?6,"
        f" total = CASE WHEN kind IN {OF_MONEY} THEN total ELSE"
        " (SELECT coalesce(sum(amount - share), 0) FROM document_line WHERE document_id = ?4)"
        " + CASE tax_mode WHEN 2 THEN"
        " (SELECT coalesce(sum(tax), 0) FROM document_tax WHERE document_id = ?4) ELSE 0 END END"
        " WHERE id = ?4",
        number,
        at,
        by,
        draft,
        day,
        counter,
    )


def void(database: Database, document: int, at: str, by: int, reason: str) -> None:
    """Make a posted document a void one (V4)."""
    sql.execute(
        database,
        f"UPDATE document SET state = {VOIDED}, voided_at = ?, voided_by = ?, void_reason = ?"
        " WHERE id = ?",
        at,
        by,
        reason,
        document,
    )

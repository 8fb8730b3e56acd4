"""Reads of what is in a store, of whatever schema: its counts, last numbers, newest document."""

from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK, POSTED, VOIDED
from db.engine.tables import has_table
from db.sql import Database


class KindRow(NamedTuple):
    """How many documents of a kind were posted, voided ones too, and the last one's number."""

    kind: str
    documents: int
    last_number: str


_LAST = (
    "SELECT number FROM document WHERE kind = ? AND number IS NOT NULL ORDER BY"
    " CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER) DESC LIMIT 1"
)


def kinds(database: Database) -> list[KindRow]:
    """Every kind of which documents were posted, by its name."""
    counts = sql.rows(
        database,
        "SELECT kind, count(*) FROM document WHERE state IN (?, ?) GROUP BY kind ORDER BY kind",
        POSTED,
        VOIDED,
    )
    return [KindRow(kind, count, sql.value(database, _LAST, kind)) for kind, count in counts]


class NewestRow(NamedTuple):
    """The document that was posted last: its number, and when, as the store keeps moments."""

    number: str
    posted_at: str


def newest(database: Database) -> NewestRow | None:
    """The document that was posted last; None: none was."""
    found = sql.row(
        database,
        "SELECT number, posted_at FROM document WHERE posting IS NOT NULL"
        " ORDER BY posting DESC LIMIT 1",
    )
    return None if found is None else NewestRow(*found)


def serials(database: Database) -> int:
    """How many serial numbers are known."""
    found: int = sql.value(database, "SELECT count(*) FROM serial")
    return found


def in_stock(database: Database) -> int:
    """How many serial numbers are in stock."""
    found: int = sql.value(database, f"SELECT count(*) FROM serial WHERE status = {IN_STOCK}")
    return found


def owed_by_customers(database: Database) -> int:
    """What contacts owe on account, in minor units; who is owed counts as nothing (M8)."""
    if not has_table(database, "debt"):  # an earlier schema
        return 0
    found: int = sql.value(
        database,
        "SELECT coalesce(sum(b.balance), 0) FROM (SELECT sum(amount - settled) AS balance"
        " FROM debt WHERE settled <> amount AND NOT void GROUP BY contact_id) b"
        " WHERE b.balance > 0",
    )
    return found


def newest_seal(database: Database) -> str:
    """The newest seal's hash in hexadecimal digits (S3); empty: nothing is sealed."""
    if not has_table(database, "seal"):  # an earlier schema
        return ""
    found = sql.value(database, "SELECT hash FROM seal ORDER BY id DESC LIMIT 1")
    return bytes(found or b"").hex()

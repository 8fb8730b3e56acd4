"""Reads of the shop's choices, and of what they are bound by."""

from db import sql
from db.sql import Database


def kept(database: Database) -> dict[str, str]:
    """The shop's choices that were ever made, each as JSON."""
    return dict(sql.rows(database, "SELECT key, value FROM setting ORDER BY key"))


def kept_of_person(database: Database, person: int) -> dict[str, str]:
    """The choices that a person ever made."""
    return dict(
        sql.rows(
            database,
            "SELECT key, value FROM person_setting WHERE person_id = ? ORDER BY key",
            person,
        )
    )


def kept_of_counter(database: Database, counter: int) -> dict[str, str]:
    """The choices that were ever made for a counter."""
    return dict(
        sql.rows(
            database,
            "SELECT key, value FROM counter_setting WHERE counter_id = ? ORDER BY key",
            counter,
        )
    )


def has_posted(database: Database) -> bool:
    """A document was posted. Cartons are numbered too, but no amount stands on them."""
    return bool(
        sql.value(database, "SELECT EXISTS (SELECT 1 FROM number_sequence WHERE kind <> 'carton')")
    )


def has_counted(database: Database) -> bool:
    """An amount stands on a drawer: a float, or what was put in or taken out."""
    return bool(
        sql.value(
            database,
            "SELECT EXISTS (SELECT 1 FROM shift) OR EXISTS (SELECT 1 FROM drawer_entry)",
        )
    )


def has_prices(database: Database) -> bool:
    """An amount was entered: a price of an item or a list, one on a document, a limit."""
    return any(sql.value(database, f"SELECT EXISTS ({asked})") for asked in _ENTERED)


_ENTERED = (
    "SELECT 1 FROM product WHERE purchase_price <> 0 OR sale_price <> 0",
    "SELECT 1 FROM document_line WHERE price <> 0",
    "SELECT 1 FROM list_price WHERE price <> 0",
    "SELECT 1 FROM contact WHERE credit_limit <> 0",
    "SELECT 1 FROM document WHERE total <> 0",
)
"""Where an amount may stand before a document is posted; the last is of a receipt, a payment."""

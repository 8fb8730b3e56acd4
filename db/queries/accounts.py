"""Reads about what contacts owe and are owed (M8)."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in, texts_in
from db.sql import Database


class DebtRow(NamedTuple):
    """What a posted document left open, and what is left of it; the dates are ISO."""

    document_id: int
    kind: str
    number: str
    date: str
    due_date: str
    amount: int
    left: int


def of_kinds(kinds: Sequence[str]) -> tuple[str, tuple[object, ...]]:
    """What is added to the conditions of a debt ``b`` for documents of some kinds, with its values.

    No kinds: all of them.
    """
    if not kinds:
        return "", ()
    of = f"SELECT 1 FROM document k WHERE k.id = b.document_id AND k.kind IN {texts_in()}"
    return f" AND EXISTS ({of})", (sql.json_list(kinds),)


_DEBT = """
SELECT b.document_id, d.kind, d.number, b.date, b.due_date, b.amount, b.amount - b.settled
FROM {0} JOIN document d ON d.id = b.document_id
"""


def open_debts(database: Database, contact: int) -> list[DebtRow]:
    """What is open between the shop and a contact, the oldest first."""
    return [
        DebtRow(*row)
        for row in sql.rows(
            database,
            f"{_DEBT.format('debt b')} WHERE b.contact_id = ? AND b.settled <> b.amount"
            " AND NOT b.void ORDER BY b.date, b.document_id",
            contact,
        )
    ]


def has_debts(database: Database, contact: int, kinds: Sequence[str] = ()) -> bool:
    """Did a document in force, of some kinds or of any, leave anything on account?"""
    also, values = of_kinds(kinds)
    return bool(
        sql.value(
            database,
            f"SELECT EXISTS (SELECT 1 FROM debt b WHERE b.contact_id = ? AND NOT b.void{also})",
            contact,
            *values,
        )
    )


def debt_of(database: Database, document: int) -> DebtRow | None:
    """What a document left open; None where it was settled when it was posted, or is void."""
    found = sql.row(
        database,
        f"{_DEBT.format('debt b')} WHERE b.document_id = ? AND NOT b.void",
        document,
    )
    return None if found is None else DebtRow(*found)


class Settled(NamedTuple):
    """How much of a document another one settles: above zero, whatever the debts' signs."""

    document_id: int
    kind: str
    number: str
    date: str
    amount: int


def settled_by(database: Database, document: int) -> list[Settled]:
    """The documents that a receipt, payment or credit settles, the first allocated first."""
    return _settled(database, "from_id", "to_id", document)


def settling(database: Database, document: int) -> list[Settled]:
    """The receipts, payments and credits that settle a document, the first allocated first."""
    return _settled(database, "to_id", "from_id", document)


def _settled(database: Database, own: str, other: str, document: int) -> list[Settled]:
    """What was allocated and not taken back, added up for each document at the other end."""
    return [
        Settled(*row)
        for row in sql.rows(
            database,
            f"SELECT d.id, d.kind, d.number, d.date, abs(sum(a.amount)) FROM allocation a"
            f" JOIN document d ON d.id = a.{other} WHERE a.{own} = ?"
            f" GROUP BY d.id, d.kind, d.number, d.date HAVING sum(a.amount) <> 0"
            f" ORDER BY min(a.id)",
            document,
        )
    ]


class ContactDebt(NamedTuple):
    """An open debt of one of several contacts."""

    contact_id: int
    date: str
    left: int


def debts_of(
    database: Database, contacts: Sequence[int], kinds: Sequence[str] = ()
) -> list[ContactDebt]:
    """What is open with some contacts, of documents of some kinds or any: by contact and date."""
    also, values = of_kinds(kinds)
    return [
        ContactDebt(*row)
        for row in sql.rows(
            database,
            f"SELECT b.contact_id, b.date, sum(b.amount - b.settled) FROM {ids_in()} j"
            " CROSS JOIN debt b WHERE b.contact_id = j.value AND b.settled <> b.amount"
            f" AND NOT b.void{also} GROUP BY b.contact_id, b.date, b.amount > 0"
            " ORDER BY b.contact_id, b.date, b.amount > 0",
            sql.json_list(contacts),
            *values,
        )
    ]


def wanted(database: Database, draft: int) -> dict[int, int]:
    """What a draft receipt or payment is to settle, where that was chosen: by document."""
    return dict(
        sql.rows(
            database,
            "SELECT to_id, amount FROM draft_allocation WHERE document_id = ? ORDER BY to_id",
            draft,
        )
    )


class Terms(NamedTuple):
    """What is agreed with a contact, where something is: how much it may owe, when it pays."""

    name: str
    credit_limit: int | None
    payment_days: int | None


def terms(database: Database, contact: int) -> Terms:
    """What is agreed with a contact. Raises KeyError where there is none."""
    found = sql.row(
        database, "SELECT name, credit_limit, payment_days FROM contact WHERE id = ?", contact
    )
    if found is None:
        raise KeyError(contact)
    return Terms(*found)

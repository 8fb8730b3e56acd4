"""Payments: parts typed on drafts, the ledger, what stays on account, and the way back (M5 to M8).

No row of the ledger, of debts or of allocations is ever deleted: what is undone is reversed.
"""

from collections.abc import Iterable
from typing import NamedTuple

from db import sql
from db.sql import Database


def add_part(
    database: Database,
    draft: int,
    tender: int,
    amount: int,
    given: int | None,
    reference: str,
    refunds: int | None,
) -> int:
    """Write a payment that was typed on a draft; returns its id."""
    return int(
        sql.value(
            database,
            "INSERT INTO draft_payment (document_id, tender_id, amount, given, reference,"
            " refunds_id) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            draft,
            tender,
            amount,
            given,
            reference,
            refunds,
        )
    )


def delete_part(database: Database, draft: int, part: int) -> None:
    """Take a payment off a draft."""
    sql.execute(database, "DELETE FROM draft_payment WHERE document_id = ? AND id = ?", draft, part)


def delete_parts(database: Database, draft: int) -> None:
    """Take all payments off a draft."""
    sql.execute(database, "DELETE FROM draft_payment WHERE document_id = ?", draft)


def keep_money(database: Database, draft: int) -> None:
    """Say of a draft that is being posted that its payments are kept here."""
    sql.execute(database, "UPDATE document SET keeps_money = true WHERE id = ?", draft)


class NewPayment(NamedTuple):
    """A payment for the ledger: above zero into the shop, below zero out of it."""

    tender: int
    amount: int
    rounding: int
    given: int | None
    reference: str
    refunds: int | None


class Till(NamedTuple):
    """Where, by whom and when (a stamp) money passes, in which shift of the drawer, if any."""

    counter: int
    person: int
    shift: int | None
    at: str


def pay(database: Database, draft: int, payments: Iterable[NewPayment], till: Till) -> None:
    """Append payments of a draft that is being posted."""
    sql.insert_many(
        database,
        "payment",
        "document_id, tender_id, amount, rounding, given, reference, refunds_id, counter_id,"
        " person_id, shift_id, at",
        [(draft, *payment, *till) for payment in payments],
    )


def owe(
    database: Database, draft: int, contact: int, amount: int, date: str, due_date: str
) -> None:
    """What a draft that is being posted leaves on account: above zero, it is owed to the shop."""
    sql.execute(
        database,
        "INSERT INTO debt (document_id, contact_id, amount, date, due_date) VALUES (?, ?, ?, ?, ?)",
        draft,
        contact,
        amount,
        date,
        due_date,
    )


def reverse(database: Database, document: int, till: Till) -> None:
    """Append what undoes the payments of a document that is being voided."""
    sql.execute(
        database,
        "INSERT INTO payment (document_id, tender_id, amount, rounding, reference, counter_id,"
        " person_id, shift_id, at, refunds_id, reverses_id)"
        " SELECT document_id, tender_id, -amount, -rounding, reference, ?, ?, ?, ?, refunds_id, id"
        " FROM payment WHERE document_id = ? AND +reverses_id IS NULL ORDER BY id",
        *till,
        document,
    )


def reverse_debt(database: Database, document: int, person: int, at: str) -> None:
    """Take back what settles the debt of a document that is being voided, then the debt itself."""
    sql.execute(
        database,
        "INSERT INTO allocation (from_id, to_id, amount, at, person_id, reverses_id)"
        " SELECT a.from_id, a.to_id, -a.amount, ?2, ?3, a.id FROM allocation a"
        " WHERE (a.from_id = ?1 OR a.to_id = ?1) AND +a.reverses_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM allocation r WHERE r.reverses_id = a.id) ORDER BY a.id",
        document,
        at,
        person,
    )
    sql.execute(database, "UPDATE debt SET void = true WHERE document_id = ?", document)

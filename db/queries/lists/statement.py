"""A contact's statement of account: every document that was left on account, by its date (M8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from db import sql
from db.queries.accounts import of_kinds
from db.queries.lists.paging import Count, Cursor, Page, counted
from db.sql import Database


class StatementRow(NamedTuple):
    """A document on a contact's account; ``id`` is the document's.

    ``amount`` above zero is owed to the shop, below zero by it; ``left`` is what is still open of
    it, and ``balance`` what the contact owes in all once it is counted.
    """

    id: int
    date: str
    due_date: str
    kind: str
    number: str
    amount: int
    left: int
    balance: int


@dataclass(frozen=True, slots=True)
class StatementAsked:
    """Whose statement, and of documents of which ``kinds``; none: all."""

    contact: int
    kinds: Sequence[str] = ()


_OF_CONTACT = "FROM debt b WHERE b.contact_id = ? AND NOT b.void{0}"
_ROWS = """
SELECT b.document_id, b.date, b.due_date, d.kind, d.number, b.amount, b.amount - b.settled
FROM debt b CROSS JOIN document d
WHERE b.contact_id = ? AND NOT b.void AND d.id = b.document_id
  AND (b.date, b.document_id) > (?, ?){0}
ORDER BY b.date, b.document_id LIMIT ?
"""
_BEFORE = f"SELECT coalesce(sum(b.amount), 0) {_OF_CONTACT} AND (b.date, b.document_id) <= (?, ?)"


def page(
    database: Database, asked: StatementAsked, after: Cursor | None, size: int
) -> Page[StatementRow]:
    """The rows after ``after``, at most ``size``; a cursor is a date and a document."""
    also, values = of_kinds(asked.kinds)
    rows_of = _ROWS.format(also)
    found = sql.rows(database, rows_of, asked.contact, *(after or ("", 0)), *values, size)
    before = 0
    if after:
        before = sql.value(database, _BEFORE.format(also), asked.contact, *values, *after)
    balances = list(accumulate((row[5] for row in found), initial=before))[1:]
    rows = [StatementRow(*(*row, balance)) for row, balance in zip(found, balances, strict=True)]
    return Page(rows, (rows[-1].date, rows[-1].id) if len(rows) == size else None)


def count(database: Database, asked: StatementAsked) -> Count | None:
    """How many there are, up to so many."""
    also, values = of_kinds(asked.kinds)
    return counted(database, _OF_CONTACT.format(also), (asked.contact, *values))

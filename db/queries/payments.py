"""Reads about payments, on drafts and in the ledger, and about what is owed (M5 to M8)."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.queries.printed_names import printed
from db.sql import Database


class DraftPart(NamedTuple):
    """A payment typed on a draft, in the order of entry."""

    id: int
    tender_id: int
    amount: int
    given: int | None
    reference: str
    refunds_id: int | None


def parts(database: Database, draft: int) -> list[DraftPart]:
    """The payments typed on a draft."""
    return [
        DraftPart(*row)
        for row in sql.rows(
            database,
            "SELECT id, tender_id, amount, given, reference, refunds_id FROM draft_payment"
            " WHERE document_id = ? ORDER BY id",
            draft,
        )
    ]


class PaymentRow(NamedTuple):
    """A row of the ledger of payments: above zero into the shop, below zero out of it.

    ``tender`` None: that of its kind. ``reverses_id`` is the row that a void undid with it.
    """

    id: int
    document_id: int
    tender_id: int
    kind: int
    tender: str | None
    amount: int
    rounding: int
    given: int | None
    reference: str
    at: str
    person: str
    shift_id: int | None
    refunds_id: int | None
    reverses_id: int | None

    @property
    def moved(self) -> int:
        """What went from hand to hand, the change off."""
        return self.amount + self.rounding

    @property
    def change(self) -> int:
        """What was handed back of the cash that was given."""
        return 0 if self.given is None else self.given - self.moved


def payments(database: Database, documents: Sequence[int]) -> list[PaymentRow]:
    """The payments of some documents, and what reversed them, in their order."""
    return [
        PaymentRow(*row)
        for row in sql.rows(
            database,
            "SELECT p.id, p.document_id, p.tender_id, t.kind,"
            f" {printed('tender', 'name', 't.id', 't.name')}, p.amount, p.rounding,"
            " p.given, p.reference, p.at, w.name, p.shift_id, p.refunds_id, p.reverses_id"
            f" FROM {ids_in()} j CROSS JOIN payment p CROSS JOIN tender t CROSS JOIN person w"
            " CROSS JOIN document d WHERE p.document_id = j.value AND t.id = p.tender_id"
            " AND w.id = p.person_id AND d.id = p.document_id ORDER BY p.id",
            sql.json_list(documents),
        )
    ]


class CameBack(NamedTuple):
    """What of a draft comes back of one document; ``document_id`` None: nobody knows of which.

    ``owed`` is still open on account of it.
    """

    document_id: int | None
    keeps_money: bool
    owed: int


def came_back(database: Database, draft: int) -> list[CameBack]:
    """What comes back on a draft, by the document that it was sold by, in the order of lines."""
    return [
        CameBack(document, bool(keeps), owed)
        for document, keeps, owed in sql.rows(
            database,
            "SELECT o.document_id, count(*) FILTER (WHERE d.keeps_money),"
            " max(coalesce(b.amount - b.settled, 0))"
            " FROM document_line l LEFT JOIN document_line o ON o.id = l.origin_line_id"
            " LEFT JOIN document d ON d.id = o.document_id"
            " LEFT JOIN debt b ON b.document_id = o.document_id AND NOT b.void"
            " WHERE l.document_id = ? GROUP BY o.document_id ORDER BY min(l.position)",
            draft,
        )
    ]


class ReceivedRow(NamedTuple):
    """A payment of a document that was taken, and how much of it was not given back yet."""

    id: int
    document_id: int
    tender_id: int
    left: int


def received(database: Database, documents: Sequence[int]) -> list[ReceivedRow]:
    """The payments that some documents received and that no void took back, in their order."""
    return [
        ReceivedRow(*row)
        for row in sql.rows(
            database,
            "SELECT p.id, p.document_id, p.tender_id, p.amount + coalesce("
            " (SELECT sum(r.amount) FROM payment r WHERE r.refunds_id = p.id), 0)"
            f" FROM {ids_in()} j CROSS JOIN payment p"
            " WHERE p.document_id = j.value AND p.amount > 0 AND +p.reverses_id IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM payment v WHERE v.reverses_id = p.id) ORDER BY p.id",
            sql.json_list(documents),
        )
    ]


def gave_in_exchange(database: Database, payment: int) -> tuple[int, int] | None:
    """What a payment by exchange was paid with: the payment that the other half gave back, the
    largest of several, and its tender. None: nothing is known of it.
    """
    found = sql.row(
        database,
        "SELECT o.id, o.tender_id FROM payment p JOIN document d ON d.id = p.document_id"
        " JOIN payment r ON r.document_id = d.exchange_id AND r.tender_id = p.tender_id"
        " AND +r.reverses_id IS NULL"
        " JOIN payment o ON o.id = r.refunds_id WHERE p.id = ? ORDER BY r.amount, o.id LIMIT 1",
        payment,
    )
    return (int(found[0]), int(found[1])) if found else None


def payment_days(database: Database, contact: int) -> int:
    """After how many days a contact's documents are due; 0 where nothing is agreed."""
    found = sql.value(database, "SELECT payment_days FROM contact WHERE id = ?", contact)
    return int(found or 0)


class AllocationRow(NamedTuple):
    """What of a document was settled by another, and is in force."""

    id: int
    document_id: int
    other_id: int
    other: str
    amount: int


def allocations(database: Database, documents: Sequence[int]) -> list[AllocationRow]:
    """What settles the debts of some documents, each with the document on the other side."""
    return [
        AllocationRow(*row)
        for row in sql.rows(
            database,
            f"SELECT a.id, j.value, o.id, o.number, a.amount FROM {ids_in()} j"
            " CROSS JOIN allocation a CROSS JOIN document o"
            " WHERE (a.from_id = j.value AND o.id = a.to_id"
            " OR a.to_id = j.value AND o.id = a.from_id) AND +a.reverses_id IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM allocation r WHERE r.reverses_id = a.id)"
            " ORDER BY a.id, j.value",
            sql.json_list(documents),
        )
    ]


def debts(database: Database, documents: Sequence[int]) -> dict[int, int]:
    """What posted documents left on account, by document: above zero it is owed to the shop."""
    return dict(
        sql.unordered(
            database,
            f"SELECT b.document_id, b.amount FROM {ids_in()} j CROSS JOIN debt b"
            " WHERE b.document_id = j.value AND NOT b.void",
            sql.json_list(documents),
        )
    )

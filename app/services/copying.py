"""A new draft from a document that is posted or void, which itself is never edited (D6)."""

from datetime import datetime

from app.domain.kinds import KINDS, Effect
from app.domain.permissions import User
from app.services import drafts, voiding
from db import sql
from db.queries import documents
from db.sql import Database


def copy(
    database: Database,
    document: int,
    by: User,
    at: datetime | None = None,
    with_serials: bool = False,
    kind: str | None = None,
) -> int:
    """Make a draft with the same party, warehouse and lines; returns its id.

    It is of the same kind, or of one that the document ``becomes``, such as an order's invoice.
    Serials come along only where asked: they are judged afresh, as the draft shows and posts. A
    count's copy has its items, not counted yet.
    """
    with sql.transaction(database):
        head = documents.document(database, document)
        draft = drafts.new(database, kind or head.kind, by, at)
        sql.execute(
            database,
            "UPDATE document SET party_id = ?, warehouse_id = coalesce(?, warehouse_id),"
            " to_warehouse_id = ?, origin_id = ?, note = ?, total = ? WHERE id = ?",
            head.party_id,
            head.warehouse_id,
            head.to_warehouse_id,
            head.origin_id,
            head.note,
            head.total,
            draft,
        )
        sql.execute(
            database,
            "INSERT INTO document_line (document_id, position, product_id, quantity, unit,"
            " unit_size, price, amount, origin_line_id)"
            " SELECT ?, position, product_id, iif(?, 0, quantity), unit, unit_size, price, amount,"
            " origin_line_id FROM document_line WHERE document_id = ? ORDER BY position, id",
            draft,
            KINDS[head.kind].effect is Effect.COUNTS,
            document,
        )
        if with_serials:
            sql.execute(
                database,
                "INSERT INTO draft_serial (document_id, line_id, number)"
                " SELECT n.document_id, n.id, s.number FROM document_line l"
                " JOIN document_line n ON n.document_id = ? AND n.position = l.position"
                " JOIN serial_movement m ON m.line_id = l.id AND m.reverses_id IS NULL"
                " JOIN serial s ON s.id = m.serial_id WHERE l.document_id = ? ORDER BY m.id",
                draft,
                document,
            )
        return draft


def void_and_copy(
    database: Database, document: int, by: User, reason: str, at: datetime | None = None
) -> int:
    """Void a document and copy it with its serials, both or neither; returns the draft's id.

    Raises Refused as ``voiding.void`` does.
    """
    with sql.transaction(database):
        voiding.void(database, document, by, reason, at)
        return copy(database, document, by, at, with_serials=True)

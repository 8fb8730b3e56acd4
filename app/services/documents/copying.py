"""A new draft from a document that is posted or void, which itself is never edited (D6)."""

from datetime import datetime

from app.domain.kinds import KINDS, Effect
from app.domain.permissions import User
from app.services.documents import drafts, voiding
from db import sql
from db.queries import documents, serials
from db.queries.documents import VOIDED, Document
from db.sql import Database
from db.writes import document_lines
from db.writes import documents as writes


def copy(
    database: Database,
    document: int,
    by: User,
    at: datetime | None = None,
    with_serials: bool = False,
) -> int:
    """Make a draft with the same party, warehouse and lines; returns its id.

    One of a void document takes its place, and so is made of the same order; one of a posted
    document stands for itself (D15). Serials come along only where asked: they are judged afresh,
    as the draft shows and posts. A count without them begins with nothing counted.
    """
    with sql.transaction(database, of=sql.SHOP):
        head = documents.document(database, document)
        if not (head.state == VOIDED or KINDS[head.kind].takes_sent):
            head = head._replace(origin_id=None)
        draft = drafts.new(database, head.kind, by, at)
        writes.write_like(database, draft, head)
        counts = KINDS[head.kind].effect is Effect.COUNTS
        document_lines.copy(database, document, draft, with_serials or not counts)
        if with_serials:
            _copy_serials(database, head, draft, counts)
        return draft


def _copy_serials(database: Database, head: Document, draft: int, counts: bool) -> None:
    """Take along what the document moved, or, of a count, all that was scanned and counted."""
    old = documents.lines(database, head.id)
    new = [line.id for line in documents.lines(database, draft)]
    line_of = {line.id: made for line, made in zip(old, new, strict=True)}
    if counts:
        scanned = documents.draft_serials(database, head.id)
        carried = [(serial.line_id, serial.number) for serial in scanned]
    else:
        carried = serials.moved_by(database, head.id)
    numbers = [(line_of[line], number) for line, number in carried]
    drafts.write_serials(database, draft, numbers, follow=False)
    counted = [line_of[line.id] for line in old if line.book_on_hand is not None]
    drafts.note_books(database, documents.document(database, draft), counted)


def void_and_copy(
    database: Database, document: int, by: User, reason: str, at: datetime | None = None
) -> int:
    """Void a document and copy it with its serials, both or neither; returns the draft's id.

    Raises Refused as ``voiding.void`` does.
    """
    with sql.transaction(database, of=sql.SHOP):
        voiding.void(database, document, by, reason, at)
        return copy(database, document, by, at, with_serials=True)

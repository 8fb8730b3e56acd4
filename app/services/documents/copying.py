"""A new draft from a document that is posted or void, which itself is never edited (D6)."""

from app.domain.document_kind import Effect
from app.domain.kinds import KINDS
from app.domain.permissions import Permission
from app.services import settings
from app.services.documents import draft_lines, drafts, pricing, voiding
from app.services.permitting import permitted, permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import document_lines, documents, draft_serials, serials
from db.queries.documents import VOIDED, Document
from db.writes import document_lines as line_writes
from db.writes import documents as document_writes


@permitted_for_document
def copy(
    session: Session,
    document: int,
    with_serials: bool = False,
) -> int:
    """Make a draft with the same party, warehouse and lines; returns its id.

    One of a void document takes its place, and so is made of the same order, and is of the same
    paper of the supplier's (M8); one of a posted document stands for itself (D15). Serials come
    along only where asked: they are judged afresh, as the draft shows and posts. A count without
    them begins with nothing counted.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        head = documents.document(database, document)
        if not (head.state == VOIDED or KINDS[head.kind].takes_sent):
            head = head._replace(origin_id=None)
        draft = drafts.new(session, head.kind)
        document_writes.write_like(database, draft, head)
        if head.state == VOIDED:
            document_writes.write(database, draft, "their_number", head.their_number)
            document_writes.write(database, draft, "due_date", head.due_date)
        counts = KINDS[head.kind].effect is Effect.COUNTS
        line_writes.copy(database, document, draft, with_serials or not counts)
        if with_serials:
            _copy_serials(session, head, draft, counts)
        pricing.refresh(database, draft, settings.load(database).tax_choice)
        return draft


def _copy_serials(session: Session, head: Document, draft: int, counts: bool) -> None:
    """Take along what the document moved, or, of a count, all that was scanned and counted."""
    database = session.database
    old = document_lines.lines(database, head.id)
    new = [line.id for line in document_lines.lines(database, draft)]
    line_of = {line.id: made for line, made in zip(old, new, strict=True)}
    if counts:
        scanned = draft_serials.draft_serials(database, head.id)
        carried = [(serial.line_id, serial.number) for serial in scanned]
    else:
        carried = serials.moved_by(database, head.id)
    numbers = [(line_of[line], number) for line, number in carried]
    draft_lines.write_serials(session, draft, numbers, follow=False)
    counted = [line_of[line.id] for line in old if line.book_on_hand is not None]
    draft_lines.note_books(
        session, head.kind, documents.document(database, draft).warehouse_id, counted
    )


@permitted(Permission.VOID)
def void_and_copy(session: Session, document: int, reason: str, chain: bool = False) -> int:
    """Void a document and copy it with its serials, both or neither; returns the draft's id.

    With the ``chain`` that blocks it, where that is asked for; only the document itself is copied.
    Raises Refused as ``voiding.void`` does.
    """
    with sql.transaction(session.database, of=sql.SHOP):
        (voiding.void_chain if chain else voiding.void)(session, document, reason)
        return copy(session, document, with_serials=True)

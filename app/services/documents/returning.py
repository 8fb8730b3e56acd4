"""Returns: begun of what goes back, and whose the serials are, by what they came by (D14)."""

from collections.abc import Iterator

from app.domain.kinds import KINDS, DocumentKind
from app.domain.problems import Code, Problem, refuse
from app.domain.returns import Came, judge_party
from app.services.documents import drafts
from app.services.documents.draft_read import WholeDraft, positions
from app.services.permitting import permitted_for_kind
from app.services.session import Session
from db import sql
from db.queries import documents
from db.queries.documents import POSTED
from db.sql import Database


def kind_of_return(kind: str) -> DocumentKind | None:
    """The kind by which goods of a document of ``kind`` go or come back; None: there is none."""
    return next((back for back in KINDS.values() if back.goes_back and back.origin == kind), None)


@permitted_for_kind
def begin(session: Session, document: int, kind: str) -> int:
    """Begin a draft by which goods of a posted document go back; returns its id.

    It has the document's party and warehouse and no lines: what goes back is scanned. Raises
    Refused where the document is not posted, or none of ``kind`` is of it.
    """
    with sql.transaction(session.database, of=sql.SHOP):
        head = documents.document(session.database, document)
        if head.state != POSTED or KINDS[kind].origin != head.kind:
            raise refuse(Code.NOT_POSTED)
        draft = drafts.new(session, kind)
        if head.warehouse_id is not None:
            drafts.set_warehouse(session, draft, head.warehouse_id)
        drafts.set_party(session, draft, head.party_id)
        return draft


def problems(database: Database, whole: WholeDraft) -> Iterator[Problem]:
    """What is asked where a return names another than its serials came from."""
    head, kind, position = whole.head, whole.kind, positions(whole)
    if not kind.goes_back or kind.origin is None or not whole.serials:
        return
    origins = documents.origins(database, kind.origin, [s.number for s in whole.serials])
    came = []
    for serial in whole.serials:
        origin = origins.get(serial.number.upper())
        if origin is not None:
            came.append(
                Came(
                    position[serial.line_id],
                    serial.number,
                    origin.party_id,
                    origin.party,
                    origin.document_id,
                    origin.number,
                    origin.date,
                )
            )
    yield from judge_party(kind, head.party_id, head.party, came)

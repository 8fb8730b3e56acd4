"""Returns: whose the serials are, by the sales or purchases they came by (D14)."""

from collections.abc import Iterator

from app.domain.problems import Problem
from app.domain.returns import Came, judge_party
from app.services.documents.draft_read import WholeDraft, positions
from db.queries import documents
from db.sql import Database


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

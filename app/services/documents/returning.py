"""Returns: begun of what goes back, and whose the serials are, by what they came by (D14)."""

from collections.abc import Iterator

from app.domain.document_kind import DocumentKind
from app.domain.kinds import KINDS
from app.domain.problems import Code, Problem, refuse
from app.domain.quantities import ONE_UNIT, quantity_text
from app.domain.returns import Came, judge_party
from app.services.documents import draft_head, draft_lines, drafts
from app.services.documents.draft_lines import ToAdd
from app.services.documents.draft_read import WholeDraft, positions
from app.services.permitting import permitted_for_document, permitted_for_kind
from app.services.session import Session
from db import sql
from db.queries import documents, origins, returns
from db.queries.documents import POSTED
from db.queries.returns import SoldRow
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
            draft_head.set_warehouse(session, draft, head.warehouse_id)
        draft_head.set_party(session, draft, head.party_id)
        return draft


SHOWN = 200
"""So much of one document is shown of what may come back of it."""


def may_come_back(database: Database, sale: int, draft: int) -> list[SoldRow]:
    """What was sold by a document, with what of it came back, and comes back on a draft."""
    return returns.sold_rows(database, sale, draft, SHOWN)


@permitted_for_document
def add_sold(session: Session, draft: int, line: int) -> int:
    """Let one more unit of a sold line come back on a draft, at what was paid; the draft's line.

    It is of goods without serial numbers; a unit with one is entered by that. Raises Refused where
    nothing more of it can come back.
    """
    database = session.database
    with sql.transaction(database, of=draft):
        there, origin = drafts.read(database, draft), origins.origin_of(database, line)
        rows = returns.sold_rows(database, origin.document_id, draft, sql.ALL)
        sold = next(row for row in rows if row.line_id == line)
        more = min(sold.left, ONE_UNIT)
        if more <= 0:
            raise refuse(Code.ALL_CAME_BACK, product=sold.product, number=origin.number)
        on = next((one for one in there.lines if one.origin_line_id == line), None)
        if on is None:
            (made,) = draft_lines.add_lines(
                session, draft, there, [ToAdd(sold.product_id, more, origin)]
            )
            return made
        draft_lines.set_quantity(session, draft, on.id, on.quantity + more)
        return on.id


def more_than_can(database: Database, whole: WholeDraft) -> Iterator[Problem]:
    """What stands against lines that bring more back than still can, by what they came by (M3).

    Of a line whose units all have their serial numbers each of these says it for itself.
    """
    if not whole.kind.goes_back:
        return
    position = positions(whole)
    named = {line.id for line in whole.lines if line.serials * ONE_UNIT == line.quantity}
    for more in returns.more_back(database, whole.head.id):
        if more.line_id in named:
            continue
        left = quantity_text(max(more.left, 0))
        values = {"product": more.product, "number": more.number, "left": left}
        yield Problem(Code.MORE_CAME_BACK, values, line=position[more.line_id])


def problems(database: Database, whole: WholeDraft) -> Iterator[Problem]:
    """What is asked where a return names another than its serials came from."""
    head, kind, position = whole.head, whole.kind, positions(whole)
    if not kind.goes_back or kind.origin is None or not whole.serials:
        return
    known = origins.origins(database, kind.origin, [s.number for s in whole.serials])
    came = []
    for serial in whole.serials:
        origin = known.get(serial.number.upper())
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

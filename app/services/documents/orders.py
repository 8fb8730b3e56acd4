"""What is made of an order or a quotation, such as its invoice, and what is left of it (D15)."""

from collections.abc import Sequence

from app.domain.kinds import KINDS
from app.domain.money import rounded
from app.domain.orders import OrderedLine, left_of
from app.domain.pricing import Discount
from app.domain.problems import Code, Problem, Refused, refuse
from app.domain.quantities import amount
from app.services import settings
from app.services.documents import drafts, pricing
from app.services.permitting import permitted_for_kind
from app.services.session import Session
from db import sql
from db.queries import document_lines, documents, orders
from db.queries.document_lines import DocumentLine
from db.queries.documents import POSTED
from db.queries.transfers import open_draft
from db.sql import Database
from db.writes import orders as order_writes


def left(database: Database, order: int, lines: Sequence[DocumentLine]) -> dict[int, int]:
    """What of each line of an order no posted document made of it has yet (D15), by the line's id.

    Thousandths; below zero where more was delivered than was ordered. ``lines`` are the order's.
    """
    ordered = [
        OrderedLine(line.id, line.product_id, line.quantity, line.price, line.unit_size)
        for line in lines
    ]
    return left_of(ordered, (OrderedLine(*line) for line in orders.lines_made_of(database, order)))


@permitted_for_kind
def make(
    session: Session,
    order: int,
    kind: str,
    sure: Sequence[Problem] = (),
) -> int:
    """Begin a draft of ``kind``, which the order ``becomes``, of what is left; returns its id.

    Raises Refused where the order is not posted; where nothing is left, with a question first:
    once a person is ``sure``, the draft has the party and no lines.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        head = documents.document(database, order)
        if head.state != POSTED or kind not in KINDS[head.kind].becomes:
            raise refuse(Code.NOT_POSTED)
        lines = document_lines.lines(database, order)
        rest = left(database, order, lines)
        wanted = [line for line in lines if rest[line.id] > 0]
        question = Problem(Code.NOTHING_OPEN, {"number": head.number})
        if not wanted and question not in sure:
            raise Refused([question])
        draft = drafts.new(session, kind)
        taken = [_taken(line, rest[line.id]) for line in wanted]
        ordered, left_over = (sum(line.amount for line in part) for part in (lines, taken))
        off = rounded(head.discount * left_over, ordered) if ordered > 0 else 0
        order_writes.make_of(database, draft, order, taken, off)
        pricing.refresh(database, draft, settings.load(database).tax_choice)
        return draft


def _taken(line: DocumentLine, quantity: int) -> order_writes.LineTaken:
    """What goes over of a line: of an amount that is off it, the part of what goes over."""
    gross = amount(quantity, line.price, line.unit_size)
    part = rounded(line.discount * quantity, line.quantity)
    off = Discount(part, line.discount_rate).of(gross)
    return order_writes.LineTaken(line.id, quantity, off, gross - off)


@permitted_for_kind
def go_on(session: Session, order: int, kind: str, sure: Sequence[Problem] = ()) -> int:
    """The draft of ``kind`` that was begun of the order before, or a new one; see ``make``."""
    with sql.transaction(session.database, of=sql.SHOP):
        begun = open_draft(session.database, order, kind)
        return make(session, order, kind, sure=sure) if begun is None else begun

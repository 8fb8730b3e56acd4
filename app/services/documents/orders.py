"""What is made of an order or a quotation, such as its invoice, and what is left of it (D15)."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.kinds import KINDS
from app.domain.orders import Wanted, left_of
from app.domain.permissions import User
from app.domain.problems import Code, Problem, Refused, refuse
from app.domain.quantities import amount
from app.services.documents import drafts
from db import sql
from db.queries import documents, orders
from db.queries.documents import POSTED, DocumentLine
from db.queries.transfers import open_draft
from db.sql import Database
from db.writes import orders as writes


def left(database: Database, order: int, lines: Sequence[DocumentLine]) -> dict[int, int]:
    """What no posted document that was made of the order has yet, by the order's line.

    Thousandths; below zero where more was delivered than was ordered. ``lines`` are the order's.
    """
    ordered = [
        Wanted(line.id, line.product_id, line.quantity, line.price, line.unit_size)
        for line in lines
    ]
    return left_of(ordered, (Wanted(*line) for line in orders.lines_made_of(database, order)))


def make(
    database: Database,
    order: int,
    by: User,
    kind: str,
    at: datetime | None = None,
    sure: Sequence[Problem] = (),
) -> int:
    """Begin a draft of ``kind``, which the order ``becomes``, of what is left; returns its id.

    Raises Refused where the order is not posted; where nothing is left, with a question first:
    once a person is ``sure``, the draft has the party and no lines.
    """
    with sql.transaction(database, of=sql.SHOP):
        head = documents.document(database, order)
        if head.state != POSTED or kind not in KINDS[head.kind].becomes:
            raise refuse(Code.NOT_POSTED)
        lines = documents.lines(database, order)
        rest = left(database, order, lines)
        wanted = [line for line in lines if rest[line.id] > 0]
        question = Problem(Code.NOTHING_OPEN, {"number": head.number})
        if not wanted and question not in sure:
            raise Refused([question])
        draft = drafts.new(database, kind, by, at)
        taken = [
            writes.LineTaken(
                line.id, rest[line.id], amount(rest[line.id], line.price, line.unit_size)
            )
            for line in wanted
        ]
        writes.make_of(database, draft, order, taken)
        return draft


def go_on(database: Database, order: int, by: User, kind: str, sure: Sequence[Problem] = ()) -> int:
    """The draft of ``kind`` that was begun of the order before, or a new one; see ``make``."""
    with sql.transaction(database, of=sql.SHOP):
        begun = open_draft(database, order, kind)
        return make(database, order, by, kind, sure=sure) if begun is None else begun

"""Assembly and disassembly: the first line is made of the others, or taken apart into them (D1)."""

from collections.abc import Iterator, Sequence

from app.domain import lines as line_rules
from app.domain.document_kind import Direction
from app.domain.problems import Code, Problem
from app.services.documents.draft_read import Carrying, WholeDraft, lines_of
from db.queries.stock import stock_at
from db.sql import Database
from db.writes.ledger import Flow, Step


def _problems(database: Database, whole: WholeDraft) -> Iterator[Problem]:
    judged = lines_of(whole)
    yield from line_rules.judge_lines(whole.kind, judged)
    if len(judged) < 2:
        yield Problem(Code.PARTS_MISSING)
    if whole.head.warehouse_id is None:
        return
    made, parts = judged[:1], judged[1:]
    leaving = parts if whole.kind.direction is Direction.IN else made
    stock = stock_at(database, whole.head.warehouse_id, {line.product for line in leaving})
    yield from line_rules.judge_leaving(
        whole.kind,
        leaving,
        {product: line_rules.Stock(*figures) for product, figures in stock.items()},
        whole.head.warehouse or "",
        whole.settings.negative_stock,
        whole.settings.negative_asks,
    )


def _writes(database: Database, whole: WholeDraft) -> tuple[Sequence[Step], Sequence[Flow]]:
    warehouse, sign = whole.head.warehouse_id, int(whole.kind.direction)
    if warehouse is None:
        return [], []
    made = whole.lines[0].id
    return [], [
        Flow(
            line.id,
            line.product_id,
            warehouse,
            line.quantity * (sign if line.id == made else -sign),
        )
        for line in whole.lines
    ]


ASSEMBLING = Carrying(_problems, _writes)

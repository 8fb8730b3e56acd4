"""Assembly and disassembly: the first line is made of the others, or taken apart into them (D1)."""

from collections.abc import Iterator, Sequence

from app.domain import lines as rules
from app.domain.kinds import Direction
from app.domain.problems import Code, Problem
from app.services.documents.draft_read import Carrying, Paper, lines_of
from db.queries.stock import stock_at
from db.sql import Database
from db.writes.ledger import Flow, Step


def _problems(database: Database, paper: Paper) -> Iterator[Problem]:
    judged = lines_of(paper)
    yield from rules.judge_lines(paper.kind, judged)
    if len(judged) < 2:
        yield Problem(Code.PARTS_MISSING)
    if paper.head.warehouse_id is None:
        return
    made, parts = judged[:1], judged[1:]
    leaving = parts if paper.kind.direction is Direction.IN else made
    stock = stock_at(database, paper.head.warehouse_id, {line.product for line in leaving})
    yield from rules.judge_leaving(
        paper.kind,
        leaving,
        {product: rules.Stock(*figures) for product, figures in stock.items()},
        paper.head.warehouse or "",
        paper.settings.negative_stock,
    )


def _writes(database: Database, paper: Paper) -> tuple[Sequence[Step], Sequence[Flow]]:
    warehouse, sign = paper.head.warehouse_id, int(paper.kind.direction)
    if warehouse is None:
        return [], []
    made = paper.lines[0].id
    return [], [
        Flow(
            line.id,
            line.product_id,
            warehouse,
            line.quantity * (sign if line.id == made else -sign),
        )
        for line in paper.lines
    ]


ASSEMBLING = Carrying(_problems, _writes)

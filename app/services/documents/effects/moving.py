"""The common effect: every serial makes the kind's move, every line its direction (L, D2)."""

from collections.abc import Iterator, Sequence

from app.domain import lines as rules
from app.domain.lifecycle import TRANSITIONS, Status
from app.domain.problems import Code, Problem
from app.domain.verdicts import judge_serial
from app.services.documents.draft_read import Carrying, Paper, lines_of, step_of, with_holders
from app.services.documents.effects import transfers
from app.services.entry.judging import code_problems, state_of_entered
from db.queries.documents import EnteredSerial
from db.queries.stock import stock_at
from db.sql import Database
from db.writes.ledger import Flow, Step


def problems(database: Database, paper: Paper) -> Iterator[Problem]:
    """Yield what is against posting: of the lines, the serials and the stock (D2, D3, L1, L2)."""
    head, kind = paper.head, paper.kind
    if paper.serials and not paper.with_serials:
        yield Problem(Code.TRACKING_OFF)
    judged = lines_of(paper)
    yield from rules.judge_lines(kind, judged)
    if head.warehouse_id is None:
        return
    yield from _serial_problems(database, paper)
    if kind.takes_sent:
        yield from transfers.problems(database, paper)
    stock = stock_at(database, head.warehouse_id, {line.product for line in judged})
    yield from rules.judge_stock(
        kind,
        judged,
        {product: rules.Stock(*figures) for product, figures in stock.items()},
        head.warehouse or "",
        paper.settings.negative_stock,
    )


def _serial_problems(database: Database, paper: Paper) -> Iterator[Problem]:
    """What the table of moves says against each serial, by line (L1, F4, F7).

    Who holds it is looked up for what is refused only.
    """
    refused: list[tuple[EnteredSerial, Problem]] = []
    move = paper.kind.move
    for serial in paper.serials:
        if move is None:
            break
        answer = judge_serial(
            move,
            serial.number,
            state_of_entered(serial),
            serial.product_id,
            paper.head.warehouse_id,
        )
        if isinstance(answer, Problem):
            refused.append((serial, answer))
    refused += code_problems(database, paper.serials)
    refused += transfers.not_sent(database, paper)
    yield from with_holders(database, paper, refused)


def writes(database: Database, paper: Paper) -> tuple[Sequence[Step], Sequence[Flow]]:
    """The movements of the serials, and the quantities that flow, in thousandths."""
    return _steps(paper), _flows(paper)


def _steps(paper: Paper) -> Sequence[Step]:
    if paper.kind.move is None:
        return []
    target = TRANSITIONS[paper.kind.move].target
    place = {
        Status.IN_STOCK: paper.head.warehouse_id,
        Status.IN_TRANSIT: paper.head.to_warehouse_id,
    }.get(target)
    return [step_of(serial, target, place) for serial in paper.serials]


def _flows(paper: Paper) -> Sequence[Flow]:
    sign, warehouse = int(paper.kind.direction), paper.head.warehouse_id
    if not sign or warehouse is None:
        return []
    return [Flow(line.id, line.product_id, warehouse, sign * line.quantity) for line in paper.lines]


MOVING = Carrying(problems, writes)

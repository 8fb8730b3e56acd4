"""The common effect: every serial makes the kind's move, every line its direction (L, D2)."""

from collections.abc import Iterator, Sequence

from app.domain import lines as line_rules
from app.domain.lifecycle import TRANSITIONS, Move, Status
from app.domain.problems import Code, Problem
from app.domain.verdicts import judge_serial
from app.services.documents.draft_read import Carrying, WholeDraft, lines_of, step_of, with_holders
from app.services.documents.effects import transfers
from app.services.entry.judging import code_problems, state_of_entered
from db.queries.draft_serials import EnteredSerial
from db.queries.stock import stock_at
from db.sql import Database
from db.writes.ledger import Flow, Step


def problems(database: Database, whole: WholeDraft) -> Iterator[Problem]:
    """Yield what is against posting: of the lines, the serials and the stock (D2, D3, L1, L2)."""
    head, kind = whole.head, whole.kind
    if whole.serials and not whole.with_serials:
        yield Problem(Code.TRACKING_OFF)
    judged = lines_of(whole)
    yield from line_rules.judge_lines(kind, judged)
    if head.warehouse_id is None:
        return
    yield from _serial_problems(database, whole)
    if kind.takes_sent:
        yield from transfers.problems(database, whole)
    stock = stock_at(database, head.warehouse_id, {line.product for line in judged})
    yield from line_rules.judge_stock(
        kind,
        judged,
        {product: line_rules.Stock(*figures) for product, figures in stock.items()},
        head.warehouse or "",
        whole.settings.negative_stock,
        whole.settings.negative_asks,
    )


def _serial_problems(database: Database, whole: WholeDraft) -> Iterator[Problem]:
    """What the table of moves says against each serial, by line (L1, F4, F7).

    Who holds it is looked up for what is refused only.
    """
    refused = list(_wrong_moves(whole, whole.kind.move)) if whole.kind.move else []
    refused += code_problems(database, whole.serials)
    refused += transfers.not_sent(database, whole)
    yield from with_holders(database, whole, refused)


def _wrong_moves(whole: WholeDraft, move: Move) -> Iterator[tuple[EnteredSerial, Problem]]:
    """The serials that the move does not take; those in one state are judged alike, so once."""
    allowed = set()
    for serial in whole.serials:
        state = (
            serial.known_product_id == serial.product_id,
            serial.status,
            serial.warehouse_id,
        )
        if state in allowed:
            continue
        answer = judge_serial(
            move,
            serial.number,
            state_of_entered(serial),
            serial.product_id,
            whole.head.warehouse_id,
        )
        if isinstance(answer, Problem):
            yield serial, answer
        else:
            allowed.add(state)


def writes(database: Database, whole: WholeDraft) -> tuple[Sequence[Step], Sequence[Flow]]:
    """The movements of the serials, and the quantities that flow, in thousandths."""
    return _steps(whole), _flows(whole)


def _steps(whole: WholeDraft) -> Sequence[Step]:
    if whole.kind.move is None:
        return []
    target = TRANSITIONS[whole.kind.move].target
    place = {
        Status.IN_STOCK: whole.head.warehouse_id,
        Status.IN_TRANSIT: whole.head.to_warehouse_id,
    }.get(target)
    return [step_of(serial, target, place) for serial in whole.serials]


def _flows(whole: WholeDraft) -> Sequence[Flow]:
    sign, warehouse = int(whole.kind.direction), whole.head.warehouse_id
    if not sign or warehouse is None:
        return []
    return [Flow(line.id, line.product_id, warehouse, sign * line.quantity) for line in whole.lines]


MOVING = Carrying(problems, writes)

"""The effect of an inventory adjustment: serials come in or go out, quantities change (P7, L2).

Its lines carry the change of what is on hand, in thousandths, with its sign.
"""

from collections.abc import Iterator, Sequence

from app.domain.lifecycle import TRANSITIONS, Move, Status
from app.domain.problems import Code, Problem
from app.domain.quantities import ONE_UNIT, quantity_text
from app.domain.verdicts import judge_serial
from app.services.documents.draft_read import Carrying, WholeDraft, positions, step_of, with_holders
from app.services.entry.judging import code_problems, state_of_entered
from db.queries.draft_serials import EnteredSerial
from db.queries.stock import stock_at
from db.sql import Database
from db.writes.ledger import Flow, Step


def _move(serial: EnteredSerial, warehouse: int | None) -> Move:
    """What is in stock is taken away, all else is added."""
    here = serial.status == Status.IN_STOCK and serial.warehouse_id == warehouse
    return Move.ADJUST_TAKE if here else Move.ADJUST_ADD


def _problems(database: Database, whole: WholeDraft) -> Iterator[Problem]:
    head, position = whole.head, positions(whole)
    if whole.serials and not whole.settings.serials_enabled:
        yield Problem(Code.TRACKING_OFF)
    for line in whole.lines:
        if line.serials and not line.track_serials:
            yield Problem(Code.NOT_TRACKED, {"product": line.product}, line=position[line.id])
    refused = code_problems(database, whole.serials)
    for serial in whole.serials:
        answer = judge_serial(
            _move(serial, head.warehouse_id),
            serial.number,
            state_of_entered(serial),
            serial.product_id,
            head.warehouse_id,
        )
        if isinstance(answer, Problem):
            refused.append((serial, answer))
    yield from with_holders(database, whole, refused)
    if not refused and head.warehouse_id is not None:
        yield from _stock_problems(database, whole, head.warehouse_id)


def _stock_problems(database: Database, whole: WholeDraft, warehouse: int) -> Iterator[Problem]:
    """What would be on hand is a quantity of the unit, and never less than the serials (L2)."""
    for line in whole.lines[:1]:
        on_hand, identified = stock_at(database, warehouse, [line.product_id]).get(
            line.product_id, (0, 0)
        )
        quantity = on_hand + sum(row.quantity for row in whole.lines)
        for step in _steps(whole):
            identified += 1 if step.to_status == Status.IN_STOCK else -1
        values = {
            "product": line.product,
            "quantity": quantity_text(quantity),
            "serials": identified,
        }
        if line.track_serials and quantity % ONE_UNIT:
            yield Problem(Code.FRACTION, values, line=1)
        elif quantity % 10 ** (3 - line.unit_decimals):
            yield Problem(Code.DECIMALS, values, line=1)
        elif quantity < (identified * ONE_UNIT if whole.settings.serials_enabled else 0):
            allowed = whole.settings.negative_stock and not (line.track_serials or identified)
            if not allowed:
                yield Problem(Code.ADJUST_BELOW_SERIALS, values, line=1)


def _steps(whole: WholeDraft) -> list[Step]:
    warehouse = whole.head.warehouse_id
    steps = []
    for serial in whole.serials:
        target = TRANSITIONS[_move(serial, warehouse)].target
        steps.append(step_of(serial, target, warehouse if target is Status.IN_STOCK else None))
    return steps


def _writes(database: Database, whole: WholeDraft) -> tuple[Sequence[Step], Sequence[Flow]]:
    warehouse = whole.head.warehouse_id
    if warehouse is None:
        return [], []
    flows = [
        Flow(line.id, line.product_id, warehouse, line.quantity)
        for line in whole.lines
        if line.quantity
    ]
    return _steps(whole), flows


ADJUSTING = Carrying(_problems, _writes)

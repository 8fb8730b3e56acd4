"""What goods had cost, kept when they move (M11): of units by their purchase, else the average.

Called by posting and voiding, inside their transaction and before stock follows: an item whose
value is not kept yet begins with what is in stock by then at its purchase price.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.domain.costs import (
    Goods,
    Held,
    Margin,
    costs_of,
    net_of,
    part_back,
    shared,
    unit_cost,
)
from app.domain.document_kind import Direction, DocumentKind, Effect, Price
from app.domain.kinds import KINDS
from app.domain.problems import Code, Problem
from app.domain.quantities import ONE_UNIT, amount
from app.services.documents.draft_read import WholeDraft
from db.queries import costs as cost_reads
from db.queries.costs import CameBy, LineCost, OriginCost
from db.queries.documents import DocumentLine
from db.sql import Database
from db.writes import costs as cost_writes
from db.writes.ledger import Flow

_INCLUDED = 1
"""Tax mode: prices include it."""

PAYING = tuple(
    kind.key
    for kind in KINDS.values()
    if kind.price is Price.PURCHASE and kind.direction is Direction.IN
)
"""The kinds whose lines say what was paid for goods that come."""


def of_units(database: Database, movements: Iterable[int]) -> dict[int, int]:
    """What units had cost, by the movement that each stands at; who came by no purchase is out."""
    found = cost_reads.came_by(database, set(movements), PAYING)
    uneven = [by.movement for by in found.values() if _paid(by) % _units(by)]
    places = cost_reads.places(database, uneven) if uneven else {}
    return {
        start: unit_cost(_paid(by), _units(by), places.get(by.movement, 0))
        for start, by in found.items()
    }


def _paid(by: CameBy) -> int:
    return net_of(by.paid, by.tax_rate, by.tax_mode == _INCLUDED)


def _units(by: CameBy) -> int:
    return max(by.quantity // ONE_UNIT, 1)


def sells_goods(kind: DocumentKind) -> bool:
    """Goods go to customers by it, or come back from them."""
    return kind.price is Price.SALE and kind.direction is not Direction.NONE


class _Unit(NamedTuple):
    """A unit on a line: the movement that it stands at, None: nobody knew it."""

    line: int
    movement: int | None


def note(
    database: Database, whole: WholeDraft, flows: Sequence[Flow], sold: Mapping[int, int]
) -> None:
    """Keep what the goods of a document that is being posted had cost.

    ``sold`` is what ``of_sold`` says of its units.
    """
    kind = whole.kind
    goods = _goods(database, whole, flows)
    held, prices = _held(database, [good.product for good in goods])
    if kind.effect is Effect.ASSEMBLES:
        costs, after = _assembled(goods, held, prices)
    else:
        costs, after = costs_of(goods, held, prices)
    cost_writes.write_lines(database, [(cost, line) for line, cost in ({**sold, **costs}).items()])
    cost_writes.write_held(database, [(product, *_figures(now)) for product, now in after.items()])


def of_sold(database: Database, whole: WholeDraft) -> dict[int, int]:
    """What the units on the lines of a sale or of its return had cost, by line.

    One that came by no purchase had cost the item's purchase price when it was sold. Of other
    documents there is nothing to be said.
    """
    if not sells_goods(whole.kind):
        return {}
    tracked = [line for line in whole.lines if line.track_serials]
    if not tracked:
        return {}
    units = [_Unit(serial.line_id, serial.current_movement_id) for serial in whole.serials]
    known, others = _of_lines(database, units, {line.id: line.quantity for line in tracked})
    found = dict(known)
    open_lines = [line for line in tracked if others[line.id]]
    if open_lines:
        guessed = _guessed(database, open_lines)
        for line in open_lines:
            found[line.id] += others[line.id] * guessed[line.id]
    return found


def _of_lines(
    database: Database, units: Sequence[_Unit], quantities: Mapping[int, int]
) -> tuple[dict[int, int], dict[int, int]]:
    """What the units of each line had cost that came by a purchase, and how many did not."""
    costs = of_units(database, [unit.movement for unit in units if unit.movement is not None])
    known, others = dict.fromkeys(quantities, 0), {}
    left = {line: quantity // ONE_UNIT for line, quantity in quantities.items()}
    for unit in units:
        if unit.movement in costs and unit.line in known:
            known[unit.line] += costs[unit.movement]
            left[unit.line] -= 1
    others = {line: max(count, 0) for line, count in left.items()}
    return known, others


def _guessed(database: Database, lines: Sequence[DocumentLine]) -> dict[int, int]:
    """What a unit that came by no purchase had cost: what its sale said, else the item's price."""
    rows = cost_reads.held(database, [line.product_id for line in lines])
    prices = {row.product: row.purchase_price for row in rows}
    found = {line.id: prices[line.product_id] for line in lines}
    sold = {line.id: line.origin_line_id for line in lines if line.origin_line_id is not None}
    if not sold:
        return found
    origins = cost_reads.of_origins(database, sold.values())
    moved = cost_reads.moved_units(database, sold.values())
    units = [_Unit(unit.line, unit.before) for unit in moved]
    quantities = {origin.line: origin.quantity for origin in origins.values()}
    known, others = _of_lines(database, units, quantities)
    for line, origin in sold.items():
        cost = origins[origin].cost
        if cost is not None and others[origin]:
            found[line] = max(cost - known[origin], 0) // others[origin]
    return found


def _goods(database: Database, whole: WholeDraft, flows: Sequence[Flow]) -> list[Goods]:
    """What the lines of items without serial numbers move, with what is known of its cost."""
    lines = {line.id: line for line in whole.lines if not line.track_serials}
    moved = _moved(whole.kind, lines.values(), flows)
    back = _coming_back(database, [lines[line] for line, quantity in moved.items() if quantity > 0])
    goods = []
    for id, quantity in moved.items():
        line, cost = lines[id], None
        if quantity > 0 and whole.kind.key in PAYING:
            included = whole.head.tax_mode == _INCLUDED
            cost = net_of(line.amount - line.share, line.tax_rate, included)
        elif quantity > 0:
            cost = back.get(id)
        goods.append(Goods(id, line.product_id, quantity, cost))
    return goods


def _moved(
    kind: DocumentKind, lines: Iterable[DocumentLine], flows: Sequence[Flow]
) -> dict[int, int]:
    """What each line moves into or out of the shop; what is on the way is still the shop's."""
    if kind.sends or (kind.takes_sent and kind.direction is Direction.IN):
        return {}
    if kind.takes_sent:
        return {line.id: -line.quantity for line in lines}
    moved = {line.id: 0 for line in lines}
    for flow in flows:
        if flow.line in moved:
            moved[flow.line] += flow.quantity
    return {line: quantity for line, quantity in moved.items() if quantity}


def _coming_back(database: Database, lines: Sequence[DocumentLine]) -> dict[int, int]:
    """What the goods of lines had cost that come back from a sale, exactly (M11)."""
    sold = {line.id: line for line in lines if line.origin_line_id is not None}
    if not sold:
        return {}
    origins = cost_reads.of_origins(
        database, [line.origin_line_id for line in sold.values() if line.origin_line_id]
    )
    found = {}
    for id, line in sold.items():
        origin = origins[line.origin_line_id or 0]
        if origin.cost is None:
            continue
        now = part_back(origin.cost, origin.quantity, origin.back, origin.cost_back, line.quantity)
        origins[origin.line] = OriginCost(
            origin.line,
            origin.quantity,
            origin.cost,
            origin.back + line.quantity,
            origin.cost_back + now,
        )
        found[id] = now
    return found


def _assembled(
    goods: Sequence[Goods], held: Mapping[int, Held], prices: Mapping[int, int]
) -> tuple[dict[int, int], dict[int, Held]]:
    """What is made had cost what its parts had; parts share what they are taken out of."""
    leaving = [good for good in goods if good.quantity < 0]
    coming = [good for good in goods if good.quantity > 0]
    costs, after = costs_of(leaving, held, prices)
    weights = [amount(good.quantity, prices[good.product]) for good in coming]
    shares = shared(sum(costs.values()), weights) if coming else []
    came = [good._replace(cost=cost) for good, cost in zip(coming, shares, strict=True)]
    more, after = costs_of(came, after, prices)
    return costs | more, after


def _held(database: Database, products: Iterable[int]) -> tuple[dict[int, Held], dict[int, int]]:
    """What is held of items, and their purchase prices; what is not kept yet begins with these."""
    rows = cost_reads.held(database, products)
    held = {}
    for row in rows:
        value = row.value
        if value is None:
            value = amount(max(row.quantity, 0), row.purchase_price)
        held[row.product] = Held(row.quantity, value)
    return held, {row.product: row.purchase_price for row in rows}


def _figures(held: Held) -> tuple[int, int]:
    return held.quantity, held.value


def below(database: Database, whole: WholeDraft, sold: Mapping[int, int]) -> Iterator[Problem]:
    """The lines of a sale that bring less, without tax, than their goods had cost (M2)."""
    if not sells_goods(whole.kind) or whole.kind.direction is not Direction.OUT:
        return
    plain = [line for line in whole.lines if not line.track_serials]
    held, prices = _held(database, [line.product_id for line in plain]) if plain else ({}, {})
    leaving = [Goods(line.id, line.product_id, -line.quantity) for line in plain]
    costs, _after = costs_of(leaving, held, prices)
    for place, line in enumerate(whole.lines, 1):
        included = whole.head.tax_mode == _INCLUDED
        net = net_of(line.amount - line.share, line.tax_rate, included)
        if net < {**sold, **costs}.get(line.id, 0):
            yield Problem(Code.BELOW_COST, {"product": line.product}, line=place)


class ItemCost(NamedTuple):
    """What a unit of an item had cost: the average of those held, or that of the newest one.

    ``from_price``: nobody knows, so that it is the item's purchase price.
    """

    cost: int
    from_price: bool


def of_items(database: Database, products: Sequence[int]) -> dict[int, ItemCost]:
    """What a unit of some items had cost."""
    if not products:
        return {}
    newest = cost_reads.newest_units(database, products)
    units = of_units(database, newest.values())
    found = {}
    for row in cost_reads.held(database, products):
        cost, at = None, newest.get(row.product)
        if at is not None:
            cost = units.get(at)
        elif row.value is not None and row.quantity > 0:
            cost = Held(row.quantity, row.value).cost_of(ONE_UNIT, row.purchase_price)
        found[row.product] = ItemCost(row.purchase_price if cost is None else cost, cost is None)
    return found


def reverse(database: Database, document: int, kind: DocumentKind) -> None:
    """Take back what a document that is being voided moved of the values of items (V3)."""
    lines = [line for line in cost_reads.of_lines(database, document) if not line.tracked]
    held, prices = _held(database, [line.product for line in lines])
    for line in lines:
        moved = _moved_by(kind, line)
        if moved:
            cost = line.cost
            if cost is None:  # from before costs were kept
                cost = held[line.product].cost_of(abs(moved), prices[line.product])
            held[line.product] = held[line.product].moved(-moved, cost)
    cost_writes.write_held(database, [(id, *_figures(now)) for id, now in held.items()])


def _moved_by(kind: DocumentKind, line: LineCost) -> int:
    if kind.sends or (kind.takes_sent and kind.direction is Direction.IN):
        return 0
    return -line.quantity if kind.takes_sent else line.moved


def margin_of(database: Database, document: int, kind: DocumentKind) -> Margin | None:
    """What a posted sale or its return brings above what its goods had cost; None for others.

    A document from before costs were kept has the costs of its units all the same; where those of
    other goods are on it, nobody knows its cost.
    """
    if not sells_goods(kind):
        return None
    found = cost_reads.of_documents(database, [document])[document]
    cost = found.cost
    if cost is None:
        cost = _before_kept(database, document)
    sign = -int(kind.direction)
    return Margin(sign * found.net, None if cost is None else sign * cost)


def _before_kept(database: Database, document: int) -> int | None:
    """The cost of a document whose lines do not say it: of units that came by purchases."""
    lines = cost_reads.of_lines(database, document)
    if any(line.cost is None and not line.tracked for line in lines):
        return None
    asked = {line.line: line.quantity for line in lines if line.cost is None}
    moved = cost_reads.moved_units(database, asked)
    units = [_Unit(unit.line, unit.before) for unit in moved]
    known, others = _of_lines(database, units, asked)
    if any(others.values()):
        return None
    return sum(line.cost or 0 for line in lines) + sum(known.values())

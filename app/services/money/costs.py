"""What goods had cost, kept when they move (M11): of units by their purchase, else the average.

Units without a serial number go by the average of those of their item, as other goods do; who is
given one takes that along. Called by posting and voiding, inside their transaction: an item whose
value is not kept yet begins with what is in stock before it at its purchase price.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

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
from app.domain.lifecycle import Status
from app.domain.problems import Code, Problem
from app.domain.quantities import ONE_UNIT, amount
from db.queries import costs as cost_reads
from db.queries.costs import CameBy, LineCost, OriginCost
from db.queries.document_lines import DocumentLine
from db.sql import Database
from db.writes import costs as cost_writes

if TYPE_CHECKING:
    from app.services.documents.draft_read import WholeDraft

_IN_SHOP = frozenset({int(Status.IN_STOCK), int(Status.IN_TRANSIT)})
"""Where units are that the shop holds, in a warehouse or on the way to one."""

_INCLUDED = 1
"""Tax mode: prices include it."""

PAYING = tuple(
    kind.key
    for kind in KINDS.values()
    if kind.price is Price.PURCHASE and kind.direction is Direction.IN
)
"""The kinds whose lines say what was paid for goods that come."""


def of_units(database: Database, movements: Iterable[int]) -> dict[int, int]:
    """What units had cost, by the movement that each stands at; of whom nobody knows it is out."""
    found = cost_reads.came_by(database, set(movements), PAYING)
    paid = {
        start: (by.movement, _paid(by), _units(by)) for start, by in found.items() if by.is_paid
    }
    uneven = [movement for movement, net, units in paid.values() if net % units]
    places = cost_reads.places(database, uneven) if uneven else {}
    costs = {
        start: unit_cost(net, units, places.get(movement, 0))
        for start, (movement, net, units) in paid.items()
    }
    others = {start: by.movement for start, by in found.items() if not by.is_paid}
    if others:
        named = _named(database, {found[start].line for start in others})
        costs |= {start: named[by] for start, by in others.items() if by in named}
    return costs


def _named(database: Database, lines: Iterable[int]) -> dict[int, int]:
    """What the units had cost that lines named first, by the movements by which they did.

    A sale says it of all its units together; any other line says what it took out of those that had
    no serial number, or put to them.
    """
    units = defaultdict(list)
    for unit in cost_reads.moved_units(database, lines):
        units[unit.line].append(unit)
    befores = (unit.before for moved in units.values() for unit in moved)
    known = of_units(database, [before for before in befores if before is not None])
    found = {}
    for line, kind, cost in cost_reads.kept(database, lines):
        moved = units[line.line]
        before = [known[unit.before] for unit in moved if unit.before in known]
        count = abs(line.moved) // ONE_UNIT
        if KINDS[kind].sells_goods:
            cost = max(cost - sum(before), 0)
            count = line.quantity // ONE_UNIT - len(before)
        named = [unit.movement for unit in moved if unit.before not in known]
        for place, movement in enumerate(named if count > 0 else ()):
            found[movement] = unit_cost(cost, count, place % count)
    return found


def _paid(by: CameBy) -> int:
    return net_of(by.paid, by.tax_rate, by.tax_mode == _INCLUDED)


def _units(by: CameBy) -> int:
    return max(by.quantity // ONE_UNIT, 1)


class _Unit(NamedTuple):
    """A unit on a line: the movement that it stands at, None: nobody knew it."""

    line: int
    movement: int | None


class SoldCost(NamedTuple):
    """What the units on a line had cost, and what of that those without a serial number had."""

    cost: int
    without: int = 0


class HeldBefore(NamedTuple):
    """What was held of items before a document moved anything, and their purchase prices."""

    held: Mapping[int, Held]
    prices: Mapping[int, int]


def held_before(database: Database, whole: "WholeDraft") -> HeldBefore:
    """What is held of the items of a draft that it may move; read before any of it moves."""
    return HeldBefore(*_held(database, [line.product_id for line in _beside_serials(whole)]))


def _beside_serials(whole: "WholeDraft") -> list[DocumentLine]:
    """The lines that may move more than units with a serial number into the shop or out of it.

    The others have a serial number for every unit, and each of these moves as the line does.
    """
    kind = whole.kind
    if kind.effect is not Effect.MOVES or kind.direction is Direction.NONE:
        return whole.lines
    if kind.sends or kind.takes_sent:
        return whole.lines
    leave = kind.direction is Direction.OUT
    named = Counter(one.line_id for one in whole.serials if (one.status in _IN_SHOP) is leave)
    return [line for line in whole.lines if line.quantity != named[line.id] * ONE_UNIT]


def note(
    database: Database, whole: "WholeDraft", before: HeldBefore, sold: Mapping[int, SoldCost]
) -> None:
    """Keep what the goods of a document had cost that is being posted and has moved them.

    ``sold`` is what ``of_sold`` says of its units, ``before`` what ``held_before`` said.
    """
    goods = _goods(database, whole, sold)
    held = {good.product: before.held[good.product] for good in goods}
    if whole.kind.effect is Effect.ASSEMBLES:
        costs, after = _assembled(goods, held, before.prices)
    else:
        costs, after = costs_of(goods, held, before.prices)
    costs |= {line: one.cost for line, one in sold.items()}
    cost_writes.write_lines(database, [(cost, line) for line, cost in costs.items()])
    cost_writes.write_held(database, [(product, *_figures(now)) for product, now in after.items()])


def of_sold(database: Database, whole: "WholeDraft") -> dict[int, SoldCost]:
    """What the units on the lines of a sale or of its return had cost, by line.

    One that nobody knew had cost the average of those without a serial number; one that is known
    and came by no purchase the item's purchase price when it was sold. Of other documents there is
    nothing to be said.
    """
    if not whole.kind.sells_goods:
        return {}
    tracked = [line for line in whole.lines if line.track_serials]
    if not tracked:
        return {}
    units = [_Unit(serial.line_id, serial.current_movement_id) for serial in whole.serials]
    known, others = _of_lines(database, units, {line.id: line.quantity for line in tracked})
    open_lines = [line for line in tracked if others[line.id]]
    found = {line: SoldCost(cost) for line, cost in known.items()}
    if not open_lines:
        return found
    guessed = _guessed(database, open_lines)
    named = Counter(unit.line for unit in units if unit.movement is not None)
    without = {
        line.id: min(others[line.id], line.quantity // ONE_UNIT - named[line.id])
        for line in open_lines
    }
    leaving = whole.kind.direction is Direction.OUT
    average = _average_of(database, open_lines, without) if leaving else {}
    for line in open_lines:
        of_them = average.get(line.id, without[line.id] * guessed[line.id])
        rest = (others[line.id] - without[line.id]) * guessed[line.id]
        found[line.id] = SoldCost(known[line.id] + rest + of_them, of_them)
    return found


def _average_of(
    database: Database, lines: Sequence[DocumentLine], units: Mapping[int, int]
) -> dict[int, int]:
    """What so many ``units`` without a serial number of each line's item had cost."""
    held, prices = _held(database, [line.product_id for line in lines])
    leaving = [Goods(line.id, line.product_id, -units[line.id] * ONE_UNIT) for line in lines]
    costs, _after = costs_of(leaving, held, prices)
    return costs


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


def _goods(database: Database, whole: "WholeDraft", sold: Mapping[int, SoldCost]) -> list[Goods]:
    """What the lines moved of goods without serial numbers, with what is known of its cost."""
    lines = {line.id: line for line in whole.lines}
    found = cost_reads.of_lines(database, whole.head.id) if _beside_serials(whole) else []
    moved = [(row, by) for row in found if (by := _moved_by(whole.kind, row)) and row.line in lines]
    plain = [lines[row.line] for row, by in moved if by > 0 and not row.tracked]
    back = _coming_back(database, plain)
    released = _of_released(database, whole, [row for row, by in moved if by > 0])
    goods = []
    for row, quantity in moved:
        line, cost = lines[row.line], None
        if row.line in sold:
            cost = sold[row.line].without
        elif quantity > 0 and whole.kind.key in PAYING:
            net = net_of(line.amount - line.share, line.tax_rate, _includes_tax(whole))
            units = max(row.quantity // ONE_UNIT, 1)
            cost = net - sum(unit_cost(net, units, place) for place in range(row.named))
        elif quantity > 0:
            cost = back.get(row.line, released.get(row.line))
        goods.append(Goods(row.line, row.product, quantity, cost))
    return goods


def _includes_tax(whole: "WholeDraft") -> bool:
    return whole.head.tax_mode == _INCLUDED


def _of_released(
    database: Database, whole: "WholeDraft", rows: Sequence[LineCost]
) -> dict[int, int]:
    """What the units had cost that lines take their serial numbers from, and leave in stock."""
    lines = {row.line: row for row in rows if row.named * ONE_UNIT == row.moved}
    if not lines or whole.kind.key in PAYING:
        return {}
    units = cost_reads.moved_units(database, lines)
    known, others = _of_lines(
        database,
        [_Unit(unit.line, unit.before) for unit in units],
        {row.line: row.moved for row in lines.values()},
    )
    prices = {row.product: row.purchase_price for row in cost_reads.held(database, _items(rows))}
    return {line: known[line] + others[line] * prices[row.product] for line, row in lines.items()}


def _items(rows: Iterable[LineCost]) -> set[int]:
    return {row.product for row in rows}


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


def below(
    database: Database, whole: "WholeDraft", sold: Mapping[int, SoldCost]
) -> Iterator[Problem]:
    """The lines of a sale that bring less, without tax, than their goods had cost (M2)."""
    if not whole.kind.sells_goods or whole.kind.direction is not Direction.OUT:
        return
    plain = [line for line in whole.lines if not line.track_serials]
    held, prices = _held(database, [line.product_id for line in plain]) if plain else ({}, {})
    leaving = [Goods(line.id, line.product_id, -line.quantity) for line in plain]
    costs, _after = costs_of(leaving, held, prices)
    costs |= {line: one.cost for line, one in sold.items()}
    for place, line in enumerate(whole.lines, 1):
        net = net_of(line.amount - line.share, line.tax_rate, _includes_tax(whole))
        if net < costs.get(line.id, 0):
            yield Problem(Code.BELOW_COST, {"product": line.product}, line=place)


def reverse(database: Database, document: int, kind: DocumentKind) -> None:
    """Take back what a document that is being voided moved of the values of items (V3)."""
    lines = [line for line in cost_reads.of_lines(database, document) if _moved_by(kind, line)]
    held, prices = _held(database, [line.product for line in lines])
    without = _without(database, [line for line in lines if line.tracked and kind.sells_goods])
    for line in lines:
        moved, cost = _moved_by(kind, line), without.get(line.line, line.cost)
        if cost is None:  # from before costs were kept
            cost = held[line.product].cost_of(abs(moved), prices[line.product])
        held[line.product] = held[line.product].moved(-moved, cost)
    cost_writes.write_held(database, [(id, *_figures(now)) for id, now in held.items()])


def _without(database: Database, lines: Sequence[LineCost]) -> dict[int, int]:
    """What the units without a serial number had cost that are on lines of a sale or a return."""
    kept = {line.line: line for line in lines if line.cost is not None}
    if not kept:
        return {}
    moved = cost_reads.moved_units(database, kept)
    units = [_Unit(unit.line, unit.before) for unit in moved]
    known, others = _of_lines(database, units, {id: line.quantity for id, line in kept.items()})
    return {
        id: amount(abs(line.moved), max((line.cost or 0) - known[id], 0), others[id] * ONE_UNIT)
        for id, line in kept.items()
        if others[id]
    }


def _moved_by(kind: DocumentKind, line: LineCost) -> int:
    """What a line moves into or out of the shop; what is on the way is still the shop's."""
    if kind.sends or (kind.takes_sent and kind.direction is Direction.IN):
        return 0
    return line.moved - line.quantity if kind.takes_sent else line.moved


def margin_of(database: Database, document: int, kind: DocumentKind) -> Margin | None:
    """What a posted sale or its return brings above what its goods had cost; None for others.

    A document from before costs were kept has the costs of its units all the same; where those of
    other goods are on it, nobody knows its cost.
    """
    if not kind.sells_goods:
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

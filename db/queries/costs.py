"""Reads about what goods had cost: by what units came, and what is held of others (M11)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK, IN_TRANSIT, POSTED
from db.engine.parameters import ids_in, texts_in
from db.queries.prices import ONE
from db.sql import Database


class CameBy(NamedTuple):
    """A line that says what a unit had cost: the purchase by which it came, or one that knew.

    ``movement`` is the one of the unit, ``before`` the one before it. ``is_paid``: ``paid`` is for
    ``quantity`` of it after all discounts; with ``tax_mode`` 1 it includes tax at ``tax_rate``.
    """

    movement: int
    before: int | None
    is_paid: bool
    keeps_cost: bool
    line: int
    quantity: int
    paid: int
    tax_mode: int
    tax_rate: int | None


def came_by(
    database: Database, movements: Iterable[int], kinds: Sequence[str]
) -> dict[int, CameBy]:
    """What says what the units of some movements in force had cost, by these movements.

    ``kinds`` are those whose lines say what was paid: the last of them is it; without one the first
    line that keeps a cost. A unit of which nothing is known is left out. It is gone back with all
    of them from movement to movement, each through its own past.
    """
    found: dict[int, CameBy] = {}
    standing = {movement: [movement] for movement in movements}
    while standing:
        back: defaultdict[int, list[int]] = defaultdict(list)
        # in the order of the ledger, where neighbours stand on one page
        asked = sql.json_list(sorted(standing)), sql.json_list(kinds)
        for by in map(CameBy._make, sql.unordered(database, MOVED_BY, *asked)):
            if by.is_paid or by.keeps_cost:
                found.update(dict.fromkeys(standing[by.movement], by))
            if not by.is_paid and by.before is not None:
                back[by.before] += standing[by.movement]
        standing = back
    return found


# CROSS names the order: from each movement to its own line, never from all there is
MOVED_BY = f"""
SELECT m.id, m.before_id, d.kind IN {texts_in("?2")}, l.cost IS NOT NULL,
       l.id, l.quantity, l.amount - l.share, d.tax_mode, l.tax_rate
FROM {ids_in("?1")} j CROSS JOIN serial_movement m
CROSS JOIN document_line l CROSS JOIN document d
WHERE m.id = j.value AND l.id = m.line_id AND d.id = l.document_id
"""


def places(database: Database, movements: Iterable[int]) -> dict[int, int]:
    """Which unit of its line each movement is of, from 0, in the order in which they came."""
    return dict(
        sql.unordered(
            database,
            f"""
            SELECT m.id, (SELECT count(*) FROM serial_movement o WHERE o.line_id = m.line_id
                          AND o.reverses_id IS NULL AND o.id < m.id)
            FROM {ids_in()} j CROSS JOIN serial_movement m WHERE m.id = j.value
            """,
            sql.json_list(movements),
        )
    )


class MovedUnit(NamedTuple):
    """A unit that a posted line moved: by which movement, the one before; None: nobody knew it."""

    line: int
    movement: int
    before: int | None


def moved_units(database: Database, lines: Iterable[int]) -> list[MovedUnit]:
    """The units that some posted lines moved, in the order in which they did."""
    return [
        MovedUnit(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT m.line_id, m.id, m.before_id
            FROM {ids_in()} j CROSS JOIN serial_movement m
            WHERE m.line_id = j.value AND m.reverses_id IS NULL ORDER BY m.id
            """,
            sql.json_list(lines),
        )
    ]


class HeldRow(NamedTuple):
    """What is held of an item without serial numbers, what that had cost, its purchase price.

    None for the value: nothing is kept yet, ``quantity`` is what is in stock and on the way. Of an
    item whose serial numbers are managed it is the units that have none.
    """

    product: int
    quantity: int
    value: int | None
    purchase_price: int


def held(database: Database, products: Iterable[int]) -> list[HeldRow]:
    """What is held of some items, whether their value is kept or not."""
    return [
        HeldRow(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT p.id,
                   CASE WHEN v.product_id IS NULL THEN
                       (SELECT coalesce(sum(s.on_hand - {ONE} * s.identified), 0)
                        FROM stock s WHERE s.product_id = p.id)
                     + (SELECT coalesce(sum(w.quantity - {ONE} * w.serials), 0)
                        FROM on_the_way w WHERE w.product_id = p.id)
                     ELSE v.quantity END, v.value, p.purchase_price
            FROM {ids_in()} j CROSS JOIN product p
            LEFT JOIN item_value v ON v.product_id = p.id
            WHERE p.id = j.value ORDER BY p.id
            """,
            sql.json_list(set(products)),
        )
    ]


class OriginCost(NamedTuple):
    """What the goods of a line had cost, and what of it came back by posted documents."""

    line: int
    quantity: int
    cost: int | None
    back: int
    cost_back: int


_BACK = (
    "FROM document_line l CROSS JOIN document d"
    f" WHERE l.origin_line_id = o.id AND d.id = l.document_id AND d.state = {POSTED}"
)


def of_origins(database: Database, lines: Iterable[int]) -> dict[int, OriginCost]:
    """What the goods of some lines had cost, from which others come back."""
    return {
        row[0]: OriginCost(*row)
        for row in sql.unordered(
            database,
            f"""
            SELECT o.id, o.quantity, o.cost,
                   coalesce((SELECT sum(l.quantity) {_BACK}), 0),
                   coalesce((SELECT sum(l.cost) {_BACK}), 0)
            FROM {ids_in()} j CROSS JOIN document_line o WHERE o.id = j.value
            """,
            sql.json_list(set(lines)),
        )
    }


class LineCost(NamedTuple):
    """A line of a posted document: its item, what moved of it, and what that had cost.

    ``moved`` is what came into the shop's warehouses by it without a serial number, below zero:
    what left, or was given one. ``named`` is how many serial numbers it moved.
    """

    line: int
    product: int
    tracked: bool
    quantity: int
    moved: int
    named: int
    cost: int | None


_LINE_COST = f"""
SELECT l.id, l.product_id, p.track_serials, l.quantity,
       (SELECT coalesce(sum(m.quantity), 0) FROM stock_movement m
        WHERE m.line_id = l.id AND m.reverses_id IS NULL)
     - {ONE} * (SELECT coalesce(sum(
           CASE WHEN m.to_status IN ({IN_STOCK}, {IN_TRANSIT}) THEN 1 ELSE 0 END
         - CASE WHEN m.from_status IN ({IN_STOCK}, {IN_TRANSIT}) THEN 1 ELSE 0 END), 0)
         FROM serial_movement m WHERE m.line_id = l.id AND m.reverses_id IS NULL),
       (SELECT count(*) FROM serial_movement m
        WHERE m.line_id = l.id AND m.reverses_id IS NULL), l.cost
"""


def of_lines(database: Database, document: int) -> list[LineCost]:
    """The lines of a document whose movements are written, with their costs, in their order."""
    return [
        LineCost(*row)
        for row in sql.rows(
            database,
            f"""
            {_LINE_COST} FROM document_line l JOIN product p ON p.id = l.product_id
            WHERE l.document_id = ? ORDER BY l.position, l.id
            """,
            document,
        )
    ]


class KeptCost(NamedTuple):
    """A line that keeps what its goods had cost, and the kind of its document."""

    line: LineCost
    kind: str
    cost: int


def kept(database: Database, lines: Iterable[int]) -> list[KeptCost]:
    """Some lines of posted documents that keep a cost."""
    return [
        KeptCost(LineCost(*row), kind, row[-1])
        for *row, kind in sql.rows(
            database,
            f"""
            {_LINE_COST}, d.kind FROM {ids_in()} j CROSS JOIN document_line l
            CROSS JOIN document d CROSS JOIN product p
            WHERE l.id = j.value AND d.id = l.document_id AND p.id = l.product_id
            AND l.cost IS NOT NULL ORDER BY l.id
            """,
            sql.json_list(set(lines)),
        )
    ]


class DocumentCost(NamedTuple):
    """What some documents took without tax, and what their goods had cost; None: not known."""

    document: int
    net: int
    cost: int | None


def of_documents(database: Database, documents: Iterable[int]) -> dict[int, DocumentCost]:
    """What posted documents took, and what their goods had cost as far as it was kept."""
    return {
        row[0]: DocumentCost(*row)
        for row in sql.unordered(
            database,
            f"""
            SELECT d.id, d.total - (SELECT coalesce(sum(t.tax), 0) FROM document_tax t
                                    WHERE t.document_id = d.id),
                   (SELECT CASE WHEN count(*) = count(l.cost) THEN sum(l.cost) END
                    FROM document_line l WHERE l.document_id = d.id)
            FROM {ids_in()} j CROSS JOIN document d WHERE d.id = j.value
            """,
            sql.json_list(documents),
        )
    }


def newest_units(database: Database, products: Iterable[int]) -> dict[int, int]:
    """Of some items the movement in force of the unit that was seen first last, by the item."""
    found = sql.unordered(
        database,
        f"""
        SELECT j.value, s.current_movement_id
        FROM {ids_in()} j CROSS JOIN serial s
        WHERE s.id = (SELECT max(n.id) FROM serial n WHERE n.product_id = j.value)
        """,
        sql.json_list(set(products)),
    )
    return {product: movement for product, movement in found if movement is not None}


class SoldOfItem(NamedTuple):
    """What documents of a kind moved of an item, at one rate of tax that is in what was paid.

    ``cost`` None: of some of it nobody kept it.
    """

    kind: str
    included_rate: int | None
    quantity: int
    paid: int
    cost: int | None


def sold_between(
    database: Database, product: int, kinds: Sequence[str], first: str, last: str
) -> list[SoldOfItem]:
    """What the posted documents of some kinds moved of an item that are dated between two days."""
    return [
        SoldOfItem(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT d.kind, CASE WHEN d.tax_mode = 1 THEN l.tax_rate END AS rate, sum(l.quantity),
                   sum(l.amount - l.share),
                   CASE WHEN count(*) = count(l.cost) THEN sum(l.cost) END
            FROM document d CROSS JOIN document_line l
            WHERE d.date BETWEEN ?1 AND ?2 AND d.state = {POSTED} AND d.kind IN {texts_in("?3")}
              AND l.document_id = d.id AND l.product_id = ?4
            GROUP BY d.kind, rate ORDER BY d.kind, rate
            """,
            first,
            last,
            sql.json_list(kinds),
            product,
        )
    ]

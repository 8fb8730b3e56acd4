"""Reads about an inventory count: what was scanned, what was not, and what the books say."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK, REMOVED, SOLD, UNKNOWN
from db.engine.parameters import ids_in
from db.sql import Database


class CountedSerial(NamedTuple):
    """A serial that was counted, with its state now; ``moved``: it moved after it was counted.

    ``group`` is what it turned out to be when the count was posted.
    """

    row_id: int
    line_id: int
    product_id: int
    product: str
    number: str
    serial_id: int | None
    status: int
    warehouse_id: int | None
    warehouse: str | None
    moved: bool
    last_movement_id: int | None
    current_movement_id: int | None
    group: str | None


def counted(database: Database, count: int) -> list[CountedSerial]:
    """The serials on a count in the order they were scanned.

    A corrected serial is found by its earlier number too (L5).
    """
    return [
        CountedSerial(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT e.id, l.id, p.id, p.name, e.number, s.id, coalesce(s.status, {UNKNOWN}),
                   s.warehouse_id, w.name, coalesce(s.last_movement_id > e.seen_after, false),
                   s.last_movement_id, s.current_movement_id, e.topic
            FROM draft_serial e
            JOIN document_line l ON l.id = e.line_id
            JOIN product p ON p.id = l.product_id
            LEFT JOIN serial s ON s.id = coalesce(
              (SELECT id FROM serial WHERE number = e.number),
              (SELECT serial_id FROM serial_alias WHERE number = e.number))
            LEFT JOIN warehouse w ON w.id = s.warehouse_id
            WHERE e.document_id = ? ORDER BY e.id
            """,
            count,
        )
    ]


class MissingOfProduct(NamedTuple):
    """How many serials of a product were not counted, with the product's first line."""

    line_id: int
    product_id: int
    product: str
    serials: int


# CROSS names the order: from the count's own products to the serials of each in its warehouse,
# of which the index serial_in_stock tells all that is asked; that every number is above '' is what
# the planner takes it for, and not the one of the product's serials in all places
_COUNTED = """
WITH
  counted (id) AS MATERIALIZED (
    SELECT coalesce((SELECT id FROM serial WHERE number = e.number),
                    (SELECT serial_id FROM serial_alias WHERE number = e.number), 0)
    FROM draft_serial e WHERE e.document_id = ?1)"""
MISSING = f"""{_COUNTED},
  asked (product_id, line_id) AS MATERIALIZED (
    SELECT l.product_id, min(l.id) FROM document_line l
    WHERE l.document_id = ?1
    GROUP BY l.product_id
    HAVING count(l.book_on_hand) = 0
      OR sum((SELECT count(*) FROM draft_serial e WHERE e.line_id = l.id)) > 0)
"""
OF_MISSING = f"""
FROM document d CROSS JOIN asked CROSS JOIN product p CROSS JOIN serial s
WHERE d.id = ?1 AND p.id = asked.product_id AND p.track_serials
  AND s.status = {IN_STOCK} AND s.warehouse_id = d.warehouse_id AND s.product_id = p.id
  AND s.number > ''
  AND s.last_movement_id <= d.begun_after AND s.id NOT IN (SELECT id FROM counted)
"""
"""In stock on the books since before the count began, of its products, and not counted. A product
whose units were counted as a number only has none (D2)."""


def missing_of_products(database: Database, count: int) -> list[MissingOfProduct]:
    """How many serials of each product were not counted, by name; none of those with none."""
    return [
        MissingOfProduct(*row)
        for row in sql.rows(
            database,
            f"{MISSING} SELECT asked.line_id, p.id, p.name, count(*) {OF_MISSING}"
            " GROUP BY asked.line_id, p.id, p.name ORDER BY p.name, p.id",
            count,
        )
    ]


class MissingSerial(NamedTuple):
    """A serial in stock on the books that was not counted, with the line of its product."""

    line_id: int
    product_id: int
    product: str
    serial_id: int
    number: str
    warehouse_id: int
    last_movement_id: int
    current_movement_id: int


def missing(
    database: Database, count: int, of: Sequence[MissingOfProduct], limit: int
) -> list[MissingSerial]:
    """The serials not counted, by product and number: the first ``limit`` of them.

    ``of`` is how many there are of each product: those beyond the limit are not gone through.
    """
    before = accumulate((product.serials for product in of), initial=0)
    asked = [p.product_id for p, there in zip(of, before, strict=False) if there < limit]
    if not asked:
        return []
    return [
        MissingSerial(*row)
        for row in sql.rows(
            database,
            f"{MISSING} SELECT asked.line_id, p.id, p.name, s.id, s.number, s.warehouse_id,"
            f" s.last_movement_id, s.current_movement_id {OF_MISSING}"
            f" AND p.id IN {ids_in('?2')}"
            " ORDER BY p.name, p.id, s.number LIMIT ?3",
            count,
            sql.json_list(asked),
            limit,
        )
    ]


def first_missing(
    database: Database, count: int, products: Sequence[int], most: int
) -> dict[int, list[str]]:
    """The numbers of the first serials of some products that were not counted, ``most`` of each."""
    numbers: dict[int, list[str]] = {product: [] for product in products}
    for product, number in sql.rows(
        database,
        f"{_COUNTED} SELECT s.product_id, s.number"
        f" FROM document d CROSS JOIN {ids_in('?2')} j CROSS JOIN serial s"
        " WHERE d.id = ?1 AND s.id IN (SELECT x.id FROM serial x"
        f"  WHERE x.status = {IN_STOCK} AND x.warehouse_id = d.warehouse_id"
        "  AND x.product_id = j.value AND x.last_movement_id <= d.begun_after"
        "  AND x.id NOT IN (SELECT id FROM counted)"
        "  ORDER BY x.number LIMIT ?3) ORDER BY s.product_id, s.number",
        count,
        sql.json_list(products),
        most,
    ):
        numbers[product].append(number)
    return numbers


_TAKEN_OUT = f"""
FROM document_line l CROSS JOIN serial_movement m CROSS JOIN serial s CROSS JOIN product p
WHERE l.document_id = ? AND m.line_id = l.id AND m.reverses_id IS NULL AND m.to_status = {REMOVED}
  AND s.id = m.serial_id AND p.id = l.product_id
"""


def taken_out_of_products(database: Database, count: int) -> list[MissingOfProduct]:
    """How many serials of each product a posted count took out of stock, by name."""
    return [
        MissingOfProduct(*row)
        for row in sql.rows(
            database,
            f"SELECT min(l.id), p.id, p.name, count(*) {_TAKEN_OUT}"
            " GROUP BY p.id, p.name ORDER BY p.name, p.id",
            count,
        )
    ]


def taken_out(
    database: Database, count: int, of: Sequence[MissingOfProduct], limit: int
) -> list[MissingSerial]:
    """The first serials that a posted count took out of stock, by product and number.

    ``of`` is how many there are of each product: those beyond the limit are not gone through.
    """
    before = accumulate((product.serials for product in of), initial=0)
    asked = [p.product_id for p, there in zip(of, before, strict=False) if there < limit]
    return [
        MissingSerial(*row)
        for row in sql.rows(
            database,
            "SELECT l.id, p.id, p.name, s.id, s.number, m.from_warehouse_id, s.last_movement_id,"
            f" s.current_movement_id {_TAKEN_OUT}"
            f" AND l.product_id IN {ids_in()}"
            " ORDER BY p.name, p.id, s.number LIMIT ?",
            count,
            sql.json_list(asked),
            limit,
        )
    ]


class CountedProduct(NamedTuple):
    """A product on a count over all its lines; thousandths, counts of serials.

    ``counted`` None: nobody has counted it. ``book_on_hand`` and ``book_identified`` are of the
    moment it was counted, ``on_hand`` and ``identified`` of now. ``sold_without_serial``: how many
    were scanned while nobody knew them, and sold afterwards: each sale took a unit without a
    serial. ``first_flow``, ``last_flow``: how far the stock ledger had come when its first and last
    part was counted; ``last_without_serial``: thousandths without a serial then. ``posted`` is by
    how much the count changed what is on hand, ``posted_serials`` by how many serials.
    """

    line_id: int
    position: int
    product_id: int
    product: str
    counted: int | None
    scanned: int
    book_on_hand: int
    book_identified: int
    on_hand: int
    identified: int
    sold_without_serial: int
    first_flow: int | None
    last_flow: int | None
    last_without_serial: int | None
    posted: int
    posted_serials: int


def products(database: Database, count: int) -> list[CountedProduct]:
    """The products of a count in the order of their first lines."""
    return [CountedProduct(*row) for row in sql.rows(database, _PRODUCTS, count)]


_PRODUCTS = f"""
WITH RECURSIVE
  since (product_id, seen_after, movement_id) AS (
    SELECT l.product_id, e.seen_after, s.current_movement_id
    FROM draft_serial e CROSS JOIN document_line l CROSS JOIN serial s
    WHERE e.document_id = ?1 AND l.id = e.line_id AND s.number = e.number
      AND s.current_movement_id > e.seen_after
    UNION ALL
    SELECT since.product_id, since.seen_after, m.before_id
    FROM since CROSS JOIN serial_movement m
    WHERE m.id = since.movement_id AND m.before_id > since.seen_after),
  sold (product_id, nameless) AS MATERIALIZED (
    SELECT since.product_id, count(*)
    FROM since CROSS JOIN serial_movement m
    WHERE m.id = since.movement_id AND m.from_status = {UNKNOWN} AND m.to_status = {SOLD}
    GROUP BY since.product_id),
  line AS MATERIALIZED (
    SELECT l.id, l.position, l.product_id, l.quantity, l.book_on_hand, l.book_identified,
           l.first_flow, l.last_flow, l.last_nameless,
           (SELECT count(*) FROM draft_serial e WHERE e.line_id = l.id) AS scanned,
           (SELECT sum(m.quantity) FROM stock_movement m
            WHERE m.line_id = l.id AND m.reverses_id IS NULL) AS posted,
           (SELECT sum(CASE m.to_status WHEN 1 THEN 1 ELSE -1 END) FROM serial_movement m
            WHERE m.line_id = l.id AND m.reverses_id IS NULL) AS posted_serials,
           row_number() OVER (PARTITION BY l.product_id
             ORDER BY CASE WHEN l.book_on_hand IS NULL THEN 1 ELSE 0 END, l.id) AS nth,
           row_number() OVER (PARTITION BY l.product_id
             ORDER BY coalesce(l.last_flow, -1) DESC, l.id DESC) AS nth_from_last
    FROM document_line l WHERE l.document_id = ?1),
  item AS MATERIALIZED (
    SELECT product_id, min(id) AS line_id, min(position) AS position,
           CASE WHEN max(book_on_hand) IS NOT NULL
             THEN sum(CASE WHEN book_on_hand IS NULL THEN 0 ELSE quantity END) END AS counted,
           sum(scanned) AS scanned,
           max(CASE WHEN nth = 1 THEN book_on_hand END) AS book_on_hand,
           max(CASE WHEN nth = 1 THEN book_identified END) AS book_identified,
           min(first_flow) AS first_flow, max(last_flow) AS last_flow,
           max(CASE WHEN nth_from_last = 1 THEN last_nameless END) AS last_nameless,
           sum(posted) AS posted, sum(posted_serials) AS posted_serials
    FROM line GROUP BY product_id)
SELECT item.line_id, item.position, p.id, p.name, item.counted, item.scanned,
       coalesce(item.book_on_hand, 0), coalesce(item.book_identified, 0),
       coalesce(s.on_hand, 0), coalesce(s.identified, 0), coalesce(sold.nameless, 0),
       item.first_flow, item.last_flow, item.last_nameless,
       coalesce(item.posted, 0), coalesce(item.posted_serials, 0)
FROM document d CROSS JOIN item CROSS JOIN product p
LEFT JOIN stock s ON s.product_id = p.id AND s.warehouse_id = d.warehouse_id
LEFT JOIN sold ON sold.product_id = p.id
WHERE d.id = ?1 AND p.id = item.product_id
ORDER BY item.position
"""


def size(database: Database, count: int) -> int:
    """How much is gone through where a count is compared: lines, serials entered and in stock.

    Of a posted count, the serials that it moved too.
    """
    found: int = sql.value(
        database,
        "SELECT (SELECT count(*) FROM draft_serial WHERE document_id = ?1)"
        " + count(*) + coalesce(sum(s.identified), 0)"
        " + coalesce(sum((SELECT count(*) FROM serial_movement m WHERE m.line_id = l.id)), 0)"
        " FROM document d CROSS JOIN document_line l"
        " LEFT JOIN stock s ON s.product_id = l.product_id AND s.warehouse_id = d.warehouse_id"
        " WHERE d.id = ?1 AND l.document_id = d.id",
        count,
    )
    return found


def products_in(database: Database, warehouse: int) -> int:
    """How many products have stock in a warehouse, from the kept total."""
    found = sql.value(
        database, "SELECT items FROM warehouse_stock WHERE warehouse_id = ?", warehouse
    )
    return int(found or 0)


class CountRead(NamedTuple):
    """A count read whole, once: its serials, its products, and how much was not counted."""

    serials: Sequence[CountedSerial]
    products: Sequence[CountedProduct]
    missing: Sequence[MissingOfProduct]


def read(database: Database, count: int, with_missing: bool) -> CountRead:
    """Read a count whole; not ``with_missing`` where nobody is asked for serials (P1)."""
    return CountRead(
        counted(database, count),
        products(database, count),
        missing_of_products(database, count) if with_missing else [],
    )


class CountException(NamedTuple):
    """What was decided about one product of a group by itself."""

    group: str
    product_id: int
    product: str
    taken: bool


def exceptions(database: Database, count: int) -> list[CountException]:
    """The products of a count that are decided on their own, by group and name."""
    return [
        CountException(group, product_id, product, bool(taken))
        for group, product_id, product, taken in sql.rows(
            database,
            "SELECT e.topic, p.id, p.name, e.taken FROM count_exception e"
            " JOIN product p ON p.id = e.product_id WHERE e.document_id = ?"
            " ORDER BY e.topic, p.name, p.id",
            count,
        )
    ]


class CountDecision(NamedTuple):
    """Whether a group's differences were to be carried out, and how many there were (0: unsaid)."""

    taken: bool
    size: int


def decisions(database: Database, count: int) -> dict[str, CountDecision]:
    """What was decided about each group when the count was posted."""
    return {
        group: CountDecision(bool(taken), size)
        for group, taken, size in sql.rows(
            database,
            "SELECT topic, taken, size FROM count_decision WHERE document_id = ? ORDER BY topic",
            count,
        )
    }

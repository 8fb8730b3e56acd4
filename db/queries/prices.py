"""Reads about prices: lists with their steps, units' own prices, what a customer paid last."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db import sql
from db.codes import POSTED, PRICE_TYPED
from db.engine.parameters import ids_in
from db.sql import Database

ONE = 1000
"""The quantity from which a list's first price usually holds: one unit, in thousandths."""


class PriceList(NamedTuple):
    """A price list."""

    id: int
    name: str
    active: bool


def lists(database: Database) -> list[PriceList]:
    """All price lists by name, those in use first."""
    return [
        PriceList(id, name, bool(active))
        for id, name, active in sql.rows(
            database, "SELECT id, name, active FROM price_list ORDER BY active DESC, name, id"
        )
    ]


def contacts_with(database: Database, price_list: int) -> int:
    """How many contacts have a price list."""
    found: int = sql.value(
        database, "SELECT count(*) FROM contact WHERE price_list_id = ?", price_list
    )
    return found


def price_list(database: Database, id: int) -> tuple[str, bool]:
    """The name of a price list, and whether it is in use. Raises KeyError where there is none."""
    found = sql.row(database, "SELECT name, active FROM price_list WHERE id = ?", id)
    if found is None:
        raise KeyError(id)
    return found[0], bool(found[1])


class Offered(NamedTuple):
    """What an item costs by itself, and one step of a list; no quantity: the list has none."""

    product_id: int
    own_price: int
    from_quantity: int | None
    price: int | None


def offered(database: Database, price_list: int, products: Iterable[int]) -> list[Offered]:
    """The prices of some items, by themselves and step by step in a price list."""
    return [
        Offered(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT p.id, p.sale_price, s.from_quantity, s.price
            FROM {ids_in()} j CROSS JOIN product p
            LEFT JOIN list_price s ON s.product_id = p.id AND s.price_list_id = ?
            WHERE p.id = j.value ORDER BY p.id, s.from_quantity
            """,
            sql.json_list(set(products)),
            price_list,
        )
    ]


class StepRow(NamedTuple):
    """The price of an item in a list from a quantity (thousandths) on."""

    product_id: int
    price_list_id: int
    from_quantity: int
    price: int


def steps(
    database: Database, products: Iterable[int], price_list: int | None = None
) -> list[StepRow]:
    """The prices of some items in all lists, or in one, list by list and step by step."""
    found = sql.unordered(
        database,
        "SELECT s.product_id, s.price_list_id, s.from_quantity, s.price"
        f" FROM {ids_in('?1')} j CROSS JOIN list_price s WHERE s.product_id = j.value"
        " AND (CAST(?2 AS bigint) IS NULL OR s.price_list_id = ?2)",
        sql.json_list(set(products)),
        price_list,
    )
    return sorted(StepRow(*row) for row in found)


class PriceNow(NamedTuple):
    """What an item costs: in a list from one unit on (None: the list has no such price), by itself,
    and when it is bought.
    """

    product: int
    sku: str
    name: str
    now: int | None
    retail: int
    purchase: int


def to_change(
    database: Database, price_list: int | None, products: Sequence[int]
) -> list[PriceNow]:
    """The prices of some items, in the order given: those of a list, or, for None, their own."""
    return [
        PriceNow(*row)
        for row in sql.rows_of(
            database,
            f"""
            SELECT p.id, p.sku, p.name,
                   CASE WHEN CAST(?2 AS bigint) IS NULL THEN p.sale_price ELSE s.price END,
                   p.sale_price, p.purchase_price
            FROM {ids_in("?1")} j CROSS JOIN product p
            LEFT JOIN list_price s ON s.product_id = p.id AND s.price_list_id = ?2
                                  AND s.from_quantity = {ONE}
            WHERE p.id = j.value
            """,
            products,
            price_list,
        )
    ]


def own_price(database: Database, serial: int) -> int | None:
    """A unit's own price, in minor units, or None."""
    found: int | None = sql.value(
        database, "SELECT price FROM serial_price WHERE serial_id = ?", serial
    )
    return found


def own_prices(database: Database, serials: Iterable[int]) -> dict[int, int]:
    """The own prices of some units, by the id of the serial; those without are left out."""
    return dict(
        sql.unordered(
            database,
            f"SELECT p.serial_id, p.price FROM {ids_in()} j"
            " CROSS JOIN serial_price p WHERE p.serial_id = j.value",
            sql.json_list(serials),
        )
    )


def lines_with_own(database: Database, lines: Sequence[int]) -> set[int]:
    """Those of some lines of a draft, their price typed, on which a unit has a price of its own."""
    found = sql.unordered(
        database,
        f"""
        SELECT l.id FROM {ids_in()} j CROSS JOIN document_line l
        WHERE l.id = j.value AND l.price_source = {PRICE_TYPED} AND EXISTS (
          SELECT 1 FROM draft_serial e CROSS JOIN serial s CROSS JOIN serial_price p
          WHERE e.line_id = l.id AND s.number = e.number AND p.serial_id = s.id)
        """,
        sql.json_list(lines),
    )
    return {line for (line,) in found}


class LastPrice(NamedTuple):
    """What a party paid last for so much of an item, discounts taken off, where and when."""

    quantity: int
    paid: int
    date: str
    document_id: int
    number: str


def last_price(database: Database, kind: str, party: int, product: int) -> LastPrice | None:
    """The last price of an item among a party's latest documents of ``kind``, or None."""
    found = sql.row(database, LAST_PRICE, party, kind, product)
    return LastPrice(*found) if found else None


_LOOKED_AT = 200
LAST_PRICE = f"""
WITH latest (id) AS MATERIALIZED (
  SELECT id FROM document
  WHERE party_id = ? AND kind || '' = ? AND state + 0 = {POSTED}
  ORDER BY id DESC LIMIT {_LOOKED_AT})
SELECT l.quantity, l.amount - l.share, d.date, d.id, d.number
FROM latest CROSS JOIN document_line l CROSS JOIN document d
WHERE l.document_id = latest.id AND l.product_id + 0 = ? AND l.quantity > 0 AND d.id = latest.id
ORDER BY d.id DESC, l.position DESC LIMIT 1
"""
"""A customer may have bought very often: only their latest sales are looked through.

``+ 0`` and ``|| ''``: by a customer's documents and the lines of these, never by all that there
are of a kind or of an item.
"""

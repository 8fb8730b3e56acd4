"""Reads about what labels say: units with their items, and which units are on what."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK, SOLD
from db.engine.parameters import ids_in, texts_in
from db.sql import Database


class LabelRow(NamedTuple):
    """A unit and its item: the price in minor units, the barcodes in the order of their index.

    ``second`` is the unit's second identifier. ``sold`` is the date of the sale by which it left
    and is not back, and ``warranty_months`` run from there; None where it is not sold.
    """

    number: str
    product: str
    sku: str
    sale_price: int
    barcodes: tuple[str, ...]
    second: str = ""
    warranty_months: int = 0
    sold: str | None = None


_ITEM = "p.name, p.sku, p.sale_price, p.id"


def of_serials(database: Database, ids: Sequence[int]) -> list[LabelRow]:
    """Some serials with their items, in the order of ``ids``: three reads, however many."""
    return _with_barcodes(
        database,
        sql.rows_of(
            database,
            f"SELECT s.id, s.number, {_ITEM} FROM serial s JOIN product p ON p.id = s.product_id"
            f" WHERE s.id IN {ids_in()}",
            ids,
        ),
    )


def of_entries(database: Database, ids: Sequence[int]) -> list[LabelRow]:
    """Some entries of drafts with the items of their lines, in the order of ``ids``."""
    return _with_barcodes(
        database,
        sql.rows_of(
            database,
            f"SELECT e.id, e.number, {_ITEM} FROM draft_serial e"
            " JOIN document_line l ON l.id = e.line_id JOIN product p ON p.id = l.product_id"
            f" WHERE e.id IN {ids_in()}",
            ids,
        ),
    )


def of_numbers(database: Database, numbers: Sequence[str]) -> list[LabelRow]:
    """The serials of some numbers with their items, by number."""
    return _with_barcodes(
        database,
        sql.rows(
            database,
            f"SELECT s.id, s.number, {_ITEM} FROM {texts_in()} n CROSS JOIN serial s"
            " JOIN product p ON p.id = s.product_id WHERE s.number = n.value ORDER BY s.number",
            sql.json_list(numbers),
        ),
    )


def of_entered_numbers(database: Database, document: int, numbers: Sequence[str]) -> list[LabelRow]:
    """Those of some numbers that are entered on a draft, with the items of their lines."""
    return _with_barcodes(
        database,
        sql.rows(
            database,
            f"SELECT e.id, e.number, {_ITEM} FROM {texts_in()} n CROSS JOIN draft_serial e"
            " JOIN document_line l ON l.id = e.line_id JOIN product p ON p.id = l.product_id"
            " WHERE e.document_id = ? AND e.number = n.value ORDER BY e.number",
            sql.json_list(numbers),
            document,
        ),
    )


def of_products(database: Database, ids: Sequence[int]) -> list[LabelRow]:
    """Some items, each with no number, in the order of ``ids``."""
    return _with_barcodes(
        database,
        sql.rows_of(
            database,
            f"SELECT p.id, '', {_ITEM} FROM product p WHERE p.id IN {ids_in()}",
            ids,
        ),
    )


def _with_barcodes(database: Database, found: Sequence[sql.Row]) -> list[LabelRow]:
    barcodes = defaultdict(list)
    for product, barcode in sql.rows(
        database,
        f"SELECT product_id, barcode FROM product_barcode WHERE product_id IN {ids_in()}"
        " ORDER BY product_id, barcode",
        sql.json_list({row[-1] for row in found}),
    ):
        barcodes[product].append(barcode)
    units = _units(database, [row[1] for row in found if row[1]])
    return [
        LabelRow(number, name, sku, price, tuple(barcodes[product]), *units.get(number.upper(), ()))
        for _id, number, name, sku, price, product in found
    ]


def _units(database: Database, numbers: Sequence[str]) -> dict[str, tuple[str, int, str | None]]:
    """Second identifier, months of warranty and date of the sale, by upper-cased number."""
    rows = sql.unordered(
        database,
        f"""
        SELECT s.number, coalesce(a.number, ''), p.warranty_months, d.date
        FROM {texts_in()} n CROSS JOIN serial s CROSS JOIN product p
        LEFT JOIN serial_alias a ON a.serial_id = s.id AND a.is_second
        LEFT JOIN serial_movement m ON m.id = s.current_movement_id AND s.status = {SOLD}
          AND p.warranty_months > 0
        LEFT JOIN document_line l ON l.id = m.line_id
        LEFT JOIN document d ON d.id = l.document_id
        WHERE s.number = n.value AND p.id = s.product_id
        """,
        sql.json_list(numbers),
    )
    return {number.upper(): (second, months, sold) for number, second, months, sold in rows}


def serials_of_document(database: Database, document: int) -> list[int]:
    """The serials that a posted document moved, in the order in which they were entered."""
    return _ids(
        database,
        "SELECT m.serial_id FROM document_line l"
        " JOIN serial_movement m ON m.line_id = l.id AND m.reverses_id IS NULL"
        " WHERE l.document_id = ? ORDER BY m.id",
        document,
    )


def entries_of_draft(database: Database, document: int) -> list[int]:
    """The serials that are entered on a draft, in their order."""
    return _ids(database, "SELECT id FROM draft_serial WHERE document_id = ? ORDER BY id", document)


def serials_of_product(database: Database, product: int) -> list[int]:
    """The serials of a product that are in stock, in whichever warehouse, by number."""
    return _ids(
        database,
        "SELECT s.id FROM warehouse w CROSS JOIN serial s WHERE s.warehouse_id = w.id"
        f" AND s.status = {IN_STOCK} AND s.product_id = ? ORDER BY s.number",
        product,
    )


def serials_of_carton(database: Database, carton: int) -> list[int]:
    """The units of a carton that are known here, in the order in which they were packed."""
    return _ids(
        database,
        "SELECT s.id FROM carton_serial c JOIN serial s ON s.number = c.number"
        " WHERE c.carton_id = ? ORDER BY c.id",
        carton,
    )


def _ids(database: Database, statement: str, value: int) -> list[int]:
    return [id for (id,) in sql.rows(database, statement, value)]

"""Reads about items and their codes."""

from collections.abc import Iterable
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in, texts_in
from db.models import Product
from db.queries import records
from db.queries.records import Named, Record
from db.sql import Database


class ProductRow(NamedTuple):
    """A product as lists and lines need it; prices in minor units."""

    id: int
    sku: str
    name: str
    unit: str
    unit_decimals: int
    purchase_price: int
    sale_price: int
    track_serials: bool
    active: bool


_ITEM = (
    "SELECT p.id, p.sku, p.name, p.unit, p.unit_decimals, p.purchase_price, p.sale_price,"
    " p.track_serials, p.active FROM product p "
)


def item(database: Database, product: int) -> ProductRow:
    """One product. Raises KeyError where there is none."""
    found = sql.row(database, _ITEM + "WHERE p.id = ?", product)
    if found is None:
        raise KeyError(product)
    return ProductRow(*found)


def some(database: Database, products: Iterable[int]) -> dict[int, ProductRow]:
    """Some products by their ids; those that there are."""
    found = sql.unordered(
        database, f"{_ITEM} WHERE p.id IN {ids_in()}", sql.json_list(set(products))
    )
    return {row[0]: ProductRow(*row) for row in found}


def record(database: Database, product: int) -> Record:
    """All columns of one product. Raises KeyError where there is none."""
    return records.record(database, Product, product)


def nature(database: Database, product: int) -> tuple[bool, bool, bool, int]:
    """Whether it is a bundle, has batches, has shelf life, and the decimals of its unit."""
    found = sql.row(
        database,
        "SELECT is_bundle, track_batches, track_shelf_life, unit_decimals FROM product"
        " WHERE id = ?",
        product,
    )
    if found is None:
        raise KeyError(product)
    return bool(found[0]), bool(found[1]), bool(found[2]), int(found[3])


class Pack(NamedTuple):
    """A pack unit of a product: ``size`` in thousandths of the base unit (D9)."""

    name: str
    size: int


def packs(database: Database, product: int) -> list[Pack]:
    """The pack units of a product, the smallest first."""
    return [
        Pack(*row)
        for row in sql.rows(
            database,
            "SELECT name, size FROM product_unit WHERE product_id = ? ORDER BY size, name",
            product,
        )
    ]


def by_code(database: Database, code: str) -> ProductRow | None:
    """The product whose barcode or SKU is ``code``, whatever its case, or None."""
    found = sql.row(
        database,
        _ITEM + "WHERE p.id = coalesce((SELECT product_id FROM product_barcode WHERE barcode = ?1),"
        " (SELECT id FROM product WHERE sku = ?1))",
        code,
    )
    return None if found is None else ProductRow(*found)


def by_gtins(database: Database, keys: Iterable[str]) -> dict[str, list[ProductRow]]:
    """The products that have GTINs, by key, in whichever form, as barcode or SKU (C7).

    Keys that nobody has are left out; more than one product means that the code is ambiguous.
    """
    found: dict[str, list[ProductRow]] = {}
    for key, *row in sql.rows(
        database,
        f"""
        SELECT DISTINCT k.gtin, p.id, p.sku, p.name, p.unit, p.unit_decimals, p.purchase_price,
               p.sale_price, p.track_serials, p.active
        FROM (SELECT j.value AS gtin, p.id FROM {texts_in("?1")} j
              JOIN product p ON p.gtin = j.value
              UNION SELECT j.value, b.product_id FROM {texts_in("?1")} j
              JOIN product_barcode b ON b.gtin = j.value) k
        JOIN product p ON p.id = k.id ORDER BY k.gtin, p.id
        """,
        sql.json_list(keys),
    ):
        found.setdefault(key, []).append(ProductRow(*row))
    return found


def codes_among(
    database: Database, codes: Iterable[str], gtins: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Which of ``codes`` are barcodes or SKUs: upper-cased code to the product's name.

    ``gtins`` are those that are a GTIN, each with a key of it: they are found in any form (C7).
    """
    codes_of: dict[str, list[str]] = {}
    for code, key in gtins:
        codes_of.setdefault(key, []).append(code)
    found = {code.upper(): name for code, name in _names_by(database, "barcode", "sku", codes)}
    if codes_of:
        for key, name in _names_by(database, "gtin", "gtin", codes_of):
            found |= {code.upper(): name for code in codes_of[key]}
    return found


def _names_by(
    database: Database, of_barcode: str, of_item: str, values: Iterable[str]
) -> list[tuple[str, str]]:
    """Which of ``values`` stand in a column of the barcodes or of the items, with the names."""
    return sql.rows(
        database,
        f"""
        SELECT j.value, p.name FROM {texts_in("?1")} j
        JOIN product_barcode b ON b.{of_barcode} = j.value JOIN product p ON p.id = b.product_id
        UNION ALL
        SELECT j.value, p.name FROM {texts_in("?1")} j JOIN product p ON p.{of_item} = j.value
        ORDER BY 2
        """,
        sql.json_list(values),
    )


def barcodes_of(database: Database, product: int) -> list[str]:
    """The product's barcodes."""
    return [
        code
        for (code,) in sql.rows(
            database,
            "SELECT barcode FROM product_barcode WHERE product_id = ? ORDER BY barcode",
            product,
        )
    ]


def tracked(database: Database) -> list[Named]:
    """The items that have serials, now or in their history, by name."""
    return [
        Named(*row)
        for row in sql.rows(
            database,
            "SELECT id, name FROM product p WHERE track_serials"
            " OR EXISTS (SELECT 1 FROM serial WHERE product_id = p.id) ORDER BY name, id",
        )
    ]

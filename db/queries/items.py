"""Reads about items and their codes."""

from collections.abc import Iterable
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in, texts_in
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
    tax_id: int | None


_ITEM = (
    "SELECT p.id, p.sku, p.name, p.unit, p.unit_decimals, p.purchase_price, p.sale_price,"
    " p.track_serials, p.active, p.tax_id FROM product p "
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
    from db.models import Product  # with the first page of one

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
               p.sale_price, p.track_serials, p.active, p.tax_id
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


class CodeOwner(NamedTuple):
    """A product that has a code."""

    id: int
    name: str


def owners_of(
    database: Database, codes: Iterable[str], gtins: Iterable[tuple[str, str]]
) -> dict[str, list[CodeOwner]]:
    """Whose barcodes or SKUs ``codes`` are, upper-cased, exact ones first; nobody's are left out.

    ``gtins`` are those that are a GTIN, each with a key of it: they are found in any form (C7).
    """
    codes_of: dict[str, list[str]] = {}
    for code, key in gtins:
        codes_of.setdefault(key, []).append(code)
    found: dict[str, list[CodeOwner]] = {}
    for code, owner in _owners_by(database, "barcode", "sku", codes):
        found.setdefault(code.upper(), []).append(owner)
    if codes_of:
        for key, owner in _owners_by(database, "gtin", "gtin", codes_of):
            for code in codes_of[key]:
                found.setdefault(code.upper(), []).append(owner)
    return found


def _owners_by(
    database: Database, of_barcode: str, of_item: str, values: Iterable[str]
) -> list[tuple[str, CodeOwner]]:
    """Which of ``values`` stand in a column of the barcodes or of the items, and whose they are."""
    return [
        (value, CodeOwner(id, name))
        for value, id, name in sql.rows(
            database,
            f"""
            SELECT j.value, p.id, p.name FROM {texts_in("?1")} j
            JOIN product_barcode b ON b.{of_barcode} = j.value JOIN product p ON p.id = b.product_id
            UNION ALL
            SELECT j.value, p.id, p.name FROM {texts_in("?1")} j
            JOIN product p ON p.{of_item} = j.value
            ORDER BY 3, 2
            """,
            sql.json_list(values),
        )
    ]


def codes_among(
    database: Database, codes: Iterable[str], gtins: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Which of ``codes`` are barcodes or SKUs: upper-cased code to the product's name."""
    return {code: owners[-1].name for code, owners in owners_of(database, codes, gtins).items()}


class ProductRecord(NamedTuple):
    """What an import compares of a product; prices in minor units."""

    id: int
    sku: str
    name: str
    unit: str
    purchase_price: int
    sale_price: int
    track_serials: bool
    note: str
    warranty_months: int = 0


_RECORD = (
    "SELECT p.id, p.sku, p.name, p.unit, p.purchase_price, p.sale_price, p.track_serials, p.note,"
    " p.warranty_months"
)


def by_skus(database: Database, skus: Iterable[str]) -> dict[str, ProductRecord]:
    """The products that have SKUs, by upper-cased SKU; SKUs that nobody has are left out."""
    return {
        row[1].upper(): ProductRecord(*row)
        for row in sql.unordered(
            database,
            f"{_RECORD} FROM {texts_in()} j JOIN product p ON p.sku = j.value",
            sql.json_list(skus),
        )
    }


def records_of(database: Database, products: Iterable[int]) -> dict[int, ProductRecord]:
    """Some products, by id."""
    return {
        row[0]: ProductRecord(*row)
        for row in sql.unordered(
            database,
            f"{_RECORD} FROM {ids_in()} j JOIN product p ON p.id = j.value",
            sql.json_list(products),
        )
    }


def rows_of(database: Database, products: Iterable[int]) -> dict[int, ProductRow]:
    """Some products as lists and lines need them, by id."""
    return {
        row[0]: ProductRow(*row)
        for row in sql.unordered(
            database, f"{_ITEM} JOIN {ids_in()} j ON p.id = j.value", sql.json_list(products)
        )
    }


def barcodes_among(database: Database, products: Iterable[int]) -> dict[int, set[str]]:
    """The barcodes of some products, by id; those without any are left out."""
    found: dict[int, set[str]] = {}
    for product, barcode in sql.unordered(
        database,
        f"SELECT b.product_id, b.barcode FROM {ids_in()} j"
        " JOIN product_barcode b ON b.product_id = j.value",
        sql.json_list(products),
    ):
        found.setdefault(product, set()).add(barcode)
    return found


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


def tracked(database: Database, text: str = "", most: int = sql.ALL) -> list[Named]:
    """The items that have serials, now or in their history, by name: those with a text in it."""
    return [
        Named(*row)
        for row in sql.rows(
            database,
            "SELECT id, name FROM product p WHERE name LIKE ? ESCAPE '\\' AND (track_serials"
            " OR EXISTS (SELECT 1 FROM serial WHERE product_id = p.id)) ORDER BY name, id LIMIT ?",
            f"%{sql.like_literal(text)}%",
            most,
        )
    ]

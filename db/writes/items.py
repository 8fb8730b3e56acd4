"""Items with their codes and pack units, added and changed."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from db import sql
from db.engine import earlier_names
from db.engine.parameters import ids_in
from db.models import Product
from db.queries.items import Pack
from db.sql import Database
from db.writes import records


def save(database: Database, values: Mapping[str, object], id: int | None = None) -> int:
    """Add an item, or change the one with ``id``; returns its id."""
    if id is not None:
        earlier_names.keep(database, "product", [(id, values)])
    return records.save(database, Product, values, id)


def add_many(database: Database, rows: Iterable[Sequence[object]]) -> None:
    """Add items at once: SKU, name, unit, prices, serial tracking, note, months of warranty."""
    sql.insert_many(
        database,
        "product",
        "sku, name, unit, purchase_price, sale_price, track_serials, note, warranty_months",
        rows,
    )


def write_many(
    database: Database, rows: Iterable[tuple[str, str, int, int, str, int, int]]
) -> None:
    """Change items at once: name, unit, both prices, note, months of warranty, each with its id."""
    changes = list(rows)
    earlier_names.keep(database, "product", [(row[-1], {"name": row[0]}) for row in changes])
    sql.execute_many(
        database,
        "UPDATE product SET name = ?, unit = ?, purchase_price = ?, sale_price = ?, note = ?,"
        " warranty_months = ? WHERE id = ?",
        changes,
    )


def delete_unused(database: Database, products: Iterable[int]) -> None:
    """Delete items with their codes. Raises ConstraintBroken where one was used."""
    ids = sql.json_list(products)
    for table, column in (("product_barcode", "product_id"), ("product", "id")):
        sql.execute(database, f"DELETE FROM {table} WHERE {column} IN {ids_in()}", ids)


def give_barcodes(database: Database, barcodes: Iterable[tuple[str, int]]) -> None:
    """Give items barcodes that nobody has yet, each with its item."""
    sql.insert_many(database, "product_barcode", "barcode, product_id", barcodes)


def remove_barcodes(database: Database, barcodes: Collection[str]) -> None:
    """Take barcodes off the items that have them."""
    sql.execute_many(
        database,
        "DELETE FROM product_barcode WHERE barcode = ?",
        [(barcode,) for barcode in barcodes],
    )


def add_barcodes(database: Database, product: int, barcodes: Collection[str]) -> None:
    """Give an item barcodes that nobody has yet."""
    sql.insert_many(
        database,
        "product_barcode",
        "barcode, product_id",
        [(barcode, product) for barcode in barcodes],
    )


def write_packs(database: Database, product: int, packs: Sequence[Pack]) -> None:
    """Give an item these pack units instead of those it has (D9)."""
    sql.execute(database, "DELETE FROM product_unit WHERE product_id = ?", product)
    sql.insert_many(
        database,
        "product_unit",
        "product_id, name, size",
        [(product, pack.name, pack.size) for pack in packs],
    )


def track_serials(database: Database, product: int, on: bool) -> None:
    """Switch an item's serial number management on or off (P2, P4)."""
    sql.execute(database, "UPDATE product SET track_serials = ? WHERE id = ?", on, product)

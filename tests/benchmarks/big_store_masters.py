"""The master data of a big store: the shop's choices, warehouses, contacts, products, barcodes."""

import json
import sqlite3

from tests.benchmarks.big_store_serials import Size, dice

_WORDS = ("Harbour", "Tarn", "Ostrel", "Merrow", "Caldry", "Gull", "Anchor", "Fern", "Pier", "Salt")
_THINGS = (
    "phone",
    "watch",
    "camera",
    "lens",
    "tablet",
    "drone",
    "pump",
    "sensor",
    "radio",
    "drive",
)
_SHOP = {
    "shop_name": "Big shop",
    "trade": "DIGITAL",
    "currency": "CNY",
    "language": "en",
    "serials_enabled": True,
    "sounds": False,
}


def price_of(product: int) -> int:
    """What a product is sold at, in minor units."""
    return 10_000 + product % 977 * 100


def sku_of(product: int) -> str:
    """A product's SKU."""
    return f"{_WORDS[product % 10][:2].upper()}-{product:06}"


def write(connection: sqlite3.Connection, size: Size) -> None:
    """Write all master data."""
    connection.executemany(
        "INSERT INTO setting (key, value) VALUES (?, ?)",
        [(key, json.dumps(value)) for key, value in _SHOP.items()],
    )
    connection.executemany(
        "INSERT INTO warehouse (id, name) VALUES (?, ?)",
        [(id, f"Warehouse {id}") for id in range(1, size.warehouses + 1)],
    )
    _write_contacts(connection, size)
    _write_products(connection, size)


def _write_contacts(connection: sqlite3.Connection, size: Size) -> None:
    connection.executemany(
        "INSERT INTO contact (id, name, is_customer, is_supplier, phone, email)"
        " VALUES (?, ?, 1, ?, ?, ?)",
        (
            (
                id,
                f"{_WORDS[dice(id, 10)]} {_WORDS[dice(id * 3, 10)].lower()} {id}",
                int(id <= size.suppliers),
                f"13{dice(id * 7, 10**9):09}",
                f"c{id}@example.net",
            )
            for id in range(1, size.contacts + 1)
        ),
    )


def _write_products(connection: sqlite3.Connection, size: Size) -> None:
    ids = range(1, max(size.products, size.items) + 1)
    connection.executemany(
        "INSERT INTO product (id, sku, name, unit, purchase_price, sale_price, track_serials)"
        " VALUES (?, ?, ?, 'pcs', ?, ?, ?)",
        (
            (
                id,
                sku_of(id),
                f"{_WORDS[dice(id * 5, 10)]} {_THINGS[dice(id * 9, 10)]} {id}",
                price_of(id) * 4 // 5,
                price_of(id),
                int(id <= size.products),
            )
            for id in ids
        ),
    )
    connection.executemany(
        "INSERT INTO product_barcode (barcode, product_id) VALUES (?, ?)",
        ((f"29{id:010}{id % 10}", id) for id in ids),
    )

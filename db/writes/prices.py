"""Price lists, their prices, and units' own prices."""

from collections.abc import Iterable, Mapping

from db import sql
from db.engine.parameters import ids_in
from db.queries.prices import ONE, StepRow
from db.sql import Database


def save_list(database: Database, name: str, active: bool, id: int | None) -> int:
    """Add a price list, or change the one with ``id``; returns its id."""
    if id is None:
        return int(
            sql.value(
                database,
                "INSERT INTO price_list (name, active) VALUES (?, ?) RETURNING id",
                name,
                active,
            )
        )
    sql.execute(
        database, "UPDATE price_list SET name = ?, active = ? WHERE id = ?", name, active, id
    )
    return id


def write_steps(
    database: Database, price_list: int, products: Iterable[int], steps: Iterable[StepRow]
) -> None:
    """Give some items these prices in a list, and no others than these."""
    sql.execute(
        database,
        f"DELETE FROM list_price WHERE price_list_id = ? AND product_id IN {ids_in()}",
        price_list,
        sql.json_list(set(products)),
    )
    sql.insert_many(
        database, "list_price", "product_id, price_list_id, from_quantity, price", steps
    )


def write_first_steps(
    database: Database,
    price_list: int,
    steps: Iterable[tuple[int, int, int]],
    without: Iterable[int],
) -> None:
    """Write prices of a list, each item's from a quantity on; take that of ``without`` out."""
    sql.execute_many(
        database,
        "INSERT INTO list_price (product_id, price_list_id, from_quantity, price)"
        " VALUES (?, ?, ?, ?) ON CONFLICT (product_id, price_list_id, from_quantity)"
        " DO UPDATE SET price = excluded.price",
        [(product, price_list, quantity, price) for product, quantity, price in steps],
    )
    sql.execute(
        database,
        "DELETE FROM list_price WHERE price_list_id = ? AND from_quantity = ?"
        f" AND product_id IN {ids_in()}",
        price_list,
        ONE,
        sql.json_list(without),
    )


def write_own_prices(database: Database, prices: Mapping[int, int | None]) -> None:
    """Give units, by the ids of their serials, prices of their own, or none."""
    gone = [serial for serial, price in prices.items() if price is None]
    sql.execute(
        database, f"DELETE FROM serial_price WHERE serial_id IN {ids_in()}", sql.json_list(gone)
    )
    sql.execute_many(
        database,
        "INSERT INTO serial_price (serial_id, price) VALUES (?, ?)"
        " ON CONFLICT (serial_id) DO UPDATE SET price = excluded.price",
        [(serial, price) for serial, price in prices.items() if price is not None],
    )


def write_retail(database: Database, prices: Iterable[tuple[int, int]]) -> None:
    """Write the items' own prices, each price with its item's id."""
    sql.execute_many(database, "UPDATE product SET sale_price = ? WHERE id = ?", prices)

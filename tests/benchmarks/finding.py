"""What a key costs in a shop of 100,000 items and contacts whose names share their words.

``python -m tests.benchmarks.finding [items]`` prints the CPU milliseconds of each text typed.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from app.services.stock import finding
from db import sql
from db.engine.opening import open_database
from db.sql import Database

_WORDS = [
    "smart",
    "smartphone",
    "watch",
    "case",
    "clear",
    "leather",
    "strap",
    "charger",
    "cable",
    "usb",
    "wireless",
    "black",
    "white",
    "pro",
    "max",
    "手机",
    "小手机",
    "充电器",
    "数据线",
    "保护壳",
    "手表",
    "蓝牙耳机",
    "重庆",
    "长行",
    "silicone",
    "glass",
    "steel",
    "44",
    "mm",
    "256",
    "GB",
]
TYPED = (
    *(
        "s",
        "a",
        "0",
        "z",
        "sm",
        "smart",
        "smartphone",
        "mart",
        "smart wat",
        "wat 44",
        "pro max clear",
    ),
    *(
        "手",
        "手机",
        "机手",
        "数据线 手机",
        "xsj",
        "sj",
        "zq",
        "cq",
        "chongq",
        "xiaosho",
        "2000",
        "44",
    ),
    *("099999", "item-0500", "q", "ssss", "glassy", "rt", "ea", "e l"),
)
STOCKED = 50
"""So many items, the oldest, are in stock here: all that fits is looked through for them."""


def make(database: Database, items: int) -> None:
    """Fill an empty store by SQL alone, then its index as after an upgrade."""
    dice = Random(7)
    with sql.transaction(database, of=sql.SHOP):
        sql.execute(database, "INSERT INTO warehouse (id, name) VALUES (1, 'Here'), (2, 'There')")
        products, codes, people = [], [], []
        for id in range(1, items + 1):
            name = " ".join(("smart", *dice.choices(_WORDS, k=4)))
            products.append((id, f"ITEM-{id:06}", name))
            codes.append((f"2000000{id:06}", id))
            people.append((id, f"Smart {dice.choice(_WORDS)} {id}", f"138{id:08}", f"s{id}@a.org"))
        sql.execute_many(
            database, "INSERT INTO product (id, sku, name, unit) VALUES (?, ?, ?, 'pcs')", products
        )
        sql.execute_many(
            database, "INSERT INTO product_barcode (barcode, product_id) VALUES (?, ?)", codes
        )
        sql.execute_many(
            database,
            "INSERT INTO contact (id, name, is_customer, is_supplier, phone, email)"
            " VALUES (?, ?, 1, 0, ?, ?)",
            people,
        )
        sql.execute(database, "DROP TRIGGER stock_follows_insert")
        sql.execute(database, "DROP TRIGGER stock_total_insert")
        sql.execute(
            database,
            "INSERT INTO stock (product_id, warehouse_id, on_hand) SELECT id, 2, 1000 FROM product"
            " UNION ALL SELECT id, 1, 1000 FROM product WHERE id <= ?",
            STOCKED,
        )


def milliseconds(act: Callable[[], object]) -> float:
    """The least CPU time of some runs."""
    taken = []
    for _run in range(3):
        began = process_time()
        act()
        taken.append(process_time() - began)
    return 1000 * min(taken)


def main() -> None:
    """Make the store and time every text."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "shop.sdk")
        make(database, items)
        began = process_time()
        finding.fill(database)
        print(f"filled in {process_time() - began:.1f} s of CPU")
        for typed in TYPED:
            found = finding.find_products(database, typed, 1)
            took = milliseconds(lambda typed=typed: finding.find_products(database, typed, 1))
            also = milliseconds(lambda typed=typed: finding.find_parties(database, typed, True))
            print(f"{typed:16} items {took:6.1f} ms  contacts {also:6.1f} ms  {found.count}")
        database.close()


if __name__ == "__main__":
    main()

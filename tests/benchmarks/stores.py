"""A large store, made fast by plain SQL: every serial was bought, three in five were sold."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.services import settings
from app.services.settings import Trade
from db import sql
from db.connection import open_database
from db.sql import Database

PRODUCTS = 50
BOUGHT, SOLD = 100, 60
"""Serials on each purchase invoice, all of one product, and on the sales invoice after it."""

_DERIVED = """
INSERT INTO serial_search (rowid, number) SELECT id, number FROM serial;
INSERT INTO stock_movement (line_id, product_id, warehouse_id, quantity)
SELECT l.id, l.product_id, d.warehouse_id, iif(d.kind = 'sale', -l.quantity, l.quantity)
FROM document_line l JOIN document d ON d.id = l.document_id ORDER BY l.id;
INSERT INTO stock (product_id, warehouse_id, on_hand, identified)
SELECT product_id, warehouse_id, sum(quantity), sum(quantity) / 1000
FROM stock_movement GROUP BY product_id, warehouse_id;
INSERT INTO serial_count (product_id, status, count)
SELECT product_id, 2, count(*) FROM serial WHERE status = 2 GROUP BY product_id;
INSERT INTO number_sequence (kind, last)
SELECT kind, count(*) FROM document GROUP BY kind;
"""


def build(path: Path, serials: int) -> None:
    """Make a shop with about ``serials`` serials, in two warehouses."""
    database = open_database(path)
    settings.set_up(database, "Benchmark", Trade.DIGITAL, "CNY", "en", "Shop floor")
    with sql.transaction(database), without_triggers(database):
        _fill(database, -(-serials // BOUGHT))
    database.close()


def _fill(database: Database, papers: int) -> None:
    execute_many = sql.execute_many
    sql.execute(database, "INSERT INTO warehouse (name) VALUES ('Back room')")
    sql.execute(
        database,
        "INSERT INTO contact (name, is_customer, is_supplier) VALUES ('Somebody', 1, 1)",
    )
    execute_many(
        database,
        "INSERT INTO product (sku, name, unit, purchase_price, sale_price, track_serials)"
        " VALUES (?, ?, 'pcs', 80000, 100000, 1)",
        ((f"P{number}", f"Product {number}") for number in range(1, PRODUCTS + 1)),
    )
    execute_many(
        database,
        "INSERT INTO document (id, uuid, kind, state, number, posting, date, party_id,"
        " warehouse_id, created_at, created_by, changed_at, posted_at, posted_by)"
        " VALUES (?1, ?1, ?2, 1, ?2 || ?1, ?1, '2026-01-05', 1, ?3, ?4, 1, ?4, ?4, 1)",
        (
            (2 * paper + place, kind, _warehouse(paper), "2026-01-05T09:00:00.000+00:00")
            for paper in range(papers)
            for place, kind in ((1, "purchase"), (2, "sale"))
        ),
    )
    execute_many(
        database,
        "INSERT INTO document_line (id, document_id, position, product_id, quantity, unit)"
        " VALUES (?1, ?1, 1, ?2, ?3, 'pcs')",
        (
            (2 * paper + place, _product(paper), units * 1000)
            for paper in range(papers)
            for place, units in ((1, BOUGHT), (2, SOLD))
        ),
    )
    # Movements first, since a serial refers to its last one; the other way round SQLite goes
    # through all serials at every movement.
    execute_many(
        database,
        "INSERT INTO serial_movement (line_id, serial_id, from_status, from_warehouse_id,"
        " to_status, to_warehouse_id, prev_id, before_id) VALUES (?, ?, ?, ?, ?, ?, ?7, ?7)",
        _movements(papers),
    )
    execute_many(
        database,
        "INSERT INTO serial (id, number, product_id, warehouse_id, status, last_movement_id,"
        " current_movement_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
        _serials(papers),
    )
    for statement in _DERIVED.split(";"):
        sql.execute(database, statement)


def _product(paper: int) -> int:
    return 1 + paper % PRODUCTS


def _warehouse(paper: int) -> int:
    return 1 + paper // PRODUCTS % 2


def number_of(id: int) -> str:
    """A serial's number: scattered over the index, as the serials of many makers are."""
    code = id * 7368787 % 10000000019
    return f"{code:011}" if id % 4 else f"SN{code:X}"


def _first_movement(paper: int) -> int:
    return 1 + paper * (BOUGHT + SOLD)


def _serials(papers: int) -> Iterator[tuple[object, ...]]:
    for paper in range(papers):
        bought = _first_movement(paper)
        for place in range(BOUGHT):
            id = 1 + paper * BOUGHT + place
            sold = place < SOLD
            state = (
                (None, 2, bought + BOUGHT + place)
                if sold
                else (_warehouse(paper), 1, bought + place)
            )
            yield id, number_of(id), _product(paper), *state


def _movements(papers: int) -> Iterator[tuple[object, ...]]:
    for paper in range(papers):
        bought, warehouse = _first_movement(paper), _warehouse(paper)
        ids = range(1 + paper * BOUGHT, 1 + (paper + 1) * BOUGHT)
        for id in ids:
            yield 2 * paper + 1, id, 0, None, 1, warehouse, None
        for place, id in enumerate(ids[:SOLD]):
            yield 2 * paper + 2, id, 1, warehouse, 2, None, bought + place


@contextmanager
def without_triggers(database: Database) -> Iterator[None]:
    """Leave the schema's triggers out meanwhile."""
    triggers = sql.rows(database, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    for name, _ in triggers:
        sql.execute(database, f"DROP TRIGGER {name}")
    yield
    for _, script in triggers:
        sql.execute(database, script)

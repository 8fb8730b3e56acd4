"""What a count did not find goes out of stock, by one statement however much it is (D2)."""

from collections.abc import Sequence

from db import sql
from db.codes import IN_STOCK, REMOVED
from db.engine.parameters import ids_in
from db.queries.counts import MISSING, OF_MISSING, MissingOfProduct
from db.sql import Database
from db.writes import ledger


def take_out(database: Database, count: int, of: Sequence[MissingOfProduct]) -> None:
    """Take the serials out of stock that were not counted; ``of`` is how many of each product.

    Called inside a transaction, before the flows of the same posting are written: a product never
    has more serials than units. Raises Stale where there are not as many as were read.
    """
    there = sum(product.serials for product in of)
    if not there:
        return
    movements = sql.new_ids(database, "serial_movement", there)
    sql.execute(
        database,
        f"{MISSING} INSERT INTO serial_movement (id, line_id, serial_id, from_status,"
        " from_warehouse_id, to_status, to_warehouse_id, prev_id, before_id)"
        " SELECT ?2 + row_number() OVER (ORDER BY p.name, p.id, s.number) - 1, asked.line_id, s.id,"
        f" {IN_STOCK}, s.warehouse_id, {REMOVED}, NULL, s.last_movement_id, s.current_movement_id"
        f" {OF_MISSING} AND p.id IN {ids_in('?3')}"
        " ORDER BY p.name, p.id, s.number",
        count,
        movements.start,
        sql.json_list(product.product_id for product in of),
    )
    ledger.follow(database, movements)

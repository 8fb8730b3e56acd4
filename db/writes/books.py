"""What the books said when a line of a count was counted."""

from collections.abc import Sequence

from db import sql
from db.engine.parameters import ids_in
from db.sql import Database


def note(database: Database, lines: Sequence[int], warehouse: int | None, again: bool) -> None:
    """Note the stock of lines' products when they are counted first, or ``again``.

    And, each time, the newest row of the stock ledger and the units without a serial.
    """
    sql.execute(
        database,
        f"""
        UPDATE document_line SET
          book_on_hand = CASE WHEN now.first THEN now.on_hand ELSE book_on_hand END,
          book_identified = CASE WHEN now.first THEN now.identified ELSE book_identified END,
          first_flow = CASE WHEN now.first THEN now.flow ELSE first_flow END,
          last_flow = now.flow,
          last_nameless = now.on_hand - now.identified * 1000
        FROM (
          SELECT l.id, l.book_on_hand IS NULL OR ?3 AS first, coalesce(s.on_hand, 0) AS on_hand,
                 coalesce(s.identified, 0) AS identified,
                 coalesce((SELECT max(m.id) FROM stock_movement m
                           WHERE m.product_id = l.product_id AND m.warehouse_id = ?2), 0) AS flow
          FROM {ids_in("?1")} j JOIN document_line l ON l.id = j.value
          LEFT JOIN stock s ON s.product_id = l.product_id AND s.warehouse_id = ?2) AS now
        WHERE document_line.id = now.id
        """,
        sql.json_list(lines),
        warehouse,
        again,
    )


def forget(database: Database, lines: Sequence[int]) -> None:
    """Clear what the books said of some lines: they count as not counted yet."""
    sql.execute(
        database,
        "UPDATE document_line SET book_on_hand = NULL, book_identified = NULL, first_flow = NULL,"
        " last_flow = NULL, last_nameless = NULL"
        f" WHERE id IN {ids_in()} AND book_on_hand IS NOT NULL",
        sql.json_list(lines),
    )

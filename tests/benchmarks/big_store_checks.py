"""What a big store keeps beside its ledgers, and the questions its triggers would have asked."""

import sqlite3

from tests.benchmarks.big_store_serials import Size, dice

KEPT = {
    "stock movements": """
        INSERT INTO stock_movement (line_id, product_id, warehouse_id, quantity)
        SELECT l.id, l.product_id, d.warehouse_id,
               CASE WHEN d.kind IN ('sale', 'purchase_return', 'transfer') THEN -1 ELSE 1 END
               * l.quantity
        FROM document_line l JOIN document d ON d.id = l.document_id ORDER BY l.id""",
    "stock": """
        INSERT INTO stock (product_id, warehouse_id, on_hand, identified)
        SELECT m.product_id, m.warehouse_id, sum(m.quantity),
               CASE WHEN p.track_serials THEN sum(m.quantity) / 1000 ELSE 0 END
        FROM stock_movement m JOIN product p ON p.id = m.product_id
        GROUP BY m.product_id, m.warehouse_id""",
    "totals of serials": """
        INSERT INTO serial_count (product_id, status, count)
        SELECT product_id, status, count(*) FROM serial WHERE status > 1
        GROUP BY product_id, status""",
    "totals of documents": """
        UPDATE document SET total = (SELECT coalesce(sum(amount), 0) FROM document_line
        WHERE document_id = document.id)""",
    "search by any part of a number": """
        INSERT INTO serial_search (rowid, number) SELECT id, number FROM serial""",
}
"""What follows from the ledgers, and how it is written once they are there."""

CHECKS = {
    "a serial is where its last movement left it": """
        SELECT count(*) FROM serial s JOIN serial_movement m ON m.id = s.last_movement_id
        WHERE m.serial_id <> s.id OR m.to_status <> s.status
           OR m.to_warehouse_id IS NOT s.warehouse_id OR s.current_movement_id <> m.id""",
    "a movement follows the one before": """
        SELECT count(*) FROM serial_movement m JOIN serial_movement p ON p.id = m.prev_id
        WHERE p.serial_id <> m.serial_id OR p.to_status <> m.from_status OR p.id >= m.id
           OR p.to_warehouse_id IS NOT m.from_warehouse_id""",
    "a movement is of its line's product": """
        SELECT count(*) FROM serial_movement m JOIN document_line l ON l.id = m.line_id
        JOIN serial s ON s.id = m.serial_id WHERE s.product_id <> l.product_id""",
    "a line carries as many serials as units": """
        SELECT count(*) FROM document_line l JOIN product p ON p.id = l.product_id
        WHERE abs(l.quantity) * p.track_serials <> 1000 *
        (SELECT count(*) FROM serial_movement m WHERE m.line_id = l.id)""",
    "a line points back at one of the same product": """
        SELECT count(*) FROM document_line l JOIN document_line o ON o.id = l.origin_line_id
        WHERE o.product_id <> l.product_id""",
    "stock counts the serials in stock": """
        SELECT count(*) FROM (SELECT product_id, warehouse_id, count(*) AS there FROM serial
        WHERE status = 1 GROUP BY 1, 2) c LEFT JOIN stock s USING (product_id, warehouse_id)
        WHERE s.identified IS NOT c.there OR s.on_hand <> 1000 * c.there""",
    "every other serial is counted by its status": """
        SELECT count(*) FROM (SELECT product_id, status, count(*) AS there FROM serial
        WHERE status > 1 GROUP BY 1, 2) c LEFT JOIN serial_count k USING (product_id, status)
        WHERE k.count IS NOT c.there""",
    "a total is the sum of its lines": """
        SELECT count(*) FROM document d WHERE total <>
        (SELECT coalesce(sum(amount), 0) FROM document_line WHERE document_id = d.id)""",
    "foreign keys": "SELECT count(*) FROM pragma_foreign_key_check",
}
"""What must hold of a store, each as a query that counts where it does not."""


def wrong(connection: sqlite3.Connection) -> dict[str, int]:
    """The checks that fail, with how often; an empty one says that all is well."""
    found = {what: connection.execute(query).fetchone()[0] for what, query in CHECKS.items()}
    return {what: count for what, count in found.items() if count}


def write_corrections(connection: sqlite3.Connection, size: Size) -> None:
    """Give one serial in 2,000 an earlier, wrongly entered number."""
    connection.executemany(
        "INSERT INTO serial_alias (number, serial_id, at, user_id) VALUES (?, ?, ?, 1)",
        (
            (f"WRONG{id * 7919 % 10**9:09}", id, "2026-01-05T09:00:00.000+00:00")
            for id in range(1000, size.serials, 2000)
        ),
    )


_REFUSED = '{"code": "IS_SOLD", "values": {"serial": "SN2400000001"}, "holder": null}'


def write_scans(connection: sqlite3.Connection, size: Size, documents: int) -> None:
    """Write the scan log of a month, one scan in ten refused; far from being too old to be kept."""
    connection.executemany(
        "INSERT INTO scan_log (at, code, level, finding, problem, product, document_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                f"2030-01-{1 + at * 28 // size.scans:02}T{at % 24:02}:{at % 60:02}:00.000+00:00",
                f"SN24{dice(at, 10**8):08}",
                *(
                    ("ACCEPTED", "IN_STOCK", None, "Some item")
                    if at % 10
                    else ("REFUSED", None, _REFUSED, "")
                ),
                1 + dice(at * 3, documents),
            )
            for at in range(size.scans)
        ),
    )

"""What can still be read of a shop that cannot be opened, as files (S2): one CSV a table."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from app.domain.marks import N_
from app.exchange.export.formula_guard import guarded_text
from app.printing.files import written_whole
from app.text import _
from db.engine import salvage

TABLES: Sequence[tuple[str, str, Sequence[str]]] = (
    (
        N_("Documents"),
        "document",
        ("id", "kind", "number", "date", "state", "party_id", "total", "posted_at", "note"),
    ),
    (
        N_("Lines"),
        "document_line",
        ("id", "document_id", "position", "product_id", "quantity", "price", "amount"),
    ),
    (N_("Items"), "product", ("id", "sku", "name", "unit", "purchase_price", "sale_price")),
    (
        N_("Contacts"),
        "contact",
        ("id", "name", "is_customer", "is_supplier", "phone", "email", "address", "note"),
    ),
    (N_("Serial numbers"), "serial", ("id", "number", "product_id", "warehouse_id", "status")),
    (
        N_("Movements of serial numbers"),
        "serial_movement",
        ("id", "line_id", "serial_id", "from_status", "to_status"),
    ),
)
"""The name of a file, the table, its columns: as the store keeps them, ids along, so that the rows
of one file can be found again in another. Money is in minor units, quantities in thousandths."""


def save(place: Path, folder: Path, tell: Callable[[float], None]) -> dict[str, int]:
    """Write what can be read into a folder; how many rows each file has, by its name.

    The store is not changed. Raises Refused, with what to do, where the disk does not take it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    with salvage.opened(place) as connection:
        for number, (title, table, columns) in enumerate(TABLES):
            path = folder / f"{_(title)}.csv"
            with (
                written_whole(path) as beside,
                beside.open("w", encoding="utf-8-sig", newline="") as file,
            ):
                writer = csv.writer(file, lineterminator="\r\n")
                writer.writerow(columns)
                made[path.name] = 0
                for row in salvage.rows(connection, table, columns):
                    writer.writerow([_cell(value) for value in row])
                    made[path.name] += 1
                    if not made[path.name] % 1000:
                        tell(number / len(TABLES))
    return made


def _cell(value: object) -> object:
    return guarded_text(value) if isinstance(value, str) else value

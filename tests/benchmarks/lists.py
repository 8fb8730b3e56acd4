"""Judging a pasted list of 1,000 serials, and saying what one scanned code is."""

from collections.abc import Sequence
from functools import partial

from app.domain import serials as serial_numbers
from app.services import session as sessions
from app.services.documents import draft_lines, drafts
from app.services.entry import cartons, entering
from app.services.entry.cartons import ListedUnit
from app.services.entry.resolving import resolve
from db import sql
from db.sql import Database
from tests.benchmarks.measuring import HEAD, Act, figures, show, show_acts, spent
from tests.benchmarks.prepared import SERIALS, scattered
from tests.benchmarks.stores import Stores
from tests.benchmarks.taking_back import opened

CODES = 500


def measure(stores: Stores, rounds: int) -> None:
    """Print the times of judging and resolving, which only read."""
    with opened(stores.main) as database:
        in_stock = [number for number, _ in scattered(database, SERIALS)]
        new = [f"NEW-{number}" for number in range(SERIALS)]
        _judge(database, rounds, in_stock, new)
        _resolve(database, in_stock[:CODES], new[:CODES])


def _judge(database: Database, rounds: int, in_stock: Sequence[str], new: Sequence[str]) -> None:
    lists = {
        ("purchase", "all new"): new,
        ("purchase", "half of them refused, with who holds them"): (*in_stock[::2], *new[::2]),
        ("sale", "all in stock, of many products"): in_stock,
    }
    show_acts(
        f"A pasted list of {SERIALS:,} judged",
        rounds,
        {
            f"{kind}: {what}": _judging(database, kind, "\n".join(numbers))
            for (kind, what), numbers in lists.items()
        },
    )


def _judging(database: Database, kind: str, text: str) -> Act:
    session = sessions.begin(database)
    draft = drafts.new(session, kind)
    added = draft_lines.add_line(session, draft, 1)
    return lambda: entering.judge_entries(database, draft, added, serial_numbers.split(text))


_UNITS = 20


def _learned(database: Database, in_stock: Sequence[str]) -> list[str]:
    """The codes of cartons that hold these serials."""
    session = sessions.begin(database)
    listed = [
        ListedUnit(f"BOX-{place // _UNITS}", number, place + 1)
        for place, number in enumerate(in_stock)
    ]
    sql.execute(
        database, "INSERT INTO product_barcode (barcode, product_id) VALUES ('6901234567892', 1)"
    )
    return list(cartons.learn_list(session, listed).codes)


def _resolve(database: Database, in_stock: Sequence[str], new: Sequence[str]) -> None:
    codes = {
        "a serial": in_stock,
        "a SKU": [
            sku
            for (sku,) in sql.rows(database, "SELECT sku FROM product ORDER BY id LIMIT ?", CODES)
        ],
        "never seen": new,
        "a GS1 label (01)(21)": [f"]d20106901234567892 21{n}".replace(" ", "") for n in new],
        f"a carton of {_UNITS}": _learned(database, in_stock),
    }
    rows = []
    for what, asked in codes.items():
        times = [spent(partial(resolve, database, code)) for code in asked]
        rows.append([what, figures(times)])
    show("One scanned code resolved", [HEAD, "service"], rows)

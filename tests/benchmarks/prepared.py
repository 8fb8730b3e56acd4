"""What subjects work with: serials from all over the store, and drafts that are ready to post."""

import random

from app.domain import serials as serial_numbers
from app.services import session as sessions
from app.services.documents import draft_head, draft_lines, drafts
from app.services.entry import entering
from db import sql
from db.queries import serials
from db.sql import Database

SERIALS = 1000
COUNTED = 4000


def scattered(database: Database, count: int) -> list[tuple[str, int]]:
    """(number, product) of some serials in stock in the first warehouse, at random."""
    stock = sql.rows(
        database, "SELECT number, product_id FROM serial WHERE status = 1 AND warehouse_id = 1"
    )
    return random.Random(2).sample(stock, count)


def of_status(database: Database, status: int, count: int) -> list[str]:
    """Serials of a status from all over the ledger."""
    (last,) = sql.rows(database, "SELECT max(id) FROM serial")[0]
    dice = random.Random(3)
    found: set[str] = set()
    while len(found) < count:
        row = sql.row(
            database,
            "SELECT number FROM serial WHERE id >= ? AND status = ? ORDER BY id LIMIT 1",
            dice.randint(1, last),
            status,
        )
        found.update(row or ())
    return sorted(found)


def fullest(database: Database) -> int:
    """The product of which most serials are in stock in the first warehouse."""
    return int(
        sql.value(
            database,
            "SELECT product_id FROM stock WHERE warehouse_id = 1 ORDER BY identified DESC LIMIT 1",
        )
    )


def draft_purchase(database: Database) -> int:
    """A purchase of one product, with 1,000 serials nobody has seen."""
    session = sessions.begin(database)
    draft = drafts.new(session, "purchase")
    draft_head.set_party(session, draft, 1)
    line = draft_lines.add_line(session, draft, 1)
    dice = random.Random(1)
    numbers = [(line, f"N{n}") for n in dice.sample(range(10**9), SERIALS)]
    draft_lines.write_serials(session, draft, numbers)
    return draft


def draft_sale(database: Database) -> int:
    """A sale of 1,000 serials scattered over the whole stock of the first warehouse."""
    session = sessions.begin(database)
    draft = drafts.new(session, "sale")
    numbers = [number for number, _ in scattered(database, SERIALS)]
    entering.enter(session, draft, None, numbers)
    return draft


def draft_count(database: Database) -> int:
    """A count of 4,000 serials in the first warehouse, or half of a smaller one, by product."""
    session = sessions.begin(database)
    draft = drafts.new(session, "count")
    products = sql.rows(
        database,
        "SELECT product_id FROM stock WHERE warehouse_id = 1 AND identified > 0"
        " ORDER BY product_id DESC",
    )
    there = sql.value(database, "SELECT sum(identified) FROM stock WHERE warehouse_id = 1")
    left = min(COUNTED, there // 2)
    for (product,) in products:
        if left <= 0:
            break
        numbers = serials.in_stock(database, 1, product)[:left]
        for first in range(0, len(numbers), serial_numbers.MOST):
            entering.enter(session, draft, None, numbers[first : first + serial_numbers.MOST])
        left -= len(numbers)
    return draft

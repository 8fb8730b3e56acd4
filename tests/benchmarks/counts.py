"""A count of 4,000 serials while it goes on, and what is in stock to choose from."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from shutil import copyfile

from app.services import counting, posting, scanning
from db import sql
from db.connection import open_database
from db.queries import serials
from db.sql import Database
from tests.benchmarks.measuring import alternate, figures, show, timed
from tests.benchmarks.papers import COUNTED, draft_count

SCANS = 50


def measure(store: Path, rounds: int) -> None:
    """Print the times of one more scan, of the board, and of the choice from stock."""
    copy = store.with_name("counts.db")
    copyfile(store, copy)
    with closing(open_database(copy)) as database:
        count = draft_count(database)
        acts: dict[str, Callable[[], object]] = {
            "the board": lambda: counting.board(database, count),
            "what stands against posting it": lambda: posting.problems_of(database, count),
        }
        rows = [["one more scan", figures(_scans(database, count))], *_rows(acts, rounds)]
        show(
            f"A count with {COUNTED:,} serials on it at most",
            ["ms, median (fastest)", "service"],
            rows,
        )
        there = len(serials.in_stock_ids(database, 1))
        choices: dict[str, Callable[[], object]] = {
            "all of them": lambda: serials.in_stock_ids(database, 1, without=count),
            "with 77 in the number": lambda: serials.in_stock_ids(database, 1, text="77"),
            "of one product": lambda: serials.in_stock_ids(database, 1, 1),
        }
        show(
            f"The ids of {there:,} serials in stock in a warehouse",
            ["ms, median (fastest)", "read"],
            _rows(choices, rounds),
        )


def _rows(acts: dict[str, Callable[[], object]], rounds: int) -> list[list[str]]:
    times = alternate(rounds, [partial(timed, act) for act in acts.values()])
    return [[what, figures(taken)] for what, taken in zip(acts, times, strict=True)]


def _scans(database: Database, count: int) -> list[float]:
    """The times of scanning what is in stock and not counted yet."""
    left = sql.rows(
        database,
        "SELECT number FROM serial WHERE status = 1 AND warehouse_id = 1"
        " AND number NOT IN (SELECT number FROM draft_serial) LIMIT ?",
        SCANS,
    )
    return [timed(partial(scanning.scan, database, count, None, number)) for (number,) in left]

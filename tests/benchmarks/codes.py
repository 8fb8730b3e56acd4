"""Generating 1,000 serials, the next free number behind many that are held, and cartons."""

from contextlib import closing
from functools import partial
from pathlib import Path
from shutil import copyfile

from app.domain.generation import Plan, Run
from app.services import cartons, drafts, generating, users
from db import sql
from db.connection import open_database
from db.queries.generation import Wanted, next_free
from db.sql import Database
from tests.benchmarks.measuring import figures, show, timed
from tests.benchmarks.papers import SERIALS, scattered

HELD = 100_000


def measure(store: Path, rounds: int) -> None:
    """Print what generation and cartons cost beside a full store."""
    copy = store.with_name("codes.db")
    copyfile(store, copy)
    with closing(open_database(copy)) as database:
        _generate(database, rounds)
        _next_free(database, rounds)
        _cartons(database, rounds)


def _generate(database: Database, rounds: int) -> None:
    owner = users.owner(database)
    judged, made = [], []
    for turn in range(rounds):
        draft = drafts.new(database, "purchase", owner)
        line = drafts.add_line(database, draft, 1)
        plan = Plan((Run(f"GEN{turn}-", 1, 4, count=SERIALS),))
        judged.append(timed(partial(generating.judge, database, draft, line, plan)))
        made.append(timed(partial(generating.generate, database, draft, line, plan)))
    rows = [["judged", figures(judged)], ["made, and saved on the draft", figures(made)]]
    show(f"A plan of {SERIALS:,} serials", ["ms, median (fastest)", "service"], rows)


def _next_free(database: Database, rounds: int) -> None:
    """Held without a gap, the worst case; as barcodes, for these need no ledger."""
    sql.execute_many(
        database,
        "INSERT INTO product_barcode (barcode, product_id) VALUES (?, 1)",
        ((f"HELD{number:08}",) for number in range(HELD)),
    )
    rows = []
    for count in (1, 10, 100, 1000):
        wanted = Wanted("HELD", 0, 8, "", 1, count)
        times = [timed(partial(next_free, database, wanted)) for _ in range(rounds)]
        rows.append([f"for {count}", figures(times)])
    show(f"The next free number behind {HELD:,}", ["ms, median (fastest)", "query"], rows)


def _cartons(database: Database, rounds: int) -> None:
    numbers = [number for number, _ in scattered(database, SERIALS)]
    owner = users.owner(database)
    learned = [
        timed(partial(cartons.learn, database, f"CTN{turn}", numbers, owner))
        for turn in range(rounds)
    ]
    last = f"CTN{rounds - 1}"
    held = [timed(partial(cartons.contents, database, last)) for _ in range(rounds)]
    rows = [["learned", figures(learned)], ["what each unit is now", figures(held)]]
    show(f"A carton of {SERIALS:,}", ["ms, median (fastest)", "service"], rows)

"""Posting and voiding a document of 1,000 serials, beside the bare driver writing its rows."""

import os
import random
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from app.services import drafts, entering, posting, users, voiding
from db import sql
from db.connection import open_database
from db.sql import Database
from tests.benchmarks import bare
from tests.benchmarks.measuring import Times, alternate, figures, ratio, show, timed

SERIALS = 1000

Act = Callable[[Database], object]


def draft_purchase(database: Database) -> int:
    """A purchase of one product, with 1,000 serials nobody has seen."""
    draft = drafts.new(database, "purchase", users.owner(database))
    drafts.set_party(database, draft, 1)
    line = drafts.add_line(database, draft, 1)
    dice = random.Random(1)
    entering.enter(database, draft, line, [f"N{n}" for n in dice.sample(range(10**9), SERIALS)])
    return draft


def draft_sale(database: Database) -> int:
    """A sale of 1,000 serials scattered over the whole stock of the first warehouse."""
    draft = drafts.new(database, "sale", users.owner(database))
    by_product = defaultdict(list)
    for number, product in scattered(database, SERIALS):
        by_product[product].append(number)
    for product, numbers in by_product.items():
        entering.enter(database, draft, drafts.add_line(database, draft, product), numbers)
    return draft


def scattered(database: Database, count: int) -> list[tuple[str, int]]:
    """(number, product) of some serials in stock in the first warehouse, at random."""
    stock = sql.rows(
        database, "SELECT number, product_id FROM serial WHERE status = 1 AND warehouse_id = 1"
    )
    return random.Random(2).sample(stock, count)


def measure(store: Path, rounds: int) -> None:
    """Print the times of posting and voiding."""
    open_, posted = store.with_name("drafts.db"), store.with_name("posted.db")
    copyfile(store, open_)
    with closing(open_database(open_)) as database:
        owner = users.owner(database)
        purchase, sale = draft_purchase(database), draft_sale(database)
    acts: dict[str, tuple[Path, Act]] = {
        "purchase": (open_, lambda database: posting.post(database, purchase, owner)),
        "sale": (open_, lambda database: posting.post(database, sale, owner)),
        "void of the purchase": (
            posted,
            lambda database: voiding.void(database, purchase, owner, "benchmark"),
        ),
        "void of the sale": (
            posted,
            lambda database: voiding.void(database, sale, owner, "benchmark"),
        ),
    }
    copyfile(open_, posted)
    for name in ("purchase", "sale"):
        _serve(posted, acts[name][1])
    rows = []
    for name, (template, act) in acts.items():
        service, with_triggers, without = _compare(template, act, rounds)
        rows.append(
            [
                name,
                figures(service),
                figures(with_triggers),
                ratio(service, with_triggers),
                figures(without),
                ratio(service, without),
            ]
        )
    show(
        f"A document of {SERIALS:,} serials: the service reads, judges and writes;"
        " the bare driver only writes the same rows",
        ["ms, median (fastest)", "service", "bare", "ratio", "bare, no triggers", "ratio"],
        rows,
    )


def _serve(path: Path, act: Act) -> float:
    """Let the service act on a store as the program opens it; returns milliseconds."""
    with closing(open_database(path)) as database:
        sql.row(database, "SELECT * FROM serial_search LIMIT 1")  # loads the schema
        return timed(lambda: act(database))


def _compare(template: Path, act: Act, rounds: int) -> list[Times]:
    """The service, the bare driver, and the bare driver on a store without triggers, in turn."""
    served, written, floor = (template.with_name(f"{name}.db") for name in "abc")
    copyfile(template, served)
    _serve(served, act)
    changes = bare.changes_between(template, served)
    copyfile(template, floor)
    bare.drop_triggers(floor)

    def fresh(original: Path) -> Path:
        copy = template.with_name("round.db")
        copyfile(original, copy)
        os.sync()  # or the first commit would write the copy to disk too
        return copy

    times = alternate(
        rounds,
        [
            lambda: _serve(fresh(template), act),
            lambda: bare.run(fresh(template), changes),
            lambda: bare.run(fresh(floor), changes),
        ],
    )
    copyfile(template, written)
    bare.run(written, changes)
    if tables := bare.differing(served, written):
        raise AssertionError(f"the bare driver wrote other rows in {tables}")
    return times

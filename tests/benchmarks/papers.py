"""Posting and voiding a document of 1,000 serials, beside the bare driver writing its rows."""

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from shutil import copyfile

from app.domain import serials as form
from app.domain.counting import Group
from app.services import drafts, entering, posting, users, voiding
from db import sql
from db.connection import open_database
from db.queries import serials
from db.sql import Database
from tests.benchmarks import bare
from tests.benchmarks.measuring import Times, alternate, figures, ratio, show, timed

SERIALS = 1000
COUNTED = 4000
CHAIN, CHAIN_SERIALS = 50, 20

Act = Callable[[Database], object]


def draft_purchase(database: Database) -> int:
    """A purchase of one product, with 1,000 serials nobody has seen."""
    draft = drafts.new(database, "purchase", users.owner(database))
    drafts.set_party(database, draft, 1)
    line = drafts.add_line(database, draft, 1)
    dice = random.Random(1)
    numbers = [(line, f"N{n}") for n in dice.sample(range(10**9), SERIALS)]
    drafts.write_serials(database, draft, numbers)
    return draft


def draft_sale(database: Database) -> int:
    """A sale of 1,000 serials scattered over the whole stock of the first warehouse."""
    draft = drafts.new(database, "sale", users.owner(database))
    numbers = [number for number, _ in scattered(database, SERIALS)]
    entering.enter(database, draft, None, numbers)
    return draft


def scattered(database: Database, count: int) -> list[tuple[str, int]]:
    """(number, product) of some serials in stock in the first warehouse, at random."""
    stock = sql.rows(
        database, "SELECT number, product_id FROM serial WHERE status = 1 AND warehouse_id = 1"
    )
    return random.Random(2).sample(stock, count)


def draft_count(database: Database) -> int:
    """A count of 4,000 serials in the first warehouse, or half of a smaller one, by product."""
    draft = drafts.new(database, "count", users.owner(database))
    products = sql.rows(
        database,
        "SELECT product_id FROM stock WHERE warehouse_id = 1 ORDER BY product_id DESC",
    )
    there = sql.value(database, "SELECT sum(identified) FROM stock WHERE warehouse_id = 1")
    left = min(COUNTED, there // 2)
    for (product,) in products:
        numbers = serials.in_stock(database, 1, product)[:left]
        for first in range(0, len(numbers), form.MOST):
            entering.enter(database, draft, None, numbers[first : first + form.MOST])
        left -= len(numbers)
    return draft


def make_chain(database: Database) -> int:
    """A purchase of 20 serials, and as many sales and purchases of them after it as make 50."""
    numbers = [f"CHAIN-{number}" for number in range(CHAIN_SERIALS)]
    papers = []
    for place in range(CHAIN):
        kind = "sale" if place % 2 else "purchase"
        draft = drafts.new(database, kind, users.owner(database))
        drafts.set_party(database, draft, 1)
        line = drafts.add_line(database, draft, 1)
        drafts.write_serials(database, draft, [(line, number) for number in numbers])
        posting.post(database, draft, users.owner(database))
        papers.append(draft)
    return papers[0]


def measure(store: Path, rounds: int) -> None:
    """Print the times of posting and voiding."""
    open_, posted = store.with_name("drafts.db"), store.with_name("posted.db")
    copyfile(store, open_)
    with closing(open_database(open_)) as database:
        owner = users.owner(database)
        purchase, sale = draft_purchase(database), draft_sale(database)
        count, chain = draft_count(database), make_chain(database)
    decided = {Group.MISSING: True}
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
        f"void of a chain of {CHAIN} documents, {CHAIN_SERIALS} serials each": (
            open_,
            lambda database: voiding.void_chain(database, chain, owner, "benchmark"),
        ),
        f"count of {COUNTED:,} serials at most, the others taken out": (
            open_,
            lambda database: posting.post(database, count, owner, decisions=decided),
        ),
    }
    copyfile(open_, posted)
    for name in ("purchase", "sale"):
        _serve(posted, acts[name][1])
    rows = []
    for name, (template, act) in acts.items():
        service, *others = _compare(template, act, rounds)
        compared = [text for times in others for text in (figures(times), ratio(service, times))]
        # A chain's triggers ask for its documents one by one: there the bare driver has none.
        rows.append([name, figures(service), *["-"] * (4 - len(compared)), *compared])
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
    """The service, the bare driver, and the bare driver on a store without triggers, in turn.

    The bare driver writes table by table: where the triggers refuse that, it is left out.
    """
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

    runs = [lambda: _serve(fresh(template), act), lambda: bare.run(fresh(floor), changes)]
    with suppress(sqlite3.IntegrityError):
        bare.run(fresh(template), changes)
        runs.insert(1, lambda: bare.run(fresh(template), changes))
    times = alternate(rounds, runs)
    copyfile(floor, written)
    bare.run(written, changes)
    if tables := bare.differing(served, written):
        raise AssertionError(f"the bare driver wrote other rows in {tables}")
    return times

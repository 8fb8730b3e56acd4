"""One scan into a draft, saved before the next one: beside the bare driver saving its rows."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from app.services import drafts, scanning, users
from app.services.clock import stamp
from db.connection import open_database
from db.sql import Database
from tests.benchmarks import bare
from tests.benchmarks.measuring import Times, alternate, figures, ratio, show, timed
from tests.benchmarks.papers import scattered
from tests.benchmarks.stores import PRODUCTS

SCANS = 50
ALREADY = (0, 900)
"""Serials on the draft before the scans."""

Scan = tuple[str, int]
"""A number, and the line it goes to."""


def measure(store: Path) -> None:
    """Print the times of a scan on an empty draft and on a long one."""
    rows = []
    for kind in ("purchase", "sale"):
        for already in ALREADY:
            service, bare_ = _compare(store, kind, already)
            what = f"{kind}, {already} serials on {1 if kind == 'purchase' else PRODUCTS} lines"
            rows.append([what, figures(service), figures(bare_), ratio(service, bare_)])
    show(
        "One scan into a draft, on the disk when it sounds: the service resolves, judges and saves;"
        " the bare driver only saves the same rows",
        ["ms, median (fastest)", "service", "bare", "ratio"],
        rows,
    )


def _compare(store: Path, kind: str, already: int) -> list[Times]:
    served, written = store.with_name("scans.db"), store.with_name("scans-bare.db")
    copyfile(store, served)
    with closing(open_database(served)) as database:
        draft, scans = _prepare(database, kind, already)
    copyfile(served, written)
    with closing(open_database(served)) as database, closing(bare.connect(written)) as connection:
        left, bare_left = iter(scans), iter(scans)

        def scan() -> float:
            number, line = next(left)
            return timed(lambda: _accepted(scanning.scan(database, draft, line, number)))

        def save() -> float:
            changes = list(_rows_of(draft, *next(bare_left)))
            return timed(lambda: bare.write(connection, changes))

        return alternate(SCANS, [scan, save])


def _prepare(database: Database, kind: str, already: int) -> tuple[int, list[Scan]]:
    """A draft with serials on it, and the scans to come: new ones, or scattered ones in stock."""
    count = already + SCANS + 1
    draft = drafts.new(database, kind, users.owner(database))
    if kind == "purchase":
        line = drafts.add_line(database, draft, 1)
        scans = [(f"NEW-{number * 7919 % 10007:05}", line) for number in range(count)]
    else:
        lines = {at: drafts.add_line(database, draft, at) for at in range(1, PRODUCTS + 1)}
        scans = [(number, lines[product]) for number, product in scattered(database, count)]
    drafts.write_serials(database, draft, [(line, number) for number, line in scans[:already]])
    return draft, scans[already:]


def _accepted(outcome: scanning.Outcome) -> None:
    if outcome.undo is None:
        raise AssertionError(outcome)


def _rows_of(draft: int, number: str, line: int) -> Iterator[bare.Change]:
    """What the service saves for one scan: the serial, its line, the document."""
    yield (
        "INSERT INTO draft_serial (document_id, line_id, number) VALUES (?, ?, ?)",
        [(draft, line, number)],
    )
    yield (
        "UPDATE document_line SET quantity = quantity + 1000, price = price,"
        " amount = amount + price WHERE id = ?",
        [(line,)],
    )
    yield (
        "UPDATE document SET changed_at = ?, total = total + 100000 WHERE id = ?",
        [(stamp(None), draft)],
    )

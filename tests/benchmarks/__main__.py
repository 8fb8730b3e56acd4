"""Print what the hot paths cost on this machine; nothing here is a test that can fail by time."""

import argparse
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from tests.benchmarks import (
    codes,
    counts,
    exports,
    imports,
    keys,
    labels,
    lists,
    masters,
    pages,
    papers,
    postings,
    scans,
    seals,
    search,
    starting,
)
from tests.benchmarks.big_store import add_size, size_of
from tests.benchmarks.measuring import spent
from tests.benchmarks.prepared import SERIALS
from tests.benchmarks.stores import Stores

SUBJECTS: Mapping[str, Callable[[Stores, int], None]] = {
    "postings": postings.measure,
    "scans": scans.measure,
    "keys": keys.measure,
    "lists": lists.measure,
    "codes": codes.measure,
    "counts": counts.measure,
    "exports": exports.measure,
    "imports": imports.measure,
    "pages": pages.measure,
    "papers": papers.measure,
    "search": search.measure,
    "masters": masters.measure,
    "labels": labels.measure,
    "seals": seals.measure,
    "starting": starting.measure,
}
"""What can be measured, each in a file of its own name."""


def main() -> None:
    """Read the arguments, make or copy the store, measure every subject or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=SUBJECTS, help="what is measured (all)")
    parser.add_argument(
        "--store",
        type=Path,
        help="measure a copy of this store, made by tests.benchmarks.big_store or a shop's own;"
        " no program may have it open; the copy takes as much disk again, and its changes"
        " some 100 MB",
    )
    parser.add_argument("--rounds", type=int, default=9, help="of each measurement (9)")
    parser.add_argument(
        "--folder", type=Path, help="where the stores are made, on a real disk; all of it goes"
    )
    add_size(parser)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder, prefix="serialdesk-") as folder:
        stores = Stores(Path(folder))
        took = spent(
            lambda: stores.copy(chosen.store) if chosen.store else stores.make(size_of(chosen))
        )
        _say_store(stores.main, "copied" if chosen.store else "made", took.clock / 1000)
        _refuse_small(stores.main)
        for name, measure in SUBJECTS.items():
            if not chosen.only or name in chosen.only:
                measure(stores, chosen.rounds)


def _refuse_small(store: Path) -> None:
    """End where the store has too little in it for what is measured."""
    with closing(sqlite3.connect(store)) as connection:
        (there,) = connection.execute(
            "SELECT count(*) FROM serial WHERE status = 1 AND warehouse_id = 1"
        ).fetchone()
    if there < SERIALS:
        raise SystemExit(
            f"{there:,} serials are in stock in the first warehouse; {SERIALS:,} are needed."
        )


def _say_store(store: Path, how: str, seconds: float) -> None:
    with closing(sqlite3.connect(store)) as connection:
        serials, documents = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("serial", "document")
        )
    print(
        f"A store of {serials:,} serials and {documents:,} documents,"
        f" {store.stat().st_size / 1e6:,.0f} MB, {how} in {seconds:.1f} s in {store.parent};"
        f" SQLite {sqlite3.sqlite_version}, WAL, synchronous=FULL for all",
        flush=True,
    )


if __name__ == "__main__":
    main()

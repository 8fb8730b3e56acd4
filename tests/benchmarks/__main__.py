"""Print what the hot paths cost on this machine; nothing here is a test that can fail by time."""

import argparse
import sqlite3
import tempfile
from pathlib import Path

from tests.benchmarks import codes, counts, keys, lists, papers, scans, stores
from tests.benchmarks.measuring import timed


def main() -> None:
    """Read the arguments, make the store, measure every subject."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--serials", type=int, default=40_000, help="in the store (40000)")
    parser.add_argument("--rounds", type=int, default=9, help="of each measurement (9)")
    parser.add_argument("--folder", type=Path, help="where the stores are made, on a real disk")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder, prefix="serialdesk-") as folder:
        store = Path(folder) / "store.db"
        took = timed(lambda: stores.build(store, chosen.serials))
        megabytes = store.stat().st_size / 1e6
        print(
            f"A store of {chosen.serials:,} serials, {megabytes:.0f} MB,"
            f" made in {took / 1000:.1f} s in {folder}; SQLite {sqlite3.sqlite_version}, WAL,"
            " synchronous=FULL for all"
        )
        papers.measure(store, chosen.rounds)
        scans.measure(store)
        keys.measure(store)
        lists.measure(store, chosen.rounds)
        codes.measure(store, chosen.rounds)
        counts.measure(store, chosen.rounds)


if __name__ == "__main__":
    main()

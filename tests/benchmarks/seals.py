"""The chain of seals: documents of before taken over some at a time; all of it checked (S3)."""

from collections.abc import Sequence
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

from app.gui.keeping.check_round import _SEALED_AT_ONCE as AT_ONCE
from app.services.keeping import seals
from db.queries import seals as seal_reads
from db.sql import Database
from tests.benchmarks import bare
from tests.benchmarks.exports import most_memory
from tests.benchmarks.measuring import Spent, Times, clocked, figures, show, spent
from tests.benchmarks.stores import Stores
from tests.benchmarks.taking_back import opened

_READ = ("seal", "document", "document_line", "serial_movement", "serial", "stock_movement")
"""The tables that what is sealed stands in, as far as a big store has it."""


def measure(stores: Stores, rounds: int) -> None:
    """Print what a step of the take-over takes, and how many documents a second a check reads."""
    with get_context("spawn").Pool(1) as alone:
        steps, count, checks, reads, memory = alone.apply(_measured, (stores.main, rounds))
    show(
        f"Documents of before, {AT_ONCE} at a time: what a scan may wait for",
        ["median (fastest)", "CPU ms", "clock ms", "slowest, clock ms"],
        [["", figures(steps), clocked(steps), f"{max(step.clock for step in steps):.1f}"]],
    )
    rows = [
        [
            f"round {number}",
            f"{check.cpu / 1000:.1f} s",
            f"{read.cpu / 1000:.1f} s",
            f"{check.cpu / read.cpu:.1f} x",
            f"{count / check.cpu * 1000:,.0f}",
        ]
        for number, (check, read) in enumerate(zip(checks, reads, strict=True), 1)
    ]
    show(
        f"{count:,} seals checked, {memory:.0f} MB at most",
        ["", "CPU", "the rows read alone", "to reading", "documents a second of CPU"],
        rows,
    )


def _measured(store: Path, rounds: int) -> tuple[Times, int, Times, Times, float]:
    """Steps of the take-over; how many seals; checks and bare reads in turn; most memory, MB."""
    with opened(store) as database:
        steps = _taken_over(database)
        newest = seal_reads.newest(database)
        assert newest is not None
        checks: list[Spent] = []
        reads: list[Spent] = []
        memory = 0.0
        for _ in range(min(rounds, 3)):
            checks.append(spent(lambda: _checked(database)))
            memory = memory or most_memory()
            reads.append(spent(lambda: _read(store, _READ)))
        return steps, newest.id, checks, reads, memory


def _taken_over(database: Database) -> list[Spent]:
    steps, left = [], [True]
    while left[-1]:
        steps.append(spent(lambda: left.append(seals.seal_some(database, AT_ONCE))))
    return steps


def _checked(database: Database) -> None:
    if seals.check(database):
        raise AssertionError("the store is not as it was sealed")


def _read(store: Path, tables: Sequence[str]) -> None:
    """Every row of some tables, by the bare driver: no check of what they say can be faster."""
    with closing(bare.connect(store)) as connection:
        for table in tables:
            for _row in connection.execute(f"SELECT * FROM {table}"):
                pass

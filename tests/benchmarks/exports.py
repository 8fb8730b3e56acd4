"""Lists as files: what 100,000 rows and all rows of the search take, and how much memory."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.exchange.export.delimited_file import COMMAS
from app.exchange.export.exported import ExportAsked, Exported, exported
from app.exchange.export.pdf import MOST_ROWS
from app.exchange.export.writing import ExportKind, write
from app.formats import Formats
from app.lists.selection import Selection
from app.lists.serials import SERIALS
from app.services import session as sessions
from db.engine.opening import open_database
from db.queries.lists.serial_filter import Filter
from db.sql import Database
from tests.benchmarks.measuring import Spent, show, spent
from tests.benchmarks.stores import Stores

ROWS = 100_000
ALL = 1 << 62

CASES: Sequence[tuple[ExportKind, int]] = (
    (ExportKind.XLSX, ROWS),
    (ExportKind.CSV, ROWS),
    (ExportKind.CSV, ALL),
    (ExportKind.PDF, MOST_ROWS),
)


def measure(stores: Stores, _rounds: int) -> None:
    """Print what each kind of file takes, in a process of its own, as a ratio to reading alone."""
    rows = []
    for kind, most in CASES:
        with get_context("spawn").Pool(1) as alone:
            count, read, written, memory = alone.apply(_measured, (stores.main, kind.name, most))
        rows.append(
            [
                f"{kind.name}, {count:,} rows",
                f"{written.cpu / 1000:.1f} s",
                f"{read.cpu / 1000:.1f} s",
                f"{written.cpu / max(read.cpu, 1):.1f} x",
                f"{memory:.0f} MB",
            ]
        )
    show("The search as a file", ["", "CPU", "reading alone", "to reading", "memory at most"], rows)


def _measured(store: Path, kind: str, most: int) -> tuple[int, Spent, Spent, float]:
    """How many rows; reading them; writing them; and how many MB the process had at most."""
    with closing(open_database(store)) as database, TemporaryDirectory(dir=store.parent) as folder:
        table = _search(database, most)
        read = spent(lambda: sum(len(rows) for rows in table.each_rows()))
        counts = list[int]()
        path = Path(folder) / "list"
        written = spent(
            lambda: counts.append(write(table, ExportKind[kind], path, lambda rows: None, COMMAS))
        )
        return counts[0], read, written, most_memory()


def _search(database: Database, most: int) -> Exported:
    columns = [column.key for column in SERIALS.columns]
    asked = ExportAsked("Search", SERIALS, Selection(Filter(), None, None), columns)
    table = exported(sessions.begin(database), Formats("en", "CNY"), asked)
    return replace(table, each_rows=lambda: _first(table, most))


def _first(table: Exported, most: int) -> Iterator[Sequence[Any]]:
    left = most
    for rows in table.each_rows():
        yield rows[:left]
        left -= len(rows)
        if left <= 0:
            return


def most_memory() -> float:
    """Megabytes that this process has had at most, as Linux says it.

    What ``getrusage`` gives begins with what the process that started this one had.
    """
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024

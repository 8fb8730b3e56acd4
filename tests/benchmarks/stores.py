"""The stores of one run: the one that is measured, and one with very many items and contacts."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from tests.benchmarks import big_store
from tests.benchmarks.big_store_serials import Size

WIDE = Size(serials=5_000, items=100_000, contacts=100_000, scans=1_000, months=12)


class Stores:
    """Made in a folder that goes with them; what is measured is never the user's own file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.main = folder / "store.db"

    def make(self, size: Size) -> None:
        """Make the store that is measured."""
        big_store.make(self.main, size)

    def copy(self, original: Path) -> None:
        """Measure a copy of a store, with what its log still holds, in today's schema."""
        for part in ("", "-wal"):
            if Path(f"{original}{part}").exists():
                copyfile(f"{original}{part}", f"{self.main}{part}")
        with closing(sqlite3.connect(self.main, isolation_level=None)) as connection:
            big_store.bring_up_to_date(connection)
            connection.execute("PRAGMA journal_mode = WAL")

    @property
    def wide(self) -> Path:
        """A store of 100,000 items and 100,000 contacts, made when it is first asked for."""
        path = self._folder / "wide.db"
        if not path.exists():
            big_store.make(path, WIDE)
        return path

"""A supplier's file taken in: judged, mended, and how long the window is held meanwhile."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from openpyxl import Workbook
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer

from app.exchange.imports.import_session import ImportSession
from app.exchange.imports.kinds import PURCHASE_LINES
from app.gui.importing.import_dialog import ImportDialog
from app.gui.kit.desk import Desk
from app.services import session as sessions
from app.services.importing.document_rows import ImportPlace
from db import sql
from db.sql import Database
from tests.benchmarks.measuring import figures, repeated, show
from tests.benchmarks.stores import Stores
from tests.benchmarks.taking_back import opened
from tests.benchmarks.window import window_on

ROWS = (5_000, 50_000)
_WRONG_EVERY = 100
"""One row of so many has an item that nobody knows."""


def measure(stores: Stores, rounds: int) -> None:
    """Print what judging and mending take, and the longest that the window is held."""
    with TemporaryDirectory(dir=stores.main.parent) as folder:
        with opened(stores.main) as database:
            files = {count: _files(database, Path(folder), count) for count in ROWS}
            rows = [
                [f"{count:,} rows, {path.suffix}", *_judged(database, path, rounds)]
                for count, paths in files.items()
                for path in paths
            ]
        show("A supplier's file", ["", "read and judged, CPU ms", "one row corrected"], rows)
        with window_on(stores.main) as window:
            held = [
                [f"{count:,} rows, {path.suffix}", *_held(window.desk, path)]
                for count, paths in files.items()
                for path in paths
            ]
        show(
            "How long the window is held at most, ms by the clock",
            ["", "opening the dialog", "reading", "one row corrected"],
            held,
        )


def _files(database: Database, folder: Path, count: int) -> Sequence[Path]:
    """The same delivery as CSV and as a workbook."""
    sku = sql.value(database, "SELECT sku FROM product WHERE track_serials ORDER BY id LIMIT 1")
    rows = [["SN", "Model", "Box No.", "Unit price"]]
    for n in range(count):
        item = sku if n % _WRONG_EVERY else "NOBODY-9"
        rows.append([f"0049120{n:09}", str(item), f"BX-{n // 20:05}", "2690.00"])
    text = folder / f"{count}.csv"
    text.write_text("\n".join(map(",".join, rows)), "utf-8")
    book = Workbook(write_only=True)
    page = book.create_sheet("Packing")
    for row in rows:
        page.append(row)
    table = folder / f"{count}.xlsx"
    book.save(table)
    return text, table


def _judged(database: Database, path: Path, rounds: int) -> tuple[str, str]:
    session = sessions.begin(database)
    warehouse = int(sql.value(database, "SELECT min(id) FROM warehouse"))
    import_ = ImportSession(session, PURCHASE_LINES, ImportPlace(warehouse=warehouse))

    def judge() -> None:
        import_.open(path)
        import_.judge()

    judged = repeated(rounds, judge)
    texts = iter(range(10**6))
    mended = repeated(rounds, lambda: import_.mend(3, "serial", f"MENDED-{next(texts)}"))
    return figures(judged), figures(mended)


def _held(desk: Desk, path: Path) -> tuple[str, str, str]:
    begun = perf_counter()
    dialog = ImportDialog(desk, [PURCHASE_LINES], path)
    dialog.show()
    QCoreApplication.processEvents()
    opening = (perf_counter() - begun) * 1000
    reading = _longest(lambda: None, lambda: dialog.work.settled)
    correcting = _longest(
        lambda: dialog.mend(3, "serial", f"MENDED-{begun}"), lambda: dialog.work.settled
    )
    dialog.work.changed = False
    dialog.reject()
    return f"{opening:.0f}", f"{reading:.0f}", f"{correcting:.0f}"


_TICK = 5
"""Milliseconds between two looks."""


def _longest(begin: Callable[[], object], done: Callable[[], bool]) -> float:
    """The longest that no event could be answered, in milliseconds, beyond a tick."""
    wait, gaps = QEventLoop(), [0.0]
    last, after = perf_counter(), 5

    def tick() -> None:
        nonlocal last, after
        now = perf_counter()
        gaps.append(now - last)
        last = now
        after -= done()
        if after < 0:
            wait.quit()

    timer = QTimer(interval=_TICK, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start()
    begin()
    wait.exec()
    timer.stop()
    return max(gaps) * 1000 - _TICK

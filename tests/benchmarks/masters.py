"""Stock, items and contacts of a shop that has very many of them; until the table is painted."""

from collections.abc import Callable, Mapping

from app.gui.inventory.stock import StockPage
from app.gui.lists.record_page import RecordPage
from app.gui.shell.main_window import MainWindow
from db.queries import contacts, items
from db.sql import Database
from tests.benchmarks.measuring import HEAD, Times, figures, repeated, show
from tests.benchmarks.stores import WIDE, Stores
from tests.benchmarks.window import painted, shown, window_on

_READS: Mapping[str, Callable[[Database], object]] = {
    "stock": items.list_stock,
    "items": items.list_items,
    "contacts": contacts.list_contacts,
}
"""What a page reads when it is shown."""


def measure(stores: Stores, rounds: int) -> None:
    """Print what the pages of the master data take."""
    with window_on(stores.wide) as window:
        rows = [_row(window, key, rounds) for key in _READS]
    show(
        f"{WIDE.items:,} items, {WIDE.warehouses} warehouses, {WIDE.contacts:,} contacts",
        [HEAD, "read", "shown", "a key in its search"],
        rows,
    )


def _row(window: MainWindow, key: str, rounds: int) -> list[str]:
    database = window.desk.database
    read = repeated(rounds, lambda: _READS[key](database))
    page = window.show_page(key)
    assert isinstance(page, RecordPage | StockPage)
    times = shown(rounds, window, key, page.table.viewport())
    return [key, figures(read), figures(times), figures(_search(page, rounds))]


def _search(page: RecordPage | StockPage, rounds: int) -> Times:
    def key() -> None:
        page.search.setText("77")
        page.reload()  # as the pause after the key does

    return painted(rounds, page.table.viewport(), key, page.search.clear)

"""Stock, items, contacts and warehouses of a shop that has very many; until they are painted."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.gui.inventory.search_page import SearchPage
from app.gui.inventory.stock import StockPage
from app.gui.kit.names_box import NamesBox
from app.gui.lists.list_page import ListPage
from app.gui.lists.record_page import RecordPage
from app.gui.shell.main_window import MainWindow
from app.lists.contacts import CONTACTS
from app.lists.items import asked_for as items_asked
from app.lists.items import items
from app.lists.listing import Listing
from app.lists.stock import asked_for as stock_asked
from app.lists.stock import stock
from app.lists.warehouses import WAREHOUSES
from db.queries.lists import contacts, warehouses
from db.sql import Database
from tests.benchmarks.measuring import HEAD, Act, Times, figures, repeated, show
from tests.benchmarks.stores import WIDE, Stores
from tests.benchmarks.window import painted, shown, window_on

_PAGE = 100
_FOUND, _NOT_FOUND = "77", "no such thing"

_READS: Mapping[str, tuple[Listing[Any, Any], Mapping[str, Any]]] = {
    "stock": (
        stock(True),
        {
            "": stock_asked(""),
            "in one warehouse": stock_asked("", 2),
            "also with no stock": stock_asked("", None, True),
            _FOUND: stock_asked(_FOUND),
            _NOT_FOUND: stock_asked(_NOT_FOUND),
        },
    ),
    "items": (
        items(True),
        {"": items_asked(""), _FOUND: items_asked(_FOUND), _NOT_FOUND: items_asked(_NOT_FOUND)},
    ),
    "contacts": (
        CONTACTS,
        {
            "": contacts.ContactsAsked(),
            _FOUND: contacts.ContactsAsked(_FOUND),
            _NOT_FOUND: contacts.ContactsAsked(_NOT_FOUND),
        },
    ),
    "warehouses": (WAREHOUSES, {"": warehouses.WarehousesAsked()}),
}
"""The lists, and what is asked of each."""


def measure(stores: Stores, rounds: int) -> None:
    """Print what the lists of the master data take to read, and on the page."""
    with window_on(stores.wide) as window:
        _reads(window.desk.database, rounds)
        show(
            "Their pages, until they are painted",
            [HEAD, "shown", "a key in its search", "nothing fits"],
            [_page(window, key, rounds) for key in _READS],
        )
        _names(window, rounds)


def _names(window: MainWindow, rounds: int) -> None:
    """A box of names in the filters of the search: read, a key in it, the one that it names."""
    page = window.show_page("search")
    assert isinstance(page, SearchPage)
    page.filters.show()
    rows = []
    for box in (page.filters.party, page.filters.product):
        line = box.lineEdit()
        assert line is not None

        def key(box: NamesBox = box, line: QLineEdit = line, text: str = _FOUND) -> None:
            line.setText(text)
            box.read_now()  # as the pause after the key does

        def choose(box: NamesBox = box, line: QLineEdit = line) -> None:
            line.setText(box.itemText(box.count() - 1))
            box.settle()

        acts: list[Act] = [box.read_now, key, partial(key, text=_NOT_FOUND), choose]
        clear = partial(line.setText, "")
        rows.append(
            [box.accessibleName(), *(figures(repeated(rounds, act, clear)) for act in acts)]
        )
    head = [HEAD, "offered", "a key in it", "nothing fits", "chosen"]
    show("A box of names in the filters of the search", head, rows)


def _reads(database: Database, rounds: int) -> None:
    rows = []
    for key, (listing, questions) in _READS.items():
        for what, asked in questions.items():
            rows.append([f"{key} {what}".strip(), *_read(database, rounds, listing, asked)])
        for column in (column.key for column in listing.columns if column.sorts):
            down = type(questions[""])(order=type(listing.order)(column, True))
            rows.append([f"{key} by {column}, down", *_read(database, rounds, listing, down)])
    show(
        f"{WIDE.items:,} items, {WIDE.warehouses} warehouses, {WIDE.contacts:,} contacts",
        [HEAD, "first page", "how many", "the next page"],
        rows,
    )


def _read(database: Database, rounds: int, listing: Listing[Any, Any], asked: Any) -> list[str]:
    after = listing.page(database, asked, None, _PAGE).after
    acts = (
        partial(listing.page, database, asked, None, _PAGE),
        partial(listing.count, database, asked),
        partial(listing.page, database, asked, after, _PAGE),
    )
    return [figures(repeated(rounds, act)) for act in acts]


def _page(window: MainWindow, key: str, rounds: int) -> list[str]:
    page = window.show_page(key)
    assert isinstance(page, RecordPage | StockPage)
    listing = page.listing if isinstance(page, RecordPage) else page
    times = shown(rounds, window, key, listing.table.viewport())
    keys = [figures(_search(listing, rounds, text)) for text in (_FOUND, _NOT_FOUND)]
    searched = keys if listing.search.isVisible() else ["–", "–"]
    return [key, figures(times), *searched]


def _search(page: ListPage, rounds: int, text: str) -> Times:
    def key() -> None:
        page.search.setText(text)
        page.reload()  # as the pause after the key does

    def before() -> None:
        page.search.clear()
        page.reload()

    return painted(rounds, page.list, key, before)

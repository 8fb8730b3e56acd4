"""Serial Number Search by every filter, how many there are, and the selection from stock."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker

from app.domain.serials import MOST
from app.gui.inventory.search_page import SearchPage
from app.gui.shell.main_window import MainWindow
from db import sql
from db.queries import serials
from db.queries.lists import in_stock
from db.queries.lists import serials as listed
from db.queries.lists.serial_filter import Filter
from db.sql import Database
from tests.benchmarks.measuring import HEAD, Times, figures, repeated, show, show_acts
from tests.benchmarks.prepared import fullest
from tests.benchmarks.stores import Stores
from tests.benchmarks.taking_back import opened
from tests.benchmarks.window import painted, shown, window_on

_PAGE = 100


def measure(stores: Stores, rounds: int) -> None:
    """Print what the search takes, as a read and on its page, and the selection from stock."""
    with window_on(stores.main) as window:
        _search(window, rounds)
    with opened(stores.main) as database:
        _counts(database, rounds)
        _in_stock(database, rounds)


def _filters(database: Database) -> Mapping[str, Filter]:
    """Each filter by itself, and what a clerk asks most."""
    product = fullest(database)
    number = serials.in_stock(database, 1, product)[0]
    document, day, party = sql.rows(
        database,
        "SELECT number, date, party_id FROM document"
        " WHERE kind = 'purchase' AND state = 1 ORDER BY id LIMIT 1"
        " OFFSET (SELECT count(*) / 2 FROM document WHERE kind = 'purchase')",
    )[0]
    return {
        "by status: sold": Filter(status=2),
        "by status: in stock": Filter(status=1),
        "by warehouse": Filter(warehouse=1),
        "by document, its whole number": Filter(document=document),
        "by document, a part of many": Filter(document=document[:7]),
        "by date: four weeks": Filter(date_from=f"{day[:8]}01", date_to=f"{day[:8]}28"),
        "by party": Filter(party=party),
        "by text: SN2": Filter(text="SN2"),
        "by text: the last 3 characters": Filter(text=number[-3:]),
        "by text: the whole number": Filter(text=number),
        "by item": Filter(product=product),
        "in stock of an item": Filter(product=product, status=1),
        "in stock of an item in a warehouse": Filter(product=product, status=1, warehouse=1),
    }


def _first_page(database: Database, asked: Filter) -> None:
    """What the page reads before it can be painted."""
    listed.page(database, asked, None, _PAGE)
    listed.count(database, asked)


def _search(window: MainWindow, rounds: int) -> None:
    database = window.desk.database
    page = window.show_page("search")
    assert isinstance(page, SearchPage)
    view = page.table.viewport()
    page.filters.open_panel()  # what can be chosen is read
    opening = repeated(rounds, lambda: _first_page(database, Filter()))
    rows = [["open", figures(opening), figures(shown(rounds, window, "search", view))]]
    for what, asked in _filters(database).items():
        read = repeated(rounds, partial(_first_page, database, asked))
        rows.append([what, figures(read), figures(_on_the_page(page, rounds, asked))])
    show("Serial Number Search", [HEAD, "read", "on the page"], rows)


def _on_the_page(page: SearchPage, rounds: int, asked: Filter) -> Times:
    """The times until a filter that was chosen shows what it finds."""
    filters = page.filters
    boxes = {
        filters.product: asked.product,
        filters.status: asked.status,
        filters.warehouse: asked.warehouse,
        filters.party: asked.party,
    }

    def choose() -> None:
        filters.text.setText(asked.text)
        filters.document.setText(asked.document)
        for box, chosen in boxes.items():
            if box.findData(chosen) < 0:  # of very many names only the first are offered
                box.addItem(str(chosen), chosen)
            box.setCurrentIndex(box.findData(chosen))
        with QSignalBlocker(filters.period):  # or each of them would ask by itself
            filters.period.limited.setChecked(bool(asked.date_from))
            if asked.date_from:
                filters.period.first.show_day(date.fromisoformat(asked.date_from))
                filters.period.last.show_day(date.fromisoformat(asked.date_to))
        page.reload()

    return painted(rounds, page.table.viewport(), choose)


def _counts(database: Database, rounds: int) -> None:
    product = fullest(database)
    show_acts(
        "How many serials there are, from the kept totals",
        rounds,
        {
            "by status, of an item": lambda: serials.status_counts(database, product),
        },
    )


def _in_stock(database: Database, rounds: int) -> None:
    product = fullest(database)
    there = sql.value(database, "SELECT count(*) FROM serial WHERE status = 1 AND warehouse_id = 1")

    def first_page(product: int | None = None, text: str = "") -> None:
        asked = in_stock.InStockAsked(1, product, text)
        in_stock.page(database, asked, None, MOST)
        in_stock.count(database, asked)

    show_acts(
        f"The selection from {there:,} in stock in a warehouse, oldest first",
        rounds,
        {
            "the whole warehouse": first_page,
            "with 77 in the number": lambda: first_page(text="77"),
            "with what is in no number": lambda: first_page(text="??"),
            "of one item": lambda: first_page(product),
        },
    )

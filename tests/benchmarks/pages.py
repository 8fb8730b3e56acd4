"""The documents' pages: Sales invoices, and what is in transit; until their tables are painted.

And Ctrl+K, by the clock, from the last key until what the store has is painted; and the payment
strip at the Counter, from F9 until it is painted.
"""

from contextlib import closing

from PySide6.QtWidgets import QWidget

from app.gui.documents.list_page import DocumentsPage
from app.gui.inventory.in_transit import InTransitPage
from app.gui.shell.main_window import MainWindow
from app.services import session as sessions
from app.services import settings
from app.services.stock import finding
from db import sql
from db.engine.opening import open_database
from db.queries import transfers as on_the_way
from db.queries.lists import documents, in_transit
from db.queries.lists.documents import DocumentsAsked
from tests.benchmarks.measuring import HEAD, Times, clocked, figures, repeated, show
from tests.benchmarks.stores import Stores
from tests.benchmarks.taking_back import opened
from tests.benchmarks.window import painted, shown, window_of, window_on

_PAGE = 100
_YEAR, _PART = 7, 9
"""Characters of a number: of a year (``SI-2022``), and of many of one (``SI-2024-0``)."""


def measure(stores: Stores, rounds: int) -> None:
    """Print what the pages take, of a store whose index of words is filled as it is after a day."""
    with closing(open_database(stores.main)) as database:
        finding.fill(database)
    with window_on(stores.main) as window:
        _sales(window, rounds)
        _in_transit(window, rounds)
        _go_to(window, rounds)
    with opened(stores.main) as database:
        settings.save(sessions.begin(database), payments=True)
        with window_of(database) as window:
            _payment(window, rounds)


def _payment(window: MainWindow, rounds: int) -> None:
    """The strip at the Counter: from F9 until what is due is painted."""
    page = window.counter()
    assert page is not None
    here = sql.rows(
        window.desk.database,
        "SELECT number FROM serial WHERE status = 1 AND warehouse_id = ? ORDER BY id LIMIT 2",
        page.document.warehouse_id if page.document else None,
    )
    for (code,) in here[:1]:
        page.take_scan(code)
        page.queue.drain()
    page.pay()  # made once, before anybody waits for it
    page.leave_payment()
    rows = {
        "opened by F9": painted(rounds, page.strip.due, page.pay, page.leave_payment),
        "opened and left": repeated(rounds, lambda: (page.pay(), page.leave_payment())),
    }
    _show("Payment of one line", rows)


def _sales(window: MainWindow, rounds: int) -> None:
    database = window.desk.database
    page = window.show_page("sale")
    assert isinstance(page, DocumentsPage)
    view = page.table.viewport()

    def search(text: str, found: QWidget = view) -> Times:
        def write(text: str) -> None:
            page.search.setText(text)
            page.reload()  # as the pause after the key does

        return painted(rounds, found, lambda: write(text), lambda: write(""))

    number = sql.value(
        database,
        "SELECT number FROM document WHERE kind = 'sale' AND state = 1 ORDER BY id LIMIT 1"
        " OFFSET (SELECT count(*) / 2 FROM document WHERE kind = 'sale')",
    )
    oldest = sql.value(
        database,
        "SELECT number FROM document WHERE kind = 'sale' AND posting IS NOT NULL"
        " ORDER BY posting LIMIT 1",
    )
    rows = {
        "read: the first page": repeated(
            rounds, lambda: documents.page(database, DocumentsAsked(["sale"]), None, _PAGE)
        ),
        "shown": shown(rounds, window, "sale", view),
        "a key in its search: a number": search(number[:_PART]),
        "a key in its search: the first year": search(oldest[:_YEAR]),
        "a key in its search: a name": search("harbour"),
        "a key in its search: nothing fits": search("no such thing", page.list.empty),
        "after a posting": painted(rounds, view, window.desk.bus.changed.emit, page.search.clear),
    }
    _show("Sales invoices", rows)


def _in_transit(window: MainWindow, rounds: int) -> None:
    database = window.desk.database
    sent = in_transit.page(database, None, None, _PAGE).rows
    product, line = sql.rows(
        database,
        "SELECT product_id, line_id FROM on_the_way ORDER BY serials DESC, line_id LIMIT 1",
    )[0]
    page = window.show_page("in_transit")
    assert isinstance(page, InTransitPage)
    rows = {
        "read: the first page": repeated(
            rounds, lambda: in_transit.page(database, None, None, _PAGE)
        ),
        "read: how many, and how much": repeated(
            rounds, lambda: (in_transit.count(database, None), in_transit.quantity(database))
        ),
        "read: the lines of one": repeated(
            rounds, lambda: on_the_way.on_the_way(database, sent[0].id)
        ),
        "read: the serials of a line": repeated(
            rounds, lambda: on_the_way.serials_of_line(database, line)
        ),
        "read: how much of an item": repeated(
            rounds, lambda: on_the_way.quantity_on_the_way(database, product)
        ),
        "shown": shown(rounds, window, "in_transit", page.table.viewport()),
        "another one chosen": painted(
            rounds,
            page.lines.viewport(),
            lambda: page.table.selectRow(1),
            lambda: page.table.selectRow(0),
        ),
    }
    there = in_transit.count(database, None).number
    _show(f"In transit: {there:,} transfers", rows)


_FOUND_BY = ("SN2", "SI-", "har", "00", "no such thing")
"""A serial number, a number of documents, names, figures; and what is nowhere."""


def _go_to(window: MainWindow, rounds: int) -> None:
    go_to = window.go_to
    go_to.open()

    def found(text: str) -> Times:
        view = go_to.said if text == _FOUND_BY[-1] else go_to.list.viewport()
        return painted(rounds, view, lambda: go_to.box.setText(text), go_to.box.clear)

    rows = [[text, clocked(found(text))] for text in _FOUND_BY]
    show("Ctrl+K", ["by the clock, ms, median (fastest)", ""], rows)
    go_to.leave()


def _show(title: str, rows: dict[str, Times]) -> None:
    show(title, [HEAD, ""], [[what, figures(times)] for what, times in rows.items()])

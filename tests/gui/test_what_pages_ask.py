"""What the window asks of the store as its pages are shown: never all of what grows with the shop.

The services' own statements are looked at in ``tests/db/test_plans.py``; these are all that a
start, each page of the rail, an open document and Ctrl+K send.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.gui.kit.desk import Desk
from app.gui.shell.main_window import MainWindow
from app.gui.shell.menu import entries
from db.queries import contacts, items
from db.sql import Database
from tests.conftest import Work
from tests.db.test_plans import scans
from tests.shop import Shop

_BY_CORRECTIONS = "FROM serial_alias"
"""Numbers that were corrected are looked through: they are as many as there were mistakes."""


@contextmanager
def statements(patch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, list[object]]]]:
    """All that is asked meanwhile, once each."""
    asked: dict[str, list[object]] = {}
    run = Database.execute_sql

    def noting(self: Database, text: str, params: Any = None) -> Any:
        asked.setdefault(text, list(params or ()))
        return run(self, text, params)

    found: list[tuple[str, list[object]]] = []
    with patch.context() as patched:
        patched.setattr(Database, "execute_sql", noting)
        yield found
    found += asked.items()


def through_all(shop: Shop, asked: list[tuple[str, list[object]]]) -> list[tuple[list[str], str]]:
    """The statements that go through all of a table that grows, and the steps that do."""
    reads = [
        (text, values)
        for text, values in asked
        if text.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE", "DELETE"))
        and _BY_CORRECTIONS not in text
    ]
    assert reads
    found = ((scans(shop.database, text, values), text) for text, values in reads)
    return [(steps, text) for steps, text in found if steps]


def trade(shop: Shop) -> None:
    """Something of each kind; what is few is looked through by no plan that is right."""
    shop.purchase("A1 A2 A3 A4", units=6)
    shop.sell("A1")
    shop.take_back("A1")
    shop.dispatch("A2")
    shop.draft("sale")


@pytest.fixture
def shop(shop_after: Callable[[Work], Shop]) -> Shop:
    return shop_after(trade)


@pytest.fixture
def busy(shop: Shop) -> Shop:
    return shop


def test_a_start_asks_for_what_it_shows(
    qtbot: Any, desk: Desk, busy: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with statements(monkeypatch) as asked:
        window = MainWindow(desk)
        qtbot.addWidget(window)
        window.start()
        window.show()
        qtbot.waitExposed(window)
    assert through_all(busy, asked) == []


COUNTS_ALL = {"migration"}
"""What it shows is how many of everything there are, beside what a file held."""


@pytest.mark.parametrize(
    "key", [entry.key for entry in entries(serials_enabled=True) if entry.key not in COUNTS_ALL]
)
def test_a_page_asks_for_what_it_shows(
    qtbot: Any, desk: Desk, busy: Shop, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    with statements(monkeypatch) as asked:
        page = window.show_page(key)
        qtbot.waitUntil(page.isVisible)
        document = busy.rows("SELECT max(id) FROM document WHERE kind = ? AND state = 1", key)[0][0]
        if document is not None:
            window.open_document(document)
        list(window._everything("a1"))
    assert through_all(busy, asked) == []


def test_what_can_be_filtered_by_is_read_where_it_is_offered(
    qtbot: Any, desk: Desk, busy: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All items and all contacts: not as the search is shown, but as its filters are opened."""
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    with statements(monkeypatch) as asked:
        filters = window.show_page("search").filters
    assert [text for text, _values in asked if "FROM contact" in text or "track" in text] == []
    filters.open_panel()
    assert filters.product.count() == 1 + len(items.tracked(busy.database))
    assert filters.party.count() == 1 + len(contacts.everybody(busy.database))
    filters.party.setCurrentIndex(filters.party.findData(busy.has.customer))
    filters.close_panel()
    filters.fill()
    assert filters.asked_for().party == busy.has.customer


def test_leaving_makes_no_page_of_what_was_never_shown(qtbot: Any, desk: Desk) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show_page("sale").page_for(window.show_page("sale").kind)
    assert window.may_leave()
    assert [page for page in window._document_pages() if "posted" in vars(page)] == []

"""One view for every list: pages as it is scrolled, what is chosen stays, how many there are."""

import pytest

from app.domain.kinds import SALE
from app.gui.documents.list_page import DocumentsPage
from app.gui.lists import list_view
from app.services.documents import drafts
from db.queries.lists import documents as document_pages
from db.queries.lists import paging


@pytest.fixture
def page(qtbot, desk, shop, monkeypatch):
    """Sales invoices, three to a page of the list; twelve drafts."""
    monkeypatch.setattr(list_view, "_PAGE", 3)
    for _ in range(12):
        drafts.new(shop.session, "sale")
    made = DocumentsPage(desk, SALE)
    qtbot.addWidget(made)
    return made


def ids(page):
    return [row.id for row in page.model.rows]


def test_the_first_page_is_there_at_once_and_the_others_as_it_is_scrolled(page, desk):
    page.reload()
    first = ids(page)
    assert len(first) == 3 and page.model.canFetchMore()
    assert page.list.counted.text() == "12 documents"
    while page.model.canFetchMore():
        page.model.fetchMore()
    assert ids(page)[:3] == first
    assert ids(page) == sorted(ids(page), reverse=True) and len(ids(page)) == 12


def test_more_than_are_counted_are_said_to_be_more(page, monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 10)
    page.reload()
    assert page.list.counted.text() == "More than 10"
    while page.model.canFetchMore():
        page.model.fetchMore()
    assert page.list.counted.text() == "12 documents"


def test_what_was_chosen_stays_chosen_when_others_come(qtbot, page, desk, shop):
    page.show()
    for _ in range(3):
        page.model.fetchMore()
    page.table.select_only(7)
    chosen = page.table.current_row().id
    drafts.new(shop.session, "sale")
    desk.bus.changed.emit()
    assert page.table.current_row().id == chosen
    assert page.table.currentIndex().row() == 8


def test_a_list_that_is_not_on_the_screen_is_not_read(page, desk, monkeypatch):
    asked = []
    monkeypatch.setattr(page.model, "ask", lambda *given: asked.append(given))
    desk.bus.changed.emit()
    desk.bus.day_changed.emit()
    assert not asked
    page.show()
    asked.clear()
    desk.bus.changed.emit()
    desk.bus.day_changed.emit()
    assert len(asked) == 2


def test_a_search_goes_on_by_itself_until_it_has_found_a_page_or_all(
    qtbot, desk, shop, monkeypatch
):
    monkeypatch.setattr(document_pages, "_AT_ONCE", 1)
    monkeypatch.setattr(document_pages, "_FEW", 0)
    shop.opening("A1 A2 A3 A4")
    odd = drafts.new(shop.session, "sale")
    drafts.discard(shop.session, odd)
    sold = shop.sell("A1")
    shop.purchase(units=1)
    made = DocumentsPage(desk, SALE)
    qtbot.addWidget(made)
    made.show()
    shop.purchase(units=1)
    made.search.setText("Mrs Chen")
    made.reload()
    assert not made.model.rows and made.list.empty.text() == "Searching…"
    qtbot.waitUntil(lambda: ids(made) == [sold])
    qtbot.waitUntil(lambda: made.model.is_whole)
    assert made.list.counted.text() == "1 document"
    made.search.setText("no such thing")
    made.reload()
    qtbot.waitUntil(lambda: made.list.empty.text().startswith("No document fits"))

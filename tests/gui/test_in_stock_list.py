"""The list of what is in stock, those that came first on top, read as it is scrolled (D4)."""

import pytest

from app.gui.documents.in_stock_entry import InStockEntry
from app.gui.inventory import in_stock_list
from app.gui.lists import list_view
from app.gui.lists.list_view import ListModel
from app.lists.in_stock import IN_STOCK
from db.queries import documents
from db.queries.lists import in_stock
from db.queries.lists.in_stock import InStockAsked

pytestmark = pytest.mark.rule("D4")


@pytest.fixture
def listed(desk, shop):
    """Five in stock, read two at a time."""
    for number in ("C3", "A1", "E5", "B2", "D4"):
        shop.purchase(number)
    model = ListModel(desk, IN_STOCK, 2)
    model.ask(InStockAsked(shop.has.main))
    return model


def numbers(model):
    return [row.number for row in model.rows]


def test_those_that_came_first_are_read_and_more_when_they_are_wanted(listed):
    assert numbers(listed) == ["C3", "A1"]
    listed.fetchMore()
    assert numbers(listed) == ["C3", "A1", "E5", "B2"]
    listed.fetchMore()
    assert numbers(listed) == ["C3", "A1", "E5", "B2", "D4"]
    assert not listed.canFetchMore()


@pytest.mark.parametrize(("wanted", "read"), [(1, 2), (3, 4), (5, 5), (6, 5)])
def test_as_many_are_read_as_are_wanted_and_are_there(listed, wanted, read):
    listed.read_to(wanted)
    assert listed.rowCount() == read


def test_what_is_sold_meanwhile_hides_none_of_the_others(listed, shop):
    shop.sell("A1 C3")
    listed.fetchMore()
    assert numbers(listed)[2:] == ["E5", "B2"]


def test_the_oldest_are_chosen_however_many_there_are(qtbot, desk, shop, monkeypatch):
    monkeypatch.setattr(in_stock_list, "MOST", 2)
    monkeypatch.setattr(list_view, "_PAGE", 2)
    shop.purchase(" ".join(f"A{number:02}" for number in range(60)))
    entry = InStockEntry(desk, lambda numbers: [])
    qtbot.addWidget(entry)
    entry.show_line(documents.document(shop.database, shop.draft("sale")), None)
    entry.resize(300, 200)
    entry.show()
    assert len(entry.model.rows) < 50
    entry.amount.setValue(50)
    entry.choose_oldest()
    assert entry.waiting() == 50
    assert entry._summary.text() == "60 in stock, 50 chosen. The oldest come first."


def trade(shop):
    shop.purchase("Z9", warehouse=shop.has.branch)
    for number in ("C3", "A1", "A3", "B2"):
        shop.purchase(number)
    shop.purchase("CAM3", product=shop.has.camera)
    shop.sell("B2")
    shop.scan(shop.draft("sale"), "A3")


@pytest.mark.parametrize("few", [0, 1_000])
@pytest.mark.parametrize("at_once", [1, 2, 1_000])
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(
    "asked",
    [{}, {"product": 1}, {"text": "a"}, {"product": 1, "text": "3"}, {"without": True}],
    ids=str,
)
def test_pages_say_each_that_fits_once_in_the_order_in_which_they_came(
    seen_after, monkeypatch, asked, size, at_once, few
):
    """However few are looked at at a time, and by either way."""
    monkeypatch.setattr(in_stock, "_FEW", few)
    monkeypatch.setattr(in_stock, "_AT_ONCE", at_once)
    shop = seen_after(trade)
    ((draft,),) = shop.rows("SELECT max(id) FROM document WHERE state = 0")
    named = {"product": shop.has.phone, "without": draft}
    given = {name: named.get(name, value) for name, value in asked.items()}
    found, after = [], None
    while True:
        page = in_stock.page(shop.database, InStockAsked(shop.has.main, **given), after, size)
        assert len(page.rows) <= size
        found += [row.number for row in page.rows]
        after = page.after
        if after is None:
            break
    there = ["C3", "A1", "A3", "CAM3"]
    assert found == [
        number
        for number in there
        if not ("product" in asked and number == "CAM3")
        and asked.get("text", "").upper() in number
        and not ("without" in asked and number == "A3")
    ]
    count = in_stock.count(shop.database, InStockAsked(shop.has.main, **given))
    assert count is None if "text" in asked else count == (len(found), True)


def test_where_no_warehouse_is_chosen_there_is_nothing(shop):
    shop.purchase("A1")
    assert in_stock.page(shop.database, InStockAsked(None), None, 10).rows == []

"""The list of what is in stock, the oldest first, read as it is scrolled."""

from functools import partial

import pytest

from app.gui.inventory import arrivals
from app.gui.inventory.arrivals import Arrivals
from app.gui.kit.tables import TableColumn
from db.queries import serials


@pytest.fixture
def listed(qtbot, shop, monkeypatch):
    """Five in stock, read two at a time."""
    monkeypatch.setattr(arrivals, "MOST", 2)
    for number in ("C3", "A1", "E5", "B2", "D4"):
        shop.purchase(number)
    model = Arrivals(
        [TableColumn("", lambda s: s.number)], partial(serials.in_stock_page, shop.database)
    )

    def read(after, limit):
        return serials.arrivals(shop.database, shop.has.main, after=after, limit=limit)

    model.ask(read)
    return model


def numbers(model):
    return [model.index(place, 0).data() for place in range(model.rowCount())]


@pytest.mark.rule("D4")
def test_those_that_came_first_are_read_and_more_when_they_are_wanted(listed):
    assert numbers(listed) == ["C3", "A1"]
    assert listed.how_many() == "More than 2 in stock"
    listed.fetchMore()
    assert numbers(listed) == ["C3", "A1", "E5", "B2"]
    listed.fetchMore()
    assert numbers(listed) == ["C3", "A1", "E5", "B2", "D4"]
    assert not listed.canFetchMore()
    assert listed.how_many() == "5 in stock"


def test_as_many_as_are_read_at_once_are_no_more_than_that(listed, shop):
    shop.sell("C3 A1 E5")
    listed.ask(listed._read)
    assert not listed.canFetchMore()
    assert listed.how_many() == "2 in stock"


def test_what_is_sold_meanwhile_hides_none_of_the_others(listed, shop):
    shop.sell("A1 C3")
    listed.fetchMore()
    assert numbers(listed)[2:] == ["E5", "B2"]

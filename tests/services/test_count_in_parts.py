"""A product counted in parts while some of it comes or goes: it is counted again (D2, L2)."""

import pytest

from app.domain.problems import Code
from app.services.documents.effects import counting
from db.queries import counts
from tests.shop import codes, refusal


@pytest.fixture
def cables(shop):
    """Ten cables in Main and five in Branch."""
    shop.purchase(product=shop.has.cable, units=10)
    shop.purchase(product=shop.has.cable, units=5, warehouse=shop.has.branch)
    return shop


def scanned(shop, count, code, times):
    for _time in range(times):
        assert shop.scan(count, code).problem is None


def sell(shop):
    shop.sell(product=shop.has.cable, units=2)


def send(shop):
    shop.dispatch(product=shop.has.cable, units=2)


def swap(shop):
    """Two go and two others come: as many as before, and nobody knows which were counted."""
    sell(shop)
    shop.purchase(product=shop.has.cable, units=2)


def void_a_purchase(shop):
    shop.void(shop.purchase(product=shop.has.cable, units=2))


MOVES = (sell, send, swap, void_a_purchase)


@pytest.mark.rule("D2")
@pytest.mark.parametrize("move", MOVES)
def test_what_moves_between_two_parts_is_counted_again(cables, move):
    count = cables.draft("count")
    scanned(cables, count, "CABLE-C", 4)
    move(cables)
    scanned(cables, count, "CABLE-C", 2)
    before = cables.books()
    (problem,) = refusal(cables.post, count, quantity=True)
    assert (problem.code, problem.values["product"], problem.line) == (
        Code.COUNT_MOVED,
        "Cable",
        1,
    )
    assert cables.books() == before
    there = cables.stock(cables.has.cable)[0]
    cables.tally(count, there, cables.has.cable)  # all of it, once more
    cables.post(count)
    assert cables.stock(cables.has.cable)[0] == there


@pytest.mark.rule("D2")
@pytest.mark.parametrize("move", MOVES)
def test_what_moves_before_or_after_the_count_of_it_is_in_the_books(cables, move):
    move(cables)
    count = cables.draft("count")
    cables.tally(count, cables.stock(cables.has.cable)[0] - 1, cables.has.cable)
    move(cables)
    expected = cables.stock(cables.has.cable)[0] - 1
    cables.post(count, quantity=True)
    assert cables.stock(cables.has.cable)[0] == expected


@pytest.mark.rule("D2")
def test_what_moves_elsewhere_or_of_another_product_is_of_no_account(cables):
    count = cables.draft("count")
    scanned(cables, count, "CABLE-C", 4)
    cables.sell(product=cables.has.cable, units=1, warehouse=cables.has.branch)
    cables.purchase("A1")
    scanned(cables, count, "CABLE-C", 6)
    cables.post(count)
    assert cables.stock(cables.has.cable)[0] == 10


@pytest.mark.rule("D2")
def test_a_product_on_two_lines_is_counted_again_on_both(cables):
    count = cables.draft("count")
    first = cables.line(count, product=cables.has.cable, units=6)
    cables.set_quantity(count, first, 6)
    sell(cables)
    second = cables.line(count, product=cables.has.cable, units=2)
    cables.set_quantity(count, second, 2)
    assert codes(refusal(cables.post, count, quantity=True)) == [Code.COUNT_MOVED]
    cables.set_quantity(count, first, 6)
    cables.post(count)
    assert cables.stock(cables.has.cable)[0] == 8


@pytest.mark.rule("D2", "L3")
def test_units_without_a_serial_of_a_tracked_product_are_counted_again_too(shop):
    shop.purchase("A1 A2", units=6)
    count = shop.count("A1 A2")
    scanned(shop, count, "PHONE-1", 2)
    shop.sell("X1")  # one of those without
    scanned(shop, count, "PHONE-1", 2)
    assert Code.COUNT_MOVED in codes(refusal(shop.post, count, quantity=True))
    shop.tally(count, 5)
    shop.post(count)
    assert shop.stock() == (5, 2)


@pytest.mark.rule("D2")
def test_serials_say_themselves_where_they_are_and_ask_for_no_new_count(shop):
    shop.purchase("A1 A2 A3 A4")
    count = shop.count("A1 A2")
    shop.sell("A1")
    shop.sell("A4")
    shop.enter(count, "A3")
    shop.post(count)
    assert shop.stock() == (2, 2)


@pytest.mark.rule("D6", "D2")
@pytest.mark.parametrize("taken", [True, False])
def test_a_posted_count_says_what_was_decided_and_what_really_moved(cables, taken):
    cables.purchase("A1 A2")
    count = cables.count("A1")
    cables.tally(count, 7, cables.has.cable)
    cables.post(count, quantity=taken, missing=taken)
    board = counting.board(cables.database, count)
    (difference,) = board.differences
    assert (difference.change, difference.posted) == (-3000, -3000 if taken else 0)
    assert counts.decisions(cables.database, count) == {
        "QUANTITY": (taken, 1),
        "MISSING": (taken, 1),
    }
    posted = {row.product: row.posted for row in counts.products(cables.database, count)}
    assert posted == ({"Cable": -3000, "Phone": -1000} if taken else {"Cable": 0, "Phone": 0})

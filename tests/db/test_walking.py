"""Lists that go through the store by an index: each row once, in the order that was asked."""

import pytest

from app.domain.prices import PriceStep
from app.lists.contacts import CONTACTS
from app.lists.items import items
from app.lists.people import PEOPLE
from app.lists.price_list import PRICES
from app.lists.stock import stock
from app.lists.taxes import TAXES
from app.lists.warehouses import WAREHOUSES
from app.services import settings
from app.services.entry.cartons import learn
from app.services.money import price_lists
from app.services.money import taxes as tax_services
from app.services.money.taxes import TaxForm
from app.services.stock import contacts as contact_services
from app.services.stock import items as item_services
from app.services.stock import warehouses as warehouse_services
from app.services.stock.contacts import ContactForm
from app.services.stock.items import ItemForm
from app.services.stock.warehouses import WarehouseForm
from db import sql
from db.engine.opening import open_database
from db.engine.trouble import StoreTrouble
from db.queries.lists import cartons as carton_reads
from db.queries.lists import contacts, paging, people, price_list, taxes, walking, warehouses
from db.queries.lists import items as item_reads
from db.queries.lists import stock as stock_reads
from db.queries.lists.walking import Order
from db.queries.taxes import TaxPeriod
from tests.lists import QUESTION_OF


def much_done(shop):
    """Alike names and prices, capitals, letters beyond ASCII, some put aside; stock in places."""
    for number, name in enumerate(["same", "Same", "SAME", "élan", "Zoë", "灯", "apple"]):
        form = ItemForm(
            f"s-{number}",
            name,
            purchase_price=number % 2,
            sale_price=-number % 3,
            active=number != 2,
        )
        item_services.save(shop.session, form, [f"{number}77"])
        contact_services.save(
            shop.session,
            ContactForm(name, True, number % 2 == 0, f"13{number}", active=number != 3),
        )
        if name.lower() != "same" or number == 0:
            rate = TaxPeriod("2026-01-01", None, number)
            tax_services.save(shop.session, TaxForm(name, [rate], active=number < 5))
            warehouse_services.save(
                shop.session, WarehouseForm(f"{name} {number}", active=number < 5)
            )
    member = price_lists.save(shop.session, "Member")
    for product in (shop.has.cable, shop.has.rope):
        steps = [PriceStep(1_000, 5), PriceStep(10_000, 4)]
        price_lists.set_steps(shop.session, product, {member: steps})
    shop.purchase("A1 A2", units=3)
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.purchase(product=shop.has.rope, units=2.5)
    sold = shop.sell(product=shop.has.rope, units=2.5)
    shop.void(sold)
    shop.sell("B1", warehouse=shop.has.branch)


@pytest.fixture
def many(shop_after):
    return shop_after(much_done)


@pytest.fixture
def seen(seen_after):
    """The same, to look at only."""
    return seen_after(much_done)


def pages(database, reads, asked, size):
    """All rows, page by page, and how many pages came."""
    rows, after, came = [], None, 0
    while True:
        page = reads.page(database, asked, after, size)
        assert len(page.rows) <= size
        rows, after, came = rows + page.rows, page.after, came + 1
        if after is None:
            return rows, came


LISTS = {
    "items": (item_reads, items(True), [{}, {"text": "a"}, {"text": "77", "with_inactive": True}]),
    "stock": (stock_reads, stock(True), [{}, {"with_none": True}, {"warehouse": 1, "text": "p"}]),
    "contacts": (contacts, CONTACTS, [{}, {"text": "13"}, {"customers": False, "text": "a"}]),
    "prices": (
        price_list,
        PRICES,
        [{}, {"text": "a"}, {"price_list": 1}, {"price_list": 1, "priced": True}],
    ),
    "warehouses": (warehouses, WAREHOUSES, [{}, {"with_inactive": True}]),
    "people": (people, PEOPLE, [{}, {"with_inactive": True}]),
    "taxes": (taxes, TAXES, [{"day": "2026-01-31"}, {"with_inactive": True}]),
}
ASKED = [
    pytest.param(reads, listing, given, id=f"{name} {given}")
    for name, (reads, listing, asked) in LISTS.items()
    for given in asked
]


@pytest.mark.parametrize("size", [1, 2, 100])
@pytest.mark.parametrize("at_once", [1, 3, walking.AT_ONCE])
@pytest.mark.parametrize(("reads", "listing", "given"), ASKED)
def test_however_it_is_paged_each_row_comes_once_in_the_order_asked(
    seen, monkeypatch, reads, listing, given, at_once, size
):
    for column in (column for column in listing.columns if column.sorts):
        for falling in (False, True):
            asked = QUESTION_OF[reads](**given, order=Order(column.key, falling))
            whole, _one = pages(seen.database, reads, asked, 1_000)
            with monkeypatch.context() as patched:
                patched.setattr(walking, "AT_ONCE", at_once)
                rows, _some = pages(seen.database, reads, asked, size)
            assert whole and rows == whole
            assert len({row.id for row in rows}) == len(rows)
            keys = [folded(getattr(row, column.key)) for row in rows]
            assert keys == sorted(keys, reverse=falling)


def folded(value):
    """As the store compares names: capitals of ASCII are small letters, the rest by its code."""
    return value.encode().lower() if isinstance(value, str) else value


@pytest.mark.parametrize(("reads", "listing", "given"), ASKED)
def test_both_ways_say_the_same_rows(seen, reads, listing, given):
    key = next(column.key for column in listing.columns if column.sorts)
    rising, falling = (
        pages(seen.database, reads, QUESTION_OF[reads](**given, order=Order(key, way)), 2)[0]
        for way in (False, True)
    )
    assert rising == falling[::-1]


@pytest.mark.parametrize(("reads", "listing", "given"), ASKED)
def test_a_count_says_how_many_rows_come(seen, reads, listing, given):
    asked = QUESTION_OF[reads](**given)
    rows, _pages = pages(seen.database, reads, asked, 100)
    found = reads.count(seen.database, asked)
    assert found is None if given.get("text") else found == (len(rows), True)


def test_what_is_counted_row_by_row_is_counted_so_far_only(seen, monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 3)
    for reads in (item_reads, contacts, warehouses):
        assert reads.count(seen.database, QUESTION_OF[reads]()) == (3, False)


def test_what_does_not_fit_is_looked_at_so_far_only(many, monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 3)
    sql.execute(many.database, "UPDATE product SET active = false")
    assert item_reads.count(many.database, item_reads.ItemsAsked()) is None
    assert stock_reads.count(many.database, stock_reads.StockAsked(with_none=True)) is None


def test_a_page_that_looks_at_a_part_only_says_where_it_came_to(seen, monkeypatch):
    monkeypatch.setattr(walking, "AT_ONCE", 2)
    page = item_reads.page(seen.database, item_reads.ItemsAsked("no such thing"), None, 100)
    assert page.rows == [] and page.after is not None


def test_a_full_page_looks_no_further(seen, monkeypatch):
    looked = []
    plainly = sql.each

    def noted(*given):
        for row in plainly(*given):
            looked.append(row)
            yield row

    monkeypatch.setattr(sql, "each", noted)
    item_reads.page(seen.database, item_reads.ItemsAsked(), None, 2)
    assert len(looked) == 2


@pytest.mark.parametrize("reads", [item_reads, stock_reads, contacts])
def test_an_empty_store_has_no_rows(reads, empty_store):
    for column in reads.BY:
        for falling in (False, True):
            asked = QUESTION_OF[reads](order=Order(column, falling))
            assert pages(empty_store, reads, asked, 10)[0] == []


@pytest.fixture
def empty_store(tmp_path):
    database = open_database(tmp_path / "empty.sdk")
    yield database
    database.close()


# What a warehouse holds in all ------------------------------------------------------------------


@pytest.mark.rule("L2")
def test_the_totals_of_a_warehouse_are_the_sum_of_its_stock(seen):
    kept = sql.rows(seen.database, "SELECT * FROM warehouse_stock ORDER BY warehouse_id")
    summed = sql.rows(
        seen.database,
        "SELECT warehouse_id, sum(on_hand <> 0), sum(on_hand) FROM stock"
        " GROUP BY warehouse_id ORDER BY warehouse_id",
    )
    assert kept == summed and len(kept) == 2
    assert [row for row in kept if row[0] == seen.has.branch] == [(seen.has.branch, 0, 0)]


@pytest.mark.rule("L2")
def test_a_quantity_below_zero_is_one_item_that_is_owed(many):
    settings.save(many.session, negative_stock=True)
    many.sell(product=many.has.cable, units=4)
    rows = warehouses.page(many.database, warehouses.WarehousesAsked(), None, 100).rows
    main = next(row for row in rows if row.id == many.has.main)
    assert (main.items, main.on_hand) == (3, 3000 + 2500 - 4000)


@pytest.mark.rule("L2")
@pytest.mark.parametrize("place", [None, "main", "branch"])
def test_units_are_the_sum_of_the_rows(seen, place):
    asked = stock_reads.StockAsked(warehouse=getattr(seen.has, place) if place else None)
    rows, _pages = pages(seen.database, stock_reads, asked, 100)
    assert stock_reads.units(seen.database, asked) == sum(row.on_hand for row in rows)
    assert stock_reads.units(seen.database, stock_reads.StockAsked("phone")) is None


@pytest.mark.rule("C3")
@pytest.mark.parametrize("units", [1, 3, 4, 100])
@pytest.mark.parametrize("size", [2, 100])
@pytest.mark.parametrize("text", ["", "BOX", "U1"])
def test_full_cartons_come_in_parts_and_each_comes_once(shop, monkeypatch, units, size, text):
    """A page looks up so many units at most: whatever they hold, every carton comes, newest first.

    One that holds more than that comes alone.
    """
    monkeypatch.setattr(carton_reads, "_UNITS_AT_ONCE", units)
    held = [3, 1, 1, 5, 2, 1]
    for number, count in enumerate(held):
        learn(shop.session, f"BOX{number}", [f"U{number}-{n}" for n in range(count)])
    rows, came = pages(shop.database, carton_reads, text, size)
    expected = [number for number in range(len(held)) if text in ("", "BOX") or number == 1]
    assert [(row.code, row.units) for row in rows] == [
        (f"BOX{number}", held[number]) for number in reversed(expected)
    ]
    if units == 1 and text == "":
        assert came >= 5


def test_what_is_only_looked_at_cannot_be_written(seen):
    """So no test of those above finds what another left."""
    with pytest.raises(StoreTrouble, match="not_writable"):
        sql.execute(seen.database, "UPDATE product SET active = false")

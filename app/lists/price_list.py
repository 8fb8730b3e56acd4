"""The items with their prices in one list, step by step, or with what everybody pays."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.marks import N_
from app.domain.permissions import Permission
from app.domain.quantities import ONE_UNIT
from app.lists import said
from app.lists.listing import Column, Listing, Type
from app.services.clock import today
from app.services.money import margins
from db.queries.lists import price_list as pages
from db.queries.lists.paging import Cursor, Page
from db.queries.lists.price_list import ItemPriceRow, PricesAsked
from db.queries.lists.walking import BY_NAME
from db.sql import Database


def _page(
    database: Database, asked: PricesAsked, after: Cursor | None, size: int
) -> Page[ItemPriceRow]:
    """A page with what a unit of each item had cost (M11)."""
    page = pages.page(database, asked, after, size)
    ids = [row.id for row in page.rows]
    found, rates = margins.of_items(database, ids), margins.included_rates(database, ids, today())
    rows = [row._replace(cost=found[row.id].cost, included_rate=rates[row.id]) for row in page.rows]
    return replace(page, rows=rows)


def first_price(row: ItemPriceRow) -> int | None:
    """What one unit costs in the list; None: what everybody pays."""
    return next((price for quantity, price in row.steps if quantity <= ONE_UNIT), None)


def _next_step(row: ItemPriceRow) -> tuple[int | None, int | None]:
    return next(((at, price) for at, price in row.steps if at > ONE_UNIT), (None, None))


def _margin(row: ItemPriceRow) -> int | None:
    price = first_price(row)
    price = row.sale_price if price is None else price
    if row.cost is None:
        return None
    return margins.of_price(price, row.included_rate, row.cost).amount


def _columns() -> Iterator[Column[ItemPriceRow]]:
    see = Permission.SEE_COST
    yield Column("sku", N_("SKU"), Type.TEXT, lambda r: r.sku, 128, sorts=True)
    yield Column("name", N_("Name"), Type.TEXT, lambda r: r.name, stretch=True, sorts=True)
    yield Column(
        "sale_price", N_("Sale price"), Type.MONEY, lambda r: r.sale_price, 108, sorts=True
    )
    yield Column("price", N_("In this list"), Type.MONEY, first_price, 108)
    yield Column(
        "from", N_("From units"), Type.QUANTITY, lambda r: _next_step(r)[0], 92, gives_way=4
    )
    yield Column("step", N_("From there"), Type.MONEY, lambda r: _next_step(r)[1], 108, gives_way=3)
    yield Column(
        "steps",
        N_("Steps"),
        Type.COUNT,
        lambda r: len(r.steps) or None,
        64,
        at_first=False,
        gives_way=1,
    )
    yield Column(
        "purchase_price",
        N_("Purchase price"),
        Type.MONEY,
        lambda r: r.purchase_price,
        120,
        sorts=True,
        at_first=False,
        gives_way=1,
        needs=see,
    )
    yield Column("cost", N_("Cost"), Type.MONEY, lambda r: r.cost, 108, gives_way=2, needs=see)
    yield Column("margin", N_("Margin"), Type.MONEY, _margin, 108, gives_way=2, needs=see)


PRICES: Listing[PricesAsked, ItemPriceRow] = Listing(
    "prices", tuple(_columns()), _page, pages.count, BY_NAME, says=said.of_prices
)

"""The items, by name, SKU or price, with their codes and what is on hand of them."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.codes import gtins_in
from app.domain.marks import N_
from app.domain.permissions import Permission
from app.domain.verdicts import Level
from app.lists import said
from app.lists.listing import Column, Listing, Type, name_of
from app.services.clock import today
from app.services.money import margins
from db.queries.lists import items as item_pages
from db.queries.lists.items import ItemsAsked, ProductListRow
from db.queries.lists.paging import Cursor, Page
from db.queries.lists.walking import BY_NAME
from db.sql import Database


def items(serials_enabled: bool) -> Listing[ItemsAsked, ProductListRow]:
    """The list of items; with serials switched off it says nothing about them (P1)."""
    columns = (*_columns(), *(_serial_columns() if serials_enabled else ()))
    return Listing("items", columns, _page, item_pages.count, BY_NAME, says=said.of_items)


def _page(
    database: Database, asked: ItemsAsked, after: Cursor | None, size: int
) -> Page[ProductListRow]:
    """A page with what a unit of each item had cost (M11)."""
    page = item_pages.page(database, asked, after, size)
    ids = [row.id for row in page.rows]
    found, rates = margins.of_items(database, ids), margins.included_rates(database, ids, today())
    rows = [row._replace(cost=found[row.id].cost, included_rate=rates[row.id]) for row in page.rows]
    return replace(page, rows=rows)


def asked_for(text: str, with_inactive: bool = False) -> ItemsAsked:
    """What a text that was typed or scanned asks for: a GTIN in any of its forms (C7)."""
    return ItemsAsked(text, with_inactive, gtins_in(text))


def _columns() -> Iterator[Column[ProductListRow]]:
    yield Column("sku", N_("SKU"), Type.TEXT, lambda i: i.sku, 128, sorts=True)
    yield Column(
        "name",
        N_("Name"),
        Type.TEXT,
        lambda i: name_of(i.name, i.active),
        stretch=True,
        faded=lambda i: not i.active,
        sorts=True,
    )
    yield Column("barcodes", N_("Barcodes"), Type.TEXT, lambda i: i.barcodes, 136, gives_way=2)
    yield Column("unit", N_("Unit"), Type.TEXT, lambda i: i.unit, 56, gives_way=1)
    yield Column(
        "purchase_price",
        N_("Purchase price"),
        Type.MONEY,
        lambda i: i.purchase_price,
        120,
        sorts=True,
        gives_way=3,
        needs=Permission.SEE_COST,
    )
    yield Column(
        "sale_price", N_("Sale price"), Type.MONEY, lambda i: i.sale_price, 108, sorts=True
    )
    see = Permission.SEE_COST
    yield Column("cost", N_("Cost"), Type.MONEY, lambda i: i.cost, 108, at_first=False, needs=see)
    yield Column(
        "margin",
        N_("Margin"),
        Type.MONEY,
        _margin,
        108,
        at_first=False,
        needs=see,
    )
    yield Column("on_hand", N_("On hand"), Type.QUANTITY, lambda i: i.on_hand, 80)


def _margin(item: ProductListRow) -> int | None:
    if item.cost is None:
        return None
    return margins.of_price(item.sale_price, item.included_rate, item.cost).amount


def _serial_columns() -> Iterator[Column[ProductListRow]]:
    yield Column(
        "track_serials",
        N_("Serial numbers"),
        Type.FLAG,
        lambda i: i.track_serials,
        116,
        gives_way=4,
    )
    yield Column(
        "identified",
        N_("With serial number"),
        Type.COUNT,
        lambda i: i.identified if i.track_serials else None,
        88,
        gives_way=5,
    )
    yield Column(
        "without_serial",
        N_("Without serial number"),
        Type.QUANTITY,
        without_serial,
        168,
        level=lambda i: Level.WARNING if (without_serial(i) or 0) > 0 else None,
    )


def without_serial(item: ProductListRow) -> int | None:
    """Thousandths whose serial number is not known; None where none is kept."""
    return item.on_hand - item.identified * 1000 if item.track_serials else None

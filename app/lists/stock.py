"""What is on hand, by item and warehouse, identified and not (L2)."""

from collections.abc import Iterator

from app.domain.codes import gtins_in
from app.domain.marks import N_
from app.domain.verdicts import Level
from app.lists import said
from app.lists.listing import Column, Listing, Type, name_of
from db.queries.lists import stock as stock_pages
from db.queries.lists.stock import StockAsked, StockListRow


def stock(serials_enabled: bool) -> Listing[StockAsked, StockListRow]:
    """The list of stock; with serials switched off it says nothing about them (P1)."""
    columns = (*_columns(), *(_serial_columns() if serials_enabled else ()))
    return Listing(
        "stock",
        columns,
        stock_pages.page,
        stock_pages.count,
        stock_pages.BY_PRODUCT,
        says=said.of_stock,
    )


def asked_for(text: str, warehouse: int | None = None, with_none: bool = False) -> StockAsked:
    """What a text that was typed or scanned asks for: a GTIN in any of its forms (C7)."""
    return StockAsked(text, warehouse, with_none, gtins_in(text))


def _columns() -> Iterator[Column[StockListRow]]:
    yield Column(
        "product",
        N_("Item"),
        Type.TEXT,
        lambda s: name_of(s.product, s.active),
        stretch=True,
        faded=lambda s: not s.active,
        sorts=True,
    )
    yield Column("sku", N_("SKU"), Type.TEXT, lambda s: s.sku, 128, sorts=True)
    yield Column("warehouse", N_("Warehouse"), Type.TEXT, lambda s: s.warehouse, 160)
    yield Column("on_hand", N_("On hand"), Type.QUANTITY, lambda s: s.on_hand, 104)
    yield Column("unit", N_("Unit"), Type.TEXT, lambda s: s.unit, 72)


def _serial_columns() -> Iterator[Column[StockListRow]]:
    yield Column(
        "identified",
        N_("Serials"),
        Type.COUNT,
        lambda s: s.identified if s.track_serials else None,
        104,
        nothing="–",
    )
    yield Column(
        "without_serial",
        N_("Without serial number"),
        Type.QUANTITY,
        without_serial,
        168,
        nothing="–",
        level=lambda s: Level.WARNING if (without_serial(s) or 0) > 0 else None,
    )


def without_serial(row: StockListRow) -> int | None:
    """Thousandths whose serial number is not known; None where none is kept."""
    return row.on_hand - row.identified * 1000 if row.track_serials else None

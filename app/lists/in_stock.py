"""What is in stock in a warehouse to choose from (D4), those that came first at the top."""

from datetime import date

from app.domain.marks import N_
from app.lists.listing import Column, Listing, Type
from app.services import clock
from db.queries.lists import in_stock as in_stock_pages
from db.queries.lists.in_stock import InStock, InStockAsked

NUMBER: Column[InStock] = Column(
    "number", N_("Serial number"), Type.SERIAL, lambda s: s.number, stretch=True
)
CAME_BY: Column[InStock] = Column(
    "document", N_("Came by"), Type.TEXT, lambda s: s.document_number, 136, gives_way=1
)


def in_stock(*columns: Column[InStock]) -> Listing[InStockAsked, InStock]:
    """The list with these columns: a page may say more of a serial than the store knows."""
    return Listing("in_stock", columns, in_stock_pages.page, in_stock_pages.count)


def _days(found: InStock) -> int:
    """Days since it came."""
    return (clock.today() - date.fromisoformat(found.since)).days


IN_STOCK = in_stock(
    NUMBER,
    Column("product", N_("Item"), Type.TEXT, lambda s: s.product, 112),
    Column("days", N_("Days"), Type.COUNT, _days, 56, gives_way=2),
    CAME_BY,
)

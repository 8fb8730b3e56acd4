"""The prices that lines begin with and follow (M2): read for all lines of a step at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from app.domain.document_kind import Price
from app.domain.kinds import KINDS
from app.domain.prices import Offers, Priced, PriceSource, PriceStep
from db.queries import prices
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document
from db.queries.items import ProductRow
from db.sql import Database


def at_sale_prices(head: Document) -> bool:
    """Its lines have the prices that customers pay: lists and units' own prices are asked."""
    return KINDS[head.kind].price is Price.SALE


def offers(
    database: Database, head: Document, found: Mapping[int, ProductRow]
) -> dict[int, Offers]:
    """What there is for some items on a document, by the item's id: one read, or none."""
    if at_sale_prices(head) and head.price_list is not None:
        return _offered(database, head.price_list, found)
    own = _OF_ITEM[KINDS[head.kind].price]
    return {item.id: Offers(own(item)) for item in found.values()}


_OF_ITEM: dict[Price, Callable[[ProductRow], int]] = {
    Price.NONE: lambda item: 0,
    Price.SALE: lambda item: item.sale_price,
    Price.PURCHASE: lambda item: item.purchase_price,
}


def _offered(database: Database, price_list: int, products: Iterable[int]) -> dict[int, Offers]:
    steps: dict[int, list[PriceStep]] = {}
    own: dict[int, int] = {}
    for row in prices.offered(database, price_list, products):
        own[row.product_id] = row.own_price
        of_item = steps.setdefault(row.product_id, [])
        if row.from_quantity is not None and row.price is not None:
            of_item.append(PriceStep(row.from_quantity, row.price))
    return {id: Offers(price, price_list, tuple(steps[id])) for id, price in own.items()}


def follow(
    database: Database, head: Document, changes: Sequence[tuple[DocumentLine, int]]
) -> list[tuple[DocumentLine, int, int]]:
    """Lines with the quantities that they get, and the price that each has then.

    Where the party has a price list, its steps are asked. What was typed, a unit's own price and
    that of what comes back stay. A line says where its new price came from.
    """
    if head.price_list is None or not at_sale_prices(head):
        return [(line, quantity, line.price) for line, quantity in changes]
    following = [line for line, _ in changes if PriceSource(line.price_source).follows]
    products = {line.product_id for line in following}
    found = _offered(database, head.price_list, products) if products else {}
    return _priced((*change, found.get(change[0].product_id)) for change in changes)


def price_again(
    database: Database,
    head: Document,
    lines: Sequence[DocumentLine],
    found: Mapping[int, ProductRow],
) -> list[tuple[DocumentLine, int, int]]:
    """The lines whose prices follow the party that the document has now, with their prices.

    ``found`` are the items of the lines. A line says where its new price came from.
    """
    there = offers(database, head, found)
    following = [line for line in lines if PriceSource(line.price_source).follows]
    return _priced((line, line.quantity, there.get(line.product_id)) for line in following)


def _priced(
    asked: Iterable[tuple[DocumentLine, int, Offers | None]],
) -> list[tuple[DocumentLine, int, int]]:
    changes = []
    for line, quantity, there in asked:
        if there is None or not PriceSource(line.price_source).follows:
            changes.append((line, quantity, line.price))
            continue
        priced = there.price_of(quantity)
        source, price_list = source_of(priced)
        line_now = line._replace(price_source=source, price_list=price_list)
        changes.append((line_now, quantity, priced.for_unit(line.unit_size)))
    return changes


def source_of(priced: Priced) -> tuple[int, int | None]:
    """Where a price came from, as a line keeps it: the source and the list."""
    return int(priced.source), priced.price_list

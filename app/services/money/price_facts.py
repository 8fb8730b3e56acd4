"""What is said of a line's price beside it: where it came from, and what they paid last (M2)."""

from typing import NamedTuple

from app.domain.kinds import KINDS, SALE
from app.domain.prices import PriceSource
from app.domain.quantities import amount
from app.services import settings
from app.services.documents import pricing
from app.services.documents.draft_read import WholeDraft
from app.services.money import costs
from db.queries import document_lines, draft_serials, items, prices
from db.queries.document_lines import DocumentLine
from db.queries.documents import DRAFT, Document
from db.sql import Database


class LastPaid(NamedTuple):
    """What the customer paid for a unit of the line last, after discounts, when and where."""

    price: int
    date: str
    document: int
    number: str


class PriceFacts(NamedTuple):
    """Of a line that is sold; ``retail`` is the item's own price for its unit.

    ``below_cost``: it brings less than its goods had cost, as far as they are known by now.
    """

    source: PriceSource
    price_list: str | None
    price: int
    retail: int
    last: LastPaid | None
    below_cost: bool


def facts_of(database: Database, head: Document, line: DocumentLine) -> PriceFacts:
    """What is said of the price of a line on a draft."""
    retail = items.item(database, line.product_id).sale_price
    name = prices.price_list(database, line.price_list)[0] if line.price_list else None
    return PriceFacts(
        PriceSource(line.price_source),
        name,
        line.price,
        amount(line.unit_size, retail),
        _last(database, head, line),
        is_below_cost(database, head, line),
    )


def _last(database: Database, head: Document, line: DocumentLine) -> LastPaid | None:
    if head.party_id is None:
        return None
    found = prices.last_price(database, SALE.key, head.party_id, line.product_id)
    if found is None:
        return None
    price = amount(line.unit_size, found.paid, found.quantity)
    return LastPaid(price, found.date, found.document_id, found.number)


def is_below_cost(database: Database, head: Document, line: DocumentLine) -> bool:
    """The line of a draft brings less than its goods had cost (M2)."""
    if head.state != DRAFT or not KINDS[head.kind].sells_goods:
        return False
    if head.discount:
        lines = pricing.shared(head, document_lines.lines(database, head.id))
        line = next(one for one in lines if one.id == line.id)
    serials = draft_serials.entered_on(database, [line.id])
    shop = settings.load(database)
    whole = WholeDraft(head, KINDS[head.kind], [line], serials, shop)
    return bool(list(costs.below(database, whole, costs.of_sold(database, whole))))

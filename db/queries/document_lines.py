"""Reads about the lines of documents."""

from typing import NamedTuple

from db import sql
from db.codes import POSTED, VOIDED
from db.queries.printed_names import printed
from db.sql import Database


class DocumentLine(NamedTuple):
    """A line: quantity in thousandths, price per ``unit`` and amount in minor units.

    ``origin`` is the number of the document that the line points back at. ``book_on_hand`` and
    ``book_identified`` are what the books said when it was counted; None: not counted.
    ``active`` is the product's, ``has_packs`` too: it can be written in more units than its own.
    ``amount`` is less the line's own ``discount``; ``share`` is what it bears of the document's.
    ``discount_rate`` and ``tax_rate`` are thousandths of a percent, None: the discount is an
    amount, no tax is on it. ``price_source`` is where its price came from (M2), ``price_list`` the
    id of the list.
    """

    id: int
    position: int
    product_id: int
    product: str
    sku: str
    unit: str
    unit_size: int
    unit_decimals: int
    track_serials: bool
    quantity: int
    price: int
    amount: int
    serials: int
    origin_line_id: int | None
    origin: str | None
    book_on_hand: int | None
    book_identified: int | None
    active: bool
    has_packs: bool
    discount: int
    discount_rate: int | None
    share: int
    tax_id: int | None
    tax_rate: int | None
    price_source: int
    price_list: int | None


def lines(database: Database, document: int, line: int | None = None) -> list[DocumentLine]:
    """The document's lines in order, or one of them, each with how many serials it carries."""
    of, values = (_OF_DOCUMENT, [document]) if line is None else (_ITSELF, [document, line])
    return [
        DocumentLine(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT l.id, l.position, p.id, {printed("product", "name", "p.id", "p.name")},
                   {printed("product", "sku", "p.id", "p.sku")}, l.unit, l.unit_size,
                   p.unit_decimals, p.track_serials, l.quantity, l.price, l.amount,
                   CASE WHEN d.state IN ({POSTED}, {VOIDED}) AND l.book_on_hand IS NULL THEN
                       (SELECT count(*) FROM serial_movement m
                        WHERE m.line_id = l.id AND m.reverses_id IS NULL)
                     ELSE (SELECT count(*) FROM draft_serial s WHERE s.line_id = l.id) END,
                   l.origin_line_id, o.number, l.book_on_hand, l.book_identified, p.active,
                   EXISTS (SELECT 1 FROM product_unit u WHERE u.product_id = p.id),
                   l.discount, l.discount_rate, l.share, l.tax_id, l.tax_rate, l.price_source,
                   l.price_list_id
            FROM document_line l
            JOIN document d ON d.id = l.document_id
            JOIN product p ON p.id = l.product_id
            LEFT JOIN document_line ol ON ol.id = l.origin_line_id
            LEFT JOIN document o ON o.id = ol.document_id
            WHERE {of} ORDER BY l.position, l.id
            """,
            *values,
        )
    ]


_OF_DOCUMENT = "l.document_id = ?1"
_ITSELF = "+l.document_id = ?1 AND l.id = ?2"
"""The unary plus keeps the planner from looking at all lines of the document."""

"""Reads of what the lines of a document come to, and of what was paid for what comes back (M3)."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from db import sql
from db.codes import DRAFT, POSTED
from db.engine.parameters import ids_in, texts_in
from db.sql import Database

FROM_ORIGIN = 5
"""The ``price_source`` of a line that gives back what was paid."""


class LineMoney(NamedTuple):
    """The figures of a line: thousandths, minor units, rates in thousandths of a percent.

    ``tax`` is the name of its tax, ``came_by`` the number of the document whose goods it gives back
    for what was paid, ``origin_id`` the document whose goods it gives back, for whatever.
    """

    id: int
    product_id: int
    quantity: int
    price: int
    unit_size: int
    discount: int
    discount_rate: int | None
    amount: int
    tax_id: int | None
    tax_rate: int | None
    tax: str | None
    came_by: str | None
    origin_id: int | None


def lines(database: Database, document: int) -> list[LineMoney]:
    """The figures of a document's lines, in order."""
    return [
        LineMoney(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT l.id, l.product_id, l.quantity, l.price, l.unit_size, l.discount,
                   l.discount_rate, l.amount, l.tax_id, l.tax_rate, t.name,
                   CASE WHEN l.price_source = {FROM_ORIGIN} THEN o.number END, o.id
            FROM document_line l
            LEFT JOIN tax t ON t.id = l.tax_id
            LEFT JOIN document_line ol ON ol.id = l.origin_line_id
            LEFT JOIN document o ON o.id = ol.document_id
            WHERE l.document_id = ? ORDER BY l.position, l.id
            """,
            document,
        )
    ]


class PaidLine(NamedTuple):
    """The line that another comes back from: what was paid of how much, and what went back of it.

    ``line`` and what follows are the line of the return, ``gives_back``: at what was paid. Only
    what went back so counts.
    """

    line: int
    back_quantity: int
    price: int
    unit_size: int
    discount: int
    amount: int
    gives_back: bool
    origin_line_id: int
    number: str
    tax_mode: int
    tax_id: int | None
    tax_rate: int | None
    quantity: int
    paid: int
    back: int
    given: int


_ODD = (
    "ol.discount <> 0 OR ol.share <> 0 OR o.tax_mode <> 0 OR ol.unit_size <> 1000"
    " OR ol.quantity % 1000 <> 0 OR l.quantity % 1000 <> 0"
)
"""What was paid for a line may be another than its quantity at its price, or has tax in it."""


def paid_for(database: Database, draft: int, every: bool = False) -> list[PaidLine]:
    """For the lines of a return that came by others: what was paid for those.

    Lines that give back their quantity at their price, without tax, are left out but for ``every``.
    """
    back = (
        "coalesce((SELECT sum(b.{column}) FROM document_line b JOIN document bd"
        " ON bd.id = b.document_id WHERE b.origin_line_id = ol.id"
        f" AND b.price_source = {FROM_ORIGIN} AND bd.state = {POSTED}), 0)"
    )
    return [
        PaidLine(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT l.id, l.quantity, l.price, l.unit_size, l.discount, l.amount,
                   l.price_source = {FROM_ORIGIN}, ol.id, o.number, o.tax_mode, ol.tax_id,
                   ol.tax_rate, ol.quantity, ol.amount - ol.share, {back.format(column="quantity")},
                   {back.format(column="amount")}
            FROM document_line l
            JOIN document_line ol ON ol.id = l.origin_line_id
            JOIN document o ON o.id = ol.document_id
            WHERE l.document_id = ? AND (? OR {_ODD}) ORDER BY l.position, l.id
            """,
            draft,
            every,
        )
    ]


class StoredTax(NamedTuple):
    """The tax of a document at one rate; ``came_by`` is the number of what it was paid with."""

    tax_id: int
    name: str
    rate: int
    net: int
    tax: int
    came_by: str | None


def taxes(database: Database, document: int) -> list[StoredTax]:
    """The tax that a posted document keeps, in its order."""
    return [
        StoredTax(*row)
        for row in sql.rows(
            database,
            "SELECT t.tax_id, t.name, t.rate, t.net, t.tax, o.number FROM document_tax t"
            " LEFT JOIN document o ON o.id = t.origin_id WHERE t.document_id = ? ORDER BY t.place",
            document,
        )
    ]


class TaxPaid(NamedTuple):
    """Tax of one document at one rate, and what of it went back by documents in force."""

    number: str
    tax_mode: int
    tax_id: int
    rate: int
    net: int
    tax: int
    net_back: int
    tax_back: int


def taxes_paid(database: Database, numbers: Collection[str]) -> list[TaxPaid]:
    """What tax was paid with the documents of these ``numbers``, and what of it is back."""
    return [
        TaxPaid(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT d.number, d.tax_mode, t.tax_id, t.rate, t.net, t.tax,
                   coalesce(sum(b.net), 0), coalesce(sum(b.tax), 0)
            FROM {texts_in()} j
            JOIN document d ON d.number = j.value
            JOIN document_tax t ON t.document_id = d.id AND t.origin_id IS NULL
            LEFT JOIN (document_tax b JOIN document bd
                       ON bd.id = b.document_id AND bd.state = {POSTED})
              ON b.origin_id = d.id AND b.tax_id = t.tax_id AND b.rate = t.rate
            GROUP BY d.number, d.tax_mode, t.place, t.tax_id, t.rate, t.net, t.tax
            ORDER BY d.number, t.place
            """,
            sql.json_list(numbers),
        )
    ]


def item_taxes(database: Database, products: Iterable[int]) -> dict[int, int | None]:
    """The tax of each item; None: the shop's default."""
    return dict(
        sql.rows(
            database,
            f"SELECT id, tax_id FROM product WHERE id IN {ids_in()} ORDER BY id",
            sql.json_list(set(products)),
        )
    )


def open_drafts(database: Database, kinds: Collection[str]) -> list[int]:
    """The drafts of these kinds, the oldest first."""
    return [
        id
        for (id,) in sql.rows(
            database,
            f"SELECT id FROM document WHERE state = {DRAFT} AND kind IN {texts_in()} ORDER BY id",
            sql.json_list(kinds),
        )
    ]

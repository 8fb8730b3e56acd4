"""Writes a draft that is made of another document."""

from collections.abc import Iterable
from typing import NamedTuple

from db import sql
from db.sql import Database


class LineTaken(NamedTuple):
    """A line that goes over: its id, thousandths of it, what is off them, what they come to."""

    line: int
    quantity: int
    discount: int
    amount: int


def make_of(
    database: Database, draft: int, document: int, lines: Iterable[LineTaken], discount: int
) -> None:
    """Give a new draft the party, warehouse, note and the ``lines`` of the document it is of.

    ``discount`` is what of its discount goes over with them.
    """
    sql.execute_many(
        database,
        "INSERT INTO document_line (document_id, position, product_id, quantity, unit, unit_size,"
        " price, price_source, price_list_id, discount_rate, discount, amount)"
        " SELECT ?, position, product_id, ?, unit, unit_size, price, price_source, price_list_id,"
        " discount_rate, ?, ? FROM document_line WHERE id = ?",
        [(draft, line.quantity, line.discount, line.amount, line.line) for line in lines],
    )
    sql.execute(
        database,
        "UPDATE document SET origin_id = o.id, party_id = o.party_id, note = o.note,"
        " warehouse_id = coalesce(o.warehouse_id, document.warehouse_id),"
        " discount = ?, discount_rate = o.discount_rate, total = ("
        " SELECT coalesce(sum(amount), 0) FROM document_line WHERE document_id = document.id)"
        " FROM document o WHERE document.id = ? AND o.id = ?",
        discount,
        draft,
        document,
    )

"""Reads about what is made of an order, a quotation or a transfer."""

from typing import NamedTuple

from db import sql
from db.queries.documents import POSTED
from db.sql import Database


class Made(NamedTuple):
    """A posted document that was made of another."""

    id: int
    kind: str
    number: str


def made_of(database: Database, document: int) -> list[Made]:
    """The posted documents, void ones left out, that were made of a document, oldest first."""
    return [
        Made(*row)
        for row in sql.rows(
            database,
            "SELECT id, kind, number FROM document WHERE origin_id = ? AND state = ?"
            " ORDER BY posting",
            document,
            POSTED,
        )
    ]


class MadeLine(NamedTuple):
    """A line of such a document: thousandths, price in minor units per ``unit_size``."""

    id: int
    product_id: int
    quantity: int
    price: int
    unit_size: int


def lines_made_of(database: Database, document: int) -> list[MadeLine]:
    """The lines of all documents that ``made_of`` gives, in the order of posting."""
    return [
        MadeLine(*row)
        for row in sql.rows(
            database,
            "SELECT l.id, l.product_id, l.quantity, l.price, l.unit_size"
            " FROM document d JOIN document_line l ON l.document_id = d.id"
            " WHERE d.origin_id = ? AND d.state = ? ORDER BY d.posting, l.position, l.id",
            document,
            POSTED,
        )
    ]

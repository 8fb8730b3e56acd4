"""What a document comes to: its discount, its total, the shares of its lines, its tax (M3, M4)."""

from collections.abc import Iterable
from typing import NamedTuple

from db import sql
from db.sql import Database


class PricedHead(NamedTuple):
    """A draft's head as far as its figures go; rates in thousandths of a percent."""

    kind: str
    date: str
    discount: int
    discount_rate: int | None
    tax_mode: int
    total: int


class GivenBack(NamedTuple):
    """What a line of a return gives back: minor units off its price, and what is left."""

    discount: int
    amount: int
    line: int


class LineTaxes(NamedTuple):
    """The tax of a line, and its rate on the document's day."""

    tax: int | None
    rate: int | None
    line: int


class TaxWritten(NamedTuple):
    """Tax of a document at one rate; ``came_by`` is the number of what it was paid with."""

    tax: int
    name: str
    rate: int
    net: int
    amount: int
    came_by: str | None


def write_given_back(database: Database, lines: Iterable[GivenBack]) -> None:
    """Write what lines of a return give back."""
    sql.execute_many(
        database,
        "UPDATE document_line SET discount = ?, discount_rate = NULL, amount = ? WHERE id = ?",
        lines,
    )


def write_line_taxes(database: Database, lines: Iterable[LineTaxes]) -> None:
    """Write the tax of lines."""
    sql.execute_many(
        database, "UPDATE document_line SET tax_id = ?, tax_rate = ? WHERE id = ?", lines
    )


def write_discount(database: Database, draft: int, discount: int, rate: int | None) -> None:
    """Give a document a discount, in minor units, and the rate that it follows from."""
    sql.execute(
        database,
        "UPDATE document SET discount = ?, discount_rate = ? WHERE id = ?",
        discount,
        rate,
        draft,
    )


def write_totals(database: Database, draft: int, discount: int, mode: int, total: int) -> None:
    """Write what a draft comes to."""
    sql.execute(
        database,
        "UPDATE document SET discount = ?, tax_mode = ?, total = ? WHERE id = ?",
        *(discount, mode, total, draft),
    )


def write_shares(database: Database, shares: Iterable[tuple[int, int]]) -> None:
    """Write what each line bears of its document's discount: the share, and the line's id."""
    sql.execute_many(database, "UPDATE document_line SET share = ? WHERE id = ?", shares)


def write_taxes(database: Database, document: int, taxes: Iterable[TaxWritten]) -> None:
    """Write the tax of a document that is being posted, rate by rate."""
    sql.execute_many(
        database,
        "INSERT INTO document_tax (document_id, place, tax_id, name, rate, net, tax, origin_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM document WHERE number = ?))",
        [(document, place, *row) for place, row in enumerate(taxes, 1)],
    )

"""The lines of documents."""

from collections.abc import Iterable
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.sql import Database


class NewLine(NamedTuple):
    """A line to be added: quantity in thousandths, price and amount in minor units.

    ``tax`` and its rate, in thousandths of a percent, are None where no tax is on it.
    """

    product: int
    quantity: int
    unit: str
    price: int
    amount: int
    origin_line: int | None
    price_source: int = 0
    price_list: int | None = None
    tax: int | None = None
    tax_rate: int | None = None


class Figures(NamedTuple):
    """What is written on a line: quantity in thousandths, price and amount in minor units.

    The amount is less the ``discount``, which follows from its rate where it has one.
    """

    quantity: int
    price: int
    discount: int
    discount_rate: int | None
    amount: int
    price_source: int
    price_list: int | None
    line: int


def add(database: Database, document: int, after: int, lines: Iterable[NewLine]) -> list[int]:
    """Add lines below the position ``after``, in order; returns their ids."""
    made = sql.insert_many_returning(
        database,
        "document_line",
        "document_id, position, product_id, quantity, unit, price, amount, origin_line_id,"
        " price_source, price_list_id, tax_id, tax_rate",
        [(document, position, *line) for position, line in enumerate(lines, after + 1)],
        "position, id",
    )
    return [id for _position, id in sorted(made)]


def add_products_in_stock(database: Database, count: int) -> None:
    """A line, not counted yet, for every product that is in the count's warehouse by the books."""
    sql.execute(
        database,
        """
        INSERT INTO document_line (document_id, position, product_id, quantity, unit)
        SELECT d.id, (SELECT coalesce(max(position), 0) FROM document_line WHERE document_id = d.id)
                 + row_number() OVER (ORDER BY p.name, p.id), p.id, 0, p.unit
        FROM document d CROSS JOIN stock s CROSS JOIN product p
        WHERE d.id = ? AND s.warehouse_id = d.warehouse_id AND s.on_hand <> 0
          AND p.id = s.product_id
          AND p.id NOT IN (SELECT l.product_id FROM document_line l WHERE l.document_id = d.id)
        """,
        count,
    )


_MONEY = "price, amount, discount, discount_rate, tax_id, tax_rate, price_source, price_list_id"
"""What of a line's money goes over to its copy; its share of a discount is written at posting."""


def copy(database: Database, origin: int, draft: int, with_quantities: bool) -> None:
    """Give a draft the lines of another document; ``with_quantities`` false leaves those at 0."""
    sql.execute(
        database,
        "INSERT INTO document_line (document_id, position, product_id, quantity, unit,"
        f" unit_size, {_MONEY}, origin_line_id)"
        " SELECT ?, position, product_id, CASE WHEN ? THEN quantity ELSE 0 END, unit, unit_size,"
        f" {_MONEY}, origin_line_id FROM document_line WHERE document_id = ?"
        " ORDER BY position, id",
        draft,
        with_quantities,
        origin,
    )


def add_empty_of(database: Database, draft: int, lines: Iterable[int]) -> None:
    """Give a draft a line that goes on from each of ``lines``, without a quantity yet."""
    sql.execute(
        database,
        "INSERT INTO document_line (document_id, position, product_id, quantity, unit,"
        " unit_size, origin_line_id)"
        " SELECT ?, l.position, l.product_id, 0, l.unit, l.unit_size, l.id"
        f" FROM {ids_in()} j JOIN document_line l ON l.id = j.value ORDER BY l.position",
        draft,
        sql.json_list(lines),
    )


def write_unit(database: Database, line: int, unit: str, size: int) -> None:
    """Say in which unit a line is written, and its size in thousandths of the base unit (D9)."""
    sql.execute(
        database, "UPDATE document_line SET unit = ?, unit_size = ? WHERE id = ?", unit, size, line
    )


def write_figures(database: Database, figures: Iterable[Figures]) -> None:
    """Write what lines come to."""
    sql.execute_many(
        database,
        "UPDATE document_line SET quantity = ?, price = ?, discount = ?, discount_rate = ?,"
        " amount = ?, price_source = ?, price_list_id = ? WHERE id = ?",
        figures,
    )


def delete(database: Database, document: int, line: int) -> None:
    """Take a line out, with all that is on it."""
    sql.execute(
        database, "DELETE FROM document_line WHERE id = ? AND document_id = ?", line, document
    )


def delete_empty(database: Database, document: int) -> None:
    """Take out the lines without a quantity."""
    sql.execute(
        database, "DELETE FROM document_line WHERE document_id = ? AND quantity = 0", document
    )

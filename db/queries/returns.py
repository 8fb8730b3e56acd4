"""Reads about what was sold and may come back: of one document, line by line and unit by unit."""

from typing import NamedTuple

from db import sql
from db.codes import POSTED, SOLD
from db.sql import Database


class BackFrom(NamedTuple):
    """A document from which something comes back; the date is ISO."""

    id: int
    number: str
    date: str


def back_from(database: Database, draft: int) -> list[BackFrom]:
    """The documents from which something comes back on a draft, in the order of its lines."""
    return [
        BackFrom(*row)
        for row in sql.rows(
            database,
            "SELECT d.id, d.number, d.date FROM document_line l CROSS JOIN document_line o"
            " CROSS JOIN document d WHERE l.document_id = ? AND o.id = l.origin_line_id"
            " AND d.id = o.document_id GROUP BY d.id, d.number, d.date ORDER BY min(l.position)",
            draft,
        )
    ]


def named(database: Database, document: int) -> BackFrom:
    """One posted document as ``back_from`` gives it."""
    found = sql.row(database, "SELECT id, number, date FROM document WHERE id = ?", document)
    assert found is not None
    return BackFrom(*found)


class SoldRow(NamedTuple):
    """A line that was sold, or of one with serial numbers a unit; quantities are thousandths.

    ``paid`` is for the whole line, with its share of the discount off, ``number`` the unit's.
    ``back`` went back by posted documents, ``coming`` goes back on the draft.
    """

    line_id: int
    product_id: int
    product: str
    number: str | None
    quantity: int
    sold: int
    paid: int
    back: int
    coming: int

    @property
    def left(self) -> int:
        """How much of it can still come back."""
        return self.quantity - self.back - self.coming


def sold_rows(database: Database, document: int, draft: int, most: int) -> list[SoldRow]:
    """What was sold by a document, at most ``most`` rows, with what of it is on a draft return."""
    back = (
        "coalesce((SELECT sum(b.quantity) FROM document_line b CROSS JOIN document bd"
        f" WHERE b.origin_line_id = l.id AND bd.id = b.document_id AND bd.state = {POSTED}), 0)"
    )
    coming = (
        "coalesce((SELECT sum(b.quantity) FROM document_line b"
        " WHERE b.origin_line_id = l.id AND b.document_id = ?2), 0)"
    )
    gone = f"CASE WHEN s.current_movement_id = m.id AND s.status = {SOLD} THEN 0 ELSE 1000 END"
    here = (
        "CASE WHEN EXISTS (SELECT 1 FROM draft_serial e WHERE e.document_id = ?2"
        " AND e.number = s.number) THEN 1000 ELSE 0 END"
    )
    return [
        SoldRow(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT l.id, p.id, p.name, s.number,
                   CASE WHEN s.id IS NULL THEN l.quantity ELSE 1000 END,
                   l.quantity, l.amount - l.share,
                   CASE WHEN s.id IS NULL THEN {back} ELSE {gone} END,
                   CASE WHEN s.id IS NULL THEN {coming} ELSE {here} END
            FROM document_line l
            JOIN product p ON p.id = l.product_id
            LEFT JOIN serial_movement m ON m.line_id = l.id
            LEFT JOIN serial s ON s.id = m.serial_id
            WHERE l.document_id = ?1 ORDER BY l.position, l.id, s.number LIMIT ?3
            """,
            document,
            draft,
            most,
        )
    ]


class MoreBack(NamedTuple):
    """A line of a draft return on which more comes back than ``left`` of what it came by."""

    line_id: int
    product: str
    number: str
    left: int


def more_back(database: Database, draft: int) -> list[MoreBack]:
    """Where more comes back on a draft than still can: of what is void, nothing can."""
    back = (
        "coalesce((SELECT sum(b.quantity) FROM document_line b CROSS JOIN document bd"
        f" WHERE b.origin_line_id = o.id AND bd.id = b.document_id AND bd.state = {POSTED}), 0)"
    )
    return [
        MoreBack(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT line_id, product, number, left_over FROM (
              SELECT max(l.id) AS line_id, p.name AS product, d.number AS number,
                     sum(l.quantity) AS coming,
                     CASE WHEN d.state = {POSTED} THEN o.quantity - {back} ELSE 0 END AS left_over
              FROM document_line l CROSS JOIN document_line o CROSS JOIN document d
              CROSS JOIN product p
              WHERE l.document_id = ?1 AND o.id = l.origin_line_id AND d.id = o.document_id
                AND p.id = o.product_id
              GROUP BY o.id, o.quantity, p.name, d.number, d.state) AS lines
            WHERE coming > left_over ORDER BY line_id
            """,
            draft,
        )
    ]

"""What Serial Number Search asks (Q1), and what of it is about the serial itself."""

from dataclasses import dataclass, replace

from db import sql
from db.queries.lists.walking import Order

BY_NUMBER = "number"
NEWEST = Order("", True)
"""Those that came last first, or that were on the newest document; no column has this order."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What Serial Number Search asks (Q1); None and "" mean: any.

    ``numbers``: only those of this list, at most as many as an operation takes (F5); they come as
    they stand in it.
    """

    text: str = ""
    product: int | None = None
    status: int | None = None
    warehouse: int | None = None
    document: str = ""
    party: int | None = None
    date_from: str = ""
    date_to: str = ""
    numbers: tuple[str, ...] = ()
    order: Order = NEWEST

    @property
    def by_document(self) -> bool:
        """Is it about documents that the serial was on?"""
        return bool(self.document or self.party is not None or self.date_from or self.date_to)

    def of_documents(self) -> "Filter":
        """What of it is asked about documents alone."""
        return replace(self, text="", product=None, status=None, warehouse=None, numbers=())


def own_conditions(asked: Filter) -> tuple[str, list[object]]:
    """What is asked about the serial ``s`` itself, as further conditions.

    The unary plus keeps the planner on the way that was chosen.
    """
    conditions: list[str] = []
    values: list[object] = []
    for column, value in (
        ("product_id", asked.product),
        ("status", asked.status),
        ("warehouse_id", asked.warehouse),
    ):
        if value is not None:
            conditions.append(f" AND +s.{column} = ?")
            values.append(value)
    if asked.text:
        conditions.append(
            " AND (s.number LIKE ? ESCAPE '\\' OR s.id IN"
            " (SELECT serial_id FROM serial_alias WHERE number LIKE ? ESCAPE '\\'))"
        )
        values += [f"%{sql.like_literal(asked.text)}%"] * 2
    return "".join(conditions), values

"""The customers and suppliers, by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.queries.accounts import of_kinds
from db.queries.lists import walking
from db.queries.lists.paging import Count, Cursor, Page
from db.queries.lists.walking import BY_NAME, Fits, IndexWay, Order
from db.sql import Database


class ContactRow(NamedTuple):
    """A row of the contact list.

    What it ``owes`` the shop, what it is ``owed``, and how old what it owes is, in ``bands``, are
    filled in by who knows the day (M8).
    """

    id: int
    name: str
    is_customer: bool
    is_supplier: bool
    phone: str
    email: str
    active: bool
    owes: int = 0
    owed: int = 0
    bands: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class ContactsAsked:
    """Which contacts: customers, suppliers or both, whose name, phone or email contains a text.

    ``debts``: OWE for those who owe the shop something, OWED for those it owes something (M8).
    What is owed counts of documents of some ``kinds`` only; none: of all.
    """

    text: str = ""
    customers: bool = True
    suppliers: bool = True
    with_inactive: bool = False
    order: Order = BY_NAME
    debts: str = ""
    kinds: Sequence[str] = ()


def page(
    database: Database, asked: ContactsAsked, after: Cursor | None, size: int
) -> Page[ContactRow]:
    """The rows after ``after``, at most ``size``: ids first, then what is shown of them."""
    way = IndexWay("contact c", "contact c", (BY[asked.order.column], "c.id"), asked.order.falling)
    fits = _kind(asked)
    if asked.text:
        fits = fits.also(Fits(_CONTAINS, (f"%{sql.like_literal(asked.text)}%",) * 3))
    keys, ended = walking.walk(database, way, fits, after, size)
    return Page(_read(database, [int(id) for _, id in keys]), ended)


def count(database: Database, asked: ContactsAsked) -> Count | None:
    """How many there are, up to so many; None where a text is looked for."""
    if asked.text:
        return None
    return walking.count_of(database, "contact c", _kind(asked), Fits("c.id > 0"))


BY = {"name": "c.name"}
"""What an index serves an order by."""
_CONTAINS = "c.name LIKE ? ESCAPE '\\' OR c.phone LIKE ? ESCAPE '\\' OR c.email LIKE ? ESCAPE '\\'"


OWE, OWED = "owe", "owed"
_DEBTS = {OWE: ">", OWED: "<"}


def _kind(asked: ContactsAsked) -> Fits:
    fits = Fits(
        "(c.active OR ?) AND (? AND c.is_customer OR ? AND c.is_supplier)",
        (asked.with_inactive, asked.customers, asked.suppliers),
    )
    if asked.debts:
        also, values = of_kinds(asked.kinds)
        fits = fits.also(Fits(f"{_OPEN_DEBT} {_DEBTS[asked.debts]} 0{also})", values))
    return fits


_OPEN_DEBT = (
    "EXISTS (SELECT 1 FROM debt b WHERE b.contact_id = c.id AND b.settled <> b.amount"
    " AND NOT b.void AND b.amount"
)


def _read(database: Database, ids: Sequence[int]) -> list[ContactRow]:
    if not ids:
        return []
    rows = sql.rows_of(
        database,
        "SELECT c.id, c.name, c.is_customer, c.is_supplier, c.phone, c.email, c.active"
        f" FROM {ids_in()} j CROSS JOIN contact c WHERE c.id = j.value",
        ids,
    )
    return [ContactRow(*row) for row in rows]

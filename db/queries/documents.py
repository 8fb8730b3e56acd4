"""Reads about documents: their heads, by id and by number; the newest of a kind."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import DISCARDED as DISCARDED
from db.codes import DRAFT as DRAFT
from db.codes import POSTED as POSTED
from db.codes import VOIDED as VOIDED
from db.engine.parameters import texts_in
from db.queries.printed_names import printed
from db.sql import Database


class Document(NamedTuple):
    """The head of a document; ``state`` is DRAFT, POSTED, VOIDED or DISCARDED.

    ``to_warehouse`` is where a transfer goes; ``origin`` is the number of the document that it was
    made from; ``begun_after`` is the last row of the serial ledger when it was begun.
    ``date_choice`` is who chose its date: 0 nobody, 1 the clerk, 2 the clerk, who was asked.
    ``discount`` is what is taken off the document as a whole, in minor units, ``discount_rate``
    the thousandths of a percent that it follows from, None: it is an amount. ``tax_mode``: 0 none
    is kept, 1 prices include it, 2 it is added. ``keeps_money``: its payments are in the ledger.
    ``exchange_id`` is the document that was posted together with it. ``price_list`` is the one
    that its party has now, where it is in use. ``begun_by`` is whose draft it is, or was.
    ``return_reason`` and ``return_condition`` (0 as new, 1 unpacked, 2 faulty, None: nobody said)
    are of all that comes back by it.
    """

    id: int
    uuid: str
    kind: str
    state: int
    at_counter: bool
    number: str | None
    date: str
    party_id: int | None
    party: str | None
    warehouse_id: int | None
    warehouse: str | None
    to_warehouse_id: int | None
    to_warehouse: str | None
    origin_id: int | None
    origin: str | None
    begun_after: int
    note: str
    total: int
    changed_at: str
    posted_at: str | None
    posted_by: str | None
    voided_at: str | None
    voided_by: str | None
    void_reason: str | None
    date_choice: int
    discount: int
    discount_rate: int | None
    tax_mode: int
    keeps_money: bool
    due_date: str | None
    their_number: str
    parked_at: str | None
    parked_note: str
    exchange_id: int | None
    price_list: int | None
    begun_by: str
    return_reason: str
    return_condition: int | None


def document(database: Database, id: int) -> Document:
    """One document's head. Raises KeyError where there is none."""
    found = sql.row(
        database,
        f"""
        SELECT d.id, d.uuid, d.kind, d.state, d.at_counter, d.number, d.date, d.party_id,
               {printed("contact", "name", "d.party_id", "c.name")},
               d.warehouse_id, {printed("warehouse", "name", "d.warehouse_id", "w.name")},
               d.to_warehouse_id, {printed("warehouse", "name", "d.to_warehouse_id", "t.name")},
               d.origin_id, o.number, d.begun_after, d.note, d.total, d.changed_at, d.posted_at,
               {printed("person", "name", "d.posted_by", "pu.name")},
               d.voided_at, vu.name, d.void_reason, d.date_choice, d.discount, d.discount_rate,
               d.tax_mode, d.keeps_money, d.due_date, d.their_number, d.parked_at, d.parked_note,
               d.exchange_id, a.id, bu.name, d.return_reason, d.return_condition
        FROM document d
        JOIN person bu ON bu.id = d.created_by
        LEFT JOIN contact c ON c.id = d.party_id
        LEFT JOIN price_list a ON a.id = c.price_list_id AND a.active
        LEFT JOIN warehouse w ON w.id = d.warehouse_id
        LEFT JOIN warehouse t ON t.id = d.to_warehouse_id
        LEFT JOIN document o ON o.id = d.origin_id
        LEFT JOIN person pu ON pu.id = d.posted_by
        LEFT JOIN person vu ON vu.id = d.voided_by
        WHERE d.id = ?
        """,
        id,
    )
    if found is None:
        raise KeyError(id)
    return Document(*found)


class PartyPlace(NamedTuple):
    """Where the party of a document is found, as it stands on its paper."""

    address: str
    phone: str


def party_place(database: Database, id: int) -> PartyPlace | None:
    """Where the party of a document is found, or None where it has no party."""
    found = sql.row(
        database,
        f"SELECT {printed('contact', 'address', 'c.id', 'c.address')},"
        f" {printed('contact', 'phone', 'c.id', 'c.phone')}"
        " FROM document d JOIN contact c ON c.id = d.party_id WHERE d.id = ?",
        id,
    )
    return None if found is None else PartyPlace(*found)


def kind_of(database: Database, id: int) -> str:
    """The kind of one document. Raises KeyError where there is none."""
    found: str | None = sql.value(database, "SELECT kind FROM document WHERE id = ?", id)
    if found is None:
        raise KeyError(id)
    return found


class WithTheirNumber(NamedTuple):
    """A posted document that a supplier gave a number; the date is ISO."""

    id: int
    number: str
    date: str


WITH_THEIR_NUMBER = """
SELECT id, number, date FROM document
WHERE party_id = ? AND lower(their_number) = lower(?) AND their_number <> '' AND kind = ?
  AND state = ? ORDER BY id LIMIT 1
"""


def with_their_number(database: Database, draft: Document) -> WithTheirNumber | None:
    """The first posted document of a draft's kind and party with the same number of theirs."""
    found = sql.row(
        database,
        WITH_THEIR_NUMBER,
        draft.party_id,
        draft.their_number,
        draft.kind,
        POSTED,
    )
    return None if found is None else WithTheirNumber(*found)


def by_number(database: Database, number: str) -> Document | None:
    """The document with this number, or None."""
    id = sql.value(database, "SELECT id FROM document WHERE number = ?", number.upper())
    return None if id is None else document(database, id)


def first_year(database: Database) -> int | None:
    """The year in which the first document was posted (UTC), or None before that."""
    year = sql.value(
        database,
        "SELECT substr(posted_at, 1, 4) FROM document WHERE posting IS NOT NULL"
        " ORDER BY posting LIMIT 1",
    )
    return None if year is None else int(year)


def newest_draft(
    database: Database, kind: str, at_counter: bool, person: int | None = None
) -> int | None:
    """The draft of a kind that was changed last and is not parked, or None.

    With a ``person``, of those that this one began.
    """
    found: int | None = sql.value(
        database,
        f"SELECT id FROM document WHERE kind = ? AND state = {DRAFT} AND at_counter = ?"
        " AND parked_at IS NULL AND created_by = coalesce(?, created_by)"
        " ORDER BY changed_at DESC, id DESC LIMIT 1",
        kind,
        at_counter,
        person,
    )
    return found


def newest_posted_at(database: Database) -> str | None:
    """When the last document was posted, by the clock of then; None: none was."""
    found: str | None = sql.value(
        database,
        "SELECT posted_at FROM document WHERE posting IS NOT NULL ORDER BY posting DESC LIMIT 1",
    )
    return found


def has_any(database: Database, kinds: Sequence[str]) -> bool:
    """Was a document of these kinds ever posted?"""
    return bool(
        sql.value(
            database,
            f"SELECT EXISTS (SELECT 1 FROM number_sequence WHERE kind IN {texts_in()})",
            sql.json_list(kinds),
        )
    )


class HeadState(NamedTuple):
    """Whether those who stand on a document may: None where nobody is chosen.

    ``origin_state`` is that of the document it was made from.
    """

    warehouse_open: bool | None
    to_warehouse_open: bool | None
    party_active: bool | None
    party_is_customer: bool | None
    party_is_supplier: bool | None
    origin_state: int | None


def newest_of_kind(database: Database, kind: str, most: int) -> list[tuple[int, str]]:
    """The posted documents of a kind, the newest first: the id and number of each."""
    return [
        (id, number)
        for id, number in sql.rows(
            database,
            """
            SELECT id, number FROM document WHERE kind = ? AND state = ?
            ORDER BY id DESC LIMIT ?
            """,
            kind,
            POSTED,
            most,
        )
    ]


def head_state(database: Database, document: int) -> HeadState:
    """What the document's warehouse and party are now."""
    found = sql.row(
        database,
        "SELECT w.active, t.active, c.active, c.is_customer, c.is_supplier, o.state"
        " FROM document d LEFT JOIN warehouse w ON w.id = d.warehouse_id"
        " LEFT JOIN warehouse t ON t.id = d.to_warehouse_id"
        " LEFT JOIN contact c ON c.id = d.party_id LEFT JOIN document o ON o.id = d.origin_id"
        " WHERE d.id = ?",
        document,
    )
    if found is None:
        raise KeyError(document)
    flags = (None if flag is None else bool(flag) for flag in found[:5])
    warehouse, to_warehouse, active, customer, supplier = flags
    return HeadState(warehouse, to_warehouse, active, customer, supplier, found[5])

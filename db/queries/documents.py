"""Reads about documents: the document, its lines, its serials, and lists of documents."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import DISCARDED as DISCARDED
from db.codes import DRAFT as DRAFT
from db.codes import POSTED as POSTED
from db.codes import VOIDED as VOIDED
from db.engine.parameters import ids_in, texts_in
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
    return [
        DocumentLine(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT l.id, l.position, p.id, {printed("product", "name", "p.id", "p.name")},
                   {printed("product", "sku", "p.id", "p.sku")}, l.unit, l.unit_size,
                   p.unit_decimals, p.track_serials, l.quantity, l.price, l.amount,
                   CASE WHEN d.state IN (1, 2) AND l.book_on_hand IS NULL THEN
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
            WHERE l.document_id = ?1 AND (CAST(?2 AS bigint) IS NULL OR l.id = ?2)
            ORDER BY l.position, l.id
            """,
            document,
            line,
        )
    ]


class Origin(NamedTuple):
    """The line of an earlier document by which a serial came, or went: its price and its party.

    The price is per ``unit_size`` thousandths; its tax is what it had then.
    """

    line_id: int
    number: str
    date: str
    party_id: int | None
    price: int
    document_id: int
    party: str | None
    unit_size: int
    tax_id: int | None
    tax_rate: int | None


def origins(database: Database, kind: str, numbers: Sequence[str]) -> dict[str, Origin]:
    """For each serial the latest movement in force by a document of ``kind``, upper-cased."""
    return {
        number.upper(): Origin(*rest)
        for number, *rest in sql.rows(database, ORIGINS, sql.json_list(numbers), kind)
    }


def origin_of(database: Database, line: int) -> Origin:
    """A line of a posted document as the origin of what comes back of it."""
    found = sql.row(
        database,
        "SELECT l.id, d.number, d.date, d.party_id, l.price, d.id, c.name, l.unit_size, l.tax_id,"
        " l.tax_rate FROM document_line l CROSS JOIN document d"
        " LEFT JOIN contact c ON c.id = d.party_id WHERE l.id = ? AND d.id = l.document_id",
        line,
    )
    assert found is not None
    return Origin(*found)


# CROSS names the order: from a serial back through its own past, never from all there is
ORIGINS = f"""
WITH RECURSIVE
  past (number, movement_id) AS (
    SELECT j.value, s.current_movement_id
    FROM {texts_in("?1")} j CROSS JOIN serial s WHERE s.number = j.value
    UNION ALL
    SELECT past.number, m.before_id
    FROM past CROSS JOIN serial_movement m WHERE m.id = past.movement_id),
  movement (number, id, kind) AS MATERIALIZED (
    SELECT past.number, m.id, d.kind
    FROM past CROSS JOIN serial_movement m CROSS JOIN document_line l CROSS JOIN document d
    WHERE m.id = past.movement_id AND l.id = m.line_id AND d.id = l.document_id),
  latest (number, movement_id) AS (
    SELECT number, max(id) FROM movement WHERE kind = ?2 GROUP BY number)
SELECT latest.number, l.id, d.number, d.date, d.party_id, l.price, d.id, c.name,
       l.unit_size, l.tax_id, l.tax_rate
FROM latest CROSS JOIN serial_movement m CROSS JOIN document_line l CROSS JOIN document d
LEFT JOIN contact c ON c.id = d.party_id
WHERE m.id = latest.movement_id AND l.id = m.line_id AND d.id = l.document_id
ORDER BY latest.number
"""


class DraftSerial(NamedTuple):
    """A serial on a draft, in the order of entry."""

    id: int
    line_id: int
    product_id: int
    number: str


def draft_serials(database: Database, document: int, line: int | None = None) -> list[DraftSerial]:
    """The serials of a draft, or of one of its lines, in the order they were entered."""
    return [
        DraftSerial(*row)
        for row in sql.rows(
            database,
            """
            SELECT s.id, s.line_id, l.product_id, s.number
            FROM draft_serial s JOIN document_line l ON l.id = s.line_id
            WHERE s.document_id = ?1 AND (CAST(?2 AS bigint) IS NULL OR s.line_id = ?2)
            ORDER BY s.id
            """,
            document,
            line,
        )
    ]


class EnteredSerial(NamedTuple):
    """A serial on a draft with its state in the store; status 0 and no id for one never seen."""

    line_id: int
    product_id: int
    number: str
    serial_id: int | None
    known_product_id: int | None
    status: int
    warehouse_id: int | None
    last_movement_id: int | None
    current_movement_id: int | None


_AS_ENTERED = """
SELECT e.line_id, l.product_id, e.number, s.id, s.product_id, coalesce(s.status, 0),
       s.warehouse_id, s.last_movement_id, s.current_movement_id
"""
_ENTERED = """
FROM draft_serial e
JOIN document_line l ON l.id = e.line_id
LEFT JOIN serial n ON n.number = e.number
LEFT JOIN serial_alias a ON a.number = e.number
LEFT JOIN serial s ON s.id = coalesce(n.id, a.serial_id)
"""


def entered_serials(database: Database, document: int) -> list[EnteredSerial]:
    """The serials of a draft in the order of entry, as a posting needs them.

    A corrected serial is found by its earlier number too (L5).
    """
    found = sql.rows(
        database,
        f"{_AS_ENTERED} {_ENTERED} WHERE e.document_id = ? ORDER BY e.id",
        document,
    )
    return list(map(EnteredSerial._make, found))


def entered_on(database: Database, lines: Sequence[int]) -> list[EnteredSerial]:
    """The serials of some lines of a draft, in the order of entry."""
    return [
        EnteredSerial(*row)
        for row in sql.rows(
            database,
            f"{_AS_ENTERED} {_ENTERED} WHERE e.line_id IN {ids_in()} ORDER BY e.id",
            sql.json_list(lines),
        )
    ]


def unknown_serials(database: Database, document: int, product: int) -> int:
    """How many serials on a draft, over all its lines of a product, are known to nobody."""
    return int(
        sql.value(
            database,
            f"SELECT count(*) {_ENTERED} WHERE e.document_id = ? AND l.product_id = ?"
            " AND coalesce(s.status, 0) = 0",
            document,
            product,
        )
    )


def on_draft(database: Database, document: int, numbers: Sequence[str]) -> set[str]:
    """Which of ``numbers`` stand on the draft already (D5), upper-cased."""
    return {
        number.upper()
        for (number,) in sql.unordered(
            database,
            # CROSS: look up what is asked, never go through all that is there for each of it
            f"SELECT j.value FROM {texts_in()} j CROSS JOIN draft_serial s "
            "WHERE s.document_id = ? AND s.number = j.value",
            sql.json_list(numbers),
            document,
        )
    }


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
        "SELECT id FROM document WHERE kind = ? AND state = 0 AND at_counter = ?"
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

"""Drafts: saved at every step, moving nothing (D6); each function one transaction."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from app.domain.kinds import KINDS, Price
from app.domain.permissions import User
from app.domain.problems import Code, Problem, Refused, refuse
from app.domain.quantities import ONE_UNIT, amount, quantity_text
from app.domain.verdicts import Verdict
from app.services.clock import is_date, now, stamp
from app.services.judging import good, judge_entries
from db import sql
from db.queries import documents, items
from db.queries.documents import DISCARDED, DRAFT, Document, DocumentLine, Origin
from db.sql import Database


def new(
    database: Database,
    kind: str,
    by: User,
    at: datetime | None = None,
    uuid: str | None = None,
    at_counter: bool = False,
) -> int:
    """Begin a draft dated today in the first warehouse; the same ``uuid`` gives the same draft."""
    moment = at or now()
    with sql.transaction(database):
        sql.execute(
            database,
            "INSERT INTO document (uuid, kind, at_counter, date, warehouse_id, created_at,"
            " created_by, changed_at)"
            " VALUES (?1, ?2, ?3, ?4, (SELECT min(id) FROM warehouse WHERE active), ?5, ?6, ?5)"
            " ON CONFLICT (uuid) DO NOTHING",
            uuid := uuid or str(uuid4()),
            KINDS[kind].key,
            at_counter,
            moment.astimezone().date().isoformat(),
            stamp(moment),
            by.id,
        )
        return int(sql.value(database, "SELECT id FROM document WHERE uuid = ?", uuid))


def set_party(database: Database, draft: int, party: int | None) -> None:
    """Choose the customer or supplier."""
    _set_header(database, draft, "party_id", party)


def set_warehouse(database: Database, draft: int, warehouse: int) -> None:
    """Choose the warehouse; the serials on the draft are judged afresh where they are shown."""
    _set_header(database, draft, "warehouse_id", warehouse)


def set_date(database: Database, draft: int, date: str) -> None:
    """Set the paper's date (ISO). Raises Refused where it is no date."""
    if not is_date(date):
        raise refuse(Code.BAD_DATE)
    _set_header(database, draft, "date", date)


def set_note(database: Database, draft: int, note: str) -> None:
    """Set the note."""
    _set_header(database, draft, "note", note)


def _set_header(database: Database, draft: int, column: str, value: object) -> None:
    with sql.transaction(database):
        open_draft(database, draft)
        sql.execute(database, f"UPDATE document SET {column} = ? WHERE id = ?", value, draft)
        _touch(database, draft)


def open_draft(database: Database, draft: int) -> Document:
    """The draft's head. Raises Refused where it is posted, voided or discarded (D6)."""
    head = documents.document(database, draft)
    if head.state != DRAFT:
        raise refuse(Code.NOT_A_DRAFT)
    return head


def line(database: Database, draft: int, id: int) -> DocumentLine:
    """One line of a draft. Raises KeyError where the draft has no such line."""
    for found in documents.lines(database, draft, id):
        return found
    raise KeyError(id)


def add_line(
    database: Database,
    draft: int,
    product: int,
    quantity: int = ONE_UNIT,
    origin: Origin | None = None,
) -> int:
    """Add a line with the product's own price, or that of its ``origin``; returns its id."""
    with sql.transaction(database):
        head = open_draft(database, draft)
        item = items.item(database, product)
        sale = KINDS[head.kind].price is Price.SALE
        price = item.sale_price if sale else item.purchase_price
        if origin is not None:
            price = origin.price
            if head.party_id is None:
                set_party(database, draft, origin.party_id)
        cursor = sql.execute(
            database,
            "INSERT INTO document_line (document_id, position, product_id, quantity, unit, price,"
            " amount, origin_line_id) VALUES (?1, (SELECT coalesce(max(position), 0) + 1"
            " FROM document_line WHERE document_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)",
            draft,
            product,
            quantity,
            item.unit,
            price,
            amount(quantity, price),
            origin.line_id if origin else None,
        )
        _touch(database, draft)
        return int(cursor.lastrowid or 0)


def set_quantity(database: Database, draft: int, id: int, quantity: int) -> None:
    """Set a line's quantity, in thousandths. Raises Refused below its serials (D3)."""
    with sql.transaction(database):
        open_draft(database, draft)
        old = line(database, draft, id)
        if quantity < old.serials * ONE_UNIT:
            values = {
                "product": old.product,
                "quantity": quantity_text(quantity),
                "serials": old.serials,
            }
            raise Refused([Problem(Code.BELOW_SERIALS, values, line=old.position)])
        _write_line(database, draft, old, quantity, old.price)


def set_price(database: Database, draft: int, id: int, price: int) -> None:
    """Set a line's price, in minor units per unit of the line."""
    with sql.transaction(database):
        open_draft(database, draft)
        old = line(database, draft, id)
        _write_line(database, draft, old, old.quantity, price)


def delete_line(database: Database, draft: int, id: int) -> None:
    """Take a line out, with its serials."""
    with sql.transaction(database):
        open_draft(database, draft)
        sql.execute(
            database, "DELETE FROM document_line WHERE id = ? AND document_id = ?", id, draft
        )
        _touch(database, draft)


def add_serials(
    database: Database, draft: int, id: int, entries: Sequence[str]
) -> tuple[list[Verdict], list[int]]:
    """Judge a list for one line and take the good ones (F6), in order; the quantity follows (D3).

    Returns every verdict, and the ids of the rows made, for an undo.
    """
    with sql.transaction(database):
        head = open_draft(database, draft)
        target = line(database, draft, id)
        verdicts = judge_entries(database, head, target, entries)
        taken = good(verdicts)
        first = 1 + (sql.value(database, "SELECT max(id) FROM draft_serial") or 0)
        sql.execute_many(
            database,
            "INSERT INTO draft_serial (id, document_id, line_id, number) VALUES (?, ?, ?, ?)",
            [(first + place, draft, id, verdict.number) for place, verdict in enumerate(taken)],
        )
        entered = (target.serials + len(taken)) * ONE_UNIT
        _write_line(database, draft, target, max(target.quantity, entered), target.price)
        return verdicts, list(range(first, first + len(taken)))


def remove_serials(database: Database, draft: int, id: int, rows: Sequence[int]) -> None:
    """Take serials out of a line. A quantity that came from them follows, down to one unit."""
    with sql.transaction(database):
        open_draft(database, draft)
        old = line(database, draft, id)
        removed = sql.execute_many(
            database,
            "DELETE FROM draft_serial WHERE id = ? AND line_id = ?",
            [(row, id) for row in rows],
        )
        quantity = old.quantity
        if quantity == old.serials * ONE_UNIT:
            quantity = max(quantity - removed * ONE_UNIT, ONE_UNIT)
        _write_line(database, draft, old, quantity, old.price)


def discard(database: Database, draft: int) -> None:
    """Put a draft aside; ``restore`` takes it back."""
    _set_state(database, draft, DRAFT, DISCARDED)


def restore(database: Database, draft: int) -> None:
    """Take a discarded draft back."""
    _set_state(database, draft, DISCARDED, DRAFT)


def _set_state(database: Database, draft: int, old: int, new: int) -> None:
    with sql.transaction(database):
        changed = sql.execute(
            database,
            "UPDATE document SET state = ?, changed_at = ? WHERE id = ? AND state = ?",
            new,
            stamp(None),
            draft,
            old,
        ).rowcount
        if not changed:
            raise refuse(Code.NOT_A_DRAFT)


def _write_line(
    database: Database, draft: int, line: DocumentLine, quantity: int, price: int
) -> None:
    sql.execute(
        database,
        "UPDATE document_line SET quantity = ?, price = ?, amount = ? WHERE id = ?",
        quantity,
        price,
        amount(quantity, price, line.unit_size),
        line.id,
    )
    _touch(database, draft)


def _touch(database: Database, draft: int) -> None:
    sql.execute(
        database,
        "UPDATE document SET changed_at = ?1, total ="
        " (SELECT coalesce(sum(amount), 0) FROM document_line WHERE document_id = ?2)"
        " WHERE id = ?2",
        stamp(None),
        draft,
    )

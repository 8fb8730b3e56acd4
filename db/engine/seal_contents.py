"""What a seal covers, as one JSON text a document, written by SQLite itself (S3).

Read by SQLite and not row by row in Python, a check goes through many times as many documents. The
text is what ``json.dumps`` makes of the same values, without spaces and with ``ensure_ascii`` off;
a test holds it to that. The recipe, for who checks a seal without this program, is
``app/services/keeping/recipe.py``.
"""

from collections.abc import Sequence

from db import sql
from db.codes import POSTED, VOIDED
from db.engine.earlier_names import NAMES
from db.engine.parameters import ids_in
from db.sql import Database

HEAD = (
    "id",
    "uuid",
    "kind",
    "number",
    "posting",
    "date",
    "date_choice",
    "at_counter",
    "party_id",
    "warehouse_id",
    "to_warehouse_id",
    "origin_id",
    "exchange_id",
    "their_number",
    "due_date",
    "note",
    "parked_at",
    "parked_note",
    "discount",
    "discount_rate",
    "tax_mode",
    "keeps_money",
    "total",
    "begun_after",
    "created_at",
    "created_by",
    "changed_at",
    "posted_at",
    "posted_by",
)
"""The fields of a document's head that a posting seals; a void seals those of ``VOID``."""

VOID = ("id", "number", "posting", "voided_at", "voided_by", "void_reason")

LINE = (
    "id",
    "position",
    "product_id",
    "quantity",
    "unit",
    "unit_size",
    "price",
    "discount",
    "discount_rate",
    "amount",
    "share",
    "tax_id",
    "tax_rate",
    "price_source",
    "price_list_id",
    "cost",
    "origin_line_id",
    "book_on_hand",
    "book_identified",
    "first_flow",
    "last_flow",
    "last_nameless",
)
"""The fields of a line, in the order in which a seal has them."""

_NAMED = {
    "party": ("contact", "party_id"),
    "warehouse": ("warehouse", "warehouse_id"),
    "to_warehouse": ("warehouse", "to_warehouse_id"),
    "handled_by": ("person", "posted_by"),
}


def _earlier_name(subject: str, id: str) -> str:
    """What something was called when the document ``d`` was posted, where it is not any more."""
    return (
        f"(SELECT json_array({', '.join(NAMES[subject])}) FROM earlier_name"
        f" WHERE subject = '{subject}' AND subject_id = {id} AND until_posting >= d.posting"
        " ORDER BY until_posting LIMIT 1)"
    )


def _name(subject: str, id: str) -> str:
    """What something was called when the document ``d`` was posted, as a JSON array."""
    columns = ", ".join(NAMES[subject])
    now = f"(SELECT json_array({columns}) FROM {subject} WHERE id = {id})"
    return f"coalesce({_earlier_name(subject, id)}, {now}, 'null')"


_NUMBER = (
    "coalesce((SELECT n.number FROM earlier_number n WHERE n.serial_id = m.serial_id"
    " AND n.until_posting >= d.posting ORDER BY n.until_posting LIMIT 1), s.number)"
)


def _values(alias: str, columns: Sequence[str]) -> str:
    return f"json_array({', '.join(f'{alias}.{column}' for column in columns)})"


def _list(rows: str) -> str:
    """A JSON array of each ``item`` of a query, in its order."""
    return f"'[' || coalesce((SELECT group_concat(item) FROM ({rows})), '') || ']'"


def _pair(values: str, name: str) -> str:
    """A JSON array of some values of a row, which is one itself, and of what it was called."""
    return f"'[' || {values} || ',' || {name} || ']' AS item"


def _object(parts: dict[str, str]) -> str:
    """A JSON object of what is JSON already."""
    said = " || ',' || ".join(f"'\"{key}\":' || {value}" for key, value in parts.items())
    return f"'{{' || {said} || '}}'"


def _fields(columns: Sequence[str]) -> str:
    pairs = ", ".join(f"'{column}', d.{column}" for column in columns)
    return f"json_object({pairs})"


def _moved(undone: bool) -> dict[str, str]:
    """What a posting did to serials, stock and money, or what the void undid of it."""
    which = "IS NOT NULL" if undone else "IS NULL"
    of_lines = f"l.document_id = d.id AND m.line_id = l.id AND m.reverses_id {which}"
    return {
        "serials": _list(
            f"SELECT json_array(m.line_id, {_NUMBER}, m.from_status, m.from_warehouse_id,"
            " m.to_status, m.to_warehouse_id) AS item"
            " FROM document_line l CROSS JOIN serial_movement m CROSS JOIN serial s"
            f" WHERE {of_lines} AND s.id = m.serial_id ORDER BY l.id, m.id"
        ),
        "stock": _list(
            "SELECT json_array(m.line_id, m.product_id, m.warehouse_id, m.quantity) AS item"
            f" FROM document_line l CROSS JOIN stock_movement m WHERE {of_lines}"
            " ORDER BY l.id, m.id"
        ),
        "payments": _list(
            f"SELECT {_pair(_values('p', _PAYMENT), _name('tender', 'p.tender_id'))}"
            f" FROM payment p WHERE p.document_id = d.id AND p.reverses_id {which} ORDER BY p.id"
        ),
    }


_PAYMENT = (
    "id",
    "tender_id",
    "amount",
    "rounding",
    "given",
    "reference",
    "counter_id",
    "person_id",
    "shift_id",
    "at",
    "refunds_id",
    "reverses_id",
)

_ITEM = f"coalesce({_earlier_name('product', 'l.product_id')}, json_array(p.name, p.sku))"
_POSTING = {
    "head": _fields(HEAD),
    "names": _object({key: _name(subject, f"d.{id}") for key, (subject, id) in _NAMED.items()}),
    "lines": _list(
        f"SELECT {_pair(_values('l', LINE), _ITEM)} FROM document_line l CROSS JOIN product p"
        " WHERE l.document_id = d.id AND p.id = l.product_id ORDER BY l.position, l.id"
    ),
    **_moved(undone=False),
    "taxes": _list(
        "SELECT json_array(tax_id, name, rate, net, tax, origin_id) AS item FROM document_tax"
        " WHERE document_id = d.id ORDER BY place"
    ),
    "debt": _list(
        "SELECT json_array(contact_id, amount, date, due_date) AS item FROM debt"
        " WHERE document_id = d.id ORDER BY document_id"
    ),
    "settles": _list(
        "SELECT json_array(id, to_id, amount, person_id) AS item FROM allocation"
        " WHERE from_id = d.id AND at = d.posted_at AND reverses_id IS NULL ORDER BY id"
    ),
    "counted": _list(
        "SELECT json_array(line_id, number, seen_after, topic) AS item FROM draft_serial"
        " WHERE document_id = d.id ORDER BY id"
    ),
    "decided": _list(
        "SELECT item FROM (SELECT json_array(topic, NULL, taken, size) AS item FROM count_decision"
        " WHERE document_id = d.id UNION ALL SELECT json_array(topic, product_id, taken)"
        " FROM count_exception WHERE document_id = d.id) ORDER BY item"
    ),
}
_VOID = {"head": _fields(VOID), **_moved(undone=True)}


def _contents(parts: dict[str, str], states: Sequence[int]) -> str:
    allowed = ", ".join(map(str, states))
    return (
        f"SELECT d.id, {_object(parts)} FROM {ids_in()} j CROSS JOIN document d"
        f" WHERE d.id = j.value AND d.state IN ({allowed}) ORDER BY d.id"
    )


POSTINGS = _contents(_POSTING, (POSTED, VOIDED))
VOIDS = _contents(_VOID, (VOIDED,))


def postings(database: Database, documents: Sequence[int]) -> dict[int, str]:
    """What the posting of each of some documents seals; of one that is not posted nothing."""
    return dict(sql.each(database, POSTINGS, sql.json_list(documents)))


def voids(database: Database, documents: Sequence[int]) -> dict[int, str]:
    """What the void of each of some documents seals; of one that is not void nothing."""
    return dict(sql.each(database, VOIDS, sql.json_list(documents)))


GROWING = {
    "audit": (
        "id",
        "at",
        "user_id",
        "action",
        "document_id",
        "detail",
        "counter_id",
        "subject",
        "subject_id",
        "before",
        "after",
    ),
    "allocation": ("id", "from_id", "to_id", "amount", "at", "person_id", "reverses_id"),
    "grand_total": ("id", "shift_id", "sold", "returned", "voided", "posting", "audit_id"),
    "drawer_entry": ("id", "shift_id", "counter_id", "at", "person_id", "kind", "amount", "reason"),
}
"""The tables whose rows are only added, and that no document seals, with what is sealed of them."""


def rows(database: Database, table: str, first: int, last: int) -> str:
    """What a seal of some rows of a table that only grows covers."""
    text: str = sql.value(
        database,
        f"SELECT {_list(_rows_of(table))}",
        first,
        last,
    )
    return text


def _rows_of(table: str) -> str:
    return (
        f"SELECT {_values('r', GROWING[table])} AS item FROM {table} r"
        " WHERE r.id BETWEEN ?1 AND ?2 ORDER BY r.id"
    )

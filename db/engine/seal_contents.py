"""What a seal covers, as one JSON text a document, written by SQLite itself (S3).

Read by SQLite and not row by row in Python, a check goes through many times as many documents. The
text is what ``json.dumps`` makes of the same values, without spaces and with ``ensure_ascii`` off;
a test holds it to that. The recipe, for who checks a seal without this program, is
``resources/help/seals.md``.
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
    "counter_id",
    "party_id",
    "warehouse_id",
    "to_warehouse_id",
    "origin_id",
    "exchange_id",
    "their_number",
    "due_date",
    "note",
    "return_reason",
    "return_condition",
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


def _name(subject: str, id: str, renamed: bool, now: str = "") -> str:
    """What something was called when the document ``d`` was posted, as a JSON array.

    ``renamed`` false: nothing that stands on it has another name ``now``.
    """
    columns = ", ".join(NAMES[subject])
    now = now or f"(SELECT json_array({columns}) FROM {subject} WHERE id = {id})"
    earlier = (
        f"(SELECT json_array({columns}) FROM earlier_name"
        f" WHERE subject = '{subject}' AND subject_id = {id} AND until_posting >= d.posting"
        " ORDER BY until_posting LIMIT 1)"
    )
    return f"coalesce({earlier}, {now}, 'null')" if renamed else f"coalesce({now}, 'null')"


_EARLIER_NUMBER = (
    "(SELECT n.number FROM earlier_number n WHERE n.serial_id = m.serial_id"
    " AND n.until_posting >= d.posting ORDER BY n.until_posting LIMIT 1)"
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
    said = ",".join(f'"{key}":%s' for key in parts)
    return f"printf('{{{said}}}', {', '.join(parts.values())})"


def _fields(columns: Sequence[str]) -> str:
    pairs = ", ".join(f"'{column}', d.{column}" for column in columns)
    return f"json_object({pairs})"


def _moved(undone: bool, renamed: bool) -> dict[str, str]:
    """What a posting did to serials, stock and money, or what the void undid of it.

    Whether a row reverses another is asked with a plus: nearly all of a table do not, so that no
    index may be looked through for it.
    """
    number = f"coalesce({_EARLIER_NUMBER}, s.number)" if renamed else "s.number"
    which = "IS NOT NULL" if undone else "IS NULL"
    of_lines = f"l.document_id = d.id AND m.line_id = l.id AND +m.reverses_id {which}"
    return {
        "serials": _list(
            f"SELECT json_array(m.line_id, {number}, m.from_status, m.from_warehouse_id,"
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
            f"SELECT {_pair(_values('p', _PAYMENT), _name('tender', 'p.tender_id', renamed))}"
            f" FROM payment p WHERE p.document_id = d.id AND +p.reverses_id {which} ORDER BY p.id"
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


def _posting(renamed: bool) -> dict[str, str]:
    """What a posting seals, part by part."""
    names = {key: _name(subject, f"d.{id}", renamed) for key, (subject, id) in _NAMED.items()}
    item = _name("product", "l.product_id", renamed, "json_array(p.name, p.sku)")
    lines = (
        f"SELECT {_pair(_values('l', LINE), item)} FROM document_line l CROSS JOIN product p"
        " WHERE l.document_id = d.id AND p.id = l.product_id ORDER BY l.position, l.id"
    )
    return {
        "head": _fields(HEAD),
        "names": _object(names),
        "lines": _list(lines),
        **_moved(undone=False, renamed=renamed),
        **_REST,
    }


_REST = {
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
        " WHERE from_id = d.id AND at = d.posted_at AND +reverses_id IS NULL ORDER BY id"
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


def _contents(parts: dict[str, str], states: Sequence[int]) -> str:
    allowed = ", ".join(map(str, states))
    return (
        f"SELECT d.id, {_object(parts)} FROM {ids_in()} j CROSS JOIN document d"
        f" WHERE d.id = j.value AND d.state IN ({allowed}) ORDER BY d.id"
    )


POSTINGS = _contents(_posting(renamed=True), (POSTED, VOIDED))
POSTINGS_AS_NOW = _contents(_posting(renamed=False), (POSTED, VOIDED))
VOIDS = _contents({"head": _fields(VOID), **_moved(undone=True, renamed=True)}, (VOIDED,))


def postings(database: Database, documents: Sequence[int], newest: bool = False) -> dict[int, str]:
    """What the posting of each of some documents seals; of one that is not posted nothing.

    ``newest``: they were just posted, so that nothing has got another name since.
    """
    renamed = not newest and sql.value(database, _SOMETHING_RENAMED)
    statement = POSTINGS if renamed else POSTINGS_AS_NOW
    return dict(sql.rows(database, statement, sql.json_list(documents)))


_SOMETHING_RENAMED = (
    "SELECT EXISTS (SELECT 1 FROM earlier_name) OR EXISTS (SELECT 1 FROM earlier_number)"
)


def voids(database: Database, documents: Sequence[int]) -> dict[int, str]:
    """What the void of each of some documents seals; of one that is not void nothing."""
    return dict(sql.rows(database, VOIDS, sql.json_list(documents)))


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
    "shift": (
        "number",
        "id",
        "counter_id",
        "opened_at",
        "opened_by",
        "float",
        "differs",
        "why",
        "closed_at",
        "closed_by",
        "expected",
        "counted",
        "reason",
        "stays",
    ),
}
"""The tables whose rows are only added, and that no document seals, with what is sealed of them.

The first column is the order in which they come: shifts come as they are closed (M9).
"""

_OF_SHIFTS = {
    "shift_tender": ("tender_id", "payments", "expected", "counted"),
    "shift_piece": ("value", "pieces"),
}
"""What a shift says besides: what was taken by each tender, and which coins were counted."""


def key_of(table: str) -> str:
    """The column by which the rows of a table that only grows come."""
    return GROWING[table][0]


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
    key, values = key_of(table), _values("r", GROWING[table])
    if table == "shift":
        beside = (_of_shift(part, columns) for part, columns in _OF_SHIFTS.items())
        values = "'[' || " + " || ',' || ".join([values, *beside]) + " || ']'"
    return (
        f"SELECT {values} AS item FROM {table} r WHERE r.{key} BETWEEN ?1 AND ?2 ORDER BY r.{key}"
    )


def _of_shift(table: str, columns: Sequence[str]) -> str:
    """What a shift says in a table beside it, as a JSON array in the order of its first column."""
    return _list(
        f"SELECT {_values('t', columns)} AS item FROM {table} t"
        f" WHERE t.shift_id = r.id ORDER BY t.{columns[0]}"
    )

"""What lists are written out into: documents into their lines or serials, serials into records."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from app.domain.document_kind import DocumentKind, Price
from app.domain.kinds import KINDS
from app.domain.lifecycle import STATUS_NAMES, Status
from app.domain.marks import N_
from app.domain.permissions import Permission
from app.lists.listing import Column, Detail, Type
from app.text import _, called, party_name
from db.queries.lists import details
from db.queries.lists.details import RecordDetail
from db.sql import Database

if TYPE_CHECKING:
    from db.queries.lists.documents import DocumentRow
    from db.queries.lists.serials import Found

D = TypeVar("D")

_AT_ONCE = 50
"""So many documents or serials are written out at a time: a document may have 1,000 serials."""


class WrittenOut(NamedTuple):
    """One row of a detail: the row of the list, and what of it this is."""

    row: Any
    part: Any


def cost_of(kind: DocumentKind) -> Permission | None:
    """What the prices of a kind's documents need to be seen: those of purchases are cost."""
    return Permission.SEE_COST if kind.price is Price.PURCHASE else None


def of_documents(
    kind: DocumentKind, columns: "Sequence[Column[DocumentRow]]", serials_enabled: bool
) -> "tuple[Detail[DocumentRow], ...]":
    """The lines of documents, and their serials where the kind has such."""
    head = head_of(columns)
    cost = cost_of(kind)
    priced: list[Column[WrittenOut]] = [
        Column("price", N_("Price"), Type.MONEY, lambda w: w.part.price, needs=cost),
        Column("amount", N_("Amount"), Type.MONEY, lambda w: w.part.amount, needs=cost),
    ]
    if kind.deals:
        off: Column[WrittenOut] = Column(
            "discount", N_("Discount"), Type.MONEY, lambda w: w.part.discount, needs=cost
        )
        share: Column[WrittenOut] = Column(
            "share", N_("Of the document's"), Type.MONEY, lambda w: w.part.share, needs=cost
        )
        priced = [priced[0], off, priced[1], share]
    lines = (
        *head,
        Column("position", N_("Line"), Type.COUNT, lambda w: w.part.position),
        *_PRODUCT,
        Column("quantity", N_("Quantity"), Type.QUANTITY, lambda w: w.part.quantity),
        Column("unit", N_("Unit"), Type.TEXT, lambda w: w.part.unit),
        *(priced if kind.price is not Price.NONE else ()),
    )
    made = (Detail("lines", N_("With their lines"), lines, _reader(details.lines_of)),)
    if not (serials_enabled and kind.carries_serials):
        return made
    number: Column[WrittenOut] = Column(
        "serial", N_("Serial number"), Type.SERIAL, lambda w: w.part.number
    )
    serials = (*head, *_PRODUCT, number)
    read = _reader(details.serials_of)
    return (*made, Detail("serials", N_("With their serial numbers"), serials, read))


def head_of(columns: "Sequence[Column[DocumentRow]]") -> list[Column[WrittenOut]]:
    """What is said of the document in each row that is written out of it."""
    return [_of_row(column) for column in columns if column.key in _HEAD]


def of_serials(columns: "Sequence[Column[Found]]") -> "tuple[Detail[Found], ...]":
    """The whole circulation of each serial (Q2)."""
    head = [_of_row(column) for column in columns if column.key in ("number", "product", "sku")]
    read = _reader(details.records_of)
    return (Detail("records", N_("With their records"), (*head, *_RECORD), read),)


_HEAD = ("number", "state", "date", "kind", "party", "warehouse", "to_warehouse")
_PRODUCT: tuple[Column[WrittenOut], ...] = (
    Column("sku", N_("SKU"), Type.TEXT, lambda w: w.part.sku),
    Column("item", N_("Item"), Type.TEXT, lambda w: w.part.product),
)


def _of_row(column: Column[Any]) -> Column[WrittenOut]:
    """A column of the list, in each row that is written out of it."""
    value = column.value
    return replace(column, value=lambda w: value(w.row), level=None, faded=None, sorts=False)


def _reader(
    read: Callable[[Database, Sequence[int]], Mapping[int, list[D]]],
) -> Callable[[Database, Sequence[Any]], Iterator[Sequence[WrittenOut]]]:
    def each(database: Database, rows: Sequence[Any]) -> Iterator[Sequence[WrittenOut]]:
        for begin in range(0, len(rows), _AT_ONCE):
            some = rows[begin : begin + _AT_ONCE]
            parts = read(database, [row.id for row in some])
            yield [WrittenOut(row, part) for row in some for part in parts.get(row.id, ())]

    return each


def _document(record: RecordDetail) -> str:
    kind = _(KINDS[record.kind].name) if record.kind in KINDS else record.kind
    return f"{kind} {record.number}"


def _note(record: RecordDetail) -> str:
    if record.voids:
        return _("Void: {reason}").format(reason=record.reason)
    return _("now void") if record.void else ""


def _place(status: int, warehouse: str | None) -> str:
    return warehouse or _(STATUS_NAMES[Status(status)])


_RECORD: tuple[Column[WrittenOut], ...] = (
    Column("at", N_("Time"), Type.MOMENT, lambda w: w.part.at),
    Column("document", N_("Document"), Type.TEXT, lambda w: _document(w.part)),
    Column(
        "from",
        N_("Moved from"),
        Type.TEXT,
        lambda w: _place(w.part.from_status, w.part.from_warehouse),
    ),
    Column(
        "to", N_("Moved to"), Type.TEXT, lambda w: _place(w.part.to_status, w.part.to_warehouse)
    ),
    Column("party", N_("Party"), Type.TEXT, lambda w: party_name(w.part.kind, w.part.party)),
    Column("user", N_("User"), Type.TEXT, lambda w: called(w.part.user)),
    Column("note", N_("Note"), Type.TEXT, lambda w: _note(w.part)),
)

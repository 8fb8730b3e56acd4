"""A seal: what is hashed, in which form, and what of it differs where it does not fit (S3).

Each seal is the SHA-256 of three lines: the hash before it (64 hexadecimal digits, noughts before
the first), what it says of itself, and what it covers, both as JSON. Nothing else is needed to
check a chain, and no program of ours.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, IntEnum, unique
from hashlib import sha256
from itertools import zip_longest
from zlib import crc32

from app.domain.marks import N_

NOTHING = bytes(32)
"""The hash before the first seal."""


class SealEvent(IntEnum):
    """What a seal is of; the store keeps the number (``db.codes``)."""

    POSTED = 0
    VOIDED = 1
    TAKEN = 2
    """Posted before there were seals."""
    ROWS = 3
    """Rows of a table that only grows, such as the audit log."""

    @property
    def word(self) -> str:
        """As a seal says it of itself."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class AboutSeal:
    """What a seal says of itself. A document has its id; rows their table, the first and last.

    ``marks`` are a byte of each part of what it covers (``marks_of``).
    """

    seal: int
    event: SealEvent
    at: str
    marks: bytes
    document: int | None = None
    rows: str | None = None
    first: int | None = None
    last: int | None = None

    def text(self) -> str:
        """As it is hashed."""
        said: dict[str, object] = {"seal": self.seal, "event": self.event.word, "at": self.at}
        if self.document is not None:
            said["document"] = self.document
        else:
            said |= {"rows": self.rows, "first": self.first, "last": self.last}
        return _json(said | {"marks": self.marks.hex()})


def hash_of(before: bytes, about: AboutSeal, content: str) -> bytes:
    """The hash of a seal; ``content`` is the JSON of what it covers."""
    return sha256(f"{before.hex()}\n{about.text()}\n{content}".encode()).digest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@unique
class SealedPart(Enum):
    """What of a document differs, as people read it; some are of a line."""

    HEAD = N_("its head")
    NUMBER = N_("its number or its place in the order")
    DATE = N_("its date")
    PARTY = N_("its customer or supplier")
    WAREHOUSE = N_("its warehouse")
    NOTE = N_("its note")
    PERSON = N_("who posted it or when")
    VOID = N_("who voided it, when or why")
    TOTAL = N_("its total, discount or tax")
    LINES = N_("how many lines it has")
    SERIALS = N_("how many serial numbers it has")
    SERIAL = N_("a serial number")
    STOCK = N_("what it moved in stock")
    MONEY = N_("what was paid with it or is owed for it")
    COUNT = N_("what was counted on it")
    ROW = N_("a row")
    SOMETHING = N_("something of it")
    ITEM = N_("the item")
    QUANTITY = N_("the quantity")
    PRICE = N_("the price")
    AMOUNT = N_("the amount or discount")
    LINE_TAX = N_("the tax")
    LINE = N_("its place or where it came from")


@dataclass(frozen=True, slots=True)
class SealDifference:
    """What differs: ``line`` from 1, ``serial`` as it is there now, ``row`` by its id."""

    part: SealedPart
    line: int | None = None
    serial: str | None = None
    row: int | None = None


_HEAD = {
    "number": SealedPart.NUMBER,
    "posting": SealedPart.NUMBER,
    "id": SealedPart.NUMBER,
    "kind": SealedPart.NUMBER,
    "date": SealedPart.DATE,
    "date_choice": SealedPart.DATE,
    "due_date": SealedPart.DATE,
    "party_id": SealedPart.PARTY,
    "party": SealedPart.PARTY,
    "their_number": SealedPart.PARTY,
    "warehouse_id": SealedPart.WAREHOUSE,
    "to_warehouse_id": SealedPart.WAREHOUSE,
    "warehouse": SealedPart.WAREHOUSE,
    "to_warehouse": SealedPart.WAREHOUSE,
    "note": SealedPart.NOTE,
    "posted_at": SealedPart.PERSON,
    "posted_by": SealedPart.PERSON,
    "handled_by": SealedPart.PERSON,
    "voided_at": SealedPart.VOID,
    "voided_by": SealedPart.VOID,
    "void_reason": SealedPart.VOID,
    "total": SealedPart.TOTAL,
    "discount": SealedPart.TOTAL,
    "discount_rate": SealedPart.TOTAL,
    "tax_mode": SealedPart.TOTAL,
}
_ROWS = {
    "stock": SealedPart.STOCK,
    "payments": SealedPart.MONEY,
    "taxes": SealedPart.TOTAL,
    "debt": SealedPart.MONEY,
    "settles": SealedPart.MONEY,
    "counted": SealedPart.COUNT,
    "decided": SealedPart.COUNT,
}
_LINE = (
    (SealedPart.ITEM, (2,)),
    (SealedPart.QUANTITY, (3, 4, 5)),
    (SealedPart.PRICE, (6, 13, 14)),
    (SealedPart.AMOUNT, (7, 8, 9, 10)),
    (SealedPart.LINE_TAX, (11, 12)),
    (SealedPart.LINE, (0, 1, 15, 16, 17, 18, 19, 20, 21)),
)
"""The places of a line's fields (``db.engine.seal_contents.LINE``), by what they say."""

Marked = Iterator[tuple[SealDifference, object]]


def marks_of(content: str) -> bytes:
    """A byte of each part of what a seal covers: they only tell where it differs."""
    return bytes(crc32(repr(value).encode()) & 255 for _, value in _parts(json.loads(content)))


def difference(marks: bytes, content: str) -> SealDifference | None:
    """The first part of what a seal covers that is not as it was sealed; None: all parts are."""
    with suppress(ValueError, TypeError, LookupError):  # what is there now may be anything
        return _first_difference(marks, content)
    return SealDifference(SealedPart.SOMETHING)


def _first_difference(marks: bytes, content: str) -> SealDifference | None:
    for mark, part in zip_longest(marks, _parts(json.loads(content))):
        if part is None:
            return SealDifference(SealedPart.SOMETHING)
        where, value = part
        if mark is None or mark != crc32(repr(value).encode()) & 255:
            return where
    return None


def _parts(content: object) -> Marked:
    """What a seal covers, part by part in one order, each with what it is called."""
    if isinstance(content, list):
        yield from _rows_of(content)
    elif isinstance(content, dict):
        for group in ("head", "names"):
            for key, value in content.get(group, {}).items():
                yield SealDifference(_HEAD.get(key, SealedPart.HEAD)), value
        yield from _lines(content.get("lines", []))
        yield from _serials(content["serials"])
        for group, part in _ROWS.items():
            rows = content.get(group, [])
            yield SealDifference(part), len(rows)
            for row in rows:
                yield SealDifference(part), row


def _lines(lines: Sequence[tuple[Sequence[object], object]]) -> Marked:
    yield SealDifference(SealedPart.LINES), len(lines)
    for place, (values, names) in enumerate(lines, 1):
        yield SealDifference(SealedPart.ITEM, place), names
        for part, places in _LINE:
            yield SealDifference(part, place), [values[at] for at in places]


def _serials(serials: Sequence[Sequence[object]]) -> Marked:
    yield SealDifference(SealedPart.SERIALS), len(serials)
    for row in serials:
        yield SealDifference(SealedPart.SERIAL, serial=str(row[1])), row


def _rows_of(rows: Sequence[Sequence[object]]) -> Marked:
    for row in rows:
        yield SealDifference(SealedPart.ROW, row=int(str(row[0]))), row

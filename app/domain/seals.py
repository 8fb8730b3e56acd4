"""A seal: what is hashed, in which form, and what of it differs where it does not fit (S3).

Each seal is the SHA-256 of three lines: the hash before it (64 hexadecimal digits, noughts before
the first), what it says of itself, and what it covers, both as JSON. Nothing else is needed to
check a chain, and no program of ours.
"""

import json
import re
import struct
from bisect import bisect
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum, IntEnum, unique
from hashlib import sha256
from typing import NamedTuple
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


_WORDS = {event: event.name.lower() for event in SealEvent}
"""As a seal says its event of itself."""


class AboutSeal(NamedTuple):
    """What a seal says of itself. A document has its id; rows their table, the first and last.

    ``marks`` are two bytes of each part of what it covers (``marks_of``). A tuple, and written
    without a detour: a check makes one for each of millions of seals.
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
        """As it is hashed: JSON."""
        if self.document is not None:
            of = f'"document":{self.document:d}'
        else:
            of = _json({"rows": self.rows, "first": self.first, "last": self.last})[1:-1]
        event, at, marks = _WORDS[self.event], _json(self.at), self.marks.hex()
        return f'{{"seal":{self.seal:d},"event":"{event}","at":{at},{of},"marks":"{marks}"}}'


def hash_of(before: bytes, about: AboutSeal, content: str) -> bytes:
    """The hash of a seal; ``content`` is the JSON of what it covers."""
    return sha256(f"{before.hex()}\n{about.text()}\n{content}".encode()).digest()


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


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
    ROWS = N_("how many lines, serial numbers or payments it has")
    SERIAL = N_("a serial number")
    STOCK = N_("what it moved in stock")
    MONEY = N_("what was paid with it or is owed for it")
    COUNT = N_("what was counted on it")
    ROW = N_("a row")
    SOMETHING = N_("something of it")
    ITEM = N_("what the item is called")
    LINE = N_("the item, quantity, price or amount")


class SealDifference(NamedTuple):
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
    "return_reason": SealedPart.NOTE,
    "return_condition": SealedPart.NOTE,
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
_GROUPS = {
    "lines": SealedPart.ROWS,
    "serials": SealedPart.ROWS,
    "stock": SealedPart.STOCK,
    "payments": SealedPart.MONEY,
    "taxes": SealedPart.TOTAL,
    "debt": SealedPart.MONEY,
    "settles": SealedPart.MONEY,
    "counted": SealedPart.COUNT,
    "decided": SealedPart.COUNT,
}


def marks_of(content: str) -> bytes:
    """Two bytes of each part of what a seal covers: they only tell where it differs.

    A part is a field of the head, or a row; made as what is covered is written, so it is quick.
    """
    marks = [crc32(part) & 0xFFFF for part in _cut(content.encode())]
    return struct.pack(f">{len(marks)}H", *marks)


def _cut(content: bytes) -> list[bytes]:
    """What a seal covers cut into its parts: the head at each key, all else at each row."""
    head, begins, rows = content.partition(b',"lines":')
    if not begins:
        head, begins, rows = content.partition(b',"serials":')
    return [*head.split(b',"'), *_ROW.split(begins + rows)] if begins else _ROW.split(content)


_ROW = re.compile(rb'\],\[|\],"')


def difference(marks: bytes, content: str) -> SealDifference | None:
    """The first part of what a seal covers that is not as it was sealed; None: all parts are."""
    now = marks_of(content)
    if now == marks:
        return None
    if len(now) != len(marks):
        return SealDifference(SealedPart.ROWS)
    pairs = enumerate(zip(marks, now, strict=True))
    place = next(at for at, (old, new) in pairs if old != new) // 2
    with suppress(ValueError, TypeError, LookupError, AttributeError):  # it may be anything now
        starts, named = zip(*_named(json.loads(content)), strict=True)
        end = _ends(content.encode())[place]
        found: SealDifference = named[bisect(starts, end) - 1]
        return found
    return SealDifference(SealedPart.SOMETHING)


def _ends(content: bytes) -> list[int]:
    """Where each part of what a seal covers ends."""
    ends, at = [], 0
    for part in _cut(content):
        at = content.index(part, at) + len(part)
        ends.append(at - 1)
    return ends


def _named(content: object) -> Iterator[tuple[int, SealDifference]]:
    """Where each part of what a seal covers begins, as it is written, and what it is called."""
    if isinstance(content, list):
        yield 0, SealDifference(SealedPart.ROWS)
        at = 1
        for row in content:
            first = row[0][0] if isinstance(row[0], list) else row[0]
            yield at, SealDifference(SealedPart.ROW, row=int(first))
            at += _size(row) + 1
        return
    assert isinstance(content, dict)
    at = 1
    for group, parts in content.items():
        at += _size(group) + 1
        yield at, SealDifference(_GROUPS.get(group, SealedPart.HEAD))
        inside = at + 1
        if isinstance(parts, dict):
            for key, value in parts.items():
                yield inside, SealDifference(_HEAD.get(key, SealedPart.HEAD))
                inside += _size(key) + 1 + _size(value) + 1
        else:
            for place, row in enumerate(parts, 1):
                yield from _row_named(group, place, row, inside)
                inside += _size(row) + 1
        at += _size(parts) + 1


def _row_named(
    group: str, place: int, row: list[object], at: int
) -> Iterator[tuple[int, SealDifference]]:
    if group == "lines":
        yield at, SealDifference(SealedPart.LINE, place)
        yield at + 2 + _size(row[0]), SealDifference(SealedPart.ITEM, place)
    elif group == "serials":
        yield at, SealDifference(SealedPart.SERIAL, serial=str(row[1]))
    else:
        yield at, SealDifference(_GROUPS[group])


def _size(value: object) -> int:
    """How many bytes a value takes as it is written."""
    return len(_json(value).encode())

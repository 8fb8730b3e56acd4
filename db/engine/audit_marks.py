"""The marks of the audit log: which rows were written by this program, and are as it wrote them.

Rows are sealed some time after they are written (S3), for a seal of each would cost a posting more
than all else that is told of it. Until then, and ever after, its mark tells.
"""

import json
from collections.abc import Sequence
from contextlib import closing
from hashlib import sha256

from db import sql
from db.sql import Database

COLUMNS = (
    "at",
    "user_id",
    "counter_id",
    "action",
    "document_id",
    "detail",
    "subject",
    "subject_id",
    "before",
    "after",
)
"""What a mark is of, after the row's id."""

_LENGTH = 16
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=repr).encode
"""Of a damaged row any value can be written; none of those fits its mark."""


def mark_of(id: int, values: Sequence[object]) -> bytes:
    """The first half of the SHA-256 of a row's id and of what stands in ``COLUMNS``, as JSON."""
    return sha256(_json([id, *values]).encode()).digest()[:_LENGTH]


def strange(database: Database, most: int) -> list[int]:
    """The first rows that this program did not write, or not so, and those behind a gap, by id.

    From the first row on that has a mark each has one. Reads the whole log: for a worker.
    """
    found: list[int] = []
    before: int | None = None
    rows = sql.each(database, f"SELECT id, mark, {', '.join(COLUMNS)} FROM audit ORDER BY id")
    with closing(rows):
        for id, mark, *values in rows:
            if before is None and mark is None:
                continue  # it is of before there were marks
            if mark != mark_of(id, values) or id != (before or id - 1) + 1:
                found.append(id)
                if len(found) == most:
                    break
            before = id
    return found

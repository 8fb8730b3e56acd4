"""Reads for batch generation: what a product remembers, and the next free number (G2, G3)."""

import json
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.sql import Database

MOST_DIGITS = 18


class Remembered(NamedTuple):
    """How a product's serials were generated last, and the running number that comes next."""

    pattern: str
    step: int
    next: int


def remembered(database: Database, product: int) -> Remembered | None:
    """What the product remembers (G3), or None."""
    found = sql.row(
        database, "SELECT pattern, step, next FROM generation WHERE product_id = ?", product
    )
    return None if found is None else Remembered(*found)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A run of numbers: ``count`` from ``start`` by ``step``; ``width`` 0 is without zeros."""

    prefix: str
    start: int
    width: int
    suffix: str
    step: int
    count: int


_LARGEST_HELD = """
SELECT (
  SELECT CAST(substr({column}, :head + 1, digits) AS INTEGER) FROM {table}
  WHERE {column} BETWEEN
        :prefix || printf('%0*d', digits, max({here}, least)) || :suffix
    AND :prefix || printf('%0*d', digits, min({here} + :span, most)) || :suffix
    AND length({column}) = :head + digits + length(:suffix)
    AND substr({column}, :head + 1, digits) NOT GLOB '*[^0-9]*'
    AND substr({column}, :head + digits + 1) = :suffix COLLATE NOCASE
    AND (CAST(substr({column}, :head + 1, digits) AS INTEGER) - {here}) % :step = 0
    {also}
  ORDER BY {column} DESC LIMIT 1) AS found
FROM width WHERE least <= {here} + :span AND most >= {here}
"""
_HELD_BY = (
    ("serial", "number", ""),
    ("serial_alias", "number", ""),
    ("draft_serial", "number", "AND document_id = :draft"),
    ("product_barcode", "barcode", ""),
    ("product", "sku", ""),
    ("carton", "code", ""),
)


def _largest_held(here: str) -> str:
    """The largest number that is held within ``:span`` from ``here`` on, as a subquery."""
    parts = (
        _LARGEST_HELD.format(here=here, table=table, column=column, also=also)
        for table, column, also in _HELD_BY
    )
    return f"(SELECT max(found) FROM ({' UNION ALL '.join(parts)}))"


_WIDTHS = """
WITH RECURSIVE width (digits, least, most) AS MATERIALIZED (
  SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:widths))
"""
_JUMPS = f"""{_WIDTHS},
jump (here, held) AS (
  SELECT NULL, :start - :step
  UNION ALL
  SELECT jump.held + :step, {_largest_held("(jump.held + :step)")}
  FROM jump WHERE jump.held + :step + :span <= :limit
  LIMIT :jumps)
SELECT max(here) FILTER (WHERE held IS NULL), count(*) FROM jump
"""
"""From the start, jump behind the largest number that is held within the run, until none is.

Every number is held by an index, in which numbers of one width stand in their order; ``width`` has
a row for each number of digits, so that numbers without leading zeros are found too. A jump costs a
few look-ups, however many numbers are held.
"""
_HIGHEST = f"{_WIDTHS} SELECT {_largest_held(':start')}"
_MOST_JUMPS = 5_000  # some 50 ms


def next_free(database: Database, wanted: Wanted, draft: int | None = None) -> int | None:
    """A start from ``wanted.start`` on whose whole run nobody holds, or None (G2): the first one.

    Held are serials, their earlier numbers, what stands on ``draft``, and all other codes of the
    shop. None where the width has no room left. Where so many small gaps are full that looking at
    each would take long, it is the start behind the highest number that is held.
    """
    widths = (
        [(wanted.width, 0, 10**wanted.width - 1)]
        if wanted.width
        else [
            (digits, 10 ** (digits - 1) if digits > 1 else 0, 10**digits - 1)
            for digits in range(1, MOST_DIGITS + 1)
        ]
    )
    span, limit = (wanted.count - 1) * wanted.step, widths[-1][2]
    values: dict[str, object] = {
        "prefix": wanted.prefix,
        "head": len(wanted.prefix),
        "suffix": wanted.suffix,
        "start": wanted.start,
        "step": wanted.step,
        "span": span,
        "limit": limit,
        "jumps": _MOST_JUMPS,
        "widths": json.dumps(widths),
        "draft": draft,
    }
    connection = sql.connection(database)
    start, jumps = connection.execute(_JUMPS, values).fetchone()
    if start is None and jumps == _MOST_JUMPS:
        values["span"] = limit - wanted.start
        (highest,) = connection.execute(_HIGHEST, values).fetchone()
        start = highest + wanted.step if highest + wanted.step + span <= limit else None
    return None if start is None else int(start)

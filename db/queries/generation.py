"""Reads for batch generation: what a product remembers, and the next free number (G2, G3)."""

from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.sql import Database, Row

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
class WantedRun:
    """A run of numbers: ``count`` from ``start`` by ``step``; ``width`` 0 is without zeros."""

    prefix: str
    start: int
    width: int
    suffix: str
    step: int
    count: int


_PREFIX, _HEAD, _SUFFIX = "?1", "CAST(?2 AS int)", "?3"
_START, _STEP, _SPAN, _DRAFT, _LIMIT, _MOST = (
    f"CAST(?{place} AS bigint)" for place in range(4, 10)
)
"""What the statements below are given, in this order; ``_HEAD`` is the length of the prefix.
Only the jumps have a limit, and go so far at most."""

_ZEROS = "0" * MOST_DIGITS


def _of_width(number: str) -> str:
    """A number written with as many digits as ``width`` has, as SQL."""
    text = f"CAST({number} AS text)"
    return f"substr('{_ZEROS}' || {text}, length({text}) + {MOST_DIGITS} - digits + 1)"


_LARGEST_HELD = f"""
SELECT (
  SELECT CAST(substr({{column}}, {_HEAD} + 1, digits) AS bigint) FROM {{table}}
  WHERE {{column}} BETWEEN
        {_PREFIX} || {{from_here}} || {_SUFFIX} AND {_PREFIX} || {{to_there}} || {_SUFFIX}
    AND length({{column}}) = {_HEAD} + digits + length({_SUFFIX})
    AND upper(substr({{column}}, {_HEAD} + digits + 1)) = upper({_SUFFIX})
    AND CASE WHEN trim(substr({{column}}, {_HEAD} + 1, digits), '0123456789') = ''
        THEN (CAST(substr({{column}}, {_HEAD} + 1, digits) AS bigint) - {{here}}) % {_STEP} = 0
        ELSE false END
    {{also}}
  ORDER BY {{column}} DESC LIMIT 1) AS found
FROM width WHERE least <= {{here}} + {_SPAN} AND most >= {{here}}
"""
_HELD_BY = (
    ("serial", "number", ""),
    ("serial_alias", "number", ""),
    ("draft_serial", "number", f"AND document_id = {_DRAFT}"),
    ("product_barcode", "barcode", ""),
    ("product", "sku", ""),
    ("carton", "code", ""),
)


def _largest_held(here: str) -> str:
    """The largest number that is held within the span from ``here`` on, as a subquery."""
    there = f"{here} + {_SPAN}"
    from_here = _of_width(f"CASE WHEN {here} > least THEN {here} ELSE least END")
    to_there = _of_width(f"CASE WHEN {there} < most THEN {there} ELSE most END")
    parts = (
        _LARGEST_HELD.format(
            here=here,
            from_here=from_here,
            to_there=to_there,
            table=table,
            column=column,
            also=also,
        )
        for table, column, also in _HELD_BY
    )
    return f"(SELECT max(found) FROM ({' UNION ALL '.join(parts)}) AS held_by)"


_WIDTHS = "WITH RECURSIVE width (digits, least, most) AS MATERIALIZED (VALUES {widths})"
_JUMPS = f"""{_WIDTHS},
jump (place, here, held) AS (
  SELECT 1, CAST(NULL AS bigint), CAST({_START} - {_STEP} AS bigint)
  UNION ALL
  SELECT jump.place + 1, jump.held + {_STEP}, {_largest_held(f"(jump.held + {_STEP})")}
  FROM jump WHERE jump.held + {_STEP} + {_SPAN} <= {_LIMIT} AND jump.place < {_MOST})
SELECT max(here) FILTER (WHERE held IS NULL), count(*) FROM jump
"""
"""From the start, jump behind the largest number that is held within the run, until none is.

Every number is held by an index, in which numbers of one width stand in their order; ``width`` has
a row for each number of digits, so that numbers without leading zeros are found too. A jump costs a
few look-ups, however many numbers are held.
"""
_HIGHEST = f"{_WIDTHS} SELECT {_largest_held(_START)}"
_MOST_JUMPS = 5_000  # some 50 ms


def next_free(database: Database, wanted: WantedRun, draft: int | None = None) -> int | None:
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
    given = (wanted.prefix, len(wanted.prefix), wanted.suffix, wanted.start, wanted.step)
    rows = ", ".join(f"({digits}, {least}, {most})" for digits, least, most in widths)

    def ask(statement: str, within: int, *rest: int) -> Row:
        found = sql.row(database, statement.format(widths=rows), *given, within, draft, *rest)
        assert found is not None
        return found

    start, jumps = ask(_JUMPS, span, limit, _MOST_JUMPS)
    if start is None and jumps == _MOST_JUMPS:
        (highest,) = ask(_HIGHEST, limit - wanted.start)
        start = highest + wanted.step if highest + wanted.step + span <= limit else None
    return None if start is None else int(start)

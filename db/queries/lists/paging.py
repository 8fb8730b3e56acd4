"""A page of a list, and where the next one begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from db import sql
from db.sql import Database

R = TypeVar("R")

Cursor = tuple[int | str, ...]
"""Where a page ended, as its list understands it: the key of its last row, never an offset."""

MOST_COUNTED = 10_000
"""What is not kept as a total is counted so far; beyond, a list says *more than*."""


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows of a list. ``after`` is where the next page begins; None: this was the last.

    A page may hold fewer rows than were asked for, or none, and still not be the last: where no
    index answers, it looks at so many rows and says how far it came, so that the screen is never
    held.
    """

    rows: list[R]
    after: Cursor | None


class Count(NamedTuple):
    """How many rows a list has; not ``exact``: more than that."""

    number: int
    exact: bool


def counted(database: Database, query: str, values: Sequence[object]) -> Count:
    """How many rows ``query``, a statement from its FROM on, has; counted so far and no further."""
    found: int = sql.value(
        database,
        f"SELECT count(*) FROM (SELECT 1 {query} LIMIT ?) AS counted",
        *values,
        MOST_COUNTED + 1,
    )
    return Count(min(found, MOST_COUNTED), found <= MOST_COUNTED)


def in_all(counts: Iterable[Count]) -> Count:
    """The sum of what was counted in parts."""
    parts = list(counts)
    found = Count(sum(part.number for part in parts), all(part.exact for part in parts))
    return found if found.exact else Count(MOST_COUNTED, False)

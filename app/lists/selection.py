"""What of a list is chosen: some rows by their ids, or all that fit, described by what is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.lists.listing import Listing
from db.queries.lists.paging import Count
from db.sql import Database

R = TypeVar("R")
A = TypeVar("A")

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Selection(Generic[A]):
    """Rows of a list, for what is done with them: copied, exported, printed, put on a document.

    ``ids`` are those that were chosen one by one; None: all that fit ``asked`` but ``without``, so
    that ten million rows are chosen as quickly as ten. ``count`` is how many, None where nobody
    counted yet.
    """

    asked: A
    ids: tuple[Any, ...] | None
    count: Count | None
    without: frozenset[Any] = frozenset()


def rows_of(
    listing: Listing[A, R], database: Database, selection: Selection[A]
) -> Iterator[list[R]]:
    """The rows of a selection, some at a time; those that were chosen and are gone are left out."""
    chosen = selection.ids
    if chosen is not None and listing.read is not None:
        for begin in range(0, len(chosen), _AT_ONCE):
            yield listing.read(database, chosen[begin : begin + _AT_ONCE])
        return
    some = None if chosen is None else frozenset(chosen)
    for rows in listing.each_page(database, selection.asked):
        yield [row for row in rows if _fits(row, some, selection.without)]


def _fits(row: Any, some: frozenset[Any] | None, without: frozenset[Any]) -> bool:
    return row.id not in without and (some is None or row.id in some)

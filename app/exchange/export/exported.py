"""What is exported: rows of a list, its columns by key and in order, and what was asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.formats import Formats
from app.lists.listing import Column, Listing, Type
from app.lists.selection import Selection, rows_of
from db import sql
from db.sql import Database

Value = str | int | Decimal | date | datetime | None
"""A cell as a file keeps it: text, a whole or a decimal number, a day, a moment of the wall clock;
None is an empty cell."""

Facts = Sequence[tuple[str, str]]
"""What a file says about itself: what it is of, what was asked for, when it was made, by whom."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A table on its way into a file; ``each_rows`` reads its rows, some at a time."""

    title: str
    columns: Sequence[Column[Any]]
    facts: Facts
    formats: Formats
    each_rows: Callable[[], Iterator[Sequence[Any]]]

    def readers(self) -> list[Callable[[Any], Value]]:
        """What gives the value of each column in a row."""
        return [_reader(column, self.formats) for column in self.columns]


def of_selection(
    database: Database, listing: Listing[Any, Any], selection: Selection[Any], detail: str = ""
) -> Callable[[], Iterator[Sequence[Any]]]:
    """What reads the rows of a selection, as the store is at one moment (Q4).

    With a ``detail`` of the list by its key, each row is written out into the rows of that.
    """

    def read() -> Iterator[Sequence[Any]]:
        with sql.one_moment(database):
            for rows in rows_of(listing, database, selection):
                if detail:
                    yield from listing.detail(detail).read(database, rows)
                else:
                    yield rows

    return read


def _reader(column: Column[Any], formats: Formats) -> Callable[[Any], Value]:
    value = column.value
    match column.type:
        case Type.COUNT:
            return value
        case Type.QUANTITY:
            return lambda row: _scaled(value(row), 3)
        case Type.MONEY:
            decimals = formats.decimals
            return lambda row: _scaled(value(row), decimals)
        case Type.DATE:
            return lambda row: date.fromisoformat(found) if (found := value(row)) else None
        case Type.MOMENT:
            return lambda row: _wall_time(value(row))
        case Type.STATUS | Type.FLAG:
            return lambda row: column.text(row, formats) if value(row) is not None else None
    return lambda row: None if (found := value(row)) is None else str(found)


def _scaled(value: int | None, decimals: int) -> Decimal | None:
    return None if value is None else Decimal(value).scaleb(-decimals)


def _wall_time(stamp: str | None) -> datetime | None:
    """A stamp of the store (UTC) as a clock on the wall shows it, to the second."""
    if not stamp:
        return None
    return datetime.fromisoformat(stamp).astimezone().replace(tzinfo=None, microsecond=0)

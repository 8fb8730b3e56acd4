"""What is exported: rows of a list, its columns by key and in order, and what was asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.domain.permissions import Permission
from app.domain.problems import Code, refuse
from app.formats import Formats
from app.lists.listing import Column, Listing, Type
from app.lists.selection import Selection, rows_of
from app.services import settings
from app.services.session import Session
from app.text import _, called
from db import sql
from db.queries.lists.walking import Order
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


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """What somebody wants in a file: a list by its title, which rows, written out into what, and
    which columns by key, in their order.
    """

    title: str
    listing: Listing[Any, Any]
    selection: Selection[Any]
    columns: Sequence[str]
    detail: str = ""


def columns_for(
    session: Session, listing: Listing[Any, Any], detail: str = ""
) -> list[Column[Any]]:
    """The columns that a person may have in a file of a list (SEE_COST)."""
    columns = listing.detail(detail).columns if detail else listing.columns
    return [one for one in columns if one.needs is None or session.may(one.needs)]


def exported(session: Session, formats: Formats, asked: ExportAsked) -> Exported:
    """A list on its way into a file.

    Raises Refused for who may not export, and where no column is left.
    """
    session.demand(Permission.EXPORT)
    known = {one.key: one for one in columns_for(session, asked.listing, asked.detail)}
    columns = [known[key] for key in asked.columns if key in known]
    if not columns:
        raise refuse(Code.EXPORT_NO_COLUMNS)
    facts = [*_facts_before(asked), *asked_facts(session, asked), *_facts_behind(session, formats)]
    return Exported(
        asked.title, columns, facts, formats, lambda: _each_rows(session.database, asked)
    )


def asked_facts(session: Session, asked: ExportAsked) -> Facts:
    """Which rows of the list, in words: the filters that stand, the order, whether some chosen."""
    question, ids = asked.selection.asked, asked.selection.ids
    if ids is not None:
        return [(_("Chosen rows"), f"{len(ids):,}")]
    facts = list(asked.listing.says(session.database, question))
    titles = {column.key: _(column.title) for column in asked.listing.columns}
    order: Order | None = getattr(question, "order", None)
    if order is not None and order != asked.listing.order and order.column in titles:
        facts.append((_("Sorted by"), f"{titles[order.column]} {'↓' if order.falling else '↑'}"))
    if asked.selection.without:
        facts.append((_("Left out by hand"), f"{len(asked.selection.without):,}"))
    return facts


def _facts_before(asked: ExportAsked) -> Facts:
    if not asked.detail:
        return [(_("List"), asked.title)]
    return [
        (_("List"), asked.title),
        (_("Which rows"), _(asked.listing.detail(asked.detail).title)),
    ]


def _facts_behind(session: Session, formats: Formats) -> Facts:
    return [
        (_("Time"), formats.moment(session.stamp())),
        (_("By"), f"{called(session.person.name)} · {called(session.counter.name)}"),
        (_("Shop"), settings.load(session.database).shop_name),
    ]


def _each_rows(database: Database, asked: ExportAsked) -> Iterator[Sequence[Any]]:
    """The rows, written out where that is asked for, as the store is at one moment."""
    with sql.one_moment(database):
        for rows in rows_of(asked.listing, database, asked.selection):
            if asked.detail:
                yield from asked.listing.detail(asked.detail).read(database, rows)
            else:
                yield rows


def _reader(column: Column[Any], formats: Formats) -> Callable[[Any], Value]:
    value = column.value
    if column.says is not None:
        return lambda row: column.text(row, formats) or None
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

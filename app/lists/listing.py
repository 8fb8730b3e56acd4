"""What a list is: columns with keys, types and values, a page function, and a count."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, unique
from typing import Any, Generic, TypeVar

from app.domain.permissions import Permission
from app.domain.verdicts import Level
from app.formats import Formats
from app.services.session import Session
from app.text import _
from db.queries.lists.paging import Count, Cursor, Page
from db.queries.lists.walking import Order
from db.sql import Database

R = TypeVar("R")
A = TypeVar("A")


def _nothing_said(_database: Database, _asked: object) -> Iterable[tuple[str, str]]:
    """All is shown that there is."""
    return ()


@unique
class Type(Enum):
    """What a column's values are: how they are written, and on which side they stand."""

    TEXT = "text"
    SERIAL = "serial"
    COUNT = "count"
    QUANTITY = "quantity"
    """Thousandths."""
    MONEY = "money"
    """Minor units."""
    DATE = "date"
    """ISO."""
    MOMENT = "moment"
    """ISO, UTC."""
    STATUS = "status"
    """One of the column's ``names``."""
    FLAG = "flag"
    """Yes or no."""

    @property
    def is_figure(self) -> bool:
        """Does it stand on the right?"""
        return self in (Type.COUNT, Type.QUANTITY, Type.MONEY)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its lasting ``key``, its title (a msgid), and the value it has in a row.

    ``nothing`` stands where a row has no value. ``names`` are the msgids of a status, ``tones`` how
    it looks; ``level`` says how the value of a row looks where that is not by the value itself, and
    ``faded`` which rows stand back. ``sorts``: the list's pages can go by it, for an index serves
    that. ``width`` in pixels of a screen at rest is a hint, and so is ``stretch``: it takes the
    room that is left over. ``at_first`` says whether it is shown to who has not chosen columns;
    ``gives_way`` in which order columns go where there is no room for all: 1 goes first, 0 never.
    ``needs`` is the permission without which nobody is given its values, here or in a file.
    ``says`` writes the value of a row where that takes more than its type.
    They stand here, as plain data, so that a column is added in one place.
    """

    key: str
    title: str
    type: Type
    value: Callable[[R], Any]
    width: int = 120
    stretch: bool = False
    nothing: str = ""
    names: Mapping[Any, str] | None = None
    tones: Mapping[Any, Level] | None = None
    level: Callable[[R], Level | None] | None = None
    faded: Callable[[R], bool] | None = None
    sorts: bool = False
    at_first: bool = True
    gives_way: int = 0
    needs: Permission | None = None
    says: Callable[[R, Formats], str] | None = None

    def text(self, row: R, formats: Formats) -> str:
        """The value of a row as people read it, in the language in use."""
        value = self.value(row)
        if value is None or value == "":
            return _(self.nothing)
        if self.says is not None:
            return self.says(row, formats)
        match self.type:
            case Type.QUANTITY:
                return formats.quantity(value)
            case Type.MONEY:
                return formats.price(value)
            case Type.DATE:
                return formats.date(value)
            case Type.MOMENT:
                return formats.moment(value)
            case Type.STATUS if self.names is not None:
                return _(self.names[value])
            case Type.FLAG:
                return "✓" if value else ""
        return str(value)

    def tone(self, row: R) -> Level | None:
        """How the value of a row looks; None: like any other."""
        if self.level is not None:
            return self.level(row)
        return self.tones.get(self.value(row)) if self.tones else None


@dataclass(frozen=True, slots=True)
class Detail(Generic[R]):
    """What rows of a list can be written out into, such as the lines of documents.

    ``read`` gives its rows, some at a time, in the order of those they are of.
    """

    key: str
    title: str
    columns: Sequence[Column[Any]]
    read: Callable[[Database, Sequence[R]], Iterator[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Listing(Generic[A, R]):
    """One list: what the screen shows, what files and paper are written from.

    ``A`` is what can be asked of it (its filters), ``R`` its rows; each has an ``id``. ``page``
    reads the rows after a cursor, at most so many. ``count`` says how many there are: exact where
    that is kept, up to ``MOST_COUNTED`` where counting is quick, None where neither is so.
    ``order`` is the one it is shown in at first, where what is asked has an ``order``; without one
    there is a single order. ``ids`` reads a page's ids alone, where that is quicker, and ``read``
    the rows of some ids in the order of these, where rows can be chosen page by page. ``says``
    tells people what is asked, for a file or a paper that shows the answer; ``details`` is what its
    rows can be written out into there.
    """

    key: str
    columns: Sequence[Column[R]]
    page: Callable[[Database, A, Cursor | None, int], Page[R]]
    count: Callable[[Database, A], Count | None]
    order: Order | None = None
    ids: Callable[[Database, A, Cursor | None, int], tuple[list[Any], Cursor | None]] | None = None
    read: Callable[[Database, Sequence[Any]], list[R]] | None = None
    says: Callable[[Database, A], Iterable[tuple[str, str]]] = _nothing_said
    details: Sequence[Detail[R]] = ()

    def detail(self, key: str) -> Detail[R]:
        """The detail with this key. Raises StopIteration where the list has none such."""
        return next(detail for detail in self.details if detail.key == key)

    def each_ids(self, database: Database, asked: A) -> Iterator[list[Any]]:
        """The ids of all rows, some at a time: for what counts them, or takes them all."""
        if self.ids is None:
            for rows in self.each_page(database, asked):
                yield [row.id for row in rows]  # type: ignore[attr-defined]
            return
        after: Cursor | None = None
        while True:
            found, after = self.ids(database, asked, after, _IDS)
            yield found
            if after is None:
                return

    def each_page(self, database: Database, asked: A) -> Iterator[list[R]]:
        """All rows, some at a time."""
        after: Cursor | None = None
        while True:
            page = self.page(database, asked, after, _PAGE)
            yield page.rows
            after = page.after
            if after is None:
                return

    def rows(self, database: Database, asked: A, most: int | None = None) -> list[R]:
        """All rows, or the first ``most``, page by page: for what needs them all."""
        found: list[R] = []
        after: Cursor | None = None
        while most is None or len(found) < most:
            page = self.page(database, asked, after, _PAGE if most is None else most - len(found))
            found += page.rows
            after = page.after
            if after is None:
                break
        return found


def for_session(listing: Listing[A, R], session: Session) -> Listing[A, R]:
    """The list with the columns that somebody may see (U1)."""
    columns = [one for one in listing.columns if one.needs is None or session.may(one.needs)]
    return replace(listing, columns=columns)


_PAGE = 1_000
_IDS = 10_000


def name_of(name: str, active: bool) -> str:
    """The name of a record; one that is put aside is said to be."""
    return name if active else _("{name} (inactive)").format(name=name)

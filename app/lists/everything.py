"""Everything that can be gone to (Ctrl+K): pages, settings, documents, units, items, people.

Pages, settings and actions are given by the screen, as data; the others are read from the store,
each group so many rows and no more, so that the first of them stand there at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, unique

from app.domain import finding
from app.domain.codes import serial_in
from app.domain.finding import Findable, Rank, Span
from app.domain.kinds import KINDS
from app.domain.lifecycle import STATUS_NAMES
from app.domain.marks import N_
from app.formats import Formats
from app.lists.serials import SERIALS
from app.services.stock.finding import FoundParty, FoundProduct, find_parties, find_products
from app.text import _
from db.queries import finding as reads
from db.queries.lists.serial_filter import Filter
from db.queries.lists.serials import Found
from db.sql import Database


@unique
class Section(Enum):
    """The groups in the order in which they are shown; the value is the title."""

    PLACES = N_("Go to")
    DOCUMENTS = N_("Documents")
    UNITS = N_("Serial numbers")
    ITEMS = N_("Items")
    CONTACTS = N_("Contacts")


@dataclass(frozen=True, slots=True)
class Place:
    """A page, a setting or an action of the screen, in the language in use.

    ``path`` is whole, as the rail says it: *Settings › System Settings › Language*. ``note`` is a
    setting's value or how many an action is about; ``shortcut`` the keys that lead there.
    ``also`` are other words by which it is found.
    """

    key: str
    path: str
    note: str = ""
    shortcut: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One row: where it leads (a place's key, or the id of a record), and what it says."""

    section: Section
    key: str | int
    title: str
    marks: tuple[Span, ...] = ()
    note: str = ""
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one section; ``more``: there are others."""

    section: Section
    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """In what is looked: the places, the warehouse that is *here*, and which sections one may see.

    ``may_see`` is asked for each section: a permission may close one. With serial number management
    off (P1) there are no units.
    """

    places: Sequence[Place]
    warehouse: int
    with_serials: bool = True
    may_see: Callable[[Section], bool] = lambda _section: True


def everything(
    database: Database, formats: Formats, typed: str, scope: Scope, most: int = 5
) -> list[Group]:
    """What fits ``typed``, by section, ``most`` rows of each; sections without a row are left out.

    Nothing typed: the places alone.
    """
    sources: dict[Section, Callable[[], list[Hit]]] = {
        Section.PLACES: lambda: _places(scope.places, typed, most + 1),
    }
    if typed.strip():
        sources |= {
            Section.DOCUMENTS: lambda: _documents(database, formats, typed, most + 1),
            Section.UNITS: lambda: _units(database, typed, most + 1),
            Section.ITEMS: lambda: _items(database, formats, typed, scope.warehouse, most + 1),
            Section.CONTACTS: lambda: _contacts(database, typed, most + 1),
        }
    if not scope.with_serials:
        sources.pop(Section.UNITS, None)
    groups = []
    for section, source in sources.items():
        hits = source() if scope.may_see(section) else []
        if hits:
            groups.append(Group(section, tuple(hits[:most]), len(hits) > most))
    return groups


def _places(places: Sequence[Place], typed: str, most: int) -> list[Hit]:
    wanted = finding.words(typed)
    found: list[tuple[Rank, Hit]] = []
    for place in places:
        match = finding.match(Findable(place.path, (), (), place.also), wanted)
        if match is not None:
            marks = tuple(match.of(0))
            hit = Hit(Section.PLACES, place.key, place.path, marks, place.note, place.shortcut)
            found.append((match.rank, hit))
    found.sort(key=lambda one: one[0])
    return [hit for _rank, hit in found[:most]]


def _documents(database: Database, formats: Formats, typed: str, most: int) -> list[Hit]:
    number = finding.fold(typed).strip()
    if not number or not number.isascii() or any(map(str.isspace, number)):
        return []
    hits = []
    for id, own, kind, date, party in reads.documents_by_number(database, number, most):
        parts = (_(KINDS[kind].name), party, formats.date(date))
        note = " · ".join(part for part in parts if part)
        hits.append(Hit(Section.DOCUMENTS, id, own, ((0, len(number)),), note))
    return hits


_SHORTEST_PART = 3
"""Characters of a serial number that the search index can be asked for."""


def _units(database: Database, typed: str, most: int) -> list[Hit]:
    text = serial_in(typed.strip())
    if len(text) < _SHORTEST_PART:
        return []
    page = SERIALS.page(database, Filter(text), None, most)
    rows = page.rows
    if page.after is not None and len(rows) == 1:  # the whole number is a page of its own
        rows = rows + SERIALS.page(database, Filter(text), page.after, most).rows
    return [_unit(row, text) for row in rows[:most]]


def _unit(row: Found, text: str) -> Hit:
    at = row.number.upper().find(text.upper())
    marks = ((at, at + len(text)),) if at >= 0 else ()
    status = next((_(name) for one, name in STATUS_NAMES.items() if one == row.status), "")
    parts = (row.product, status, row.warehouse)
    return Hit(Section.UNITS, row.id, row.number, marks, " · ".join(part for part in parts if part))


def _items(
    database: Database, formats: Formats, typed: str, warehouse: int, most: int
) -> list[Hit]:
    found = find_products(database, typed, warehouse, most=most, with_serials=False)
    return [_item(one, formats) for one in found.rows]


def _item(found: FoundProduct, formats: Formats) -> Hit:
    here = _("{quantity} here").format(quantity=formats.quantity(found.row.here))
    note = f"{found.row.sku} · {here}"
    return Hit(Section.ITEMS, found.row.id, found.row.name, tuple(found.match.of(0)), note)


def _contacts(database: Database, typed: str, most: int) -> list[Hit]:
    found: dict[int, FoundParty] = {}
    for customers in (True, False):
        for one in find_parties(database, typed, customers, most=most).rows:
            found.setdefault(one.row.id, one)
    ranked = sorted(found.values(), key=lambda one: (one.match.rank, one.row.name.casefold()))
    return [_contact(one) for one in ranked[:most]]


def _contact(found: FoundParty) -> Hit:
    marks = tuple(found.match.of(0))
    note = " · ".join(_said_of(found))
    return Hit(Section.CONTACTS, found.row.id, found.row.name, marks, note)


def _said_of(found: FoundParty) -> Iterator[str]:
    if found.row.is_customer:
        yield _("customer")
    if found.row.is_supplier:
        yield _("supplier")
    if found.row.phone:
        yield found.row.phone

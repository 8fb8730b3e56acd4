"""What Ctrl+K finds in the store: documents, units, items and contacts.

Each section has so many rows and no more, so that the first of them stand there at once. Pages,
settings and actions are the screen's own (``gui/shell/destinations``).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, unique

from app.domain import finding
from app.domain.codes import serial_in
from app.domain.finding import Span
from app.domain.kinds import KINDS
from app.domain.lifecycle import STATUS_NAMES
from app.domain.marks import N_
from app.formats import Formats
from app.lists.serials import SERIALS
from app.services.stock.finding import FoundParty, FoundProduct, find_parties, find_products
from app.text import _
from db.queries import finding as finding_reads
from db.queries.lists.serial_filter import Filter
from db.queries.lists.serials import Found
from db.sql import Database


@unique
class Section(Enum):
    """The groups in the order in which they are shown; the value is the title."""

    DOCUMENTS = N_("Documents")
    UNITS = N_("Serial numbers")
    ITEMS = N_("Items")
    CONTACTS = N_("Contacts")


@dataclass(frozen=True, slots=True)
class Hit:
    """One row: the id of the record it leads to, and what it says."""

    section: Section
    id: int
    title: str
    marks: tuple[Span, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits of one section; ``more``: there are others."""

    section: Section
    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """In what is looked: the warehouse that is *here*, and which sections one may see.

    ``may_see`` is asked for each section: a permission may close one. With serial number management
    off (P1) there are no units.
    """

    warehouse: int
    with_serials: bool = True
    may_see: Callable[[Section], bool] = lambda _section: True


def everything(
    database: Database, formats: Formats, typed: str, scope: Scope, most: int = 5
) -> list[HitGroup]:
    """What fits ``typed``, by section, ``most`` rows of each; sections without a row are left out.

    Nothing typed finds nothing.
    """
    if not typed.strip():
        return []
    sources: dict[Section, Callable[[], list[Hit]]] = {
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
            groups.append(HitGroup(section, tuple(hits[:most]), len(hits) > most))
    return groups


def _documents(database: Database, formats: Formats, typed: str, most: int) -> list[Hit]:
    number = finding.fold(typed).strip()
    if not number or not number.isascii() or any(map(str.isspace, number)):
        return []
    hits = []
    for id, own, kind, date, party in finding_reads.documents_by_number(database, number, most):
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

"""What the store has of what is typed into Ctrl+K, as destinations."""

from collections.abc import Iterator

from app.gui.kit.desk import Desk
from app.gui.shell.destinations import Destination, Everything, Kind
from app.lists.everything import Hit, Scope, Section, everything
from db.queries.warehouses import warehouses

_KINDS = {
    Section.DOCUMENTS: Kind.DOCUMENT,
    Section.UNITS: Kind.UNIT,
    Section.ITEMS: Kind.ITEM,
    Section.CONTACTS: Kind.CONTACT,
}
_PAGES = {Section.UNITS: "search", Section.ITEMS: "items", Section.CONTACTS: "contacts"}


def records_of(desk: Desk) -> Everything:
    """What looks through the store of a desk."""

    def found(typed: str) -> Iterator[Destination]:
        first = warehouses(desk.database)[0].id
        scope = Scope(first, desk.settings.serials_enabled)
        for group in everything(desk.database, desk.formats, typed, scope):
            for hit in group.hits:
                yield _destination(hit)

    return found


def _destination(hit: Hit) -> Destination:
    part = hit.title if hit.section is Section.UNITS else str(hit.id)
    page = _PAGES.get(hit.section, "")
    return Destination(_KINDS[hit.section], hit.title, page, part, hit.note, marked=hit.marks)

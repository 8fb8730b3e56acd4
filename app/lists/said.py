"""What is asked of a list, said to people: each filter by its name and what it asks for."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.domain.kinds import KINDS
from app.domain.lifecycle import STATUS_NAMES, Status
from app.domain.marks import N_
from app.domain.printing import JOB_STATES, JobState
from app.services import clock
from app.services.audit import SUBJECTS, Action
from app.text import _, called, day_text
from db.queries import contacts, items, warehouses
from db.queries.prices import price_list
from db.sql import Database

if TYPE_CHECKING:
    from db.queries.lists.audit import AuditAsked
    from db.queries.lists.contacts import ContactsAsked
    from db.queries.lists.documents import DocumentsAsked
    from db.queries.lists.items import ItemsAsked
    from db.queries.lists.people import PeopleAsked
    from db.queries.lists.price_list import PricesAsked
    from db.queries.lists.prints import PrintsAsked
    from db.queries.lists.scans import ScansAsked
    from db.queries.lists.serial_filter import Filter
    from db.queries.lists.statement import StatementAsked
    from db.queries.lists.stock import StockAsked
    from db.queries.lists.taxes import TaxesAsked
    from db.queries.lists.warehouses import WarehousesAsked

Said = Iterator[tuple[str, str]]

_RESULTS = {
    "ACCEPTED": N_("Taken"),
    "WARNING": N_("There already"),
    "REFUSED": N_("Refused"),
}


def of_text(_database: Database, text: str) -> Said:
    """A text that is looked for, where there is one."""
    if text:
        yield _("Search"), text


def of_inactive(with_inactive: bool) -> Said:
    """Records that are put aside are left out, unless somebody asks for them."""
    if with_inactive:
        yield _("Show inactive"), _("Yes")


def of_serials(database: Database, asked: "Filter") -> Said:
    """Every filter of Serial Number Search that stands."""
    yield from of_text(database, asked.text)
    if asked.product is not None:
        yield _("Item"), items.record(database, asked.product)["name"]
    if asked.status is not None:
        yield _("Status"), _(STATUS_NAMES[Status(asked.status)])
    if asked.warehouse is not None:
        yield _("Warehouse"), warehouses.record(database, asked.warehouse)["name"]
    if asked.document:
        yield _("Document"), asked.document
    if asked.party is not None:
        yield _("Party"), contacts.record(database, asked.party)["name"]
    if asked.date_from:
        yield _("From"), day_text(asked.date_from)
    if asked.date_to:
        yield _("To"), day_text(asked.date_to)
    if asked.numbers:
        yield _("Pasted list"), f"{len(asked.numbers):,}"


def of_documents(database: Database, asked: "DocumentsAsked") -> Said:
    """Which kinds, where they are several, and the text."""
    if len(asked.kinds) > 1:
        yield _("Kind"), ", ".join(_(KINDS[kind].plural) for kind in asked.kinds)
    yield from of_text(database, asked.text)


def of_items(database: Database, asked: "ItemsAsked") -> Said:
    """The text, and whether inactive ones are shown."""
    yield from of_text(database, asked.text)
    yield from of_inactive(asked.with_inactive)


def of_prices(database: Database, asked: "PricesAsked") -> Said:
    """The text, which list, and whether only what it prices is shown."""
    yield from of_text(database, asked.text)
    if asked.price_list is not None:
        yield _("Price list"), price_list(database, asked.price_list)[0]
        if asked.priced:
            yield _("Only items with a price here"), _("Yes")


def of_stock(database: Database, asked: "StockAsked") -> Said:
    """The text, the warehouse, and whether items without stock are shown."""
    yield from of_text(database, asked.text)
    if asked.warehouse is not None:
        yield _("Warehouse"), warehouses.record(database, asked.warehouse)["name"]
    if asked.with_none:
        yield _("Show items without stock"), _("Yes")


def of_contacts(database: Database, asked: "ContactsAsked") -> Said:
    """The text, customers or suppliers alone, who owes, and whether inactive ones are shown."""
    from db.queries.lists.contacts import OWE  # with the first that is written out

    yield from of_text(database, asked.text)
    if not (asked.customers and asked.suppliers):
        yield _("Role"), _("Customer") if asked.customers else _("Supplier")
    if asked.debts:
        yield _("On account"), _("Owe us") if asked.debts == OWE else _("We owe")
    yield from of_inactive(asked.with_inactive)


def of_statement(database: Database, asked: "StatementAsked") -> Said:
    """Whose account it is, and of which documents."""
    yield _("Party"), contacts.record(database, asked.contact)["name"]
    if asked.kinds:
        yield _("Kind"), ", ".join(_(KINDS[kind].name) for kind in asked.kinds)


def of_taxes(_database: Database, asked: "TaxesAsked") -> Said:
    """Whether inactive ones are shown."""
    yield from of_inactive(asked.with_inactive)


def of_warehouses(_database: Database, asked: "WarehousesAsked") -> Said:
    """Whether inactive ones are shown."""
    yield from of_inactive(asked.with_inactive)


def of_people(_database: Database, asked: "PeopleAsked") -> Said:
    """Whether those who left are shown."""
    yield from of_inactive(asked.with_inactive)


def of_scans(database: Database, asked: "ScansAsked") -> Said:
    """The text and the results."""
    yield from of_text(database, asked.text)
    yield from _of_several(_("Result"), [_RESULTS[one] for one in asked.levels if one in _RESULTS])


def of_prints(database: Database, asked: "PrintsAsked") -> Said:
    """The text and the states."""
    yield from of_text(database, asked.text)
    yield from _of_several(_("Result"), [JOB_STATES[JobState(state)] for state in asked.states])


def of_audit(database: Database, asked: "AuditAsked") -> Said:
    """Every filter of the audit log that stands."""
    from db.queries.lists import audit  # with the first that is written out

    yield from of_text(database, asked.text)
    known = Action.__members__
    names = [known[one.upper()].value for one in asked.actions if one.upper() in known]
    yield from _of_several(_("What was done"), names)
    yield from _of_several(_("To what"), [_SUBJECTS.get(one, one) for one in asked.subjects])
    if asked.person is not None:
        yield _("By"), called(dict(audit.people(database)).get(asked.person, ""))
    if asked.counter is not None:
        yield _("Counter"), called(dict(audit.counters(database)).get(asked.counter, ""))
    if asked.document:
        yield _("Document"), asked.document
    if asked.since:
        yield _("From"), day_text(_day(asked.since).isoformat())
    if asked.until:
        yield _("To"), day_text((_day(asked.until) - timedelta(days=1)).isoformat())


_SUBJECTS = {subject.value: title for subject, title in SUBJECTS.items()}


def _day(stamp: str) -> date:
    return clock.day_of(datetime.fromisoformat(stamp))


def _of_several(name: str, values: Sequence[str]) -> Said:
    if values:
        yield name, _(", ").join(map(_, values))

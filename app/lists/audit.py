"""The audit log (U4): who changed what, when, at which counter, before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.domain.permissions import Permission
from app.formats import Formats
from app.lists import said
from app.lists.listing import Column, Listing, Type
from app.lists.told_values import changes_said
from app.lists.told_values import said as values_said
from app.lists.value_words import NamesOfIds, Saying
from app.services.audit import SUBJECTS, Action, Subject, values_in
from app.services.money import tenders
from app.text import _, called, tender_name, titled
from db.queries import items, prices, print_templates, taxes
from db.queries.lists import audit as audit_pages
from db.queries.lists.audit import AuditAsked, AuditRow
from db.queries.lists.paging import Cursor, Page
from db.sql import Database


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry with what its fields held, and the names of what they name by id."""

    row: AuditRow
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    names: NamesOfIds
    name: str | None

    @property
    def id(self) -> int:
        """The entry's own."""
        return self.row.id

    @property
    def document_id(self) -> int | None:
        """The document that it tells of."""
        return self.row.document_id


def action_text(entry: AuditEntry) -> str:
    """What was done; what another version called by a name that is not known here, by that."""
    action = Action.__members__.get(entry.row.action.upper())
    return _(action.value) if action else entry.row.action.replace("_", " ")


def document_text(entry: AuditEntry) -> str | None:
    """The document it was done to or by."""
    row = entry.row
    if row.kind is None:
        return None
    kind = _(KINDS[row.kind].name) if row.kind in KINDS else row.kind
    return f"{kind} {row.number}" if row.number else _("{kind}, draft").format(kind=kind)


def subject_text(entry: AuditEntry) -> str:
    """To what it was done: what it is, and how it is called."""
    of, document = entry.row.subject, document_text(entry)
    if of in (Subject.DOCUMENT.value, Subject.LINE.value, None) and document:
        return titled(document, entry.name) if entry.name else document
    known = {subject.value: title for subject, title in SUBJECTS.items()}
    what = _(known[of]) if of in known else (of or "").replace("_", " ")
    return titled(what, entry.name) if entry.name else what


def _before(entry: AuditEntry, formats: Formats) -> str:
    return values_said(entry.row.subject, entry.before, _saying(entry, formats))


def _after(entry: AuditEntry, formats: Formats) -> str:
    return values_said(entry.row.subject, entry.after, _saying(entry, formats))


def changes_of(entry: AuditEntry, formats: Formats) -> Sequence[str]:
    """Each field that changed, before and after."""
    row = entry.row
    return changes_said(row.subject, entry.before, entry.after, _saying(entry, formats))


def _changes(entry: AuditEntry, formats: Formats) -> str:
    return "; ".join(changes_of(entry, formats))


def _saying(entry: AuditEntry, formats: Formats) -> Saying:
    return Saying(formats, entry.names, entry.row.at)


def who_text(entry: AuditEntry) -> str:
    """Who did it, and at which counter."""
    return " · ".join(filter(None, (called(entry.row.person), called(entry.row.counter))))


# Reading ------------------------------------------------------------------------------------------


def _page(
    database: Database, asked: AuditAsked, after: Cursor | None, size: int
) -> Page[AuditEntry]:
    found = audit_pages.page(database, asked, after, size)
    return Page(_entries(database, found.rows), found.after)


def _read(database: Database, ids: Sequence[int]) -> list[AuditEntry]:
    return _entries(database, audit_pages.read(database, ids))


def _entries(database: Database, rows: Sequence[AuditRow]) -> list[AuditEntry]:
    """The rows with the names of what they name by id: some reads for all of them."""
    if not rows:
        return []
    parted = [(row, values_in(row.before), values_in(row.after)) for row in rows]
    counted = {
        int(key.partition(":")[2])
        for _row, before, after in parted
        for key in (*before, *after)
        if key.partition(":")[2].isdigit()
    }
    names = NamesOfIds(
        price_lists={one.id: one.name for one in prices.lists(database)},
        taxes=taxes.names(database),
        templates={one.id: one.name for one in print_templates.every(database)},
        products={id: one.name for id, one in items.some(database, sorted(counted)).items()},
    )
    ways = {id: tender_name(one.name) for id, one in tenders.by_id(database).items()}
    return [
        AuditEntry(
            row,
            before,
            after,
            names,
            ways.get(row.subject_id or 0) if row.subject == "tender" else _name(row),
        )
        for row, before, after in parted
    ]


def _name(row: AuditRow) -> str | None:
    return called(row.name) if row.subject in ("person", "counter") else row.name


AUDIT: Listing[AuditAsked, AuditEntry] = Listing(
    "audit",
    (
        Column("at", N_("Time"), Type.MOMENT, lambda a: a.row.at, 152),
        Column("action", N_("What was done"), Type.TEXT, action_text, 168),
        Column("name", N_("To what"), Type.TEXT, subject_text, 208, nothing="–"),
        Column(
            "changes",
            N_("Before → after"),
            Type.TEXT,
            lambda a: a.row.before or a.row.after,
            stretch=True,
            says=_changes,
            needs=Permission.SEE_COST,
        ),
        Column("reason", N_("Reason"), Type.TEXT, lambda a: a.row.reason, 128, gives_way=2),
        Column("person", N_("By"), Type.TEXT, who_text, 192, gives_way=1),
        Column("document", N_("Document"), Type.TEXT, document_text, 176, at_first=False),
        Column(
            "before",
            N_("Before"),
            Type.TEXT,
            lambda a: a.row.before,
            at_first=False,
            says=_before,
            needs=Permission.SEE_COST,
        ),
        Column(
            "after",
            N_("After"),
            Type.TEXT,
            lambda a: a.row.after,
            at_first=False,
            says=_after,
            needs=Permission.SEE_COST,
        ),
    ),
    _page,
    audit_pages.count,
    read=_read,
    says=said.of_audit,
)

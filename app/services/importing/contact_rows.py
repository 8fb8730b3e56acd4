"""Customers and suppliers from a file: made, and changed by their name (Q9).

A field that the file leaves empty stays as it is. Who is not said to be either is a customer, as on
the page of a new contact.
"""

from collections.abc import Sequence

from app.domain.imports import FieldProblem, ImportRow, RowStanding, RowVerdict, verdict_of
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.importing import imports
from app.services.importing.imports import ImportTaken, made, refuse_bad
from app.services.permitting import permitted
from app.services.session import Session
from app.services.stock import finding
from db import sql
from db.queries import contacts
from db.queries.contacts import ContactRecord
from db.sql import Database
from db.writes import contacts as contact_writes

_NEW = 0
_FIELDS = ("is_customer", "is_supplier", "phone", "email", "address", "note")
_Plan = tuple[ContactRecord, ContactRecord | None]
"""A contact as the row wants it, and as it is; None for a new one."""


def judge(database: Database, rows: Sequence[ImportRow]) -> list[RowVerdict]:
    """Judge rows of contacts, all together, by one read."""
    return [verdict for verdict, _ in _planned(database, rows)]


def _planned(database: Database, rows: Sequence[ImportRow]) -> list[tuple[RowVerdict, _Plan]]:
    there = contacts.by_names(database, [row.text("name") for row in rows])
    first: dict[str, int] = {}
    answers = []
    for row in rows:
        name = row.text("name")
        namesakes = there.get(name.upper(), [])
        before = namesakes[0] if namesakes else None
        record = _record(row, before)
        problems = []
        if name and (twin := first.setdefault(name.upper(), row.number)) != row.number:
            problems.append(FieldProblem("name", Problem(Code.IMPORT_SAME_ROW, {"entry": twin})))
        if len(namesakes) > 1:
            unclear = Problem(Code.IMPORT_CONTACT_UNCLEAR, {"name": name})
            problems.append(FieldProblem("name", unclear))
        if not (record.is_customer or record.is_supplier):
            problems.append(FieldProblem("is_customer", Problem(Code.NO_ROLE)))
        same = RowStanding.UNCHANGED if record == before else RowStanding.UPDATE
        standing = RowStanding.NEW if before is None else same
        answers.append((verdict_of(row.number, standing, problems), (record, before)))
    return answers


def _record(row: ImportRow, before: ContactRecord | None) -> ContactRecord:
    given = {field: row.values[field] for field in _FIELDS if field in row.values}
    if before is None:
        supplies = bool(given.get("is_supplier", False))
        start = ContactRecord(_NEW, row.text("name"), not supplies, False, "", "", "", "")
    else:
        start = before
    return start._replace(**given)  # type: ignore[arg-type]


@permitted(Permission.IMPORT)
def write(session: Session, kind: str, name: str, rows: Sequence[ImportRow]) -> ImportTaken:
    """Write rows of contacts, all of them or none. Raises Refused with every problem, by row."""
    session.demand(Permission.EDIT_CONTACTS)
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        judged = _planned(database, rows)
        refuse_bad(verdict for verdict, _ in judged)
        plans = [plan for _, plan in judged]
        changed = [record for record, before in plans if before and record != before]
        before = imports.standing_contacts(database, [record.id for record in changed])
        new = contact_writes.add_many(
            database, [record[1:] for record, there in plans if there is None]
        )
        contact_writes.write_many(database, [(*record[1:], record.id) for record in changed])
        ids = [*new, *before]
        after = imports.standing_contacts(database, ids)
        finding.note_contacts(database, ids)
        changes = [Change(Subject.CONTACT, id, before[id], after[id]) for id in before]
        audit.note(session, Action.CONTACT, changes)
        told = [made(Subject.CONTACT, id, before.get(id), after[id]) for id in ids]
        return ImportTaken(imports.tell(session, kind, name, len(rows), told), len(rows))

"""Imports as a whole: told, remembered, taken back where nothing came after (Q9)."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.imports import RowVerdict
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused, refuse
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.documents import drafts, voiding
from app.services.entry import cartons
from app.services.money import unit_prices
from app.services.permitting import permitted
from app.services.session import Session
from app.services.stock import finding, identifying
from app.services.stock.identifying import Pair
from db import sql
from db.engine.trouble import ConstraintBroken
from db.queries import cartons as carton_reads
from db.queries import contacts, documents, imports, items, prices, serials
from db.queries.imports import ImportMade
from db.sql import Database
from db.writes import contacts as contact_writes
from db.writes import imports as import_writes
from db.writes import items as item_writes
from db.writes.imports import NewImport


@dataclass(frozen=True, slots=True)
class ImportTaken:
    """An import that was written: its id, and the document it made where it is but one.

    ``taken_from`` are cartons some of whose units are in others now.
    """

    id: int
    rows: int
    document: int | None = None
    taken_from: tuple[str, ...] = ()


def made(
    subject: Subject,
    id: int,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> ImportMade:
    """One thing that an import made, or changed from ``before``."""
    return ImportMade(subject.value, id, _json(before), _json(after))


def _json(values: Mapping[str, object] | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False)


def refuse_bad(verdicts: Iterable[RowVerdict]) -> None:
    """Raises Refused with every problem by row, where a row cannot be taken any more (D7)."""
    problems = [
        Problem(one.problem.code, one.problem.values, verdict.row, one.problem.serial)
        for verdict in verdicts
        if not verdict.good
        for one in verdict.problems
    ]
    if problems:
        raise Refused(problems)


@permitted(Permission.IMPORT)
def tell(session: Session, kind: str, name: str, rows: int, made: Sequence[ImportMade]) -> int:
    """Tell of an import, in the transaction that wrote it; returns its id."""
    told = NewImport(kind, name, rows, session.stamp(), session.person.id, session.counter.id)
    id = import_writes.add(session.database, told, made)
    after = {"kind": kind, "file": name, "rows": rows}
    audit.note(session, Action.IMPORT, [Change(Subject.IMPORT, id, None, after)])
    return id


@permitted(Permission.IMPORT)
def remember_columns(
    session: Session, kind: str, party: int | None, fields: Mapping[str, str]
) -> None:
    """Keep which fields the titles of such a file meant, for the next one from the same party."""
    with sql.transaction(session.database, of=sql.SHOP):
        import_writes.remember_columns(session.database, kind, party, fields)


# Undoing


@permitted(Permission.IMPORT)
def undo(session: Session, id: int) -> None:
    """Take an import back as a whole, or refuse with everything that came after it.

    Items and contacts that it made are deleted while nobody used them, what it changed is as it was
    while nobody changed it since; its documents are void or put aside, its cartons unpacked.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        found = imports.by_id(database, id)
        if found.undone_at is not None:
            raise refuse(Code.IMPORT_UNDONE)
        entries = imports.made_by(database, id)
        if not entries:
            raise refuse(Code.IMPORT_NO_UNDO)
        problems: list[Problem] = []
        for subject, take_back in _TAKE_BACK.items():
            own = [entry for entry in entries if entry.subject == subject.value]
            if own:
                problems += take_back(session, own)
        if problems:
            raise Refused(problems)
        import_writes.undo(database, id, session.stamp())
        change = Change(Subject.IMPORT, id, {"undone": False}, {"undone": True})
        audit.note(session, Action.UNDO_IMPORT, [change], found.name)


def _documents(session: Session, entries: Sequence[ImportMade]) -> list[Problem]:
    problems: list[Problem] = []
    for entry in reversed(entries):
        head = documents.document(session.database, entry.subject_id)
        try:
            if head.state == documents.DRAFT:
                drafts.discard(session, head.id)
            elif head.state == documents.POSTED:
                voiding.void(session, head.id, _REASON)
        except Refused as refusal:
            problems += refusal.problems
    return problems


_REASON = "Import undone"


def _cartons(session: Session, entries: Sequence[ImportMade]) -> list[Problem]:
    held = carton_reads.contents_among(session.database, [entry.subject_id for entry in entries])
    problems = []
    for entry in entries:
        there = held.get(entry.subject_id)
        if there is None:
            continue  # unpacked by hand
        if _json({"serials": list(there.serials)}) == entry.after:
            cartons.unpack(session.granting(Permission.PACK), entry.subject_id)
        else:
            problems.append(_used(there.code))
    return problems


def _used(name: str) -> Problem:
    return Problem(Code.IMPORT_USED, {"name": name})


def _items(session: Session, entries: Sequence[ImportMade]) -> list[Problem]:
    session.demand(Permission.EDIT_ITEMS)
    database = session.database
    there = standing_items(database, [entry.subject_id for entry in entries])
    problems = _changed(entries, there, "sku")
    if problems:
        return problems
    changes, values, extra = [], [], []
    for entry in entries:
        if entry.before is None:
            continue
        before, after = json.loads(entry.before), there[entry.subject_id]
        changes.append(Change(Subject.ITEM, entry.subject_id, after, before))
        values.append(
            (
                before["name"],
                before["unit"],
                before["purchase_price"],
                before["sale_price"],
                before["note"],
                before.get("warranty_months", after["warranty_months"]),
                entry.subject_id,
            )
        )
        extra += [code for code in _codes(after) if code not in _codes(before)]
    item_writes.remove_barcodes(database, extra)
    item_writes.write_many(database, values)
    audit.note(session, Action.ITEM, changes)
    finding.note_products(database, [change.id for change in changes if change.id is not None])
    new = [entry.subject_id for entry in entries if entry.before is None]
    return _deleted(session, new, finding.forget_products, item_writes.delete_unused, there, "sku")


def _codes(standing: Mapping[str, object]) -> list[str]:
    codes = standing["barcodes"]
    return [str(code) for code in codes] if isinstance(codes, list) else []


def _contacts(session: Session, entries: Sequence[ImportMade]) -> list[Problem]:
    session.demand(Permission.EDIT_CONTACTS)
    database = session.database
    there = standing_contacts(database, [entry.subject_id for entry in entries])
    problems = _changed(entries, there, "name")
    if problems:
        return problems
    changes, values = [], []
    for entry in entries:
        if entry.before is not None:
            before = json.loads(entry.before)
            values.append((*before.values(), entry.subject_id))
            changes.append(
                Change(Subject.CONTACT, entry.subject_id, there[entry.subject_id], before)
            )
    contact_writes.write_many(database, values)
    audit.note(session, Action.CONTACT, changes)
    finding.note_contacts(database, [change.id for change in changes if change.id is not None])
    new = [entry.subject_id for entry in entries if entry.before is None]
    return _deleted(
        session, new, finding.forget_contacts, contact_writes.delete_unused, there, "name"
    )


def _changed(
    entries: Sequence[ImportMade], there: Mapping[int, Mapping[str, object]], called: str
) -> list[Problem]:
    """What is no longer as the import left it."""
    return [
        _used(str(then.get(called, "")))
        for entry in entries
        if not _stands(then := json.loads(entry.after or "{}"), there.get(entry.subject_id))
    ]


def _stands(then: Mapping[str, object], now: Mapping[str, object] | None) -> bool:
    """It is as it was told; what an earlier version did not know is not asked about."""
    return now is not None and all(key in now and now[key] == then[key] for key in then)


def _deleted(
    session: Session,
    ids: Sequence[int],
    forget: Callable[[Database, Sequence[int]], None],
    delete: Callable[[Database, Iterable[int]], None],
    there: Mapping[int, Mapping[str, object]],
    called: str,
) -> list[Problem]:
    """Delete what was made; where something refers to it, say which of them that is."""
    database = session.database

    def gone(some: Sequence[int]) -> bool:
        try:
            with sql.transaction(database, of=sql.SHOP):
                forget(database, some)
                delete(database, some)
        except ConstraintBroken:
            return False
        return True

    if not ids or gone(ids):
        return []
    return [_used(str(there[id][called])) for id in ids if not gone([id])]


def _second_identifiers(session: Session, entries: Sequence[ImportMade]) -> list[Problem]:
    """Units have the ones from before, where none was given another since."""
    ids = [entry.subject_id for entry in entries]
    numbers = serials.numbers_of(session.database, ids)
    held = serials.second_identifiers(session.database, ids)
    there = {id: {"second": held.get(id, "")} for id in ids}
    moved = [
        _used(numbers[entry.subject_id])
        for entry in entries
        if not _stands(json.loads(entry.after or "{}"), there[entry.subject_id])
    ]
    if moved:
        return moved
    # All are free before any is given: two units may have exchanged theirs.
    identifying.give(session, [Pair(numbers[id], "") for id in ids])
    before = {entry.subject_id: json.loads(entry.before or "{}") for entry in entries}
    try:
        identifying.give(
            session, [Pair(numbers[id], str(told.get("second", ""))) for id, told in before.items()]
        )
    except Refused as refusal:
        return list(refusal.problems)
    return []


def _serials(session: Session, entries: Sequence[ImportMade]) -> list[Problem]:
    """Units have the second identifiers, or the prices of their own, from before."""
    priced = [entry for entry in entries if "own_price" in json.loads(entry.after or "{}")]
    if not priced:
        return _second_identifiers(session, entries)
    ids = [entry.subject_id for entry in priced]
    numbers = serials.numbers_of(session.database, ids)
    held = prices.own_prices(session.database, ids)
    moved = [
        _used(numbers[entry.subject_id])
        for entry in priced
        if json.loads(entry.after or "{}")["own_price"] != held.get(entry.subject_id)
    ]
    if moved:
        return moved
    before = {
        numbers[entry.subject_id]: json.loads(entry.before or "{}").get("own_price")
        for entry in priced
    }
    unit_prices.set_prices(session, before)
    return []


_TAKE_BACK: dict[Subject, Callable[[Session, Sequence[ImportMade]], list[Problem]]] = {
    Subject.DOCUMENT: _documents,
    Subject.CARTON: _cartons,
    Subject.SERIAL: _serials,
    Subject.ITEM: _items,
    Subject.CONTACT: _contacts,
}
"""How what an import made is taken back, in this order: documents stand on items."""


def standing_items(database: Database, ids: Iterable[int]) -> dict[int, dict[str, object]]:
    """Items as they stand, with their barcodes, as an import tells them."""
    wanted = list(ids)
    codes = items.barcodes_among(database, wanted)
    return {
        id: {
            "sku": record.sku,
            "name": record.name,
            "unit": record.unit,
            "purchase_price": record.purchase_price,
            "sale_price": record.sale_price,
            "track_serials": bool(record.track_serials),
            "note": record.note,
            "warranty_months": record.warranty_months,
            "barcodes": sorted(codes.get(id, ())),
        }
        for id, record in items.records_of(database, wanted).items()
    }


def standing_contacts(database: Database, ids: Iterable[int]) -> dict[int, dict[str, object]]:
    """Contacts as they stand, as an import tells them."""
    return {
        id: {
            "name": record.name,
            "is_customer": bool(record.is_customer),
            "is_supplier": bool(record.is_supplier),
            "phone": record.phone,
            "email": record.email,
            "address": record.address,
            "note": record.note,
        }
        for id, record in contacts.records_of(database, ids).items()
    }

"""Items from a file: made, and changed by their SKU; prices are the same with nothing made (Q9).

A field that the file leaves empty stays as it is. Barcodes are added, never taken away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain import serials as serial_numbers
from app.domain.gtin import gtin_keys
from app.domain.imports import FieldProblem, ImportRow, RowStanding, RowVerdict, verdict_of
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.importing import imports, item_codes
from app.services.importing.imports import ImportTaken, made, refuse_bad
from app.services.permitting import permitted
from app.services.session import Session
from app.services.stock import finding
from db import sql
from db.queries import cartons, items
from db.queries.items import CodeOwner, ProductRecord
from db.queries.serials import Known, known
from db.sql import Database
from db.writes import items as item_writes


@dataclass(frozen=True, slots=True)
class _Planned:
    """One row carried out: the record it makes, or the one it changes with how it was."""

    record: ProductRecord
    before: ProductRecord | None
    barcodes: tuple[str, ...]


_FIELDS = (
    "name",
    "unit",
    "purchase_price",
    "sale_price",
    "track_serials",
    "note",
    "warranty_months",
)
"""What a row can say of its item besides its SKU and barcodes."""

_NEW = 0
"""The id of a record that is not there yet."""


class _Books:
    """What the store knows of all codes in the file, read at once."""

    def __init__(self, database: Database, rows: Sequence[ImportRow]) -> None:
        skus = [row.text("sku") for row in rows]
        codes = [*skus, *(code for row in rows for code in _barcodes(row))]
        self.there = items.by_skus(database, skus)
        self.barcodes = items.barcodes_among(database, [r.id for r in self.there.values()])
        self.owners: dict[str, list[CodeOwner]] = item_codes.owners(database, codes)
        self.serials: dict[str, Known] = known(database, codes)
        self.cartons = cartons.codes_among(database, codes)
        shop = settings.load(database)
        self.tracks_new = shop.serials_enabled and shop.serials_for_new


def judge(database: Database, rows: Sequence[ImportRow], creates: bool = True) -> list[RowVerdict]:
    """Judge rows of items, all together: a handful of reads, however many there are."""
    return [verdict for verdict, _ in _planned(database, rows, creates)]


def _planned(
    database: Database, rows: Sequence[ImportRow], creates: bool
) -> list[tuple[RowVerdict, _Planned | None]]:
    books = _Books(database, rows)
    first: dict[str, int] = {}
    answers: list[tuple[RowVerdict, _Planned | None]] = []
    for row in rows:
        problems = [*_twin(row, first), *_problems(row, books, creates)]
        plan = _plan(row, books)
        standing = _standing(plan, books)
        verdict = verdict_of(row.number, standing, problems)
        answers.append((verdict, plan if verdict.good else None))
    return answers


def _barcodes(row: ImportRow) -> tuple[str, ...]:
    codes = row.values.get("barcode", ())
    return tuple(str(code) for code in codes) if isinstance(codes, (list, tuple)) else ()


def _twin(row: ImportRow, first: dict[str, int]) -> list[FieldProblem]:
    """No SKU and no barcode, in any form of a GTIN (C7), stands in two rows."""
    for field, code in (("sku", row.text("sku")), *(("barcode", c) for c in _barcodes(row))):
        forms = {serial_numbers.key(code), *gtin_keys(code)} if code else set()
        entries = {first.setdefault(form, row.number) for form in sorted(forms)} - {row.number}
        if entries:
            return [FieldProblem(field, Problem(Code.IMPORT_SAME_ROW, {"entry": min(entries)}))]
    return []


def _problems(row: ImportRow, books: _Books, creates: bool) -> list[FieldProblem]:
    sku = row.text("sku")
    there = books.there.get(serial_numbers.key(sku))
    found: list[FieldProblem] = []
    if there is None and not creates and sku:
        found.append(FieldProblem("sku", Problem(Code.IMPORT_NO_ITEM, {"code": sku})))
    elif there is None and not row.text("name") and "name" not in row.unread:
        found.append(FieldProblem("name", Problem(Code.NAME_MISSING)))
    if there is not None and row.values.get("track_serials", there.track_serials) != bool(
        there.track_serials
    ):
        values = {"product": there.name}
        found.append(FieldProblem("track_serials", Problem(Code.IMPORT_SWITCH, values)))
    own = there.id if there else None
    if there is None and sku:
        found += _code_problem("sku", sku, own, books)
    held = books.barcodes.get(own, set()) if own is not None else set()
    for code in _barcodes(row):
        if code not in held:
            found += _code_problem("barcode", code, own, books)
    return found


def _code_problem(field: str, code: str, own: int | None, books: _Books) -> list[FieldProblem]:
    """A code is scannable, belongs to one item only, and is no serial's number and no carton's."""
    key = serial_numbers.key(code)
    other = next((owner for owner in books.owners.get(key, ()) if owner.id != own), None)
    problem = None
    if serial_numbers.check(code):
        problem = Problem(Code.CODE_BAD, {"code": code})
    elif other:
        problem = Problem(Code.CODE_TAKEN, {"code": code, "product": other.name})
    elif key in books.serials:
        values = {"code": code, "product": books.serials[key].product}
        problem = Problem(Code.CODE_IS_SERIAL, values)
    elif key in books.cartons:
        problem = Problem(Code.CODE_IS_CARTON, {"code": code})
    return [FieldProblem(field, problem)] if problem else []


def _plan(row: ImportRow, books: _Books) -> _Planned:
    sku = row.text("sku")
    there = books.there.get(serial_numbers.key(sku))
    start = there or ProductRecord(_NEW, sku, "", "pcs", 0, 0, books.tracks_new, "")
    given = {field: row.values[field] for field in _FIELDS if field in row.values}
    held = books.barcodes.get(start.id, set())
    new = tuple(code for code in _barcodes(row) if code not in held)
    return _Planned(start._replace(**given), there, new)  # type: ignore[arg-type]


def _standing(plan: _Planned, books: _Books) -> RowStanding:
    if plan.before is None:
        return RowStanding.NEW
    same = plan.record == plan.before and not plan.barcodes
    return RowStanding.UNCHANGED if same else RowStanding.UPDATE


@permitted(Permission.IMPORT)
def write(
    session: Session, kind: str, name: str, rows: Sequence[ImportRow], creates: bool = True
) -> ImportTaken:
    """Write rows of items, all of them or none. Raises Refused with every problem, by row."""
    session.demand(Permission.EDIT_ITEMS)
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        judged = _planned(database, rows, creates)
        refuse_bad(verdict for verdict, _ in judged)
        plans = [plan for _, plan in judged if plan]
        changed = [p for p in plans if p.before and (p.record != p.before or p.barcodes)]
        before = imports.standing_items(database, [plan.record.id for plan in changed])
        new = _added(database, [plan for plan in plans if plan.before is None])
        item_writes.write_many(
            database,
            [
                (
                    r.name,
                    r.unit,
                    r.purchase_price,
                    r.sale_price,
                    r.note,
                    r.warranty_months,
                    r.id,
                )
                for r in (plan.record for plan in changed)
            ],
        )
        item_writes.give_barcodes(
            database, [(code, p.record.id) for p in (*new, *changed) for code in p.barcodes]
        )
        ids = [plan.record.id for plan in (*new, *changed)]
        after = imports.standing_items(database, ids)
        finding.note_products(database, ids)
        changes = [Change(Subject.ITEM, id, before[id], after[id]) for id in before]
        audit.note(session, Action.ITEM, changes)
        told = [made(Subject.ITEM, id, before.get(id), after[id]) for id in ids]
        return ImportTaken(imports.tell(session, kind, name, len(rows), told), len(rows))


def _added(database: Database, plans: Sequence[_Planned]) -> list[_Planned]:
    """Add new items; the plans with the ids that these have now."""
    item_writes.add_many(
        database,
        [
            (
                r.sku,
                r.name,
                r.unit,
                r.purchase_price,
                r.sale_price,
                r.track_serials,
                r.note,
                r.warranty_months,
            )
            for r in (plan.record for plan in plans)
        ],
    )
    ids = items.by_skus(database, [plan.record.sku for plan in plans])
    return [
        replace(plan, record=plan.record._replace(id=ids[plan.record.sku.upper()].id))
        for plan in plans
    ]

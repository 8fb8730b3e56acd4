"""A code -> what it is here (C1), and what a scan does to a draft (C2)."""

from dataclasses import dataclass

from app.domain import serials as form
from app.domain.kinds import KINDS, SerialPolicy
from app.domain.lifecycle import Status
from app.domain.problems import Code, Problem
from app.domain.verdicts import Finding, Level, level_of
from app.services import drafts, entering, scan_log, settings
from app.services.entering import Undo
from db import sql
from db.queries import documents, items, serials
from db.queries.documents import Document, DocumentLine
from db.queries.items import Item
from db.queries.serials import Known
from db.sql import Database


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one scan came to: its verdict, the line it is about, and how to take it back."""

    code: str
    level: Level
    finding: Finding | None = None
    problem: Problem | None = None
    product: str = ""
    line: int | None = None
    undo: Undo | None = None


def resolve(database: Database, code: str, with_serials: bool = True) -> Known | Item | None:
    """What a code is, by the order of certainty (C1): a known serial, a barcode or SKU, or neither.

    A serial whose every movement was voided is known to nobody. ``with_serials`` is P1.
    """
    if with_serials:
        known = serials.known(database, [code]).get(code.upper())
        if known and known.status != Status.UNKNOWN:
            return known
    return items.by_code(database, code)


def scan(database: Database, draft: int, current: int | None, raw: str) -> Outcome:
    """Let one scanned code act on a draft, and write it down in the scan log (C4).

    ``current`` is the line the clerk is at. A product's code makes or grows a line; anything else
    is a serial, entered as a list of one (C2). Nothing is guessed.
    """
    code = form.fold(raw.strip())
    with sql.transaction(database):
        outcome = _scan(database, draft, current, code)
        scan_log.note(
            database,
            code,
            outcome.level,
            outcome.finding,
            outcome.problem,
            outcome.product,
            draft,
            outcome.undo,
        )
        return outcome


def _scan(database: Database, draft: int, current: int | None, code: str) -> Outcome:
    problem = form.check(code)
    if problem:
        return Outcome(code, Level.REFUSED, problem=problem)
    head = drafts.open_draft(database, draft)
    with_serials = settings.load(database).serials_enabled
    match resolve(database, code, with_serials):
        case Item() as item:
            return _scan_product(database, head, item, code)
    if not with_serials:
        problem = Problem(Code.IS_UNKNOWN, {"serial": code}, serial=code)
        return Outcome(code, Level.REFUSED, problem=problem)
    return _scan_serial(database, draft, current, code)


def _scan_serial(database: Database, draft: int, current: int | None, code: str) -> Outcome:
    entered = entering.enter(database, draft, current, [code])
    verdict = entered.verdicts[0]
    line = entered.line or current
    product = drafts.line(database, draft, line).product if line else ""
    return Outcome(
        verdict.number,
        level_of(verdict),
        verdict.finding,
        verdict.problem,
        product,
        line,
        entered.undo,
    )


def _scan_product(database: Database, head: Document, item: Item, code: str) -> Outcome:
    """A product's barcode or SKU: one unit more on its line, or a new line."""
    lines = documents.lines(database, head.id)
    line = next((line for line in lines if line.product_id == item.id), None)
    problem = _product_problem(head, line, item, code)
    if problem:
        return Outcome(code, Level.REFUSED, problem=problem, product=item.name)
    if line:
        quantity = line.quantity + line.unit_size
        drafts.set_quantity(database, head.id, line.id, quantity, again=False)
        undo = Undo((), ((line.id, line.quantity),))
    else:
        undo = Undo((), ((drafts.add_line(database, head.id, item.id), None),))
    made = undo.lines[0][0]
    return Outcome(code, Level.ACCEPTED, Finding.PRODUCT, None, item.name, made, undo)


def _product_problem(
    head: Document, line: DocumentLine | None, item: Item, code: str
) -> Problem | None:
    """Why a product cannot stand on this document at all (D1, D4)."""
    kind = KINDS[head.kind]
    values = {"code": code, "product": item.name, "number": head.origin or ""}
    if kind.policy is SerialPolicy.REFUSED and item.track_serials:
        return Problem(Code.SERIALS_REFUSED, values)
    if kind.made_from and line is None:
        return Problem(Code.NOTHING_SENT, values)
    return None

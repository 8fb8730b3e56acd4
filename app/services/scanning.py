"""A code -> what it is here (C1), and what a scan does to a draft (C2)."""

from dataclasses import dataclass, replace

from app.domain import serials as form
from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.problems import Code, Problem
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Finding, Level, Verdict, level_of, wrong_status
from app.services import drafts, settings
from db import sql
from db.queries import documents, items, serials
from db.queries.documents import Document, DocumentLine
from db.queries.items import Item
from db.queries.serials import Known
from db.sql import Database


@dataclass(frozen=True, slots=True)
class Undo:
    """What takes a scan back: the line as it was, or None where the scan made it."""

    line: int
    serials: tuple[int, ...]
    quantity: int | None


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
    """Let one scanned code act on a draft; ``current`` is the line the clerk is at.

    A serial goes to its product's line (C2), a product's code makes or grows a line, and a code
    never seen is a new serial of the current line, where the rules allow one. Nothing is guessed.
    """
    code = form.fold(raw.strip())
    problem = form.check(code)
    if problem:
        return Outcome(code, Level.REFUSED, problem=problem)
    with sql.transaction(database):
        head = drafts.open_draft(database, draft)
        lines = documents.lines(database, draft)
        here = next((line for line in lines if line.id == current), None)
        with_serials = settings.load(database).serials_enabled
        match resolve(database, code, with_serials):
            case Known() as known:
                return _scan_known(database, head, lines, here, known, code)
            case Item() as item:
                return _scan_product(database, head, lines, item, code)
        if here and here.track_serials and with_serials:
            return _take(database, head, here, code, made=False)
        kind = KINDS[head.kind]
        reason = Code.NO_LINE if kind.takes_new else wrong_status(kind.move, Status.UNKNOWN)
        return Outcome(code, Level.REFUSED, problem=Problem(reason, {"serial": code}, serial=code))


def _scan_known(
    database: Database,
    head: Document,
    lines: list[DocumentLine],
    here: DocumentLine | None,
    known: Known,
    code: str,
) -> Outcome:
    """A serial the shop knows says its product itself; new goods go to the line being filled.

    A return's serial says its sale or purchase too, and goes to the line that points back at it.
    """
    kind = KINDS[head.kind]
    if kind.takes_new and here and here.track_serials and here.product_id != known.product_id:
        return _take(database, head, here, code, made=False)
    found = documents.origins(database, kind.origin, [code]) if kind.origin else {}
    origin = found.get(code.upper())
    goal = (known.product_id, origin.line_id if origin else None)
    rooms = [
        line
        for line in lines
        if (line.product_id, line.origin_line_id) == goal and line.serials < form.MOST
    ]
    if rooms:
        line = here if here in rooms and here else rooms[0]
        return _take(database, head, line, code, made=False)
    made = drafts.add_line(database, head.id, known.product_id, origin=origin)
    outcome = _take(database, head, drafts.line(database, head.id, made), code, made=True)
    if outcome.undo is None:
        drafts.delete_line(database, head.id, made)
        if head.party_id is None:
            drafts.set_party(database, head.id, None)
        return replace(outcome, line=None)
    return outcome


def _take(database: Database, head: Document, line: DocumentLine, code: str, made: bool) -> Outcome:
    """Judge one serial for a line, by the same way as a list, and take it if it is good."""
    verdicts, rows = drafts.add_serials(database, head.id, line.id, [code])
    verdict: Verdict = verdicts[0]
    level = level_of(verdict)
    if verdict.problem:
        return Outcome(code, level, None, verdict.problem, line.product, line.id)
    undo = Undo(line.id, tuple(rows), None if made else line.quantity)
    return Outcome(verdict.number, level, verdict.finding, None, line.product, line.id, undo)


def _scan_product(
    database: Database, head: Document, lines: list[DocumentLine], item: Item, code: str
) -> Outcome:
    """A product's barcode or SKU: one unit more on its line, or a new line."""
    line = next((line for line in lines if line.product_id == item.id), None)
    if line:
        drafts.set_quantity(database, head.id, line.id, line.quantity + ONE_UNIT)
        undo = Undo(line.id, (), line.quantity)
        return Outcome(code, Level.ACCEPTED, Finding.PRODUCT, None, item.name, line.id, undo)
    made = drafts.add_line(database, head.id, item.id)
    undo = Undo(made, (), None)
    return Outcome(code, Level.ACCEPTED, Finding.PRODUCT, None, item.name, made, undo)


def take_back(database: Database, draft: int, undo: Undo) -> None:
    """Undo a scan: its serials go, and the line is as it was, or gone if the scan made it."""
    with sql.transaction(database):
        if undo.quantity is None:
            drafts.delete_line(database, draft, undo.line)
            return
        drafts.remove_serials(database, draft, undo.line, undo.serials)
        drafts.set_quantity(database, draft, undo.line, undo.quantity)

"""What a scan does to a draft (C1, C2, C3): one code, one verdict, and the way back."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from app.domain import serials as serial_numbers
from app.domain.document_kind import DocumentKind, SerialPolicy
from app.domain.kinds import KINDS
from app.domain.multiples import Multiple, multiple
from app.domain.problems import Code, Problem, Refused
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Finding, Level, Verdict, level_of
from app.services import proving, settings
from app.services.documents import draft_lines, drafts
from app.services.documents.draft_lines import ToAdd
from app.services.documents.drafts import DraftRead
from app.services.entry import entering, scan_log
from app.services.entry.cartons import Contents
from app.services.entry.entering import Entered, Place
from app.services.entry.judging import holder_of
from app.services.entry.outcome import Outcome, Undo
from app.services.entry.resolving import LabelledUnit, Resolved, SerialList, resolve
from app.services.money import line_prices
from app.services.permitting import for_everybody, permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import document_lines, items, serials
from db.queries.document_lines import DocumentLine
from db.queries.documents import POSTED, Document
from db.queries.items import ProductRow
from db.queries.serials import Known
from db.sql import Database


class _Scan(NamedTuple):
    """A scan into a draft, as it was read, and the line the clerk is at."""

    session: Session
    read: DraftRead
    kind: DocumentKind
    current: DocumentLine | None
    code: str
    times: Multiple

    @property
    def database(self) -> Database:
        """The open store."""
        return self.session.database

    @property
    def head(self) -> Document:
        """The draft's head."""
        return self.read.head

    @property
    def lines(self) -> list[DocumentLine]:
        """The lines it had before the scan."""
        return self.read.lines


HIDDEN = "•••"
"""What stands for the code of a badge that was typed: it proves who somebody is."""


@for_everybody
def scan(
    session: Session,
    draft: int,
    current: int | None,
    raw: str,
    sure: bool = False,
    times: str | None = None,
    typed: bool = False,
) -> Outcome:
    """Let one scanned code act on a draft, and write it down in the scan log (C4).

    ``current`` is the line the clerk is at. A product's code makes or grows a line, a carton brings
    all its units (C3), a serial its product (C2): it alone on a document without serials (D1).
    ``sure``: a person said *Yes* to what was asked. ``times`` is the quantity that was typed before
    a product's code. What was ``typed`` as a whole, such as ``3*4711``, has it in itself, unless
    the shop knows just that as a code.
    A scan of somebody who may not write such a document is refused, and written down all the same.
    Somebody's badge, which is typed or comes from a scanner that is not known as one, is refused,
    and shown to nobody.
    """
    return _noted(
        session, draft, raw, lambda: _scan(session, draft, current, raw, sure, times, typed)
    )


@for_everybody
def choose(session: Session, draft: int, product: int, times: str | None = None) -> Outcome:
    """Put a product on a draft that was chosen by its name, as its code would (C2).

    It is written down and undone like a scan, by its SKU.
    """
    item = items.item(session.database, product)
    return _noted(session, draft, item.sku, lambda: _choose(session, draft, item, times))


def _noted(session: Session, draft: int, raw: str, act: Callable[[], Outcome]) -> Outcome:
    """Act, and write down what it came to, in one transaction."""
    with sql.transaction(session.database, of=draft):
        outcome = _tried(session, draft, raw, act)
        scan_log.note(
            session,
            outcome.code,
            outcome.level,
            outcome.finding,
            outcome.problem,
            outcome.product,
            draft,
            outcome.undo,
        )
        return outcome


def _tried(session: Session, draft: int, raw: str, act: Callable[[], Outcome]) -> Outcome:
    """What a scan comes to; one that would break a rule of its line is refused, whole."""
    try:
        with sql.transaction(session.database, of=draft):
            return act()
    except Refused as refusal:
        problem = refusal.problems[0]
        if problem.code is Code.NOT_A_DRAFT:
            raise
        return Outcome(raw, Level.REFUSED, problem=problem)


def _scan_at(
    session: Session, draft: int, current: int | None, code: str, times: str | None
) -> _Scan:
    read = drafts.read(session.database, draft)
    here = next((line for line in read.lines if line.id == current), None)
    return _Scan(session, read, KINDS[read.head.kind], here, code, Multiple(code, times))


@permitted_for_document
def _choose(session: Session, draft: int, item: ProductRow, times: str | None) -> Outcome:
    return _scan_product(_scan_at(session, draft, None, item.sku, times), item)


def _read(
    database: Database, raw: str, times: str | None, typed: bool, with_serials: bool
) -> tuple[Resolved, str | None]:
    """What a code is, and how many of it; what is known as it stands has no quantity in it."""
    resolved = resolve(database, raw, with_serials)
    said = multiple(raw) if typed else Multiple(raw)
    if resolved.found is not None or said.quantity is None or not said.text:
        return resolved, times
    return resolve(database, said.text, with_serials), said.quantity


@permitted_for_document
def _scan(
    session: Session,
    draft: int,
    current: int | None,
    raw: str,
    sure: bool,
    times: str | None,
    typed: bool,
) -> Outcome:
    database = session.database
    with_serials = settings.load(database).serials_enabled
    resolved, times = _read(database, raw, times, typed, with_serials)
    at = _scan_at(session, draft, current, resolved.code, times)
    if times is not None and not _is_product(at, resolved):
        return _refused(at, Problem(Code.QUANTITY_OF_NO_ITEM, {"code": at.code}))
    match resolved.found:
        case Problem() as wrong:
            return _refused(at, wrong)
        case ProductRow() as item:
            return _scan_product(at, item)
        case Known() as unit if at.kind.policy is SerialPolicy.NONE:
            item = items.item(database, unit.product_id)
            own = unit.own_price if line_prices.at_sale_prices(at.head) else None
            return _scan_product(at, item, own)
        case Contents() as carton:
            return _scan_many(at, carton.numbers, Finding.CARTON, carton.carton.product_id)
        case SerialList(numbers):
            return _scan_listed(at, numbers, resolved.doubt, sure)
        case Document() as document:
            return _scan_document(at, document)
        case LabelledUnit(item, serial):
            return _scan_labelled(at, item, serial)
    if typed and resolved.found is None and proving.by_badge(database, at.code):
        return Outcome(HIDDEN, Level.REFUSED, problem=Problem(Code.IS_BADGE))
    problem = serial_numbers.check(at.code)
    if problem is None and not with_serials:
        problem = Problem(Code.IS_UNKNOWN, {"serial": at.code}, serial=at.code)
    if problem:
        return _refused(at, problem)
    if resolved.doubt and not sure:
        sure = _is_usual(at)
        if not sure and _takes_unknown(at):
            return _asked(at, resolved.doubt)
    known = {at.code.upper(): resolved.found} if isinstance(resolved.found, Known) else None
    return _entered(
        at, entering.enter(session, draft, current, [at.code], sure, read=at.read, known=known)
    )


def _is_product(at: _Scan, resolved: Resolved) -> bool:
    """A quantity can stand before it."""
    found = resolved.found
    is_unit = isinstance(found, Known) and at.kind.policy is SerialPolicy.NONE
    return is_unit or isinstance(found, ProductRow)


def _refused(at: _Scan, problem: Problem) -> Outcome:
    return Outcome(at.code, level_of(Verdict(1, at.code, problem=problem)), problem=problem)


def _asked(at: _Scan, doubt: Problem) -> Outcome:
    values = dict(doubt.values) | {"product": at.current.product if at.current else ""}
    problem = doubt._replace(values=values, serial=at.code)
    return Outcome(at.code, Level.WARNING, problem=problem, asks=True)


def _takes_unknown(at: _Scan) -> bool:
    """A code never seen would become a serial of the current line."""
    return bool(at.current and at.current.track_serials and at.kind.takes_unknown)


def _is_usual(at: _Scan) -> bool:
    """Serials of the current line's item look like this code, whatever else does."""
    line = at.current
    return line is not None and serials.has_alike(at.database, at.head.id, line.product_id, at.code)


def _scan_listed(at: _Scan, numbers: Sequence[str], doubt: Problem | None, sure: bool) -> Outcome:
    """The serials of a list; those of one unit are asked about, and it gets the first (C9)."""
    if doubt is None:
        return _scan_many(at, numbers, Finding.LIST)
    if not sure:
        return _asked(at, doubt)
    current = at.current.id if at.current else None
    return _entered(
        at, entering.enter(at.session, at.head.id, current, numbers[:1], sure, read=at.read)
    )


def _entered(at: _Scan, entered: Entered) -> Outcome:
    """One serial's verdict."""
    verdict = entered.verdicts[0]
    line = entered.line or (at.current.id if at.current else None)
    product = _product_of(at, line) if line else ""
    return Outcome(
        verdict.number,
        level_of(verdict),
        verdict.finding,
        verdict.problem,
        product,
        line,
        entered.undo,
        taken=int(verdict.good),
    )


def _product_of(at: _Scan, line: int) -> str:
    """The name of a line's product; one that the scan made is read."""
    there = next((found.product for found in at.lines if found.id == line), None)
    return there or drafts.line(at.database, at.head.id, line).product


def _scan_labelled(at: _Scan, item: ProductRow, serial: str) -> Outcome:
    """A GS1 code that names product and unit picks both at once (C1)."""
    if inactive := _inactive(at, item):
        return _refused(at, inactive)
    known = serials.known(at.database, [serial]).get(serial.upper())
    if known and known.status and known.product_id != item.id:
        values = {"serial": serial}
        other = Problem(Code.OTHER_PRODUCT, values, serial=serial, holder=holder_of(known))
        return Outcome(serial, Level.REFUSED, problem=other, product=item.name)
    return _entered(at, _enter_for(at, item.id, [serial]))


def _enter_for(at: _Scan, product: int | None, numbers: Sequence[str]) -> Entered:
    """Enter serials; those never seen are ``product``'s where it is said, else the current line's.

    A line that was made for them and stays empty goes again.
    """
    session, draft, current = at.session, at.head.id, at.current
    if product is None or (current and current.product_id == product):
        here = current.id if current else None
        return entering.enter(session, draft, here, numbers, read=at.read)
    own = next((line.id for line in reversed(at.lines) if line.product_id == product), None)
    if own is not None or not at.kind.takes_unknown:
        return entering.enter(session, draft, own, numbers, read=at.read)
    made = draft_lines.add_line(session, draft, product)
    entered = entering.enter(session, draft, made, numbers)
    if entered.undo is None or made not in dict(entered.undo.lines):
        draft_lines.delete_line(session, draft, made)
        return entered
    lines = {**dict(entered.undo.lines), made: None}
    return entered._replace(undo=entered.undo._replace(lines=tuple(lines.items())))


def _scan_many(
    at: _Scan, numbers: Sequence[str], finding: Finding, product: int | None = None
) -> Outcome:
    """All units of a carton or a list: those that fit are taken, the others are said (C3)."""
    inactive = _inactive(at, items.item(at.database, product)) if product is not None else None
    if inactive:
        return _refused(at, inactive)
    entered = _enter_for(at, product, numbers)
    rest = tuple(verdict.problem for verdict in entered.verdicts if verdict.problem)
    count, taken = len(entered.verdicts), len(entered.verdicts) - len(rest)
    values = {"code": at.code, "count": count, "taken": taken}
    outcome = Outcome(
        at.code,
        Level.ACCEPTED,
        finding,
        product=_product_of(at, entered.line) if entered.line else "",
        line=entered.line,
        undo=entered.undo,
        taken=taken,
        rest=rest,
    )
    if not rest:
        return outcome
    code = Code.CARTON_PARTED if taken else Code.NOTHING_FITS
    there = all(level_of(v) is not Level.REFUSED for v in entered.verdicts)
    level = Level.NOTED if taken else Level.WARNING if there else Level.REFUSED
    return outcome._replace(level=level, problem=Problem(code, values))


def _scan_document(at: _Scan, document: Document) -> Outcome:
    """On a return or a receipt, the number of what it goes back to brings its serials."""
    if document.kind == at.kind.origin and document.state == POSTED:
        numbers = [
            number
            for line in document_lines.lines(at.database, document.id)
            for number in serials.of_line(at.database, line.id)
        ]
        if numbers:
            return _scan_many(at, numbers, Finding.DOCUMENT)
    problem = Problem(Code.IS_DOCUMENT, {"code": at.code})
    return Outcome(at.code, Level.WARNING, problem=problem, document=document.id)


def _scan_product(at: _Scan, item: ProductRow, own_price: int | None = None) -> Outcome:
    """A product's barcode or SKU: one unit more on its line, or a new line; or as many as said.

    A line of units with a price of their own (M2) is no line of the product's others.
    """
    session, draft = at.session, at.head.id
    place = Place(item.id, own_price=own_price)
    line = next((line for line in at.lines if place.takes_more(line)), None)
    problem = _product_problem(at, line, item)
    decimals = line.unit_decimals if line else item.unit_decimals
    count = at.times.read(decimals)
    if problem or isinstance(count, Problem):
        refused = problem or count
        assert isinstance(refused, Problem)
        return Outcome(at.code, Level.REFUSED, problem=refused, product=item.name)
    count = count or ONE_UNIT
    if line:
        quantity = line.quantity + count * line.unit_size // ONE_UNIT
        draft_lines.set_quantity(session, draft, line.id, quantity, again=False)
        undo = Undo((), ((line.id, line.quantity),))
    else:
        (made,) = draft_lines.add_lines(
            session, draft, at.read, [ToAdd(item.id, count, own_price=own_price)]
        )
        undo = Undo((), ((made, None),))
    made = undo.lines[0][0]
    return Outcome(at.code, Level.ACCEPTED, Finding.PRODUCT, None, item.name, made, undo)


def _inactive(at: _Scan, item: ProductRow) -> Problem | None:
    """An inactive product takes no part in new business (D12)."""
    if item.active or at.kind.takes_inactive:
        return None
    return Problem(Code.INACTIVE, {"product": item.name})


def _with_serials(at: _Scan) -> bool:
    return settings.load(at.database).serials_enabled  # P1


def _product_problem(at: _Scan, line: DocumentLine | None, item: ProductRow) -> Problem | None:
    """Why a product cannot stand on this document at all (D1, D4, D12)."""
    values = {"code": at.code, "product": item.name, "number": at.head.origin or ""}
    if inactive := _inactive(at, item):
        return inactive
    if at.kind.policy is SerialPolicy.REFUSED and item.track_serials and _with_serials(at):
        return Problem(Code.SERIALS_REFUSED, values)
    if at.kind.takes_sent and line is None:
        return Problem(Code.NOTHING_SENT, values)
    return None

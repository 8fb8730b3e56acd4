"""Lines of a document from a file: opening stock, a purchase with its cartons, a count (Q9, F5).

Each row is one unit with its serial number, or a quantity without. Opening stock is posted, a
document for each warehouse; what a person still looks at before it is posted stays a draft.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain import serials as serial_numbers
from app.domain import zeros
from app.domain.document_kind import DocumentKind, Effect, Party
from app.domain.imports import (
    FieldProblem,
    FieldTitle,
    ImportRow,
    RowStanding,
    RowVerdict,
    verdict_of,
)
from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, refuse
from app.domain.quantities import ONE_UNIT, quantity_text
from app.domain.verdicts import Finding, SerialState
from app.services import settings
from app.services.audit import Subject
from app.services.documents import draft_head, draft_lines, drafts, posting
from app.services.entry import cartons
from app.services.entry.cartons import ListedUnit
from app.services.entry.judging import judge_for_kind, other_codes, state_of
from app.services.entry.labels import read_list
from app.services.importing import imports, item_codes
from app.services.importing.imports import ImportTaken, made, refuse_bad
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import cartons as carton_reads
from db.queries import items, serials, warehouses
from db.queries.imports import ImportMade
from db.queries.items import ProductRow
from db.sql import Database


@dataclass(frozen=True, slots=True)
class ImportPlace:
    """What rows that say nothing of it are for: a supplier or customer, a warehouse, an item."""

    party: int | None = None
    warehouse: int | None = None
    item: int | None = None


@dataclass(slots=True)
class _Unit:
    """What a row is about, as far as it could be told."""

    row: ImportRow
    problems: list[FieldProblem] = field(default_factory=list)
    item: ProductRow | None = None
    warehouse: int | None = None
    number: str = ""
    finding: Finding | None = None

    def refuse(self, named: str, problem: Problem) -> None:
        self.problems.append(FieldProblem(named, problem))

    @property
    def quantity(self) -> int:
        """Thousandths: a unit with a serial number is one."""
        return ONE_UNIT if self.number else self.row.whole("quantity") or 0


def judge(
    database: Database, rows: Sequence[ImportRow], document: str, place: ImportPlace
) -> list[RowVerdict]:
    """Judge rows for a kind of document, all together: a handful of reads, however many."""
    units = _judged(database, rows, KINDS[document], place)
    return [verdict_of(unit.row.number, _standing(unit), unit.problems) for unit in units]


def _standing(unit: _Unit) -> RowStanding:
    comes_back = unit.finding is not None and unit.finding is not Finding.NEW
    return RowStanding.UPDATE if comes_back else RowStanding.NEW


def _judged(
    database: Database, rows: Sequence[ImportRow], kind: DocumentKind, place: ImportPlace
) -> list[_Unit]:
    units = [_Unit(row) for row in rows]
    _name_places(database, units, place)
    _name_numbers(database, units)
    _name_items(database, units, kind)
    _judge_figures(units, settings.load(database).serials_enabled)
    _judge_serials(database, units, kind)
    _judge_zeros(database, units)
    _judge_cartons(database, units)
    return units


def _name_places(database: Database, units: Sequence[_Unit], place: ImportPlace) -> None:
    there = {named.name.casefold(): named.id for named in warehouses.warehouses(database)}
    for unit in units:
        text = unit.row.text("warehouse")
        unit.warehouse = there.get(text.casefold()) if text else place.warehouse
        if text and unit.warehouse is None:
            unit.refuse("warehouse", Problem(Code.IMPORT_NO_WAREHOUSE, {"text": text}))
        elif unit.warehouse is None:
            unit.refuse("warehouse", Problem(Code.IMPORT_NO_PLACE))


def _name_numbers(database: Database, units: Sequence[_Unit]) -> None:
    """Read what stands for a serial number: a label names one, or is refused (C8)."""
    with_serial = [unit for unit in units if unit.row.text("serial")]
    entries = read_list(database, [unit.row.text("serial") for unit in with_serial])
    for unit, number in zip(with_serial, entries.numbers, strict=True):
        unit.number = number
        problem = entries.problems.get(number.upper()) or serial_numbers.check(number)
        if problem:
            unit.refuse("serial", problem)


def _name_items(database: Database, units: Sequence[_Unit], kind: DocumentKind) -> None:
    answers = item_codes.items_of(database, {unit.row.text("item") for unit in units})
    nameless = [u.number for u in units if not u.row.text("item") and u.number]
    known = serials.known(database, nameless) if nameless else {}
    rows = items.rows_of(database, {one.product_id for one in known.values()})
    for unit in units:
        code = unit.row.text("item")
        answer = answers.get(serial_numbers.key(code)) if code else None
        if isinstance(answer, Problem):
            unit.refuse("item", answer)
        elif answer is not None:
            unit.item = answer
            if not (answer.active or kind.takes_inactive):
                unit.refuse("item", Problem(Code.INACTIVE, {"product": answer.name}))
        elif found := known.get(unit.number.upper()):
            unit.item = rows[found.product_id]  # a serial number that is known says its item
        elif "item" not in unit.row.unread and not unit.problems:
            code_ = Code.NO_LINE if unit.number else Code.IMPORT_FIELD_MISSING
            values = {"serial": unit.number, "field": FieldTitle.ITEM}
            unit.refuse("item", Problem(code_, values, serial=unit.number or None))


def _judge_figures(units: Sequence[_Unit], with_serials: bool) -> None:
    for unit in units:
        quantity = unit.row.whole("quantity")
        if unit.number and quantity not in (None, ONE_UNIT):
            values = {"quantity": quantity_text(quantity or 0)}
            unit.refuse("quantity", Problem(Code.IMPORT_ONE_UNIT, values))
        if unit.item is None:
            continue
        name = unit.item.name
        if unit.number and not (unit.item.track_serials and with_serials):
            unit.refuse("serial", Problem(Code.NOT_TRACKED, {"product": name}))
        if not unit.number and not quantity and not {"serial", "quantity"} & unit.row.unread:
            unit.refuse("quantity", Problem(Code.NO_QUANTITY, {"product": name}))
        if quantity and quantity % 10 ** (3 - unit.item.unit_decimals):
            values = {"product": name, "quantity": quantity_text(quantity)}
            unit.refuse("quantity", Problem(Code.DECIMALS, values))


def _judge_serials(database: Database, units: Sequence[_Unit], kind: DocumentKind) -> None:
    """Each serial number stands once (D5), is nothing else's code, and may move so (L, F7)."""
    good = [unit for unit in units if unit.number and not serial_numbers.check(unit.number)]
    numbers = [unit.number for unit in good]
    states = {key: state_of(one) for key, one in serials.known(database, numbers).items()}
    codes = other_codes(database, numbers)
    first: dict[str, int] = {}
    for unit in good:
        key = unit.number.upper()
        state = states.get(key)
        number = state.number if state else unit.number  # as first entered (F3), or corrected (L5)
        twin = first.setdefault(number.upper(), unit.row.number)
        if twin != unit.row.number:
            values = {"serial": unit.number, "entry": twin}
            unit.refuse("serial", Problem(Code.DUPLICATE, values, serial=unit.number))
        elif key in codes:
            unit.refuse("serial", codes[key])
        elif unit.item is not None:
            _judge_serial(unit, number, state, kind)


def _judge_serial(unit: _Unit, number: str, state: SerialState | None, kind: DocumentKind) -> None:
    assert unit.item is not None
    product = unit.item.id
    other = state and state.product != product and state.status is not Status.UNKNOWN
    if other and state:
        values = {"serial": number}
        problem = Problem(Code.OTHER_PRODUCT, values, serial=number, holder=state.holder)
        unit.refuse("serial", problem)
        return
    answer = judge_for_kind(kind, number, state, product, unit.warehouse)
    if isinstance(answer, Problem):
        unit.refuse("serial", answer)
    else:
        unit.finding = answer
        unit.number = number


def _judge_zeros(database: Database, units: Sequence[_Unit]) -> None:
    """A number that is short beside its item's others has lost its zeros in Excel (Q9, F2)."""
    by_item: dict[int, list[_Unit]] = defaultdict(list)
    for unit in units:
        if unit.item is not None and unit.number.isdecimal():
            by_item[unit.item.id].append(unit)
    few = serials.a_few_of(database, by_item)
    for product, own in by_item.items():
        others = zeros.Others([*few.get(product, ()), *(unit.number for unit in own)])
        for unit in own:
            whole = others.put_back(unit.number)
            if whole and unit.item:
                values = {
                    "text": unit.number,
                    "length": len(unit.number),
                    "product": unit.item.name,
                    "usual": len(whole),
                    "whole": whole,
                }
                problem = Problem(Code.IMPORT_ZEROS_LOST, values, serial=unit.number)
                unit.refuse("serial", problem)


def _listed(units: Sequence[_Unit]) -> list[ListedUnit]:
    return [
        ListedUnit(unit.row.text("carton"), unit.number, unit.row.number)
        for unit in units
        if unit.row.text("carton") and unit.number
    ]


def _judge_cartons(database: Database, units: Sequence[_Unit]) -> None:
    by_row = {unit.row.number: unit for unit in units}
    for problem in cartons.problems_of_list(database, _listed(units)):
        unit = by_row[problem.line or 0]
        of_serial = problem.serial is not None
        if not (of_serial and any(one.field == "serial" for one in unit.problems)):
            unit.refuse("serial" if of_serial else "carton", problem)


# Writing


@permitted(Permission.IMPORT)
def write(
    session: Session,
    kind: str,
    name: str,
    rows: Sequence[ImportRow],
    document: str,
    place: ImportPlace,
    posts: bool = False,
) -> ImportTaken:
    """Write rows as a document for each warehouse, all of them or none; ``posts``: posted at once.

    Cartons that the rows name are learned with it. Raises Refused with every problem, by row.
    """
    database = session.database
    session.demand(KINDS[document].permission)
    if not rows:
        raise refuse(Code.IMPORT_NOTHING_LEFT)
    with sql.transaction(database, of=sql.SHOP):
        units = _judged(database, rows, KINDS[document], place)
        refuse_bad(verdict_of(unit.row.number, _standing(unit), unit.problems) for unit in units)
        by_place: dict[int, list[_Unit]] = defaultdict(list)
        for unit in units:
            by_place[unit.warehouse or 0].append(unit)
        drafted = [
            _drafted(session, document, place.party, warehouse, own)
            for warehouse, own in by_place.items()
        ]
        told = [*(made(Subject.DOCUMENT, draft) for draft in drafted), *_learned(session, units)]
        if posts:
            for draft in drafted:
                posting.post(session, draft)
        id = imports.tell(session, kind, name, len(rows), told)
        return ImportTaken(id, len(rows), drafted[0] if len(drafted) == 1 else None)


def _drafted(
    session: Session, kind: str, party: int | None, warehouse: int, units: Sequence[_Unit]
) -> int:
    draft = drafts.new(session, kind)
    draft_head.set_warehouse(session, draft, warehouse)
    if KINDS[kind].party is not Party.NONE:
        draft_head.set_party(session, draft, party)
    for own in _lines(units):
        first = own[0]
        assert first.item is not None
        line = draft_lines.add_line(session, draft, first.item.id, sum(u.quantity for u in own))
        price = first.row.whole("price")
        if price is not None and KINDS[kind].effect is not Effect.COUNTS:
            draft_lines.set_price(session, draft, line, price)
        numbers = [(line, unit.number) for unit in own if unit.number]
        if numbers:
            draft_lines.write_serials(session, draft, numbers)
    return draft


def _lines(units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    """The units of each line: one item at one price, and no more serials than a line takes (F5)."""
    groups: dict[tuple[int, int | None], list[_Unit]] = defaultdict(list)
    for unit in units:
        if unit.item is not None:
            groups[unit.item.id, unit.row.whole("price")].append(unit)
    for own in groups.values():
        plain = [unit for unit in own if not unit.number]
        numbered = [unit for unit in own if unit.number]
        most = serial_numbers.MOST
        parts = [numbered[at : at + most] for at in range(0, len(numbered), most)] or [[]]
        yield [*parts[0], *plain]
        yield from parts[1:]


def _learned(session: Session, units: Sequence[_Unit]) -> list[ImportMade]:
    """Learn the cartons that the rows name; those that are new stand in the import's own list."""
    listed = _listed(units)
    if not listed:
        return []
    database = session.database
    codes = {unit.carton for unit in listed}
    before = carton_reads.codes_among(database, codes)
    learned = cartons.learn_list(session, listed)
    ids = carton_reads.ids_of(
        database, [code for code in learned.codes if code.upper() not in before]
    )
    held = carton_reads.contents_among(database, ids)
    return [
        made(Subject.CARTON, id, None, {"serials": list(holding.serials)})
        for id, holding in held.items()
    ]

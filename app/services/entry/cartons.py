"""Cartons (C3): learned by scanning or from a packing list, packed by the shop, and unpacked.

A unit is in one carton at a time: the newest list that names it has it, and a carton that has lost
its last unit is forgotten. Learning a known carton's code again replaces what it holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, unique
from typing import NamedTuple

from app.domain import serials as serial_numbers
from app.domain.codes import carton_code, identifiers, read
from app.domain.lifecycle import Move, Status
from app.domain.marks import N_
from app.domain.permissions import Permission
from app.domain.problems import Code, Holder, Problem, Refused, refuse
from app.domain.verdicts import Finding, Verdict, wrong_status
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.entry.judging import holder_of, other_codes, product_codes
from app.services.entry.labels import ReadEntries, read_list
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import cartons, serials
from db.queries.cartons import Carton, Holding
from db.queries.serials import Known
from db.sql import Database
from db.writes import cartons as carton_writes
from db.writes import sequences


@unique
class CartonSource(Enum):
    """Where the shop knows a carton from; the values are what the store keeps."""

    SCANNED = "scanned"
    PACKING_LIST = "packing_list"
    PACKED = "packed"
    CODE = "code"


SOURCE_NAMES = {
    CartonSource.SCANNED: N_("Scanned"),
    CartonSource.PACKING_LIST: N_("Packing list"),
    CartonSource.PACKED: N_("Packed here"),
    CartonSource.CODE: N_("2D code"),
}


class ListedUnit(NamedTuple):
    """One unit of a list: its carton's code, its serial, and the row where that stands, from 1."""

    carton: str
    number: str
    row: int


class Learned(NamedTuple):
    """What learning came to: the cartons' codes, how many units, and cartons that lost some."""

    codes: tuple[str, ...]
    units: int
    taken_from: tuple[str, ...] = ()


class Unit(NamedTuple):
    """A unit of a carton as it is now; without a holder the shop has never seen it."""

    number: str
    holder: Holder | None = None
    warehouse: int | None = None

    @property
    def status(self) -> Status:
        """Where it is in its life."""
        return self.holder.status if self.holder else Status.UNKNOWN


class Contents(NamedTuple):
    """A carton and its units as they are now."""

    carton: Carton
    units: tuple[Unit, ...]

    @property
    def numbers(self) -> list[str]:
        """The serials, for a document to judge and take those that fit."""
        return [unit.number for unit in self.units]

    @property
    def product(self) -> str:
        """What it was said to hold, or what its units are; empty where they are several."""
        names = {unit.holder.product for unit in self.units if unit.holder}
        return self.carton.product or (names.pop() if len(names) == 1 else "")

    @property
    def apart(self) -> bool:
        """The units are no longer all in one state and one place."""
        return len({(unit.status, unit.warehouse) for unit in self.units}) > 1


def contents(database: Database, code: str) -> Contents | None:
    """The carton by its code, however its label was scanned, with its units as they are now (C3).

    None where no carton is known by it. A few reads, however many units it holds.
    """
    label = carton_code(code)
    found = cartons.by_code(database, label)
    if found is None and label != code:
        found = cartons.by_code(database, code)  # as a version before this one kept it
    return None if found is None else _contents(database, found)


def contents_of(database: Database, carton: int) -> Contents | None:
    """The same for a carton's id."""
    found = cartons.by_id(database, carton)
    return None if found is None else _contents(database, found)


def _contents(database: Database, found: Carton) -> Contents:
    numbers = cartons.numbers_in(database, found.id)
    known = serials.known(database, numbers)
    return Contents(found, tuple(_unit(number, known.get(number.upper())) for number in numbers))


def _unit(number: str, known: Known | None) -> Unit:
    """A unit by the number it has now; one whose every movement was voided is known to nobody."""
    if known is None or known.status == Status.UNKNOWN:
        return Unit(number)
    return Unit(known.number, holder_of(known), known.warehouse_id)


# Learning


def judge_units(
    database: Database,
    numbers: Sequence[str],
    product: int | None = None,
    packed: bool = False,
    code: str = "",
) -> list[Verdict]:
    """Judge the units of one carton, each on its own (F1, F3, F4, F5); nothing is learned yet.

    A good one the shop has never seen is new; of the others the holder is said. ``packed``: the
    shop packs them itself, so they must be in stock. ``code``: the carton's own, which is no unit.
    """
    known = serials.known(database, numbers)
    problems = _unit_problems(database, _listed(code, numbers), known, product)
    wrong = {problem.line: problem for problem in problems}
    if packed:
        wrong |= {problem.line: problem for problem in _not_together(database, numbers)}
    verdicts = []
    for position, entry in enumerate(serial_numbers.check_list(numbers), 1):
        found = known.get(entry.number.upper())
        holder = holder_of(found) if found and found.status != Status.UNKNOWN else None
        problem = entry.problem or wrong.get(position)
        finding = Finding.NEW if not problem and not holder else None
        verdicts.append(Verdict(position, entry.number, finding, problem, holder))
    return verdicts


@permitted(Permission.PACK)
def learn(
    session: Session,
    code: str,
    numbers: Sequence[str],
    product: int | None = None,
    source: CartonSource = CartonSource.SCANNED,
) -> Learned:
    """Learn what a carton holds. Raises Refused with every problem, by position (F1, F3 to F5)."""
    if not numbers:
        raise refuse(Code.CARTON_EMPTY, carton=code) if code else refuse(Code.CARTON_NO_CODE)
    return _learn(session, _listed(code, numbers), product, source)


@permitted(Permission.IMPORT)
def learn_list(
    session: Session,
    listed: Sequence[ListedUnit],
    product: int | None = None,
    source: CartonSource = CartonSource.PACKING_LIST,
) -> Learned:
    """Learn all cartons of a packing list, or none of them. Raises Refused, by row (C3)."""
    return _learn(session, listed, product, source)


def _learn(
    session: Session, listed: Sequence[ListedUnit], product: int | None, source: CartonSource
) -> Learned:
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        listed, known, problems = _judged(database, listed, product)
        if problems:
            raise Refused(problems)
        return _write(session, listed, known, product, source)


def problems_of_list(
    database: Database, listed: Sequence[ListedUnit], product: int | None = None
) -> list[Problem]:
    """Everything that stands against learning a list, by row (F1, F3 to F5)."""
    return _judged(database, listed, product)[2]


def _judged(
    database: Database, listed: Sequence[ListedUnit], product: int | None
) -> tuple[list[ListedUnit], dict[str, Known], list[Problem]]:
    """The list as its labels read, what is known of it, and every problem, by row."""
    entries = read_list(database, [unit.number for unit in listed], product)
    listed = [
        ListedUnit(carton_code(unit.carton), number, unit.row)
        for unit, number in zip(listed, entries.numbers, strict=True)
    ]
    known = serials.known(database, entries.numbers)
    problems = [
        *_label_problems(listed, entries),
        *_code_problems(database, listed),
        *_form_problems(listed, known),
        *_unit_problems(database, listed, known, product),
    ]
    return listed, known, sorted(problems, key=lambda problem: problem.line or 0)


@permitted(Permission.PACK)
def pack(
    session: Session,
    numbers: Sequence[str],
    code: str = "",
    product: int | None = None,
) -> Learned:
    """Pack units that are in stock in one warehouse under a code of the shop's own (C3).

    Without ``code`` the carton gets the next number of one gapless sequence, ``CT-2026-000001``.
    Raises Refused with every problem, by position.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        if code and cartons.codes_among(database, [carton_code(code)]):
            raise refuse(Code.CARTON_TAKEN, carton=carton_code(code))
        problems = list(_not_together(database, numbers))
        if problems:
            raise Refused(problems)
        code = code or _next_code(database, session.today().year)
        return learn(session, code, numbers, product, CartonSource.PACKED)


def _listed(code: str, numbers: Iterable[str]) -> list[ListedUnit]:
    return [ListedUnit(code, number, position) for position, number in enumerate(numbers, 1)]


def _next_code(database: Database, year: int) -> str:
    return f"CT-{year:04}-{sequences.next_carton(database):06}"


def _code_problems(database: Database, listed: Sequence[ListedUnit]) -> Iterator[Problem]:
    """A carton's code can be scanned, is nothing else's, and holds no more than it may."""
    first: dict[str, ListedUnit] = {}
    count: dict[str, int] = defaultdict(int)
    for unit in listed:
        first.setdefault(unit.carton.upper(), unit)
        count[unit.carton.upper()] += 1
    codes = [unit.carton for unit in first.values()]
    of_items = product_codes(database, codes)
    of_units = serials.known(database, codes).keys() | cartons.cartons_of(database, codes).keys()
    for key, unit in first.items():
        values: dict[str, object] = {"carton": unit.carton}
        unreadable = read(unit.carton).problem
        if not unit.carton:
            yield Problem(Code.CARTON_NO_CODE, line=unit.row)
        elif unreadable:
            yield unreadable._replace(line=unit.row)
        elif serial_numbers.check(unit.carton):
            yield Problem(Code.CODE_BAD, {"code": unit.carton}, line=unit.row)
        elif key in of_items:
            yield Problem(Code.CARTON_IS_ITEM, values | {"product": of_items[key]}, line=unit.row)
        elif key in of_units:
            yield Problem(Code.CARTON_IS_SERIAL, values, line=unit.row)
        if count[key] > serial_numbers.MOST:
            values |= {"count": count[key], "most": serial_numbers.MOST}
            yield Problem(Code.CARTON_TOO_MANY, values, line=unit.row)


def _label_problems(listed: Sequence[ListedUnit], entries: ReadEntries) -> Iterator[Problem]:
    """What stands for a unit is no label that names none (C8), nor one of two names of it (C9)."""
    by_row: dict[int, list[str]] = defaultdict(list)
    for unit in listed:
        by_row[unit.row].append(unit.number)
        problem = entries.problems.get(unit.number.upper())
        if problem:
            yield problem._replace(line=unit.row)
    for row, numbers in by_row.items():
        two = identifiers(" ".join(numbers)) if len(numbers) > 1 else ()
        if two:
            values = {"first": two[0], "second": two[1]}
            yield Problem(Code.LIST_TWO_IDENTIFIERS, values, line=row)


def _form_problems(listed: Sequence[ListedUnit], known: dict[str, Known]) -> Iterator[Problem]:
    """Each serial is one (F1) and stands once, by whichever of its numbers (F3, L5)."""
    first: dict[str, int] = {}
    for unit in listed:
        problem = serial_numbers.check(unit.number)
        twin = first.setdefault(serial_numbers.key(_number_now(unit.number, known)), unit.row)
        if problem:
            yield Problem(problem.code, problem.values, unit.row, unit.number)
        elif twin != unit.row:
            values = {"serial": unit.number, "entry": twin}
            yield Problem(Code.DUPLICATE, values, unit.row, unit.number)


def _unit_problems(
    database: Database, listed: Sequence[ListedUnit], known: dict[str, Known], product: int | None
) -> Iterator[Problem]:
    """No serial is another kind of code, or of another product than the one said (F4, F7)."""
    codes = other_codes(database, [unit.number for unit in listed])
    own = {unit.carton.upper() for unit in listed}
    for unit in listed:
        key = unit.number.upper()
        found = known.get(key)
        other = found and product is not None and found.product_id != product
        if key in codes:
            yield codes[key]._replace(line=unit.row)
        elif key in own:
            yield Problem(Code.IS_CARTON_CODE, {"serial": unit.number}, unit.row, unit.number)
        elif other and found and found.status != Status.UNKNOWN:
            values = {"serial": unit.number}
            yield Problem(Code.OTHER_PRODUCT, values, unit.row, unit.number, holder_of(found))


def _not_together(database: Database, numbers: Sequence[str]) -> Iterator[Problem]:
    """What is packed is in stock, all of it in the warehouse of the first unit (F7)."""
    known = serials.known(database, numbers)
    place: Known | None = None
    for position, number in enumerate(numbers, 1):
        found = known.get(number.upper())
        if serial_numbers.check(number):
            continue  # said with the form of the list
        if found is None or found.status != Status.IN_STOCK:
            status = Status(found.status) if found else Status.UNKNOWN
            code = wrong_status(Move.DISPATCH, status)
            holder = holder_of(found) if found else None
            yield Problem(code, {"serial": number}, position, number, holder)
            continue
        place = place or found
        if found.warehouse_id != place.warehouse_id:
            values = {"serial": number, "warehouse": found.warehouse, "other": place.warehouse}
            yield Problem(Code.CARTON_APART, values, position, number)


def _number_now(number: str, known: dict[str, Known]) -> str:
    """The number by which a unit goes now; one that was corrected had another (L5)."""
    found = known.get(number.upper())
    return found.number if found else number


def _write(
    session: Session,
    listed: Sequence[ListedUnit],
    known: dict[str, Known],
    product: int | None,
    source: CartonSource,
) -> Learned:
    """Take the units out of where they were, and put them into their cartons."""
    database = session.database
    spelled: dict[str, str] = {}
    for unit in listed:
        spelled.setdefault(unit.carton.upper(), unit.carton)
    numbers = _all_numbers(database, listed, known)
    others = {held.id: held.code for held in cartons.cartons_of(database, numbers).values()}
    there = cartons.ids_of(database, spelled)
    before = cartons.contents_among(database, {*others, *there})
    carton_writes.take_out(database, numbers)
    ids = carton_writes.save(
        database, spelled.values(), product, source.value, session.stamp(), session.person.id
    )
    carton_writes.empty(database, ids.values())
    carton_writes.put_in(
        database,
        [(ids[unit.carton.upper()], _number_now(unit.number, known)) for unit in listed],
    )
    _note_changed(session, before)
    lost = {id: code for id, code in others.items() if id not in ids.values()}
    carton_writes.forget_empty(database, lost)
    return Learned(tuple(spelled.values()), len(listed), tuple(sorted(lost.values())))


def _all_numbers(
    database: Database, listed: Sequence[ListedUnit], known: dict[str, Known]
) -> set[str]:
    """The units by every number they have or had."""
    numbers = {unit.number for unit in listed} | {found.number for found in known.values()}
    return numbers | set(serials.numbers_before(database, [found.id for found in known.values()]))


# Taking apart


@permitted(Permission.PACK)
def unpack(session: Session, carton: int) -> None:
    """Delete a carton: its units are in none, its code is free again; the audit log notes it."""
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        found = _open(database, carton)
        held = cartons.numbers_in(database, carton)
        carton_writes.forget(database, carton)
        before = {"code": found.code, "serials": held}
        audit.note(session, Action.UNPACK, [Change(Subject.CARTON, carton, before)])


@permitted(Permission.PACK)
def take_out(session: Session, carton: int, numbers: Sequence[str]) -> None:
    """Take units out of a carton; with the last of them the carton is deleted too."""
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        _open(database, carton)
        before = cartons.contents_among(database, [carton])
        carton_writes.take_out_of(database, carton, numbers)
        _note_changed(session, before)
        carton_writes.forget_empty(database, [carton])


def _note_changed(session: Session, before: Mapping[int, Holding]) -> None:
    """Note what cartons held ``before`` and hold now, where that is another thing."""
    after = cartons.contents_among(session.database, before)
    changes = [
        Change(Subject.CARTON, id, old._asdict(), after[id]._asdict())
        for id, old in before.items()
        if old != after[id]
    ]
    audit.note(session, Action.CARTON, changes)


def _open(database: Database, carton: int) -> Carton:
    found = cartons.by_id(database, carton)
    if found is None:
        raise refuse(Code.CARTON_GONE)
    return found

"""Rows that are about serial numbers only: a packing list's cartons, a list to look up (Q9, C3)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import serials as serial_numbers
from app.domain.imports import (
    FieldProblem,
    FieldTitle,
    ImportRow,
    RowStanding,
    RowVerdict,
    verdict_of,
)
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, refuse
from app.domain.units_in_cell import between
from app.services.audit import Subject
from app.services.entry import cartons
from app.services.entry.cartons import ListedUnit
from app.services.entry.labels import read_list
from app.services.importing import imports
from app.services.importing.document_rows import ImportPlace
from app.services.importing.imports import ImportTaken, made, refuse_bad
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import cartons as carton_reads
from db.queries import serials
from db.sql import Database

MOST_UNITS = 100_000
"""Units of one packing list."""


@dataclass(frozen=True, slots=True)
class CartonUnits:
    """The units of a packing list's rows, and what is wrong with a row before they are judged.

    ``fields`` says in which field of its row a serial number stands.
    """

    listed: list[ListedUnit]
    problems: dict[int, list[FieldProblem]]
    fields: dict[tuple[int, str], str]


def units_of(rows: Sequence[ImportRow]) -> CartonUnits:
    """The units of every row: in a cell or several, or from the first to the last (G1).

    Raises Refused where they are more than a list may have.
    """
    found = CartonUnits([], defaultdict(list), {})
    for row in rows:
        for field, numbers in _numbers(row).items():
            if isinstance(numbers, Problem):
                found.problems[row.number].append(FieldProblem(field, numbers))
                continue
            for number in numbers:
                found.fields.setdefault((row.number, number), field)
                found.listed.append(ListedUnit(row.text("carton"), number, row.number))
        if len(found.listed) > MOST_UNITS:
            raise refuse(Code.LIST_TOO_LONG, most=MOST_UNITS)
    return found


def _numbers(row: ImportRow) -> dict[str, Sequence[str] | Problem]:
    """The serial numbers of a row by the fields that name them, the first of them first."""
    cells = {key: value for key, value in row.values.items() if isinstance(value, tuple)}
    numbers: dict[str, Sequence[str] | Problem] = dict(sorted(cells.items()))
    first, last = cells.get("serial", ()), row.text("last")
    if not last or "serial" in row.unread:
        return numbers
    if not first:
        missing = Problem(Code.IMPORT_FIELD_MISSING, {"field": FieldTitle.SERIAL_NUMBER})
        return {**numbers, "serial": missing}
    if len(first) > 1:
        return {**numbers, "last": Problem(Code.RANGE_UNCLEAR, {"text": last})}
    run = between(first[0], last)
    return {**numbers, ("last" if isinstance(run, Problem) else "serial"): run}


def judge_cartons(
    database: Database, rows: Sequence[ImportRow], place: ImportPlace
) -> list[RowVerdict]:
    """Judge the rows of a packing list, all together; all units are of the item of ``place``."""
    units = units_of(rows)
    problems = units.problems
    unread = {row.number for row in rows if "carton" in row.unread}
    for problem in cartons.problems_of_list(database, units.listed, place.item):
        line = problem.line or 0
        if problem.code is Code.CARTON_NO_CODE and line in unread:
            continue  # which is said already
        named = units.fields.get((line, problem.serial or ""), "serial")
        problems[line].append(FieldProblem(named if problem.serial else "carton", problem))
    known = carton_reads.codes_among(database, {row.text("carton") for row in rows})
    return [
        verdict_of(
            row.number,
            RowStanding.UPDATE if row.text("carton").upper() in known else RowStanding.NEW,
            problems.get(row.number, ()),
        )
        for row in rows
    ]


@permitted(Permission.IMPORT)
def write_cartons(
    session: Session, kind: str, name: str, rows: Sequence[ImportRow], place: ImportPlace
) -> ImportTaken:
    """Learn all cartons of a packing list, or none of them (C3). Raises Refused, by row."""
    database = session.database
    if not rows:
        raise refuse(Code.IMPORT_NOTHING_LEFT)
    with sql.transaction(database, of=sql.SHOP):
        refuse_bad(judge_cartons(database, rows, place))
        listed = units_of(rows).listed
        before = carton_reads.codes_among(database, {unit.carton for unit in listed})
        learned = cartons.learn_list(session, listed, place.item)
        new = [code for code in learned.codes if code.upper() not in before]
        held = carton_reads.contents_among(database, carton_reads.ids_of(database, new))
        # What a known carton held before is told in the audit log, and not taken back.
        told = [
            made(Subject.CARTON, id, None, {"serials": list(holding.serials)})
            for id, holding in held.items()
            if len(new) == len(learned.codes)
        ]
        id = imports.tell(session, kind, name, len(rows), told)
        return ImportTaken(id, len(rows), taken_from=learned.taken_from)


def judge_sought(database: Database, rows: Sequence[ImportRow]) -> list[RowVerdict]:
    """Say of each serial number of a list where it is; nothing is ever written."""
    entries = read_list(database, [row.text("serial") for row in rows])
    known = serials.known(database, entries.numbers)
    first: dict[str, int] = {}
    verdicts = []
    for row, number in zip(rows, entries.numbers, strict=True):
        found = known.get(number.upper())
        problem = entries.problems.get(number.upper()) or serial_numbers.check(number)
        twin = first.setdefault(serial_numbers.key(number), row.number)
        if problem is None and twin != row.number:
            values = {"serial": number, "entry": twin}
            problem = Problem(Code.DUPLICATE, values, serial=number)
        if problem is None and (found is None or not found.status):
            problem = Problem(Code.IS_UNKNOWN, {"serial": number}, serial=number)
        problems = [FieldProblem("serial", problem)] if problem else []
        verdicts.append(verdict_of(row.number, RowStanding.UNCHANGED, problems))
    return verdicts


def found(database: Database, rows: Sequence[ImportRow]) -> list[str]:
    """The serial numbers of a list that the shop knows, for the search."""
    numbers = read_list(database, [row.text("serial") for row in rows]).numbers
    return [one.number for one in serials.known(database, numbers).values() if one.status]

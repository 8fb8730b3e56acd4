"""Rows that are about serial numbers only: a packing list's cartons, a list to look up (Q9, C3)."""

from collections import defaultdict
from collections.abc import Sequence

from app.domain import serials as serial_numbers
from app.domain.imports import FieldProblem, ImportRow, RowStanding, RowVerdict, verdict_of
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, refuse
from app.services.audit import Subject
from app.services.entry import cartons
from app.services.entry.cartons import ListedUnit
from app.services.entry.labels import read_list
from app.services.importing import imports
from app.services.importing.imports import ImportTaken, made, refuse_bad
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import cartons as carton_reads
from db.queries import serials
from db.sql import Database


def _listed(rows: Sequence[ImportRow]) -> list[ListedUnit]:
    """The units of every row: a cell may name several, as packing lists do."""
    return [
        ListedUnit(row.text("carton"), number, row.number)
        for row in rows
        for number in _numbers(row)
    ]


def _numbers(row: ImportRow) -> tuple[str, ...]:
    numbers = row.values.get("serial", ())
    return tuple(map(str, numbers)) if isinstance(numbers, (list, tuple)) else (str(numbers),)


def judge_cartons(database: Database, rows: Sequence[ImportRow]) -> list[RowVerdict]:
    """Judge the rows of a packing list, all together."""
    problems: dict[int, list[FieldProblem]] = defaultdict(list)
    for problem in cartons.problems_of_list(database, _listed(rows)):
        named = "serial" if problem.serial is not None else "carton"
        problems[problem.line or 0].append(FieldProblem(named, problem))
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
def write_cartons(session: Session, kind: str, name: str, rows: Sequence[ImportRow]) -> ImportTaken:
    """Learn all cartons of a packing list, or none of them (C3). Raises Refused, by row."""
    database = session.database
    if not rows:
        raise refuse(Code.IMPORT_NOTHING_LEFT)
    with sql.transaction(database, of=sql.SHOP):
        refuse_bad(judge_cartons(database, rows))
        listed = _listed(rows)
        before = carton_reads.codes_among(database, {unit.carton for unit in listed})
        learned = cartons.learn_list(session, listed)
        new = [code for code in learned.codes if code.upper() not in before]
        held = carton_reads.contents_among(database, carton_reads.ids_of(database, new))
        # What a known carton held before is told in the audit log, and not taken back.
        told = [
            made(Subject.CARTON, id, None, {"serials": list(holding.serials)})
            for id, holding in held.items()
            if len(new) == len(learned.codes)
        ]
        return ImportTaken(imports.tell(session, kind, name, len(rows), told), len(rows))


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

"""Rows that give units their second identifiers, such as IMEI 2 (Q9, C9)."""

from collections.abc import Sequence

from app.domain import serials as serial_numbers
from app.domain.imports import FieldProblem, ImportRow, RowStanding, RowVerdict, verdict_of
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, refuse
from app.services.audit import Subject
from app.services.entry.labels import read_list
from app.services.importing import imports
from app.services.importing.imports import ImportTaken, made, refuse_bad
from app.services.permitting import permitted
from app.services.session import Session
from app.services.stock import identifying
from app.services.stock.identifying import Pair
from db import sql
from db.queries import serials
from db.sql import Database


def _pairs(database: Database, rows: Sequence[ImportRow]) -> list[Pair]:
    """Unit and second identifier of each row; a label names its unit (C8)."""
    numbers = read_list(database, [row.text("serial") for row in rows]).numbers
    return [
        Pair(number, row.text("second")).cleaned for row, number in zip(rows, numbers, strict=True)
    ]


def judge(database: Database, rows: Sequence[ImportRow]) -> list[RowVerdict]:
    """Judge rows of second identifiers, all together: a handful of reads, however many."""
    pairs = _pairs(database, rows)
    known = serials.known(database, [pair.number for pair in pairs])
    held = serials.second_identifiers(database, {unit.id for unit in known.values()})
    first: dict[tuple[str, object], int] = {}
    verdicts = []
    problems = identifying.problems_of(database, pairs)
    for row, pair, problem in zip(rows, pairs, problems, strict=True):
        unit = known.get(pair.number.upper())
        own = unit.id if unit else serial_numbers.key(pair.number)
        stands = held.get(unit.id, "") if unit else ""
        twins = {
            first.setdefault(name, row.number)
            for name in (("serial", own), ("second", serial_numbers.key(pair.second)))
        } - {row.number}
        if twins:
            problem = Problem(Code.IMPORT_SAME_ROW, {"entry": min(twins)})
        standing = RowStanding.UPDATE if stands else RowStanding.NEW
        if serial_numbers.key(stands) == serial_numbers.key(pair.second):
            standing = RowStanding.UNCHANGED
        field = "serial" if unit is None else "second"
        found = [FieldProblem(field, problem)] if problem else []
        verdicts.append(verdict_of(row.number, standing, found))
    return verdicts


@permitted(Permission.IMPORT)
def write(session: Session, kind: str, name: str, rows: Sequence[ImportRow]) -> ImportTaken:
    """Give all units their second identifiers, or none. Raises Refused, by row."""
    database = session.database
    if not rows:
        raise refuse(Code.IMPORT_NOTHING_LEFT)
    with sql.transaction(database, of=sql.SHOP):
        verdicts = judge(database, rows)
        refuse_bad(verdicts)
        stand = {verdict.row for verdict in verdicts if verdict.standing is RowStanding.UNCHANGED}
        changed = [row for row in rows if row.number not in stand]
        changes = identifying.give(session, _pairs(database, changed))
        told = [
            made(Subject.SERIAL, change.id, change.before, change.after)
            for change in changes
            if change.id is not None
        ]
        return ImportTaken(imports.tell(session, kind, name, len(rows), told), len(rows))

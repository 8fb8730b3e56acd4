"""Rows that give units prices of their own, such as used goods (Q9, M2)."""

from collections.abc import Sequence

from app.domain import serials as serial_numbers
from app.domain.imports import FieldProblem, ImportRow, RowStanding, RowVerdict, verdict_of
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, refuse
from app.services.entry.labels import read_list
from app.services.importing import imports
from app.services.importing.imports import ImportTaken, made, refuse_bad
from app.services.money import unit_prices
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import prices, serials
from db.sql import Database


def _numbers(database: Database, rows: Sequence[ImportRow]) -> Sequence[str]:
    """The unit of each row; a label names its unit (C8)."""
    return read_list(database, [row.text("serial") for row in rows]).numbers


def _price(row: ImportRow) -> int | None:
    price = row.values.get("own_price")
    return price if isinstance(price, int) else None


def judge(database: Database, rows: Sequence[ImportRow]) -> list[RowVerdict]:
    """Judge rows of units' own prices, all together: a handful of reads, however many."""
    numbers = _numbers(database, rows)
    known = serials.known(database, numbers)
    held = prices.own_prices(database, {unit.id for unit in known.values()})
    wanted = {number: _price(row) for row, number in zip(rows, numbers, strict=True)}
    problems = unit_prices.problems_of(database, wanted)
    first: dict[object, int] = {}
    verdicts = []
    for row, number in zip(rows, numbers, strict=True):
        unit = known.get(number.upper())
        twin = first.setdefault(unit.id if unit else serial_numbers.key(number), row.number)
        problem = problems[number]
        if twin != row.number:
            problem = Problem(Code.IMPORT_SAME_ROW, {"entry": twin})
        stands = held.get(unit.id) if unit else None
        standing = RowStanding.NEW if stands is None else RowStanding.UPDATE
        if stands is not None and stands == _price(row):
            standing = RowStanding.UNCHANGED
        field = "serial" if unit is None else "own_price"
        found = [FieldProblem(field, problem)] if problem else []
        verdicts.append(verdict_of(row.number, standing, found))
    return verdicts


@permitted(Permission.IMPORT)
def write(session: Session, kind: str, name: str, rows: Sequence[ImportRow]) -> ImportTaken:
    """Give all units their prices, or none. Raises Refused, by row."""
    database = session.database
    if not rows:
        raise refuse(Code.IMPORT_NOTHING_LEFT)
    with sql.transaction(database, of=sql.SHOP):
        refuse_bad(judge(database, rows))
        numbers = _numbers(database, rows)
        wanted = {number: _price(row) for row, number in zip(rows, numbers, strict=True)}
        told = [
            made(change.subject, change.id, change.before, change.after)
            for change in unit_prices.set_prices(session, wanted)
            if change.id is not None
        ]
        return ImportTaken(imports.tell(session, kind, name, len(rows), told), len(rows))

"""The second identifier of a unit (C9), such as IMEI 2: it finds the unit as its own number does.

It is nobody else's: no serial number, no code of an item, no carton's.
"""

from collections.abc import Sequence
from typing import NamedTuple

from app.domain import serials as serial_numbers
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.entry.judging import holder_of, other_codes
from app.services.entry.labels import label_problems
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import serials
from db.queries.serials import Known
from db.sql import Database
from db.writes import corrections, second_identifiers


class Pair(NamedTuple):
    """A unit by one of its numbers, and the second identifier that it shall have; empty: none."""

    number: str
    second: str

    @property
    def cleaned(self) -> "Pair":
        """Folded, without the spaces around it (F2)."""
        return Pair(*(serial_numbers.fold(text.strip()) for text in self))


def problems_of(database: Database, pairs: Sequence[Pair]) -> list[Problem | None]:
    """What stands against each pair, in their order: a handful of reads, however many there are."""
    pairs = [pair.cleaned for pair in pairs]
    seconds = [pair.second for pair in pairs if pair.second]
    known = serials.known(database, [text for pair in pairs for text in pair if text])
    codes = other_codes(database, seconds) | label_problems(database, seconds)
    held = serials.second_identifiers(database, {unit.id for unit in known.values()})
    taken: set[str] = set()
    problems = []
    for pair in pairs:
        problem = _problem_of(pair, known, codes, held)
        if problem is None and pair.second and serial_numbers.key(pair.second) in taken:
            problem = Problem(Code.NUMBER_TAKEN, {"serial": pair.second}, serial=pair.second)
        taken.add(serial_numbers.key(pair.second))
        problems.append(problem)
    return problems


def _problem_of(
    pair: Pair, known: dict[str, Known], codes: dict[str, Problem], held: dict[int, str]
) -> Problem | None:
    unit, other = known.get(pair.number.upper()), known.get(pair.second.upper())
    if unit is None:
        return Problem(Code.IS_UNKNOWN, {"serial": pair.number}, serial=pair.number)
    if not pair.second:
        return None
    bad = serial_numbers.check(pair.second) or codes.get(pair.second.upper())
    if bad is not None or other is None:
        return bad
    if other.id != unit.id:
        return why_taken(pair.second, other, held.get(other.id, ""))
    if serial_numbers.key(other.number) != serial_numbers.key(pair.second):
        return None  # its second identifier already, or its number before it was corrected
    return Problem(Code.SAME_NUMBER, {"serial": pair.second}, serial=pair.second)


def why_taken(number: str, other: Known, second: str) -> Problem:
    """A number is another unit's, was before that was corrected, or is its ``second`` one."""
    code = Code.CODE_IS_CORRECTED
    if serial_numbers.key(other.number) == serial_numbers.key(number):
        code = Code.NUMBER_TAKEN
    elif serial_numbers.key(second) == serial_numbers.key(number):
        code = Code.SECOND_TAKEN
    values = {"serial": number, "other": other.number}
    return Problem(code, values, serial=number, holder=holder_of(other))


@permitted(Permission.CORRECT_SERIAL)
def give(session: Session, pairs: Sequence[Pair]) -> list[Change]:
    """Give units their second identifiers, all or none; the audit log knows.

    Returns what changed. Raises Refused with everything that stands against them.
    """
    database = session.database
    pairs = [pair.cleaned for pair in pairs]
    with sql.transaction(database, of=sql.SHOP):
        problems = [problem for problem in problems_of(database, pairs) if problem]
        if problems:
            raise Refused(problems)
        known = serials.known(database, [pair.number for pair in pairs])
        wanted = {known[pair.number.upper()].id: pair.second for pair in pairs}
        before = serials.second_identifiers(database, wanted)
        changes = [
            Change(Subject.SERIAL, id, {"second": before.get(id, "")}, {"second": second})
            for id, second in wanted.items()
            if before.get(id, "") != second
        ]
        stamp, person = session.stamp(), session.person.id
        changed = {change.id: wanted[change.id] for change in changes if change.id is not None}
        second_identifiers.give(database, changed, stamp, person)
        units = {unit.id: unit.number for unit in known.values()}
        named = [(second, units[id]) for id, second in changed.items() if second]
        corrections.rename_on_drafts(database, named)
        audit.note(session, Action.SECOND, changes)
    return changes

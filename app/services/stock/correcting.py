"""A wrongly entered serial gets its right number, without unwinding its documents (L5)."""

from app.domain import serials as serial_numbers
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.entry.judging import other_codes
from app.services.entry.labels import label_problems
from app.services.permitting import permitted
from app.services.session import Session
from app.services.stock.identifying import Pair, give, why_taken
from db import sql
from db.queries import serials
from db.sql import Database
from db.writes import corrections


def problems_of(database: Database, wrong: str, right: str) -> list[Problem]:
    """Everything against giving the serial ``wrong`` the number ``right``; none means it can be."""
    right = serial_numbers.fold(right.strip())
    found = serials.known(database, [wrong, right])
    serial, other = found.get(wrong.upper()), found.get(right.upper())
    problem = serial_numbers.check(right)
    if problem:
        return [problem]
    if serial is None:
        return [Problem(Code.IS_UNKNOWN, {"serial": wrong}, serial=wrong)]
    if serial.number == right:
        return [Problem(Code.SAME_NUMBER, {"serial": right}, serial=right)]
    codes = other_codes(database, [right]) | label_problems(database, [right])
    if codes:
        return list(codes.values())
    if other is None or other.id == serial.id:
        return []
    second = serials.second_identifiers(database, [other.id]).get(other.id, "")
    return [why_taken(right, other, second)]


@permitted(Permission.CORRECT_SERIAL)
def correct(session: Session, wrong: str, right: str) -> None:
    """Give a serial its right number; the wrong one still finds it, and the audit log knows.

    Where the right one was its second identifier, it has none any more. Raises Refused where the
    right one is taken.
    """
    database = session.database
    right = serial_numbers.fold(right.strip())
    with sql.transaction(database, of=sql.SHOP):
        problems = problems_of(database, wrong, right)
        if problems:
            raise Refused(problems)
        serial = serials.known(database, [wrong])[wrong.upper()]
        second = serials.second_identifiers(database, [serial.id]).get(serial.id, "")
        if serial_numbers.key(second) == serial_numbers.key(right):
            give(session, [Pair(serial.number, "")])
        corrections.keep_earlier(
            database, serial.id, serial.number, session.stamp(), session.person.id
        )
        corrections.rename(database, serial.id, serial.number, right)
        corrections.rename_on_drafts(database, [(serial.number, right)])
        change = Change(Subject.SERIAL, serial.id, {"number": serial.number}, {"number": right})
        audit.note(session, Action.CORRECT, [change])

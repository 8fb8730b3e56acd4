"""A wrongly entered serial gets its right number, without unwinding its documents (L5)."""

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
    return [_taken(right, other)] if other and other.id != serial.id else []


def _taken(right: str, other: Known) -> Problem:
    """The number is another serial's, or was before that one was corrected."""
    code = Code.NUMBER_TAKEN if other.number.upper() == right.upper() else Code.CODE_IS_CORRECTED
    values = {"serial": right, "other": other.number}
    return Problem(code, values, serial=right, holder=holder_of(other))


@permitted(Permission.CORRECT_SERIAL)
def correct(session: Session, wrong: str, right: str) -> None:
    """Give a serial its right number; the wrong one still finds it, and the audit log knows.

    Raises Refused where the right one exists already.
    """
    database = session.database
    right = serial_numbers.fold(right.strip())
    with sql.transaction(database, of=sql.SHOP):
        problems = problems_of(database, wrong, right)
        if problems:
            raise Refused(problems)
        serial = serials.known(database, [wrong])[wrong.upper()]
        corrections.keep_earlier(
            database, serial.id, serial.number, session.stamp(), session.person.id
        )
        corrections.rename(database, serial.id, serial.number, right)
        corrections.rename_on_drafts(database, serial.number, right)
        change = Change(Subject.SERIAL, serial.id, {"number": serial.number}, {"number": right})
        audit.note(session, Action.CORRECT, [change])

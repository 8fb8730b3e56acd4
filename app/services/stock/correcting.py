"""A wrongly entered serial gets its right number, without unwinding its documents (L5)."""

from datetime import datetime

from app.domain import serials as form
from app.domain.permissions import User
from app.domain.problems import Code, Problem, Refused
from app.services.clock import stamp
from app.services.entry.judging import holder_of, other_codes
from app.services.entry.labels import label_problems
from db import sql
from db.queries import serials
from db.queries.serials import Known
from db.sql import Database


def problems_of(database: Database, wrong: str, right: str) -> list[Problem]:
    """Everything against giving the serial ``wrong`` the number ``right``; none means it can be."""
    right = form.fold(right.strip())
    found = serials.known(database, [wrong, right])
    serial, other = found.get(wrong.upper()), found.get(right.upper())
    problem = form.check(right)
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


def correct(
    database: Database, wrong: str, right: str, by: User, at: datetime | None = None
) -> None:
    """Give a serial its right number; the wrong one still finds it, and the audit log knows.

    Raises Refused where the right one exists already.
    """
    right = form.fold(right.strip())
    with sql.transaction(database):
        problems = problems_of(database, wrong, right)
        if problems:
            raise Refused(problems)
        serial = serials.known(database, [wrong])[wrong.upper()]
        sql.execute(
            database,
            "INSERT INTO serial_alias (number, serial_id, at, user_id)"
            " SELECT ?1, ?2, ?3, ?4"
            " WHERE NOT EXISTS (SELECT 1 FROM serial_alias WHERE number = ?1)",
            serial.number,
            serial.id,
            stamp(at),
            by.id,
        )
        sql.execute(
            database,
            "INSERT INTO serial_search (serial_search, rowid, number) VALUES ('delete', ?, ?)",
            serial.id,
            serial.number,
        )
        sql.execute(database, "UPDATE serial SET number = ? WHERE id = ?", right, serial.id)
        sql.execute(
            database,
            "INSERT INTO serial_search (rowid, number) VALUES (?, ?)",
            serial.id,
            right,
        )
        _correct_drafts(database, serial.number, right)
        sql.execute(
            database,
            "INSERT INTO audit (at, user_id, action, detail) VALUES (?, ?, 'correct', ?)",
            stamp(at),
            by.id,
            f"{serial.number} -> {right}",
        )


_OPEN = "document_id IN (SELECT id FROM document WHERE state IN (0, 3))"


def _correct_drafts(database: Database, wrong: str, right: str) -> None:
    """Give drafts the right number; where both stand on one, it is one unit, once (D5)."""
    sql.execute(
        database,
        f"DELETE FROM draft_serial AS e WHERE number = ?1 AND number <> ?2 AND {_OPEN} AND EXISTS"
        " (SELECT 1 FROM draft_serial WHERE document_id = e.document_id AND number = ?2)",
        wrong,
        right,
    )
    sql.execute(
        database,
        f"UPDATE draft_serial SET number = ?2 WHERE number = ?1 AND {_OPEN}",
        wrong,
        right,
    )

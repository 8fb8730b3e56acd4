"""Reads about those who work here, and of what they prove it by."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import DRAFT, SECRET_BADGE, SECRET_PIN
from db.sql import Database


class PersonRow(NamedTuple):
    """Somebody who works here, or did."""

    id: int
    name: str
    role: str
    active: bool


class ColleagueRow(NamedTuple):
    """The same, with what it can be proved by."""

    id: int
    name: str
    role: str
    active: bool
    has_pin: bool
    has_badge: bool


class SecretRow(NamedTuple):
    """How a secret is kept, whose it is, and how long it is waited after wrong tries."""

    id: int
    kind: int
    person_id: int | None
    kept: str
    tries: int
    wait_seconds: int
    wait_steady: float | None


def owner(database: Database) -> PersonRow:
    """The first owner in service, whom every store has."""
    found = sql.row(
        database,
        "SELECT id, name, role, active FROM person WHERE role = 'owner' AND active"
        " ORDER BY id LIMIT 1",
    )
    if found is None:
        raise sql.damaged(database)
    return _person(found)


def person(database: Database, id: int) -> PersonRow | None:
    """Somebody by id; None where there is nobody."""
    found = sql.row(database, "SELECT id, name, role, active FROM person WHERE id = ?", id)
    return _person(found) if found else None


def _person(row: sql.Row) -> PersonRow:
    id, name, role, active = row
    return PersonRow(id, name, role, bool(active))


def everybody(database: Database) -> Sequence[ColleagueRow]:
    """All who work here or did, in the order in which they came."""
    return [
        ColleagueRow(id, name, role, bool(active), bool(pin), bool(badge))
        for id, name, role, active, pin, badge in sql.rows(
            database,
            "SELECT p.id, p.name, p.role, p.active, s.id IS NOT NULL, b.id IS NOT NULL"
            " FROM person p LEFT JOIN secret s ON s.person_id = p.id AND s.kind = ?"
            " LEFT JOIN secret b ON b.person_id = p.id AND b.kind = ? ORDER BY p.id",
            SECRET_PIN,
            SECRET_BADGE,
        )
    ]


def signs_in(database: Database) -> bool:
    """It is asked who is at the counter: there are several in service, or one has a PIN."""
    return bool(
        sql.value(
            database,
            "SELECT (SELECT count(*) FROM person WHERE active) > 1 OR EXISTS ("
            " SELECT 1 FROM person p JOIN secret s ON s.person_id = p.id AND s.kind = ?"
            " WHERE p.active)",
            SECRET_PIN,
        )
    )


def name_taken(database: Database, name: str, except_for: int | None) -> bool:
    """Somebody else has the name, in capitals or not."""
    return bool(
        sql.value(
            database,
            "SELECT EXISTS (SELECT 1 FROM person WHERE name = ? AND id <> ?)",
            name,
            except_for or 0,
        )
    )


_SECRET = "SELECT id, kind, person_id, kept, tries, wait_seconds, wait_steady"


def secret(database: Database, kind: int, person: int | None) -> SecretRow | None:
    """A secret of one kind: a person's, or the shop's, which is nobody's own."""
    found = sql.row(
        database,
        f"{_SECRET} FROM secret WHERE kind = ? AND coalesce(person_id, 0) = ?",
        kind,
        person or 0,
    )
    return SecretRow(*found) if found else None


def kept(database: Database, kind: int) -> dict[int, str]:
    """How all secrets of one kind are kept, by person."""
    return dict(
        sql.rows(
            database,
            "SELECT person_id, kept FROM secret WHERE kind = ? AND person_id IS NOT NULL"
            " ORDER BY person_id",
            kind,
        )
    )


def badges_marked(database: Database, mark: int) -> dict[int, str]:
    """How the badges with a mark are kept, by person."""
    return dict(
        sql.rows(
            database,
            "SELECT person_id, kept FROM secret WHERE kind = ? AND mark = ? ORDER BY person_id",
            SECRET_BADGE,
            mark,
        )
    )


def drafts_left(database: Database, kind: str) -> list[sql.Row]:
    """Of each who left a draft of a kind at the Counter: the person, its document, lines, total.

    The newest of each; what is parked is called back by itself.
    """
    return sql.rows(
        database,
        "SELECT d.created_by, d.id, (SELECT count(*) FROM document_line l"
        " WHERE l.document_id = d.id) AS lines, d.total"
        f" FROM document d WHERE d.kind = ? AND d.state = {DRAFT} AND d.at_counter"
        " AND d.parked_at IS NULL AND EXISTS (SELECT 1 FROM document_line l"
        " WHERE l.document_id = d.id) ORDER BY d.id",
        kind,
    )

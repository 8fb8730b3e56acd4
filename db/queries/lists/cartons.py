"""The cartons (C3), those that were learned last first."""

from dataclasses import dataclass

from db import sql
from db.queries import cartons
from db.queries.cartons import CartonRow
from db.queries.lists import walking
from db.queries.lists.paging import Count, Cursor, Page
from db.queries.lists.walking import ALL, Fits, Way
from db.sql import Database

_AT_ONCE = 300
"""So many cartons are looked at for a page where a text is sought: each with its units."""
_NEWEST_FIRST = Way("carton c", "carton c", ("c.id",), falling=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cartons: those with ``text`` in their code or in a serial number they hold."""

    text: str = ""


def page(database: Database, asked: Asked, after: Cursor | None, size: int) -> Page[CartonRow]:
    """The rows after ``after``, at most ``size``: ids first, then what is shown of them.

    The carton that the whole text means comes before the others. A cursor is the id below which the
    others are, and that carton's (0: none).
    """
    if not asked.text:
        keys, ended = walking.walk(database, _NEWEST_FIRST, ALL, after, size)
        return Page(_read(database, keys), ended)
    if after is None:
        meant = _meant(database, asked.text)
        last = walking.beyond(_NEWEST_FIRST)[0]
        if meant:
            return Page(_read(database, [(meant,)]), (last, meant))
        after = (last, 0)
    last, meant = int(after[0]), int(after[1])
    others = _containing(asked.text).also(Fits("c.id <> ?", (meant,)))
    keys, ended = walking.walk(database, _NEWEST_FIRST, others, (last,), size, at_once=_AT_ONCE)
    return Page(_read(database, keys), None if ended is None else (*ended, meant))


def count(database: Database, asked: Asked) -> Count | None:
    """How many there are, up to so many; None where a text is looked for."""
    if asked.text:
        return None
    return walking.count_of(database, "carton c", ALL, Fits("c.id > 0"))


def _meant(database: Database, text: str) -> int:
    """The carton that has this code, or holds this number; 0: there is none."""
    query = (
        "SELECT coalesce((SELECT id FROM carton WHERE code = ?),"
        " (SELECT carton_id FROM carton_serial WHERE number = ?), 0)"
    )
    return int(sql.value(database, query, text, text))


def _containing(text: str) -> Fits:
    like = f"%{sql.like_literal(text)}%"
    return Fits(
        "c.code LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM carton_serial k"
        " WHERE k.carton_id = c.id AND k.number LIKE ? ESCAPE '\\')",
        (like, like),
    )


def _read(database: Database, keys: list[Cursor]) -> list[CartonRow]:
    return cartons.page(database, [int(id) for (id,) in keys])

"""The scans of the scan log, the newest first (C4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.queries.lists.paging import Count, Cursor, Page, counted
from db.sql import Database

_AT_ONCE = 20_000
"""So many scans are looked at at a time for a text or a verdict: about 2 ms."""


class ScanRow(NamedTuple):
    """One scan: ``at`` ISO in UTC, ``level`` and ``finding`` by name, ``problem`` as JSON."""

    id: int
    at: str
    code: str
    level: str
    finding: str | None
    problem: str | None
    product: str
    document_id: int | None
    kind: str | None
    number: str | None
    person: str | None


@dataclass(frozen=True, slots=True)
class ScansAsked:
    """Which scans: with ``text`` in their code, of one of these ``levels``; none means any."""

    text: str = ""
    levels: Sequence[str] = ()


def page(database: Database, asked: ScansAsked, after: Cursor | None, size: int) -> Page[ScanRow]:
    """The scans before ``after``, at most ``size``; a cursor is an id.

    For a text or a verdict only ``_AT_ONCE`` scans are looked at, then the screen asks again.
    """
    ends = sql.row(
        database,
        "SELECT coalesce((SELECT min(id) FROM scan_log), 0),"
        " coalesce((SELECT max(id) FROM scan_log), 0) + 1",
    )
    first, end = ends or (0, 1)
    last = int(after[0]) if after else end
    fits, values = _fits(asked)
    floor = max(last - _AT_ONCE, first) if fits else first
    ids = sql.rows(
        database,
        f"SELECT s.id FROM scan_log s WHERE s.id < ? AND s.id >= ?{fits}"
        " ORDER BY s.id DESC LIMIT ?",
        last,
        floor,
        *values,
        size,
    )
    rows = _read(database, [id for (id,) in ids])
    reached = ids[-1][0] if len(ids) == size else floor
    return Page(rows, (reached,) if reached > first else None)


def count(database: Database, asked: ScansAsked) -> Count | None:
    """How many there are, so far as that is quickly told; None for a text or a verdict."""
    if asked.text or asked.levels:
        return None
    return counted(database, "FROM scan_log s WHERE s.id > 0", ())


def _fits(asked: ScansAsked) -> tuple[str, list[object]]:
    conditions, values = "", list[object]()
    if asked.text:
        conditions += " AND s.code LIKE ? ESCAPE '\\'"
        values.append(f"%{sql.like_literal(asked.text)}%")
    if asked.levels:
        conditions += f" AND s.level IN ({', '.join('?' * len(asked.levels))})"
        values += asked.levels
    return conditions, values


def _read(database: Database, ids: Sequence[int]) -> list[ScanRow]:
    found = {
        row[0]: ScanRow(*row)
        for row in sql.unordered(
            database,
            "SELECT s.id, s.at, s.code, s.level, s.finding, s.problem, s.product, s.document_id,"
            f" d.kind, d.number, p.name FROM {ids_in()} j CROSS JOIN scan_log s"
            " LEFT JOIN document d ON d.id = s.document_id"
            " LEFT JOIN person p ON p.id = s.person_id WHERE s.id = j.value",
            sql.json_list(ids),
        )
    }
    return [found[id] for id in ids if id in found]

"""Reads of the chain of seals, and of what has none (S3)."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import POSTED, SEAL_POSTED, SEAL_ROWS, SEAL_TAKEN, SEAL_VOIDED, VOIDED
from db.engine.parameters import ids_in
from db.sql import Database


class SealRow(NamedTuple):
    """A seal, as it stands in the chain."""

    id: int
    event: int
    document_id: int | None
    rows: str | None
    first_id: int | None
    last_id: int | None
    at: str
    hash: bytes
    marks: bytes


def _made(row: sql.Row) -> SealRow:
    """In a damaged file a value may be anything: what is none of its kind fits nothing."""
    made = SealRow(*row)
    document, hash, marks = made.document_id, made.hash, made.marks
    if (document is None or type(document) is int) and type(hash) is type(marks) is bytes:
        return made
    return made._replace(
        document_id=document if type(document) is int else None,
        hash=hash if type(hash) is bytes else b"",
        marks=marks if type(marks) is bytes else b"",
    )


_SEAL = "SELECT id, event, document_id, rows, first_id, last_id, at, hash, marks FROM seal"


def newest(database: Database) -> SealRow | None:
    """The last seal of the chain, or None."""
    return _one(database, f"{_SEAL} ORDER BY id DESC LIMIT 1")


def seal(database: Database, id: int) -> SealRow | None:
    """One seal, or None."""
    return _one(database, f"{_SEAL} WHERE id = ?", id)


def place_of(database: Database, hash: str) -> int | None:
    """The seal with this hash, in hexadecimal digits; None: there is none. Looks through all: for
    a worker."""
    try:
        sought = bytes.fromhex(hash)
    except ValueError:
        return None
    statement = "SELECT id FROM seal WHERE hash = ? ORDER BY id DESC LIMIT 1"
    found: int | None = sql.value(database, statement, sought)
    return found


def before(database: Database, id: int) -> SealRow | None:
    """The seal before one, or None."""
    return _one(database, f"{_SEAL} WHERE id < ? ORDER BY id DESC LIMIT 1", id)


def of_document(database: Database, document: int) -> list[SealRow]:
    """The seals of a document: of its posting, and of its void."""
    statement = f"{_SEAL} WHERE document_id = ? ORDER BY id"
    return [_made(row) for row in sql.rows(database, statement, document)]


def _one(database: Database, statement: str, *values: object) -> SealRow | None:
    found = sql.row(database, statement, *values)
    return None if found is None else _made(found)


def after(database: Database, id: int, most: int) -> list[SealRow]:
    """The next seals of the chain."""
    statement = f"{_SEAL} WHERE id > ? ORDER BY id LIMIT ?"
    return [_made(row) for row in sql.rows(database, statement, id, most)]


def count(database: Database) -> int:
    """How many seals there are, by the id of the last."""
    return int(sql.value(database, "SELECT coalesce(max(id), 0) FROM seal"))


class Takeover(NamedTuple):
    """Up to which posting documents had no seal, and up to which they were given one since.

    ``heads_until``: the last seal that says less of a document's head.
    """

    last: int
    done: int
    heads_until: int


def takeover(database: Database) -> Takeover:
    """How far the documents from before there were seals are taken over."""
    read = "CAST(coalesce({0}, 0) AS bigint) AS {0}".format  # in a damaged file it may be anything
    columns = ", ".join(map(read, Takeover._fields))
    return Takeover(*(sql.row(database, f"SELECT {columns} FROM takeover") or (0, 0, 0)))


class Unsealed(NamedTuple):
    """A document of before; ``is_void``: it was voided since."""

    id: int
    posting: int
    is_void: bool


def to_take_over(database: Database, most: int) -> list[Unsealed]:
    """The next documents that are to be taken over, sealed or not, in the order of posting."""
    return [
        Unsealed(id, posting, bool(is_void))
        for id, posting, is_void in sql.rows(
            database,
            f"SELECT d.id, d.posting, d.state = {VOIDED} FROM takeover t CROSS JOIN document d"
            " WHERE d.posting > t.done AND d.posting <= t.last ORDER BY d.posting LIMIT ?",
            most,
        )
    ]


def sealed_of(database: Database, documents: Sequence[int]) -> set[int]:
    """Which of some documents have a seal of their posting."""
    return {
        id
        for (id,) in sql.unordered(
            database,
            f"SELECT s.document_id FROM {ids_in()} j CROSS JOIN seal s"
            f" WHERE s.document_id = j.value AND s.event <> {SEAL_VOIDED}",
            sql.json_list(documents),
        )
    }


class WithoutSeal(NamedTuple):
    """A document that should have a seal and has none."""

    id: int
    number: str
    is_void: bool


def without_seal(database: Database, most: int) -> list[WithoutSeal]:
    """Documents whose posting or void has no seal, of those that should have one.

    From the first on that was sealed as it was posted, each was: none of them is of before,
    whatever ``takeover`` says.
    """
    return [
        WithoutSeal(id, number, bool(is_void))
        for id, number, is_void in sql.rows(
            database,
            f"""
            SELECT d.id, coalesce(d.number, ''), d.state = {VOIDED}
            FROM (
              SELECT coalesce(max(last), 0) AS last, coalesce(max(done), 0) AS done,
                     (SELECT p.posting FROM seal s CROSS JOIN document p
                      WHERE s.event = {SEAL_POSTED} AND p.id = s.document_id
                      ORDER BY s.id LIMIT 1) AS first
              FROM takeover) AS t CROSS JOIN document d
            WHERE d.state IN ({POSTED}, {VOIDED})
              AND (d.posting > t.last OR d.posting <= t.done OR d.posting >= t.first)
              AND (NOT EXISTS (SELECT 1 FROM seal s WHERE s.document_id = d.id
                               AND (s.event = {SEAL_POSTED} OR s.event = {SEAL_TAKEN}
                                    AND (t.first IS NULL OR d.posting < t.first)))
                   OR d.state = {VOIDED} AND NOT EXISTS (
                     SELECT 1 FROM seal s WHERE s.document_id = d.id AND s.event = {SEAL_VOIDED}))
            ORDER BY d.id LIMIT ?
            """,
            most,
        )
    ]


_END = "CAST(coalesce(last_id, 0) AS bigint)"
"""The last row that a seal covers; in a damaged file it may be anything."""


def below_first(database: Database) -> list[int]:
    """Seals that stand before the first place of the chain: it begins with 1."""
    return [id for (id,) in sql.rows(database, "SELECT id FROM seal WHERE id < 1 ORDER BY id")]


def rows_without_seal(database: Database, table: str, key: str) -> list[int]:
    """The first row of each gap between the seals of a table that only grows, by its key.

    Where each seal goes on from where the one before ended, nothing can be in between.
    """
    ends = sql.rows(
        database,
        f"SELECT CAST(coalesce(first_id, 0) AS bigint), {_END} FROM seal"
        " WHERE rows = ? AND event = ? ORDER BY id",
        table,
        SEAL_ROWS,
    )
    found: list[int] = []
    sealed: int | None = None
    for first, last in ends:
        found += _between(database, table, key, sealed, first)
        sealed = last
    return found


def _between(database: Database, table: str, key: str, after: int | None, before: int) -> list[int]:
    if after is not None and before <= after + 1:
        return []
    above = "" if after is None else f" AND {key} > {after:d}"
    statement = f"SELECT {key} FROM {table} WHERE {key} < ?{above} ORDER BY {key} LIMIT 1"
    return [id for (id,) in sql.rows(database, statement, before)]


def last_row(database: Database, table: str) -> int:
    """Up to which row a table that only grows is sealed."""
    return int(
        sql.value(
            database,
            f"SELECT {_END} FROM seal WHERE rows = ? AND event = ? ORDER BY id DESC LIMIT 1",
            table,
            SEAL_ROWS,
        )
        or 0
    )


def next_rows(
    database: Database, table: str, key: str, after: int, most: int
) -> tuple[int, int] | None:
    """The first and last ``key`` of the next rows of a table after one, or None."""
    first, last = sql.row(
        database,
        f"SELECT min({key}), max({key}) FROM (SELECT {key} FROM {table} WHERE {key} > ?"
        f" ORDER BY {key} LIMIT ?) AS next",
        after,
        most,
    ) or (None, None)
    return None if first is None else (int(first), int(last))


def number_of(database: Database, document: int | None) -> str:
    """The number of a document, or nothing."""
    return sql.value(database, "SELECT number FROM document WHERE id = ?", document) or ""

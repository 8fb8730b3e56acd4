"""What stands on posted documents keeps the name that it had: the earlier one is kept beside (S3).

Called in the transaction that gives a new name, before it is written. Only the engine says whether
two texts are the same to the letter, whatever the columns' own way to compare them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from db import sql
from db.sql import Database

NAMES: Final[Mapping[str, Sequence[str]]] = {
    "product": ("name", "sku"),
    "contact": ("name", "address", "phone"),
    "warehouse": ("name",),
    "person": ("name",),
    "tender": ("name",),
}
"""The tables of what has a name on documents, and what is printed of it."""


def keep(
    database: Database, subject: str, renamed: Iterable[tuple[int, Mapping[str, object]]]
) -> None:
    """Keep what some had printed of them until now, each with what is about to be written of it.

    What is not among the values stays as it is. Nothing is kept where nothing printed changes, or
    nothing was posted yet.
    """
    columns = NAMES[subject]
    changes = [
        (id, *(values.get(column) for column in columns), *(column in values for column in columns))
        for id, values in renamed
        if any(column in values for column in columns)
    ]
    sql.execute_many(database, _statement(subject), changes)


def _statement(subject: str) -> str:
    columns = NAMES[subject]
    count = len(columns)
    differs = " OR ".join(
        f"(?{place + count} AND CAST({column} AS BLOB) IS NOT CAST(?{place} AS BLOB))"
        for place, column in enumerate(columns, 2)
    )
    names = ", ".join(columns)
    posted = "(SELECT max(posting) FROM document)"
    return (
        f"INSERT INTO earlier_name (subject, subject_id, until_posting, {names})"
        f" SELECT '{subject}', id, {posted}, {names} FROM {subject}"
        f" WHERE id = ?1 AND ({differs}) AND {posted} IS NOT NULL"
        " ON CONFLICT DO NOTHING"
    )


def keep_number(database: Database, serial: int, number: str) -> None:
    """Keep the number that a serial had on all that was posted until now (L5)."""
    sql.execute(
        database,
        "INSERT INTO earlier_number (serial_id, until_posting, number)"
        " SELECT ?1, max(posting), ?2 FROM document HAVING max(posting) IS NOT NULL"
        " ON CONFLICT DO NOTHING",
        serial,
        number,
    )

"""Reads about cartons: which are known, what they hold, which hold a serial (C3)."""

from collections.abc import Iterable
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in, texts_in
from db.sql import Database


class Carton(NamedTuple):
    """A known carton; ``product`` is what it was said to hold, or None."""

    id: int
    code: str
    product_id: int | None
    product: str | None
    source: str
    made_at: str
    made_by: str


_CARTON = """
SELECT c.id, c.code, c.product_id, p.name, c.source, c.made_at, u.name
FROM carton c JOIN person u ON u.id = c.made_by LEFT JOIN product p ON p.id = c.product_id
"""


def by_code(database: Database, code: str) -> Carton | None:
    """The carton with this code, whatever its case, or None."""
    found = sql.row(database, _CARTON + "WHERE c.code = ?", code)
    return None if found is None else Carton(*found)


def by_id(database: Database, id: int) -> Carton | None:
    """One carton, or None where it was unpacked since."""
    found = sql.row(database, _CARTON + "WHERE c.id = ?", id)
    return None if found is None else Carton(*found)


def numbers_in(database: Database, carton: int) -> list[str]:
    """The serial numbers of a carton's units, in the order they were entered."""
    return [
        number
        for (number,) in sql.rows(
            database, "SELECT number FROM carton_serial WHERE carton_id = ? ORDER BY id", carton
        )
    ]


class Holding(NamedTuple):
    """A carton's code and the serial numbers of its units, in the order they were entered."""

    code: str
    serials: tuple[str, ...]


def contents_among(database: Database, ids: Iterable[int]) -> dict[int, Holding]:
    """What some cartons hold; two reads, however many they are."""
    wanted = sql.json_list(ids)
    codes = sql.rows(
        database,
        f"SELECT id, code FROM carton WHERE id IN {ids_in()} ORDER BY id",
        wanted,
    )
    held: dict[int, list[str]] = {id: [] for id, _ in codes}
    for id, number in sql.rows(
        database,
        "SELECT carton_id, number FROM carton_serial"
        f" WHERE carton_id IN {ids_in()} ORDER BY carton_id, id",
        wanted,
    ):
        held[id].append(number)
    return {id: Holding(code, tuple(held[id])) for id, code in codes}


def ids_of(database: Database, codes: Iterable[str]) -> list[int]:
    """The cartons that have one of these codes."""
    return [
        id
        for (id,) in sql.rows(
            database,
            f"SELECT c.id FROM {texts_in()} j JOIN carton c ON c.code = j.value ORDER BY c.id",
            sql.json_list(codes),
        )
    ]


def codes_among(database: Database, codes: Iterable[str]) -> set[str]:
    """Which of ``codes`` are cartons' codes, upper-cased."""
    return {
        code.upper()
        for (code,) in sql.unordered(
            database,
            f"SELECT j.value FROM {texts_in()} j JOIN carton c ON c.code = j.value",
            sql.json_list(codes),
        )
    }


def cartons_of(database: Database, numbers: Iterable[str]) -> dict[str, Carton]:
    """The cartons that hold some of ``numbers``, by upper-cased number."""
    held = sql.unordered(
        database,
        f"SELECT j.value, s.carton_id FROM {texts_in()} j"
        " JOIN carton_serial s ON s.number = j.value",
        sql.json_list(numbers),
    )
    read = sql.rows_of(
        database, f"{_CARTON} WHERE c.id IN {ids_in()}", [carton for _, carton in held]
    )
    found = {row[0]: Carton(*row) for row in read}
    return {number.upper(): found[carton] for number, carton in held}

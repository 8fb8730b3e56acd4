"""Cartons filled, emptied and forgotten (C3)."""

from collections.abc import Iterable

from db import sql
from db.engine.parameters import ids_in, texts_in
from db.sql import Database


def save(
    database: Database,
    codes: Iterable[str],
    product: int | None,
    source: str,
    at: str,
    by: int,
) -> dict[str, int]:
    """Add the cartons with these codes, or say anew what is known of them.

    Returns the id of each by its upper-cased code.
    """
    return dict(
        sql.unordered(
            database,
            "INSERT INTO carton (code, product_id, source, made_at, made_by)"
            f" SELECT value, ?2, ?3, ?4, ?5 FROM {texts_in('?1')} j WHERE true"
            " ON CONFLICT (code) DO UPDATE SET product_id = ?2, source = ?3, made_at = ?4,"
            " made_by = ?5 RETURNING upper(code), id",
            sql.json_list(codes),
            product,
            source,
            at,
            by,
        )
    )


def put_in(database: Database, units: Iterable[tuple[int, str]]) -> None:
    """Put units, by their numbers, each into its carton."""
    sql.insert_many(database, "carton_serial", "carton_id, number", units)


def empty(database: Database, cartons: Iterable[int]) -> None:
    """Take all units out of cartons, which stay."""
    sql.execute(
        database,
        f"DELETE FROM carton_serial WHERE carton_id IN {ids_in()}",
        sql.json_list(cartons),
    )


def take_out(database: Database, numbers: Iterable[str]) -> None:
    """Take units out of whichever cartons they are in."""
    sql.execute(
        database,
        f"DELETE FROM carton_serial WHERE number IN {texts_in()}",
        sql.json_list(numbers),
    )


def take_out_of(database: Database, carton: int, numbers: Iterable[str]) -> None:
    """Take units out of one carton."""
    sql.execute(
        database,
        f"DELETE FROM carton_serial WHERE carton_id = ? AND number IN {texts_in()}",
        carton,
        sql.json_list(numbers),
    )


def forget(database: Database, carton: int) -> None:
    """Delete a carton and the list of its units; its code is free again."""
    sql.execute(database, "DELETE FROM carton WHERE id = ?", carton)


def forget_empty(database: Database, cartons: Iterable[int]) -> None:
    """Delete those of some cartons that hold nothing any more."""
    sql.execute(
        database,
        f"DELETE FROM carton WHERE id IN {ids_in()} AND NOT EXISTS"
        " (SELECT 1 FROM carton_serial WHERE carton_id = carton.id)",
        sql.json_list(cartons),
    )

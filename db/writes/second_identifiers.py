"""Second identifiers of units, beside their serial numbers (C9)."""

from collections.abc import Mapping

from db import sql
from db.engine.parameters import ids_in
from db.sql import Database


def give(database: Database, seconds: Mapping[int, str], at: str, by: int) -> None:
    """Give serials, by their ids, their second identifiers instead of those they have; "": none.

    One that was the unit's serial number until that was corrected stands there already.
    """
    ids = sql.json_list(seconds)
    sql.execute(
        database,
        f"DELETE FROM serial_alias WHERE is_second AND NOT is_earlier AND serial_id IN {ids_in()}",
        ids,
    )
    sql.execute(
        database,
        f"UPDATE serial_alias SET is_second = false WHERE is_second AND serial_id IN {ids_in()}",
        ids,
    )
    given = [(number, id) for id, number in seconds.items() if number]
    sql.execute_many(
        database,
        "UPDATE serial_alias SET is_second = true WHERE number = ? AND serial_id = ?",
        given,
    )
    sql.execute_many(
        database,
        "INSERT INTO serial_alias (number, serial_id, at, user_id, is_earlier, is_second)"
        " SELECT ?1, ?2, ?3, ?4, false, true"
        " WHERE NOT EXISTS (SELECT 1 FROM serial_alias WHERE number = ?1 AND serial_id = ?2)",
        [(number, id, at, by) for number, id in given],
    )

"""The search index of serial numbers, by trigrams: SQLite's own (FTS5), filled by hand."""

import re

from db import sql
from db.sql import Database

SHORTEST = 3
"""So many characters in a row are needed for the index to answer."""

_OF_A_SERIAL = re.compile(r"[!-~]{1,100}")
"""What can be a part of a serial number (F1); no other text may reach the index."""


def add_from(database: Database, first: int) -> None:
    """Put the serials from the id ``first`` on into the index."""
    sql.execute(
        database,
        "INSERT INTO serial_search (rowid, number) SELECT id, number FROM serial WHERE id >= ?",
        first,
    )


def rename(database: Database, serial: int, wrong: str, right: str) -> None:
    """A serial stands in the index by its right number, no longer by the wrong one."""
    sql.execute(
        database,
        "INSERT INTO serial_search (serial_search, rowid, number) VALUES ('delete', ?, ?)",
        serial,
        wrong,
    )
    sql.execute(database, "INSERT INTO serial_search (rowid, number) VALUES (?, ?)", serial, right)


def can_be_in_a_number(text: str) -> bool:
    """Can any serial number contain the text?"""
    return bool(_OF_A_SERIAL.fullmatch(text))


def longest_part(text: str) -> str:
    """The part of a text that the index is asked for; empty where it cannot answer.

    The longest one without a wildcard, for a wildcard in a pattern is none here, and with
    characters beyond ASCII before it SQLite's index crashes. All of the text is then looked for in
    what was found.
    """
    part = max(re.split("[%_]", text), key=len) if can_be_in_a_number(text) else ""
    return part if len(part) >= SHORTEST else ""


def containing(parameter: str = "?") -> str:
    """The ids of the serials whose number contains a part, as a table: its column is ``id``.

    The parameter is the ``pattern`` of the part.
    """
    return f"(SELECT rowid AS id FROM serial_search WHERE number LIKE {parameter})"


def pattern(part: str) -> str:
    """What ``containing`` is given for a part that ``longest_part`` found."""
    return f"%{part}%"

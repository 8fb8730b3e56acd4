"""The search index of document numbers, by trigrams: SQLite's own (FTS5), filled by triggers."""

import re

from db import sql
from db.sql import Database

SHORTEST = 3
"""So many characters are needed for the index to answer."""

_OF_A_NUMBER = re.compile(f"[ -~]{{{SHORTEST},100}}")


def can_answer(text: str) -> bool:
    """Does the index say which numbers may contain the text?"""
    return bool(_OF_A_NUMBER.fullmatch(text))


def newest(database: Database, text: str, below: int, most: int) -> list[int]:
    """The documents with ids below one whose numbers have every trigram of the text.

    The newest first, ``most`` of them; the text itself is then to be looked for in these.
    """
    found = sql.rows(
        database,
        "SELECT rowid FROM document_search WHERE document_search MATCH ? AND rowid < ?"
        " ORDER BY rowid DESC LIMIT ?",
        _grams(text),
        below,
        most,
    )
    return [id for (id,) in found]


def _grams(text: str) -> str:
    parts = {text[at : at + SHORTEST]: None for at in range(len(text) - SHORTEST + 1)}
    return " AND ".join('"' + part.replace('"', '""') + '"' for part in parts)

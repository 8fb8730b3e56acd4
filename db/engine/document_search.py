"""The search index of document numbers, by trigrams: SQLite's own (FTS5), filled by triggers.

It goes by posting: the newest first is the order of its own rows.
"""

import re
from collections.abc import Sequence

from db import sql
from db.sql import Database

SHORTEST = 3
"""So many characters are needed for the index to answer."""

_OF_A_NUMBER = re.compile(f"[ -~]{{{SHORTEST},100}}")


def can_answer(text: str) -> bool:
    """Does the index say which numbers may contain the text?"""
    return bool(_OF_A_NUMBER.fullmatch(text))


def newest(
    database: Database, text: str, below: int, most: int, beginnings: Sequence[str] = ()
) -> list[int]:
    """The postings below one whose numbers have every trigram of the text.

    The newest first, ``most`` of them; the text itself is then to be looked for in these. With
    ``beginnings``, of ``SHORTEST`` characters or more, they begin with one of these: what all of
    them have is looked for once.
    """
    wanted = [_with(begins, text) for begins in beginnings] or [_grams(text)]
    found = sql.rows(
        database,
        "SELECT rowid FROM document_search WHERE document_search MATCH ? AND rowid < ?"
        " ORDER BY rowid DESC LIMIT ?",
        " OR ".join(f"({' AND '.join(grams)})" for grams in wanted),
        below,
        most,
    )
    return [posting for (posting,) in found]


def _with(begins: str, text: str) -> list[str]:
    rest = text[len(begins) :] if text.upper().startswith(begins) else text
    return _grams(begins) + _grams(rest)


def _grams(text: str) -> list[str]:
    parts = {text[at : at + SHORTEST]: None for at in range(len(text) - SHORTEST + 1)}
    return ['"' + part.replace('"', '""') + '"' for part in parts]

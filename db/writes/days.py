"""The day on drafts (D10)."""

from collections.abc import Sequence

from db import sql
from db.codes import DATE_OF_POSTING, DRAFT
from db.engine.parameters import texts_in
from db.sql import Database


def are_behind(database: Database, kinds: Sequence[str], today: str) -> bool:
    """A draft of these kinds whose date nobody chose has another date than ``today`` (ISO)."""
    return bool(
        sql.value(database, f"SELECT EXISTS(SELECT 1 {_BEHIND})", sql.json_list(kinds), today)
    )


def follow(database: Database, kinds: Sequence[str], today: str) -> int:
    """Give every draft of these kinds whose date nobody chose the date ``today`` (ISO).

    Returns how many changed.
    """
    return sql.execute(
        database,
        f"UPDATE document SET date = ?2 WHERE id IN (SELECT d.id {_BEHIND})",
        sql.json_list(kinds),
        today,
    ).rowcount


_BEHIND = f"""
FROM {texts_in("?1")} k CROSS JOIN document d
WHERE d.kind = k.value AND d.state = {DRAFT} AND d.date_choice = {DATE_OF_POSTING} AND d.date <> ?2
"""
"""Drafts by kind: the index of these has each kind's few, and not all that was ever posted."""

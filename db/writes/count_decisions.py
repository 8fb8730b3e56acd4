"""What was decided about the differences of a count."""

from collections.abc import Mapping

from db import sql
from db.queries.counts import CountDecision
from db.sql import Database


def write(database: Database, count: int, decisions: Mapping[str, CountDecision]) -> None:
    """Note what was decided about each group, instead of what was noted before."""
    sql.execute(database, "DELETE FROM count_decision WHERE document_id = ?", count)
    sql.insert_many(
        database,
        "count_decision",
        "document_id, topic, taken, size",
        [(count, group, *decision) for group, decision in decisions.items()],
    )


def write_exceptions(
    database: Database, count: int, exceptions: Mapping[tuple[str, int], bool]
) -> None:
    """Note what was decided about single products of groups, instead of what was noted before."""
    sql.execute(database, "DELETE FROM count_exception WHERE document_id = ?", count)
    sql.insert_many(
        database,
        "count_exception",
        "document_id, topic, product_id, taken",
        [(count, group, product, taken) for (group, product), taken in exceptions.items()],
    )

"""Reads of what was sold and taken back since the shop began, as each Z report keeps it."""

from typing import NamedTuple

from db import sql
from db.codes import VOIDED
from db.sql import Database


class GrandTotal(NamedTuple):
    """Sums of the shop since it began, in minor units, and how far they go.

    ``voided`` is what was sold and voided later, less what was taken back and voided; both count in
    ``sold`` and ``returned`` too, which never fall. ``posting`` and ``audit_id`` are the last
    posting and the last entry of the audit log that are in them.
    """

    sold: int
    returned: int
    voided: int
    posting: int
    audit_id: int

    @property
    def net(self) -> int:
        """What stands of it."""
        return self.sold - self.returned - self.voided


_SUMS = "g.sold, g.returned, g.voided, g.posting, g.audit_id"


def last(database: Database) -> GrandTotal:
    """The newest that is kept."""
    found = sql.row(database, f"SELECT {_SUMS} FROM grand_total g ORDER BY g.id DESC LIMIT 1")
    assert found is not None  # the first stands since the table does
    return GrandTotal(*found)


def last_of_a_report(database: Database) -> GrandTotal | None:
    """What the newest Z report keeps; None: none keeps any yet."""
    found = sql.row(
        database,
        f"SELECT {_SUMS} FROM grand_total g WHERE g.shift_id IS NOT NULL"
        " ORDER BY g.id DESC LIMIT 1",
    )
    return GrandTotal(*found) if found else None


def of_shift(database: Database, shift: int) -> GrandTotal | None:
    """What a Z report keeps; None of one that was made before the shop kept them."""
    found = sql.row(database, f"SELECT {_SUMS} FROM grand_total g WHERE g.shift_id = ?", shift)
    return GrandTotal(*found) if found else None


def before(database: Database, moment: str) -> tuple[GrandTotal, int]:
    """What the last Z report closed before a moment keeps, with its number; else what
    was before they kept any, with the number of the last of those."""
    found = sql.row(
        database,
        f"SELECT {_SUMS}, s.number FROM shift s CROSS JOIN grand_total g"
        " WHERE s.number IS NOT NULL AND s.closed_at < ? AND g.shift_id = s.id"
        " ORDER BY s.number DESC LIMIT 1",
        moment,
    ) or sql.row(
        database,
        f"SELECT {_SUMS}, (SELECT count(*) FROM shift WHERE number IS NOT NULL)"
        " - (SELECT count(*) FROM grand_total WHERE shift_id IS NOT NULL)"
        " FROM grand_total g WHERE g.id = 1",
    )
    assert found is not None
    *sums, number = found
    return GrandTotal(*sums), number


def with_more(database: Database, so_far: GrandTotal, sold: str, returned: str) -> GrandTotal:
    """What a grand total is now: with what was posted and voided after it was kept.

    ``sold`` and ``returned`` are the kinds of document that count as either.
    """
    posted = sql.row(
        database,
        "SELECT coalesce(sum(CASE WHEN kind = ?1 THEN total ELSE 0 END), 0),"
        " coalesce(sum(CASE WHEN kind = ?2 THEN total ELSE 0 END), 0),"
        " coalesce(max(posting), ?3) FROM document WHERE posting > ?3",
        sold,
        returned,
        so_far.posting,
    )
    voided = sql.row(
        database,
        "SELECT coalesce(sum(CASE d.kind WHEN ?1 THEN d.total WHEN ?2 THEN -d.total ELSE 0 END), 0)"
        " FROM audit a CROSS JOIN document d WHERE a.id > ?3 AND a.action = 'void'"
        f" AND d.id = a.document_id AND d.state = {VOIDED}",
        sold,
        returned,
        so_far.audit_id,
    )
    assert posted is not None and voided is not None
    newest: int = sql.value(database, "SELECT coalesce(max(id), 0) FROM audit")
    return GrandTotal(
        so_far.sold + posted[0],
        so_far.returned + posted[1],
        so_far.voided + voided[0],
        posted[2],
        newest,
    )

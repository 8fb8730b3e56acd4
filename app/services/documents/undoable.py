"""Whether there is something to take back on a draft, and how much: what ``undoing`` would do."""

from db.queries import scans
from db.sql import Database
from db.writes import deletions


def can_undo(database: Database, draft: int) -> bool:
    """The draft has a scan or a deletion that can be taken back."""
    if scans.last_undo(database, draft) is not None:
        return True
    return deletions.serials_in_last(database, draft) is not None


def size_of_undo(database: Database, draft: int) -> int:
    """How many serials ``undo_last`` puts back; 0 where it takes a scan back, never many (F5)."""
    if scans.last_undo(database, draft) is not None:
        return 0
    return deletions.serials_in_last(database, draft) or 0

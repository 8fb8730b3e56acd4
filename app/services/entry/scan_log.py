"""The scan log: every scan with its verdict, kept for 30 days; the last one can be undone (C4)."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from app.domain.kinds import KINDS
from app.domain.problems import Code, Problem
from app.domain.verdicts import Finding, Level
from app.services import kept_problems
from app.services.clock import stamp
from app.services.entry.outcome import Undo
from app.services.kept_problems import EARLIER_NAMES
from app.services.permitting import for_everybody, permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import scans
from db.queries.scans import LastScan
from db.sql import Database
from db.writes import deletions
from db.writes import scans as scan_writes
from db.writes.scans import Scan

KEPT = timedelta(days=30)


@for_everybody
def note(
    session: Session,
    code: str,
    level: Level,
    finding: Finding | None = None,
    problem: Problem | None = None,
    product: str = "",
    document: int | None = None,
    undo: Undo | None = None,
) -> None:
    """Write one scan down."""
    scan_writes.note(
        session.database,
        Scan(
            session.stamp(),
            code,
            level.name,
            finding.name if finding else None,
            kept_problems.text_of(problem) if problem else None,
            product,
            document,
            json.dumps(undo._asdict()) if undo else None,
            session.person.id,
            session.counter.id,
        ),
    )


@for_everybody
def note_dropped(session: Session, codes: Sequence[str]) -> None:
    """Write down scans that no document took, and that none will take any more."""
    with sql.transaction(session.database, of=sql.SHOP):
        for code in codes:
            note(session, code, Level.REFUSED, problem=Problem(Code.SCAN_DROPPED, {"code": code}))


def finding_of(name: str | None) -> Finding | None:
    """A finding by the name in the log; None where this version knows no such finding."""
    found = Finding.__members__
    return found.get(name or "") or found.get(EARLIER_NAMES.get(name or "", ""))


@for_everybody
def undo_last(session: Session, draft: int | None = None) -> bool:
    """Take back the last scan that a draft, or any, took, also after a restart.

    False where there is none.
    """
    from app.services.entry import entering  # with the first scan

    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        found = last_undo(database) if draft is None else scans.last_undo(database, draft)
        if found is None:
            return False
        kept = json.loads(found.undo)
        undo = Undo(tuple(kept["serials"]), tuple((line, was) for line, was in kept["lines"]))
        entering.take_back(session, found.document_id, undo)
        scan_writes.taken_back(session.database, found.id)
        return True


def can_undo(database: Database, draft: int) -> bool:
    """The draft has a scan that can be taken back."""
    return scans.last_undo(database, draft) is not None


def last_undo(database: Database) -> LastScan | None:
    """The newest scan that any draft can still take back, or None."""
    return scans.last_undo_of(database, list(KINDS))


@permitted_for_document
def settle(session: Session, draft: int) -> None:
    """Make the scans of a draft final: its lines were changed by hand, so none is taken back."""
    scan_writes.settle(session.database, draft)


@for_everybody
def forget_old(session: Session) -> None:
    """Delete the scans, and the notes of deletions from drafts, older than 30 days of work.

    A silence longer than that is no proof that time has passed, for the clock may run ahead: what
    was scanned before it is as old as it was when the silence began.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        later = session.now()
        limit = later - KEPT
        for found in scans.newest_of_days(database):
            scanned = datetime.fromisoformat(found)
            if scanned > later:  # by a clock that ran ahead then
                limit += scanned - later
            elif later - scanned > KEPT:
                limit -= later - scanned
            if scanned < limit:
                break
            later = scanned
        scan_writes.forget_before(database, stamp(limit))
        deletions.forget_before(database, stamp(limit))

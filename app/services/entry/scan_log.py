"""The scan log: every scan with its verdict, kept for 30 days; the last one can be undone (C4)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from string import Formatter
from typing import Any

from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.problems import Code, Holder, Problem
from app.domain.verdicts import Finding, Level
from app.services.clock import now, stamp
from app.services.entry import entering
from app.services.entry.entering import Undo
from db import sql
from db.queries import scans
from db.sql import Database
from db.writes import deletions
from db.writes import scans as writes
from db.writes.scans import Scan

KEPT = timedelta(days=30)


def note(
    database: Database,
    code: str,
    level: Level,
    finding: Finding | None = None,
    problem: Problem | None = None,
    product: str = "",
    document: int | None = None,
    undo: Undo | None = None,
    at: datetime | None = None,
) -> None:
    """Write one scan down."""
    writes.note(
        database,
        Scan(
            stamp(at),
            code,
            level.name,
            finding.name if finding else None,
            _problem_text(problem) if problem else None,
            product,
            document,
            json.dumps(asdict(undo)) if undo else None,
        ),
    )


def note_dropped(database: Database, codes: Sequence[str]) -> None:
    """Write down scans that no document took, and that none will take any more."""
    with sql.transaction(database, of=sql.SHOP):
        for code in codes:
            note(database, code, Level.REFUSED, problem=Problem(Code.SCAN_DROPPED, {"code": code}))


def _problem_text(problem: Problem) -> str:
    holder = asdict(problem.holder) if problem.holder else None
    values = {name: sql.storable(str(value)) for name, value in problem.values.items()}
    return json.dumps({"code": problem.code.name, "values": values, "holder": holder})


def problem_of(text: str) -> Problem | None:
    """What was refused, as it was written down; None where this version knows no such reason.

    An older or a newer version may have written it: what is missing in its sentence is left open.
    """
    try:
        kept = json.loads(text)
        code, values = Code[kept["code"]], dict(kept["values"])
    except (ValueError, KeyError, TypeError):
        return None
    asked = {name: "…" for _text, name, *_format in Formatter().parse(code.value) if name}
    return Problem(code, asked | values, holder=_holder_of(kept.get("holder")))


def _holder_of(kept: Mapping[str, Any] | None) -> Holder | None:
    try:
        holder = Holder(**{**kept, "status": Status(kept["status"])}) if kept else None
    except (ValueError, KeyError, TypeError):
        return None
    return holder if holder is None or holder.kind in KINDS else replace(holder, kind=None)


def undo_last(database: Database, draft: int | None = None) -> bool:
    """Take back the last scan that a draft, or any, took, also after a restart.

    False where there is none.
    """
    with sql.transaction(database, of=sql.SHOP):
        found = scans.last_undo(database, draft)
        if found is None:
            return False
        kept = json.loads(found.undo)
        undo = Undo(tuple(kept["serials"]), tuple((line, was) for line, was in kept["lines"]))
        entering.take_back(database, found.document_id, undo)
        writes.taken_back(database, found.id)
        return True


def can_undo(database: Database, draft: int) -> bool:
    """The draft has a scan that can be taken back."""
    return scans.last_undo(database, draft) is not None


def settle(database: Database, draft: int) -> None:
    """The scans of a draft cannot be taken back any more: its lines were changed by hand."""
    writes.settle(database, draft)


def forget_old(database: Database, at: datetime | None = None) -> None:
    """Let go of the scans, and of what was deleted from drafts, older than 30 days of work.

    A silence longer than that is no proof that time has passed, for the clock may run ahead: what
    was scanned before it is as old as it was when the silence began.
    """
    with sql.transaction(database, of=sql.SHOP):
        later = at or now()
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
        writes.forget_before(database, stamp(limit))
        deletions.forget_before(database, stamp(limit))

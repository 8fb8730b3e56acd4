"""One round of the checks beside the screen: compared, sealed, checked, a bit at a time (S3)."""

import logging
from collections.abc import Sequence
from functools import partial
from time import sleep
from typing import NamedTuple

from app.domain.problems import Code, Problem
from app.gui.kit.mounts import mounted
from app.gui.kit.tasks import PAUSE, Tell, Work
from app.services.keeping import checking, newest_in_backups, newest_seal, seals
from app.services.keeping.closings import Opened
from app.services.keeping.seal_fault import SealFault
from db.engine.trouble import StoreTrouble, Trouble
from db.sql import Database, own_connection

_log = logging.getLogger(__name__)
_SEALED_AT_ONCE = 50
"""Documents of before a transaction: some milliseconds in which a scan waits."""
_CHECKED_AT_ONCE = 500
_REST = 0.05
"""Seconds between two bits that only read: they take longer."""


class FoundByCheck(NamedTuple):
    """What was found: that the store is not the newest one, and what does not fit in it."""

    older: Problem | None
    faults: Sequence[SealFault]


def round_of(
    database: Database, opened: Opened | None, asked: int | None, keeps: bool
) -> Work[FoundByCheck]:
    """The work of a round. ``opened``: how the store was opened, where that is still to be told.

    ``asked``: the counter whose backups say whether the store is the newest. ``keeps``: its newest
    seal is the one that counts.
    """
    return partial(_carry_out, database, opened, asked, keeps)


def _carry_out(
    database: Database, opened: Opened | None, asked: int | None, keeps: bool, tell: Tell
) -> FoundByCheck:
    """Compare, seal what waits, check all; what cannot be read now is left for the next time."""

    def rest(seconds: float) -> None:
        tell(0)  # raises where it was stopped
        sleep(seconds)

    faults: list[SealFault] = []
    older: Problem | None = None
    with own_connection(database):
        try:
            faults += opened.compare() if opened else ()
            if asked is not None:
                older, missing = _by_backups(database, asked, tell)
                faults += missing
                keeps = keeps and older is None
            while seals.seal_some(database, _SEALED_AT_ONCE):
                rest(PAUSE)
            if keeps:
                newest_seal.keep(database)
            last: int | None = 0
            while last is not None:
                some, last = seals.check_some(database, last, _CHECKED_AT_ONCE)
                faults += some
                rest(_REST)
            faults += seals.unsealed(database)
            faults += checking.books(database, tell)
        except StoreTrouble as trouble:
            _log.info("not all checked now: %s", trouble.trouble)
            if trouble.trouble is Trouble.DAMAGED:
                faults.append(checking.damaged(trouble))
    return FoundByCheck(older, faults)


def _by_backups(
    database: Database, counter: int, tell: Tell
) -> tuple[Problem | None, Sequence[SealFault]]:
    """That the store is older than its newest backup, or that nothing says whether it is."""
    found = newest_in_backups.problem_of(database, counter, mounted, tell)
    if found is not None and found.code is Code.SEAL_NOT_BESIDE:
        return None, [SealFault(None, "", found)]
    return found, []

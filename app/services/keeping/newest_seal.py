"""The newest seal beside the store: an old copy in its place is noticed (S3)."""

import json
import logging
from pathlib import Path
from typing import NamedTuple

from app.domain.permissions import Permission
from app.domain.problems import Code, Problem
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.engine import witness
from db.engine.witness import Witness
from db.queries import seals as seal_reads
from db.queries import settings as settings_reads
from db.sql import Database
from db.writes import settings as settings_writes

_log = logging.getLogger(__name__)
_KEPT = "seal_beside"
"""Kept beside the shop's settings: once the store was opened with its newest seal beside it."""


class NewestSeal(NamedTuple):
    """The last seal of a chain: its place, its hash in hexadecimal, and when it was made."""

    seal: int
    hash: str
    at: str


def of(database: Database) -> NewestSeal | None:
    """The last seal of the chain, or None before there is one."""
    found = seal_reads.newest(database)
    return None if found is None else NewestSeal(found.id, found.hash.hex(), found.at)


def _store(database: Database) -> Path:
    return Path(str(database.database))


def keep(database: Database) -> bool:
    """Keep the newest seal beside the store, where another one is kept; not in a posting.

    False: it could not be written, such as on a full disk; the next time does it.
    """
    newest = of(database)
    if newest is None:
        return True
    now = Witness(newest.seal, newest.hash, newest.at)
    if witness.read(_store(database)) == now:
        return True
    try:
        witness.write(_store(database), now)
    except OSError as error:
        _log.info("newest seal not kept beside the store: %s", error.errno)
        return False
    return True


def problem_of(database: Database) -> Problem | None:
    """What is said where the store has not the seal that was the newest; None: it has.

    Nothing is said of a store beside which nothing is kept: that is asked of its backups.
    """
    kept = witness.read(_store(database))
    if kept is None or kept == witness.ANOTHER:
        return None
    there = seal_reads.seal(database, kept.seal)
    if there is not None and there.hash.hex() == kept.hash:
        return None
    newest = of(database)
    count = kept.seal - (newest.seal if newest else 0)
    values: dict[str, object] = {"date": kept.at[:10]}
    if there is None and count > 0:
        return Problem(Code.STORE_IS_OLDER, {**values, "count": count})
    return Problem(Code.STORE_IS_ANOTHER, values)


def is_missing(database: Database) -> bool:
    """The store has seals, and nothing that can be read is kept beside it."""
    return of(database) is not None and witness.read(_store(database)) is None


def was_kept(database: Database) -> bool:
    """The store was opened with something beside it before."""
    return _KEPT in settings_reads.kept(database)


def note_kept(database: Database) -> None:
    """As the store is opened with something beside it, it says so itself from then on."""
    if witness.read(_store(database)) and not was_kept(database):
        with sql.transaction(database, of=sql.SHOP):
            settings_writes.keep(database, {_KEPT: json.dumps(True)})


@permitted(Permission.RESTORE)
def accept(session: Session) -> None:
    """Go on with the store as it is: its own newest seal is kept beside it from now on.

    Raises Refused for who may not put another file in place either.
    """
    database = session.database
    kept, newest = witness.read(_store(database)), of(database)
    if not database.frozen:
        change = Change(Subject.SHOP, None, _told(kept), _told(newest))
        with sql.transaction(database, of=sql.SHOP):
            audit.note(session, Action.OTHER_FILE, [change])
    witness.forget(_store(database))
    keep(database)


def _told(newest: Witness | NewestSeal | None) -> dict[str, object]:
    hash, count = (newest.hash, newest.seal) if newest else ("", 0)
    return {"newest_seal": hash, "seals": count}

"""A shop that is only looked at (S2, S6): a copy of a backup, or one that was moved elsewhere.

The store says it itself, so that it stays so wherever it is opened; ``Session.demand`` asks for it.
"""

import json
from enum import Enum, unique

from app.domain.permissions import Permission
from app.domain.problems import Code
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.permitting import for_everybody, permitted
from app.services.session import Session
from db import sql
from db.queries import settings as settings_reads
from db.sql import Database
from db.writes import settings as settings_writes

_KEY = "frozen"


@unique
class Frozen(Enum):
    """Why nothing may be changed in a shop; the value is what a refusal says."""

    COPY = Code.SHOP_IS_COPY
    MOVED = Code.SHOP_MOVED


def frozen_of(database: Database) -> Frozen | None:
    """Why nothing may be changed here; None: it may."""
    kept = settings_reads.kept(database).get(_KEY)
    name = json.loads(kept) if kept else None
    return Frozen[name] if isinstance(name, str) and name in Frozen.__members__ else None


def heed(database: Database) -> Frozen | None:
    """Let every session of an open store refuse what the store does not let be changed."""
    found = frozen_of(database)
    database.frozen = found.value.name if found else ""
    return found


def freeze(database: Database, why: Frozen) -> None:
    """From now on nothing is changed in this store. Called on a copy, or by a service."""
    with sql.transaction(database, of=sql.SHOP):
        settings_writes.keep(database, {_KEY: json.dumps(why.name)})
    heed(database)


def thaw(database: Database) -> None:
    """A store that was brought back or elsewhere is worked in again. Called by a service."""
    with sql.transaction(database, of=sql.SHOP):
        settings_writes.keep(database, {_KEY: json.dumps("")})
    heed(database)


@permitted(Permission.RESTORE)
def leave(session: Session) -> None:
    """The shop goes to another computer: here it is only looked at from now on (S6)."""
    with sql.transaction(session.database, of=sql.SHOP):
        _note(session, False, True)
        freeze(session.database, Frozen.MOVED)


@for_everybody
def take_back(session: Session, pin: str = "") -> None:
    """The shop is worked in here again, although it was moved: the owner knows why.

    Raises Refused for who may not or does not prove it by the ``pin`` that they have; that it is
    frozen does not stand against it.
    """
    from app.services import proving  # no start proves anybody

    if not session.person.may(Permission.RESTORE):
        session.demand(Permission.RESTORE)
    proving.prove_again(session, pin)
    stay(session)


@for_everybody
def stay(session: Session) -> None:
    """The shop did not go after all. Called where ``leave`` came to nothing."""
    with sql.transaction(session.database, of=sql.SHOP):
        _note(session, True, False)
        thaw(session.database)


def _note(session: Session, before: bool, after: bool) -> None:
    change = Change(Subject.SHOP, None, {"moved": before}, {"moved": after})
    audit.note(session, Action.MOVED, [change])

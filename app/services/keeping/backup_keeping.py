"""Orders for new backups of the shop, what came of the last, and their password."""

import json
import secrets
from collections.abc import Sequence
from pathlib import Path

from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, refuse
from app.services import audit, kept_problems, settings
from app.services.audit import Action, Change, Subject
from app.services.keeping import backup_places, encrypting
from app.services.keeping.backup_state import last_of
from app.services.keeping.backups import BackupOrder, BackupOutcome, BackupVerdict, Why
from app.services.keeping.encrypting import BackupKey
from app.services.permitting import for_everybody, permitted
from app.services.session import Session
from db import sql
from db.queries import settings as settings_reads
from db.sql import Database
from db.writes import settings as settings_writes

_SHOP, _KEY = "backup_shop", "backup_key"
"""Kept beside the shop's settings, and no part of them: nobody chooses or reads these."""
LEAST = 8
"""Characters of a password: whoever has the file can try without end."""


@permitted(Permission.MAKE_BACKUPS)
def order(session: Session, store: Path) -> BackupOrder:
    """The order of a backup that somebody asks for by *Back up now*."""
    return _order(session, store, Why.DEMAND)


@for_everybody
def order_by_itself(session: Session, store: Path, why: Why) -> BackupOrder:
    """What is made of itself, once a day and at closing, whoever works here."""
    return _order(session, store, why)


def _order(session: Session, store: Path, why: Why) -> BackupOrder:
    database, counter = session.database, session.counter.id
    last = last_of(database, counter)
    return BackupOrder(
        store=store,
        shop=_shop(session),
        why=why,
        places=tuple(backup_places.places_of(database, counter)),
        sequence=last.sequence if last else 0,
        key=key_of(database),
    )


def _shop(session: Session) -> str:
    """By what the backups of this shop are known among others; made when it is first asked for."""
    found = shop_of(session.database)
    if not found:
        found = secrets.token_hex(8)
        with sql.transaction(session.database, of=sql.SHOP):
            settings_writes.keep(session.database, {_SHOP: json.dumps(found)})
    return found


def shop_of(database: Database) -> str:
    """By what the shop's backups are known; empty: none was made yet."""
    kept = settings_reads.kept(database).get(_SHOP)
    return str(json.loads(kept)) if kept else ""


# What came of the last ---------------------------------------------------------------------------


@for_everybody
def note(session: Session, outcome: BackupOutcome) -> None:
    """Keep what came of an order. Where one place has it, that is the last good backup."""
    changed: dict[str, object] = {}
    troubles = [(place.key, problem) for place, problem in outcome.problems]
    had = settings.load_counter(session.database, session.counter.id).place_backups
    changed["place_backups"] = {
        **had,
        **{backup.place.key: backup.made_at.isoformat() for backup in outcome.made},
    }
    good = [backup for backup in outcome.made if backup.verdict is BackupVerdict.GOOD]
    newest = max(good, key=lambda backup: backup.sequence, default=None)
    if newest is not None:
        changed["last_backup"] = {
            "made_at": newest.made_at.isoformat(),
            "sequence": newest.sequence,
            "documents": newest.facts.documents if newest.facts else 0,
            "serials": newest.facts.serials if newest.facts else 0,
            "places": [backup.place.key for backup in good],
        }
    with sql.transaction(session.database, of=sql.SHOP):
        backup_places.note_marks(session, [backup.place for backup in good])
        settings.keep_untold(session, **changed, backup_troubles=_kept(troubles))


@for_everybody
def note_failed(session: Session, problems: Sequence[Problem]) -> None:
    """Keep why nothing came of an order at all."""
    settings.keep_untold(session, backup_troubles=_kept([("", problem) for problem in problems]))


def _kept(troubles: Sequence[tuple[str, Problem]]) -> list[dict[str, str]]:
    return [
        {"place": place, "problem": kept_problems.text_of(problem)} for place, problem in troubles
    ]


# The password ------------------------------------------------------------------------------------


def key_of(database: Database) -> BackupKey | None:
    """The key of the shop's backups; None: they are not encrypted."""
    kept = settings_reads.kept(database).get(_KEY)
    return encrypting.key_from_json(json.loads(kept)) if kept and kept != "null" else None


def password_problems(first: str, second: str) -> list[Problem]:
    """What stands against a new password, typed twice."""
    if len(first) < LEAST:
        return [Problem(Code.BACKUP_PASSWORD_SHORT, {"least": LEAST})]
    return [] if first == second else [Problem(Code.BACKUP_PASSWORD_TWICE)]


@permitted(Permission.KEEP_BACKUPS)
def set_password(session: Session, new: BackupKey | None, old: str = "") -> None:
    """Encrypt the backups that are made from now on with a new key, or with none.

    Where they are encrypted now, the ``old`` password is asked for. Those that were made before
    keep the password they have. Raises Refused for another one.
    """
    known = key_of(session.database)
    if known is not None and not encrypting.is_password(known, old):
        raise refuse(Code.BACKUP_PASSWORD_WRONG)
    with sql.transaction(session.database, of=sql.SHOP):
        kept = json.dumps(new.to_json() if new else None)
        settings_writes.keep(session.database, {_KEY: kept})
        word = {True: "set", False: "none"}
        told = Change(
            Subject.SHOP,
            None,
            {"password": word[known is not None]},
            {"password": "changed" if new and known else word[new is not None]},
        )
        audit.note(session, Action.BACKUP, [told])

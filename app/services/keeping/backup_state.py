"""How safe the shop is, as far as it knows: its last good backup, and what failed since (S1)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from app.domain.keeping import Safety, judged_safety
from app.domain.problems import Problem, Refused
from app.domain.strict_json import JsonObject
from app.services import kept_problems, settings
from db.sql import Database


class BackupLast(NamedTuple):
    """The last good backup: when, in which order, with how much in it, and in which places."""

    made_at: datetime
    sequence: int
    documents: int
    serials: int
    places: tuple[str, ...]


class BackupState(NamedTuple):
    """How safe the shop is: how it stands, the last good backup, what failed since, by place."""

    safety: Safety
    last: BackupLast | None
    troubles: tuple[tuple[str, Problem], ...]


def known(database: Database, counter: int, now: datetime) -> BackupState:
    """How safe the shop is at this counter."""
    choices = settings.load_counter(database, counter)
    if not choices.keeps_backups:
        return BackupState(Safety.UNKEPT, None, ())
    last, troubles = _last(choices.last_backup), tuple(_troubles(choices.backup_troubles))
    return BackupState(
        judged_safety(last.made_at if last else None, bool(troubles), now), last, troubles
    )


def last_in_places(database: Database, counter: int) -> dict[str, datetime]:
    """When each place had its last backup, by the place's key, as far as it is known."""
    found = {}
    for key, text in settings.load_counter(database, counter).place_backups.items():
        with suppress(ValueError, OverflowError):
            found[key] = datetime.fromisoformat(text).astimezone()
    return found


def last_of(database: Database, counter: int) -> BackupLast | None:
    """The last good backup of a counter."""
    return _last(settings.load_counter(database, counter).last_backup)


def _last(values: Mapping[str, object]) -> BackupLast | None:
    try:
        return JsonObject(dict(values), "last").whole(
            lambda found: BackupLast(
                datetime.fromisoformat(found.text("made_at", 40)).astimezone(),
                found.count("sequence", 1, 2**53),
                found.count("documents", 0, 2**53),
                found.count("serials", 0, 2**53),
                tuple(found.texts("places", 100, 4096)),
            )
        )
    except (Refused, ValueError, OverflowError):
        return None


def _troubles(kept: Sequence[Mapping[str, str]]) -> list[tuple[str, Problem]]:
    read = [(str(one.get("place", "")), kept_problems.read(one.get("problem", ""))) for one in kept]
    return [(place, problem) for place, problem in read if problem is not None]

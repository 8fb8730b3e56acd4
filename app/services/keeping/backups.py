"""Backups (S1): each one file, with what is known of it in a small file beside it.

``<shop's stem>-YYYYMMDD-HHMMSS.serialdesk`` is a whole store, or the container of one that is
encrypted (S5); ``….json`` beside it says when and why it was made, what is in it, and what the last
check came to. A backup without that file is one all the same: it only has to be checked first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, unique
from pathlib import Path

from app.domain.marks import N_
from app.services.keeping.backup_places import Place
from app.services.keeping.facts import Facts

ENDING = ".serialdesk"
"""What a backup's name ends with."""


@unique
class Why(Enum):
    """What a backup was made for."""

    CLOSING = N_("At closing")
    DAILY = N_("Daily")
    DEMAND = N_("On demand")
    BEFORE_RESTORE = N_("Before a restore")
    BEFORE_MOVE = N_("Before moving")


@unique
class Verdict(Enum):
    """What a check of a backup came to."""

    GOOD = N_("Good")
    NOT_CHECKED = N_("Not checked")
    CUT_SHORT = N_("Cut short")
    DAMAGED = N_("Damaged")
    NEWER = N_("Made by a newer Serialdesk")
    NEEDS_PASSWORD = N_("Needs the password")
    NOT_OURS = N_("Not a backup")
    GONE = N_("Not there any more")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup as it lies in its place.

    ``made_at`` is what the computer's clock said; ``sequence`` is the order in which a shop's
    backups were made, whatever the clock says (0: not known). ``why`` is None where nothing says
    it, ``facts`` where nothing says what is in it, or only the password would. ``shop`` is by what
    the shop is known, ``place`` where it lies.
    """

    path: Path
    made_at: datetime
    why: Why | None
    size: int
    facts: Facts | None
    verdict: Verdict
    place: Place
    encrypted: bool
    sequence: int = 0
    shop: str = ""


_NAME = re.compile(r".+-(\d{8}-\d{6})(?:-\d+)?" + re.escape(ENDING))


def listed(places: Iterable[Place]) -> list[Backup]:
    """The backups that lie in some places, the newest first; what cannot be read is left out."""
    found = [backup for place in places for backup in _in_place(place)]
    return sorted(found, key=lambda backup: (backup.sequence, backup.made_at), reverse=True)


def _in_place(place: Place) -> Iterable[Backup]:
    try:
        paths = sorted(place.folder.glob(f"*{ENDING}"))
    except OSError:
        return
    for path in paths:
        backup = _read(path, place)
        if backup is not None:
            yield backup


def _read(path: Path, place: Place) -> Backup | None:
    named = _NAME.fullmatch(path.name)
    try:
        found = path.stat()
    except OSError:
        return None
    made_at = datetime.fromtimestamp(found.st_mtime).astimezone()
    if named:
        made_at = datetime.strptime(named[1], "%Y%m%d-%H%M%S").astimezone()
    return Backup(
        path=path,
        made_at=made_at,
        why=None,
        size=found.st_size,
        facts=None,
        verdict=Verdict.NOT_CHECKED,
        place=place,
        encrypted=False,
    )

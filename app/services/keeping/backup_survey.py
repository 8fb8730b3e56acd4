"""What lies in all places at once, for people to look at: each backup with all its copies (S1)."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from app.services.keeping import backup_places, backups
from app.services.keeping.backup_places import BackupPlace, Mounts
from app.services.keeping.backups import Backup, BackupVerdict
from app.services.keeping.encrypting import BackupKey
from app.services.keeping.patience import Silent, Tell, untold, within


class PlaceSeen(NamedTuple):
    """One place as it is now: where, whether it is there, what is free in bytes and what is in it.

    ``place`` is where it was found; ``free`` is None where it does not say. ``is_another``: it is
    not there, but another folder is where it was.
    """

    place: BackupPlace
    is_there: bool
    free: int | None
    backups: tuple[Backup, ...]
    is_another: bool = False


def look(
    place: BackupPlace, key: BackupKey | None, mounts: Mounts, tell: Tell = untold
) -> PlaceSeen:
    """Look into one place; one that does not answer is not there. What ``tell`` raises ends it."""

    def work(_tell: Tell) -> PlaceSeen:
        there = backup_places.found(place, mounts)
        if there is None:
            return PlaceSeen(place, False, None, (), backup_places.is_another(place))
        found = tuple(backups.listed([there], key))
        return PlaceSeen(there, True, backup_places.free(there), found)

    try:
        return within(work, tell)
    except (Silent, OSError):
        return PlaceSeen(place, False, None, ())


def survey(
    places: Iterable[BackupPlace], key: BackupKey | None, mounts: Mounts, tell: Tell = untold
) -> list[PlaceSeen]:
    """Look into all places, in their order."""
    seen = []
    for place in places:
        tell(0.0)
        seen.append(look(place, key, mounts, tell))
    return seen


Copies = tuple[Backup, ...]
"""The copies of one backup in several places, the best first."""


def together(seen: Iterable[PlaceSeen], more: Iterable[Backup] = ()) -> list[Copies]:
    """The backups of all places and ``more``, the newest first, copies of the same one together."""
    groups: dict[object, list[Backup]] = {}
    for backup in backups.in_order([*(each for one in seen for each in one.backups), *more]):
        same = (backup.shop, backup.made_at, backup.why) if backup.shop else backup.path
        groups.setdefault(same, []).append(backup)
    return [tuple(sorted(copies, key=_badness)) for copies in groups.values()]


def as_read(found: Iterable[Copies], read: Mapping[Path, Backup]) -> list[Copies]:
    """The same, with what a check by a typed password ``read`` of them, as long as they are it."""
    return [tuple(_as_read(backup, read.get(backup.path)) for backup in one) for one in found]


def _as_read(backup: Backup, read: Backup | None) -> Backup:
    same = read is not None and (read.size, read.made_at) == (backup.size, backup.made_at)
    if read is None or not same or not backup.needs_password:
        return backup
    return backup._replace(verdict=read.verdict, facts=read.facts, by_password=True)


def worst(copies: Sequence[Backup]) -> BackupVerdict:
    """What is to be said of a backup: that of its worst copy, so that none is bad unseen."""
    return max(copies, key=_badness).verdict


def _badness(backup: Backup) -> int:
    return _FROM_GOOD.index(backup.verdict)


_FROM_GOOD = [
    BackupVerdict.GOOD,
    BackupVerdict.NEEDS_PASSWORD,
    BackupVerdict.NOT_CHECKED,
    BackupVerdict.NEWER,
    BackupVerdict.SEALS,
    BackupVerdict.CUT_SHORT,
    BackupVerdict.DAMAGED,
    BackupVerdict.NOT_OURS,
    BackupVerdict.GONE,
]

"""One store takes the place of another (S2): old or new after a kill, never between, never neither.

The new one is made beside the old one under a passing name (``part_of``). That it is to take the
place is said by one renaming (``decide``): from then on every start does what is left (``settle``).
Before, a start takes the part away, and nothing has happened. The old file is kept aside whole,
with what lies beside it (its log), in whatever state: nothing of it is opened or read.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path

from db.engine import places, witness
from db.engine.lock import InUse, StoreLock
from db.engine.places import sibling

ASIDE = "-before-restore-"
"""Stands in the name of what was kept aside, between that of the store and the moment."""
ENDING = ".serialdesk"
_PART = ".restore-part"
_READY = ".restore-"


def part_of(place: Path) -> Path:
    """Where the store is made that is to take the place of the one at ``place``."""
    return sibling(place, _PART)


def aside_of(place: Path, stamp: str) -> Path:
    """Where the store at ``place`` is kept when another takes its place at that moment."""
    return place.with_name(f"{place.stem}{ASIDE}{stamp}{ENDING}")


def free_stamp(place: Path, stamp: str) -> str:
    """The stamp, with a number where something is kept under it already."""
    numbered = chain((stamp,), (f"{stamp}-{number}" for number in count(2)))
    return next(each for each in numbered if _is_free(place, each))


def decide(place: Path, stamp: str) -> None:
    """Say that the part is whole and takes the place, under a free stamp.

    Raises OSError; then the part is still one.
    """
    part = part_of(place)
    places.keep(part)
    part.rename(_ready(place, stamp))
    places.keep(_ready(place, stamp))


def carry_out(place: Path, stamp: str) -> Path | None:
    """Put the old store aside and the new one in its place; returns where the old one is now.

    None: there was none. Can be called again where it was interrupted at any point. Raises OSError
    where the disk does not let it; what was done of it is taken back then.
    """
    ready, aside = _ready(place, stamp), aside_of(place, stamp)
    try:
        if not aside.exists():  # else it has two names, and that was done
            witness.forget(place)  # its newest seal is another's, and on purpose
        _put_aside(place, aside)
        ready.replace(place)
    except OSError:
        _put_back(place, aside, ready)
        raise
    places.keep(place)
    return aside if aside.exists() else None


def settle(path: Path) -> None:
    """Do what an interrupted restore of the store that ``path`` names has left to do, or undo it.

    Does nothing while another program is at it. Raises OSError where the disk does not let it.
    """
    with suppress(RuntimeError, ValueError):  # no name of a file: opening says so
        place = path.resolve()
        left = _left_by_restores(place)
        if not left:
            return
        with suppress(InUse), alone(place):
            for each in left:
                stamp = each.name.removeprefix(place.name + _READY)
                if each != part_of(place) and each.exists():
                    carry_out(place, stamp)
            remove_part(place)


def remove_part(place: Path) -> None:
    """Take away what was made of the new store."""
    part = part_of(place)
    for each in (part, *(sibling(part, ending) for ending in places.SIBLINGS)):
        each.unlink(missing_ok=True)


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """No other program works on the store meanwhile. Raises InUse where one does."""
    lock = None
    with suppress(OSError):  # it is missing, or cannot even be opened: then nobody else can
        lock = StoreLock(place)
    if lock is not None and sys.platform == "win32":
        lock.release()  # what is open there cannot be renamed: not by us, and not beneath another
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _left_by_restores(place: Path) -> list[Path]:
    start = place.name + _READY
    with suppress(OSError):
        return sorted(
            each
            for each in place.parent.iterdir()
            if each.name.startswith(start) and not each.name.endswith(places.SIBLINGS)
        )
    return []


def _put_aside(place: Path, aside: Path) -> None:
    if place.exists() and not aside.exists():
        try:
            aside.hardlink_to(place)  # so that there is a store at its place at every moment
        except OSError:  # a disk without hard links
            place.rename(aside)
    for ending in places.SIBLINGS:
        with suppress(FileNotFoundError):
            sibling(place, ending).rename(sibling(aside, ending))


def _put_back(place: Path, aside: Path, ready: Path) -> None:
    """Undo ``_put_aside`` and the decision, as far as the disk lets it."""
    with suppress(OSError):
        if not place.exists() and aside.exists():
            aside.rename(place)
        for ending in places.SIBLINGS:
            with suppress(FileNotFoundError):
                sibling(aside, ending).rename(sibling(place, ending))
        if place.exists() and aside.exists() and place.samefile(aside):
            aside.unlink()
        ready.unlink(missing_ok=True)


def _ready(place: Path, stamp: str) -> Path:
    return sibling(place, f"{_READY}{stamp}")


def _is_free(place: Path, stamp: str) -> bool:
    aside = aside_of(place, stamp)
    taken = (_ready(place, stamp), aside, *(sibling(aside, each) for each in places.SIBLINGS))
    return not any(each.exists() for each in taken)

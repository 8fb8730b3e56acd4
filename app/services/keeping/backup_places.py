"""Where backups go (S1): folders and sticks, each known by a mark in it.

The small file ``.serialdesk-place`` says which place it is. A stick is another letter or path each
time it is plugged in: it is known by its mark wherever it is found. A folder stays where it is, but
where another disk hangs in it (one of the network, say) and is taken out, another folder is left
there: it has not the mark, and nothing goes into it.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused, refuse
from app.domain.strict_json import JsonObject, read_object
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.keeping.backup_files import ENDING
from app.services.permitting import for_everybody, permitted
from app.services.session import Session
from db import sql
from db.sql import Database

MARK = ".serialdesk-place"
"""The file in a place that says which one it is."""
FOLDER = "Serialdesk backups"
"""What a folder for backups is called where the shop made it."""
_MARK_BYTES = 1000


@dataclass(frozen=True, slots=True)
class BackupPlace:
    """A folder into which backups go.

    ``mark`` is what the small file in it says, empty: it got none yet, as before folders had one;
    ``had_backups`` then says that backups of this shop went there. A stick's ``folder`` is where it
    was last, and ``inside`` the way to that from the top of the stick, empty: it is a folder.
    ``name`` is what people call it, empty: by its folder.
    """

    folder: Path
    name: str = ""
    mark: str = ""
    inside: str = ""
    had_backups: bool = field(default=False, compare=False)

    @property
    def is_stick(self) -> bool:
        """It is plugged in and out, and known wherever that is."""
        return bool(self.inside)

    @property
    def key(self) -> str:
        """What it is known by: a stick by its mark, a folder by its path."""
        return self.mark if self.is_stick else str(self.folder)

    @property
    def called(self) -> str:
        """What it is called."""
        return self.name or self.folder.name or str(self.folder)


class Mount(NamedTuple):
    """A disk that is there: where, what it is called, whether it is plugged in and out."""

    root: Path
    name: str
    removable: bool


Mounts = Callable[[], Sequence[Mount]]
"""Says which disks are there now. It may take long, where one of them does not answer."""


def no_mounts() -> Sequence[Mount]:
    """The mounts where no disk is plugged in: none."""
    return ()


def places_of(database: Database, counter: int) -> list[BackupPlace]:
    """The places of a counter, in the order in which they were added."""
    kept = settings.load_counter(database, counter)
    places = [place for place in map(_read, kept.backup_places or ()) if place is not None]
    return [replace(each, had_backups=each.key in kept.place_backups) for each in places]


def _read(values: Mapping[str, object]) -> BackupPlace | None:
    try:
        return JsonObject(dict(values), "place").whole(
            lambda found: BackupPlace(
                Path(found.text("folder", 4096)),
                found.text("name", 200),
                found.text("mark", 100),
                found.text("inside", 4096),
            )
        )
    except Refused:  # what another version kept
        return None


def _values(place: BackupPlace) -> dict[str, object]:
    return {
        "folder": str(place.folder),
        "name": place.name,
        "mark": place.mark,
        "inside": place.inside,
    }


def found(place: BackupPlace, mounts: Mounts) -> BackupPlace | None:
    """The place where it is now; None where it is not there. It is never made anew: a folder that
    is gone, or is another one, may be a disk that is not plugged in.
    """
    if not place.is_stick:
        return place if place.folder.is_dir() and _is_it(place) else None
    if mark_in(place.folder) == place.mark:
        return place
    for mount in mounts():
        folder = mount.root.joinpath(*PurePosixPath(place.inside).parts)
        if mark_in(folder) == place.mark:
            return replace(place, folder=folder)
    return None


def is_another(place: BackupPlace) -> bool:
    """A folder is where the place was, but it is not the one that was chosen."""
    return not place.is_stick and place.folder.is_dir() and not _is_it(place)


def _is_it(place: BackupPlace) -> bool:
    """A folder has the mark; one of before there were marks: what went there is still there."""
    if place.mark:
        return mark_in(place.folder) == place.mark
    return not place.had_backups or any(each.suffix == ENDING for each in place.folder.iterdir())


def with_mark(place: BackupPlace) -> BackupPlace:
    """The place with the mark that its folder has or gets now; as it is where that cannot be."""
    if not place.mark:
        with suppress(Refused):
            return replace(place, mark=_marked(place.folder))
    return place


def mark_in(folder: Path) -> str:
    """What the mark in a folder says; empty where there is none."""
    try:
        with (folder / MARK).open("rb") as file:
            text = file.read(_MARK_BYTES + 1)
        return read_object(text, _MARK_BYTES).text("serialdesk place", 100)
    except (OSError, Refused):
        return ""


def free(place: BackupPlace) -> int | None:
    """Bytes that are free there; None where it does not say."""
    try:
        return shutil.disk_usage(place.folder).free
    except OSError:
        return None


def mount_of(folder: Path, mounts: Iterable[Mount]) -> Mount | None:
    """The disk that a folder lies on, by the longest way to it."""
    around = [mount for mount in mounts if folder.is_relative_to(mount.root)]
    return max(around, key=lambda mount: len(mount.root.parts), default=None)


def problems_of(folder: Path, store: Path, places: Iterable[BackupPlace]) -> list[Problem]:
    """What stands against a folder as a place for the backups of the store at ``store``."""
    try:
        real = folder.resolve(strict=True)
        is_there = real.is_dir() and folder.is_absolute()
    except (OSError, RuntimeError, ValueError):
        is_there = False
    if not is_there:
        return [Problem(Code.PLACE_NO_FOLDER, {"folder": str(folder)})]
    if _read(_values(BackupPlace(folder))) is None:
        return [Problem(Code.PLACE_ODD_NAME)]
    if _is_same(real, store.resolve().parent):
        return [Problem(Code.PLACE_IS_SHOPS)]
    for place in places:
        other = place.folder.resolve()
        if _is_same(real, other) or (place.is_stick and mark_in(real) == place.mark):
            return [Problem(Code.PLACE_IS_ONE)]
        if real.is_relative_to(other) or other.is_relative_to(real):
            return [Problem(Code.PLACE_WITHIN)]
    if not _takes_files(real):
        return [Problem(Code.BACKUP_NOT_WRITABLE, {"place": folder.name or str(folder)})]
    return []


def _is_same(one: Path, other: Path) -> bool:
    """One folder, whatever leads to it: other capitals, another mount."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def _takes_files(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"0")
            file.flush()
        return True
    except OSError:
        return False


@permitted(Permission.KEEP_BACKUPS)
def add(session: Session, store: Path, folder: Path, stick: Mount | None = None) -> BackupPlace:
    """Add a folder to the places of this counter, and return it. It bears a mark; on a ``stick`` it
    is one of its own where the top of the stick was chosen.

    Raises Refused as ``problems_of`` says.
    """
    if stick is not None and folder == stick.root:
        folder = _made_on(stick)
    if problems := problems_of(folder, store, places_of(session.database, session.counter.id)):
        raise Refused(problems)
    return _keep_new(session, _place(folder, stick))


def _made_on(stick: Mount) -> Path:
    folder = stick.root / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise refuse(Code.BACKUP_NOT_WRITABLE, place=stick.name) from error
    return folder


def _place(folder: Path, stick: Mount | None) -> BackupPlace:
    mark = _marked(folder)
    if stick is None:
        return BackupPlace(folder, mark=mark)
    inside = PurePosixPath(*folder.relative_to(stick.root).parts)
    return BackupPlace(folder, stick.name, mark, str(inside))


def _marked(folder: Path) -> str:
    """Put a mark into a folder, or take the one that is there: another shop may use it too."""
    mark = mark_in(folder)
    if not mark:
        mark = secrets.token_hex(8)
        text = f'{{"serialdesk place": "{mark}"}}\n'
        try:
            with (folder / MARK).open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise refuse(Code.BACKUP_NOT_WRITABLE, place=folder.name) from error
    return mark


@for_everybody
def add_first(session: Session, folder: Path) -> BackupPlace | None:
    """Where nobody chose a place yet, make one in ``folder``; None where one was chosen, or it
    cannot be made there: that is said on the screen, where no backup is.
    """
    counter = settings.load_counter(session.database, session.counter.id)
    if counter.backup_places is not None or not counter.keeps_backups or session.database.frozen:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = _place(folder, None)
    except (OSError, Refused):
        return None
    whoever = session.granting(Permission.KEEP_BACKUPS)  # the shop is kept safe whoever opens it
    return _keep_new(whoever, place)


def _keep_new(session: Session, place: BackupPlace) -> BackupPlace:
    kept = places_of(session.database, session.counter.id)
    _keep(session, [*kept, place])
    return place


@permitted(Permission.KEEP_BACKUPS)
def use_again(session: Session, store: Path, place: BackupPlace) -> BackupPlace:
    """Take the folder that is there now for the place, as it is: another disk, or one without its
    mark. Raises Refused as ``problems_of`` says.
    """
    database, counter = session.database, session.counter.id
    kept = places_of(database, counter)
    others = [each for each in kept if each.key != place.key]
    if problems := problems_of(place.folder, store, others):
        raise Refused(problems)
    chosen = replace(place, mark=_marked(place.folder))
    with sql.transaction(database, of=sql.SHOP):
        _keep_all(session, [chosen if each.key == place.key else each for each in kept])
        told = Change(Subject.COUNTER, counter, {}, {"places": [chosen.called]})
        audit.note(session, Action.BACKUP, [told])
    return chosen


@for_everybody
def note_marks(session: Session, found: Iterable[BackupPlace]) -> None:
    """Keep the marks that places got with a good backup in them."""
    marks = {place.key: place.mark for place in found}
    kept = places_of(session.database, session.counter.id)
    places = [each if each.mark else replace(each, mark=marks.get(each.key, "")) for each in kept]
    if places != kept:
        _keep_all(session, places)


@permitted(Permission.KEEP_BACKUPS)
def remove(session: Session, place: BackupPlace) -> None:
    """Take a place off the list; the backups that lie there stay."""
    kept = places_of(session.database, session.counter.id)
    _keep(session, [each for each in kept if each.key != place.key])


def _keep(session: Session, places: Sequence[BackupPlace]) -> None:
    database, counter = session.database, session.counter.id
    with sql.transaction(database, of=sql.SHOP):
        before = [place.called for place in places_of(database, counter)]
        _keep_all(session, places)
        after = [place.called for place in places]
        told = Change(Subject.COUNTER, counter, {"places": before}, {"places": after})
        audit.note(session, Action.BACKUP, [told])


def _keep_all(session: Session, places: Iterable[BackupPlace]) -> None:
    settings.keep_untold(session, backup_places=[_values(place) for place in places])

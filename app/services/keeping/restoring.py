"""Restoring a backup (S2): it takes the place of the shop's file, which is kept aside whole.

``prepare`` makes the new file beside the old one, and changes nothing else; ``put_in_place`` lets
it take the place. A program that is killed at any point leaves the old shop or the new one, which
the next start sees to (``db.engine.replacing``). The present file is never opened for it: whatever
state it is in, it does not matter.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused, refuse
from app.services import audit, proving
from app.services import session as sessions
from app.services.audit import Action, Change, Subject
from app.services.keeping import backup_keeping, encrypting, frozen, moving, newest_seal, seals
from app.services.keeping.backups import AT_CLOSING, Backup
from app.services.keeping.encrypting import BackupKey
from app.services.keeping.facts import Facts, facts_of
from app.services.keeping.frozen import Frozen
from app.services.keeping.seal_fault import SealFault
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.engine import places, replacing
from db.engine.lock import InUse
from db.engine.opening import close_database, open_database
from db.engine.places import real_place, sibling
from db.engine.trouble import StoreTrouble, Trouble, trouble_of_system

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

Tell = Callable[[float], None]
"""Is told how much is done, from 0 to 1; what it raises ends the work, and nothing was changed."""

_PIECE = 1 << 20
_COPIED, _OPENED = 0.4, 0.6
"""How much of the work is done once it is copied, then opened; the rest is the check of seals."""
_SEALS_AT_ONCE = 1000
_MOST_FAULTS = 3
"""That are told: who restores decides by the first."""
_REFUSALS = {
    Trouble.NOT_OURS: Code.BACKUP_NOT_OURS,
    Trouble.TOO_NEW: Code.BACKUP_NEWER,
    Trouble.DAMAGED: Code.BACKUP_DAMAGED,
    Trouble.FOREIGN_LOG: Code.BACKUP_LOG,
    Trouble.MISSING_LOG: Code.BACKUP_LOG,
    Trouble.TORN_LOG: Code.BACKUP_LOG,
}


class RestoreAsked(NamedTuple):
    """Which backup is to take the place of which shop, when, and who wants it so.

    ``here`` is what is in the shop's file now, where that can be said; ``sha256`` what the backup's
    bytes come to, where it was written down. An encrypted one is opened by the shop's own ``key``,
    where it is that one's, or by the ``password``.
    """

    place: Path
    backup: Path
    moment: datetime
    by: str
    here: Facts | None = None
    sha256: str = ""
    key: BackupKey | None = None
    password: str = ""
    despite_seals: bool = False
    """It is wanted although something in it does not fit its seals."""

    def into(self, place: Path) -> "RestoreAsked":
        """The same, in another place."""
        return self._replace(place=place)


@permitted(Permission.RESTORE)
def order(
    session: Session, backup: Backup, here: Facts | None, password: str = "", pin: str = ""
) -> RestoreAsked:
    """What restoring a backup over the open shop is. Raises Refused for who may not or does not
    prove it by the ``pin`` that they have, and in a copy that is only looked at.
    """
    _refuse_in_copy(session)
    proving.prove_again(session, pin)
    return _asked(session, backup, here, password)


@permitted(Permission.RESTORE)
def order_to_look(session: Session, backup: Backup, place: Path, password: str) -> RestoreAsked:
    """What looking into a backup is, in another place. Raises Refused for who may not, and in a
    copy that is only looked at.
    """
    _refuse_in_copy(session)
    return _asked(session, backup, None, password).into(place)


def _refuse_in_copy(session: Session) -> None:
    if frozen.frozen_of(session.database) is Frozen.COPY:
        raise refuse(Code.SHOP_IS_COPY)


def _asked(session: Session, backup: Backup, here: Facts | None, password: str) -> RestoreAsked:
    return RestoreAsked(
        place=Path(str(session.database.database)),
        backup=backup.path,
        moment=session.now(),
        by=session.person.name,
        here=here,
        sha256=backup.sha256,
        key=backup_keeping.key_of(session.database),
        password=password,
    )


class Prepared(NamedTuple):
    """A backup that is whole, checked and of today's schema, ready to take the shop's place."""

    place: Path
    stamp: str
    facts: Facts
    written: Facts | None = None
    """What the file itself says is in it, where it was made for another computer (S6)."""


def prepare(asked: RestoreAsked, tell: Tell) -> Prepared:
    """Make the new file beside the shop's: copied, checked, brought to today's schema.

    Raises Refused where the backup cannot be restored, or does not fit its seals and is not wanted
    despite that; StoreTrouble where the disk does not take it. The shop is as it was then, and
    nothing is left beside it.
    """
    place = real_place(asked.place)
    stamp = replacing.free_stamp(place, f"{asked.moment.astimezone():%Y%m%d-%H%M%S}")
    try:
        _copy(asked, replacing.part_of(place), tell)
        facts, written = _make_ready(asked, place, stamp, tell)
    except BaseException:
        replacing.remove_part(place)
        raise
    tell(1.0)
    return Prepared(place, stamp, facts, written)


def put_in_place(prepared: Prepared) -> Path | None:
    """Let the new file take the shop's place; returns where the old one is now, None: none was.

    The shop is closed. Raises Refused where another program has it open, StoreTrouble where the
    disk does not let it; the shop is as it was then.
    """
    place = prepared.place
    try:
        with replacing.alone(place):
            replacing.decide(place, prepared.stamp)
            aside = replacing.carry_out(place, prepared.stamp)
    except InUse as held:
        replacing.remove_part(place)
        raise refuse(Code.RESTORE_IN_USE) from held
    except OSError as error:
        replacing.remove_part(place)
        raise StoreTrouble(trouble_of_system(error), place) from error
    return aside


def put_in_empty_place(prepared: Prepared) -> None:
    """The same where the shop that is there was never set up: nothing of it is kept."""
    aside = put_in_place(prepared)
    if aside is not None:
        for each in (aside, *(sibling(aside, ending) for ending in places.SIBLINGS)):
            each.unlink(missing_ok=True)


def give_up(prepared: Prepared) -> None:
    """The new file is not wanted after all: it goes."""
    replacing.remove_part(prepared.place)


def copy_to_look_at(asked: RestoreAsked, tell: Tell) -> None:
    """Make a store of a backup where there is none, in which nothing can be changed.

    What does not fit its seals is looked at too. Raises what else ``prepare`` raises.
    """
    put_in_place(prepare(asked._replace(despite_seals=True), tell))
    database = open_database(asked.place)
    try:
        frozen.freeze(database, Frozen.COPY)
    finally:
        close_database(database)


def _copy(asked: RestoreAsked, part: Path, tell: Tell) -> None:
    """Copy the backup, decrypted, with the log beside it where it was kept aside with one."""
    replacing.remove_part(real_place(asked.place))
    digest = _write(asked, part, partial(_plain_pieces, asked, tell))
    if asked.sha256 and digest != asked.sha256:
        raise refuse(Code.BACKUP_DAMAGED)
    for ending in places.SIBLINGS:
        source = sibling(asked.backup, ending)
        if source.exists():
            _write(asked, sibling(part, ending), partial(_pieces, source))


def _write(asked: RestoreAsked, target: Path, read: Callable[["Hash"], Iterator[bytes]]) -> str:
    """Write pieces into a file of our own; returns what the bytes that were read come to."""
    digest = hashlib.sha256()
    with _of_the_shop(asked):
        places.make_private(target)
        copy = target.open("wb")
    with copy:
        pieces = read(digest)
        while True:
            try:
                piece = next(pieces, b"")
            except OSError as error:  # the stick was pulled out, or its disk has a fault
                raise refuse(Code.BACKUP_GONE, name=asked.backup.name) from error
            if not piece:
                return digest.hexdigest()
            with _of_the_shop(asked):
                copy.write(piece)


@contextmanager
def _of_the_shop(asked: RestoreAsked) -> Iterator[None]:
    """What the disk of the shop does not do is told as trouble with the shop's file."""
    try:
        yield
    except OSError as error:
        raise StoreTrouble(trouble_of_system(error), asked.place) from error


def _pieces(source: Path, digest: "Hash") -> Iterator[bytes]:
    with source.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            yield piece


def _plain_pieces(asked: RestoreAsked, tell: Tell, digest: "Hash") -> Iterator[bytes]:
    """The store that is in a backup, whether it is encrypted or not."""
    with asked.backup.open("rb") as file:
        heard = _Heard(file, digest, max(1, os.fstat(file.fileno()).st_size), tell)
        if not encrypting.is_container(heard.start):
            while piece := heard.read(_PIECE):
                yield piece
            return
        head = encrypting.read_head(cast(IO[bytes], heard))
        own = asked.key if asked.key is not None and head.is_of(asked.key) else None
        key = own.key if own is not None else head.key_by(asked.password)
        yield from encrypting.decrypted(cast(IO[bytes], heard), head, key)


class _Heard:
    """A file that is read from its beginning to its end: what it comes to, and how far it is."""

    def __init__(self, file: IO[bytes], digest: "Hash", size: int, tell: Tell) -> None:
        self.start = file.read(64)
        file.seek(0)
        self._file, self._digest, self._size, self._tell = file, digest, size, tell
        self._done = 0

    def read(self, length: int) -> bytes:
        piece = self._file.read(length)
        self._digest.update(piece)
        self._done += len(piece)
        self._tell(min(_COPIED, _COPIED * self._done / self._size))
        return piece


def _make_ready(
    asked: RestoreAsked, place: Path, stamp: str, tell: Tell
) -> tuple[Facts, Facts | None]:
    """Check the part, bring it to today's schema, tell its audit log what is done, close it.

    Returns what is in it, and what it says itself that is in it.
    """
    part = replacing.part_of(place)
    try:
        database = open_database(part, is_copy=True)
    except StoreTrouble as trouble:
        if code := _REFUSALS.get(trouble.trouble):
            raise refuse(code, name=asked.backup.name) from trouble
        raise StoreTrouble(trouble.trouble, asked.place) from trouble
    try:
        if not asked.despite_seals:
            _check_seals(database, tell)
        frozen.thaw(database)
        facts, written = facts_of(database), moving.written_facts(database)
        _tell_audit(database, asked, facts, replacing.aside_of(place, stamp).name)
    except StoreTrouble as trouble:
        raise StoreTrouble(trouble.trouble, asked.place) from trouble
    finally:
        close_database(database)
    if any(sibling(part, ending).exists() for ending in places.SIBLINGS):
        raise StoreTrouble(Trouble.DISK, asked.place)  # its log was not taken in
    return facts, written


def _check_seals(database: sql.Database, tell: Tell) -> None:
    """Raises Refused with the first faults where something does not fit its seals (S3).

    Somebody waits for it, and the shop perhaps stands: of a long history the newest seals are
    looked at, as many as documents at closing. The rest was checked as the backup was made, and
    is again beside the screen once the shop is open.
    """
    newest = newest_seal.of(database)
    last = newest.seal if newest else 0
    first = max(last - AT_CLOSING, 0)
    faults: list[SealFault] = []
    reached: int | None = first
    while reached is not None and len(faults) < _MOST_FAULTS:
        tell(_OPENED + (1 - _OPENED) * (reached - first) / max(last - first, 1))
        found, reached = seals.check_some(database, reached, _SEALS_AT_ONCE)
        faults += found
    faults += seals.unsealed(database)
    if faults:
        said = [fault.what for fault in faults[:_MOST_FAULTS]]
        raise Refused([Problem(Code.BACKUP_SEALS_DIFFER), *said])


def _tell_audit(database: sql.Database, asked: RestoreAsked, facts: Facts, aside: str) -> None:
    """The restored shop says itself that it was restored: from what, and what was here before."""
    session = sessions.begin(database).at(asked.moment)
    before = _told_of(asked.here) if asked.here else {}
    after = {
        "backup": asked.backup.name,
        "kept_aside": aside,
        "by": asked.by,
        **_told_of(facts),
    }
    with sql.transaction(database, of=sql.SHOP):
        audit.note(session, Action.RESTORED, [Change(Subject.SHOP, None, before, after)])


def _told_of(facts: Facts) -> dict[str, object]:
    return {
        "documents": facts.documents,
        "newest_document": facts.newest_number,
        "serials": facts.serials,
    }

"""Backups (S1): each one file, with what is known of it in a small file beside it.

``<shop's stem>-YYYYMMDD-HHMMSS.serialdesk`` is a whole store, or the container of one that is
encrypted (S5); ``….json`` beside it says when and why it was made, what is in it, and what the last
check came to. A backup without that file is one all the same: it only has to be checked first.
"""

import json
import re
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum, unique
from pathlib import Path
from typing import NamedTuple

from app.domain.marks import N_
from app.domain.problems import Code, Problem, Refused
from app.domain.strict_json import JsonObject, read_object
from app.domain.thinning import Dated, Keeping, kept
from app.services import clock
from app.services.keeping import backup_files, backup_places, encrypting, facts, seals
from app.services.keeping.backup_files import ENDING, Written
from app.services.keeping.backup_places import BackupPlace, Mounts
from app.services.keeping.encrypting import BackupKey
from app.services.keeping.facts import Facts
from app.services.keeping.patience import Silent, Tell, untold, within
from db.engine import online_copy, places
from db.engine.tables import has_table
from db.engine.trouble import StoreTrouble, Trouble
from db.sql import Database

VERSION = 1
"""Of what is said beside a backup."""


@unique
class Why(Enum):
    """What a backup was made for."""

    CLOSING = N_("At closing")
    DAILY = N_("Daily")
    DEMAND = N_("On demand")
    BEFORE_RESTORE = N_("Before a restore")
    BEFORE_MOVE = N_("Before moving")
    BEFORE_UPGRADE = N_("Before an update")


KEPT_ASIDE = frozenset({Why.BEFORE_RESTORE, Why.BEFORE_MOVE, Why.BEFORE_UPGRADE})
"""What is never thinned: it is there for one moment of the shop."""


@unique
class BackupVerdict(Enum):
    """What a check of a backup came to."""

    GOOD = N_("Good")
    NOT_CHECKED = N_("Not checked")
    SEALS = N_("Seals do not fit")
    CUT_SHORT = N_("Cut short")
    DAMAGED = N_("Damaged")
    NEWER = N_("Made by a newer Serialdesk")
    NEEDS_PASSWORD = N_("Needs the password")
    NOT_OURS = N_("Not a backup")
    GONE = N_("Not there any more")


class Backup(NamedTuple):
    """One backup as it lies in its place.

    ``made_at`` is what the computer's clock said; ``sequence`` is the order in which a shop's
    backups were made, whatever the clock says (0: not known). ``why`` is None where nothing says
    it, ``facts`` where nothing says what is in it, or only the password would. ``shop`` is by what
    the shop is known, ``sha256`` the sum of the file when it was made, both empty: not known.
    ``by_password``: its facts were read by a password that was typed, which the shop has no more.
    """

    path: Path
    made_at: datetime
    why: Why | None
    size: int
    facts: Facts | None
    verdict: BackupVerdict
    place: BackupPlace
    encrypted: bool
    sequence: int = 0
    shop: str = ""
    sha256: str = ""
    by_password: bool = False

    @property
    def needs_password(self) -> bool:
        """Only a password opens it that the shop does not have now."""
        return self.encrypted and (self.facts is None or self.by_password)

    @property
    def seals_fit(self) -> bool | None:
        """All in it fits its seals, as the last check says; None: that was not checked."""
        if self.verdict is BackupVerdict.SEALS:
            return False
        documents = self.facts.documents if self.facts else AT_CLOSING + 1
        checked = self.why is not Why.CLOSING or documents <= AT_CLOSING
        return True if self.verdict is BackupVerdict.GOOD and checked else None


# What lies there ---------------------------------------------------------------------------------

_NAME = re.compile(r".+-(\d{8}-\d{6})(?:-\d+)?" + re.escape(ENDING))


def listed(places: Iterable[BackupPlace], key: BackupKey | None = None) -> list[Backup]:
    """The backups that lie in some places, the newest first; what cannot be read is left out.

    With the shop's ``key`` what is in its encrypted ones is known too. The order is that in which
    they were made: what does not say it stands where its time is among the others.
    """
    return in_order(backup for place in places for backup in _in_place(place, key))


def in_order(backups: Iterable[Backup]) -> list[Backup]:
    """The newest first, by the order in which they were made."""
    found = sorted(backups, key=lambda backup: backup.made_at)
    order: dict[Path, int] = {}
    reached = 0
    for backup in found:
        reached = max(reached, backup.sequence)
        order[backup.path] = backup.sequence or reached
    return sorted(found, key=lambda each: (order[each.path], each.made_at), reverse=True)


def _in_place(place: BackupPlace, key: BackupKey | None) -> Iterable[Backup]:
    try:
        paths = [path for path in place.folder.iterdir() if path.suffix == ENDING]
    except OSError:
        return
    for path in sorted(paths):
        with suppress(OSError):
            if path.is_file() and not path.name.startswith("."):
                yield backup_at(path, place, key)


def backup_at(path: Path, place: BackupPlace, key: BackupKey | None) -> Backup:
    """One file as a backup, by its name, its first bytes and what is said beside it."""
    found = path.stat()
    with path.open("rb") as file:
        start = file.read(100)
    plain = Backup(
        path=path,
        made_at=_time_of(path, found.st_mtime),
        why=None,
        size=found.st_size,
        facts=None,
        verdict=BackupVerdict.NOT_CHECKED,
        place=place,
        encrypted=encrypting.is_container(start),
    )
    said = backup_files.said_of(path)
    backup = _as_said(plain, said, key) if said else plain
    return backup._replace(verdict=_seen(backup, start))


def _time_of(path: Path, written: float) -> datetime:
    """When a backup was made, by its name, or when it was ``written``."""
    named = _NAME.fullmatch(path.name)
    with suppress(ValueError, OverflowError, OSError):
        if named:
            return datetime.strptime(named[1], "%Y%m%d-%H%M%S").astimezone()
    with suppress(ValueError, OverflowError, OSError):  # a disk may say anything
        return datetime.fromtimestamp(written, UTC).astimezone()
    return datetime.fromtimestamp(0, UTC).astimezone()


def _as_said(backup: Backup, said: JsonObject, key: BackupKey | None) -> Backup:
    """The backup with what is said beside it; where that is not as it should be, without."""
    try:
        return said.whole(lambda found: _read(backup, found, key))
    except Refused:
        return backup


def _read(backup: Backup, said: JsonObject, key: BackupKey | None) -> Backup:
    said.count("serialdesk backup", 1, VERSION)
    known, size = said.text("facts", 50_000), said.count("size", 0, 2**53)
    verdict = said.choice("verdict", BackupVerdict)
    return backup._replace(
        made_at=_moment(said.text("made_at", 40)),
        why=said.choice("why", Why),
        facts=_facts(known, key, backup.encrypted),
        verdict=BackupVerdict.CUT_SHORT if backup.size < size else verdict,
        sequence=said.count("sequence", 1, 2**53),
        shop=said.text("shop", 64),
        sha256=said.text("sha256", 64),
    )


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError) as error:
        raise Refused([Problem(Code.BACKUP_DAMAGED)]) from error


def _facts(text: str, key: BackupKey | None, encrypted: bool) -> Facts | None:
    """What is in a backup, by what is said beside it: those of an encrypted one are encrypted."""
    if encrypted:
        opened = encrypting.opened(text, key) if key else None
        return opened.record("facts", Facts) if opened else None
    return read_object(text.encode()).record("facts", Facts)


def _seen(backup: Backup, start: bytes) -> BackupVerdict:
    """What a first look says, whatever the last check came to."""
    if backup.encrypted:
        return backup.verdict
    match online_copy.judge_start(start, backup.size):
        case Trouble.NOT_OURS:
            return BackupVerdict.NOT_OURS if not backup.sequence else BackupVerdict.DAMAGED
        case Trouble.TOO_NEW:
            return BackupVerdict.NEWER
        case Trouble.DISK:
            return BackupVerdict.CUT_SHORT
    return backup.verdict


# Making ------------------------------------------------------------------------------------------


class BackupOrder(NamedTuple):
    """What a backup is to be made of, and where: all that a thread without the store needs.

    ``shop`` is by what the shop is known; ``sequence`` is that of its last backup.
    """

    store: Path
    shop: str
    why: Why
    places: tuple[BackupPlace, ...]
    sequence: int
    key: BackupKey | None = None


class BackupOutcome(NamedTuple):
    """What came of an order: the backups that were made, and why the others were not, by place."""

    made: tuple[Backup, ...]
    problems: tuple[tuple[BackupPlace, Problem], ...]


def make(
    order: BackupOrder,
    moment: datetime,
    mounts: Mounts = backup_places.no_mounts,
    tell: Tell = untold,
) -> BackupOutcome:
    """Make a backup in every place that is there, from a connection of its own.

    The store is copied once, beside itself, as it is at this moment; the copy is opened, checked
    and counted, then put into each place, read back and named. Then the place is thinned. Raises
    Refused where the copy cannot be made, and what ``tell`` raises; nothing is left then.
    """
    if not order.places:
        raise Refused([Problem(Code.BACKUP_NO_PLACE)])
    staged = places.sibling(order.store, f".{secrets.token_hex(4)}{STAGED}")
    try:
        known = _staged(order, staged, lambda share: tell(share / 2))
        made: list[Backup] = []
        problems: list[tuple[BackupPlace, Problem]] = []
        for number, place in enumerate(order.places):
            outcome = _put(order, place, staged, known, moment, mounts, _part(tell, number, order))
            if isinstance(outcome, Problem):
                problems.append((place, outcome))
            else:
                made.append(outcome)
                if known.verdict is not BackupVerdict.GOOD:
                    problems.append((place, Problem(Code.BACKUP_SEALS)))
        return BackupOutcome(tuple(made), tuple(problems))
    finally:
        with suppress(OSError):  # a place that does not answer may still read it
            staged.unlink(missing_ok=True)


STAGED = ".serialdesk-copy"
"""How the name of the copy ends that is made beside the store first."""


def tidy(store: Path) -> None:
    """Delete the copies that a killed run left beside the store. Called while none is made."""
    with suppress(OSError):
        for path in list(store.parent.iterdir()):
            if path.name.startswith(f"{store.name}.") and path.name.endswith(STAGED):
                path.unlink(missing_ok=True)


def _part(tell: Tell, number: int, order: BackupOrder) -> Tell:
    return lambda share: tell(0.5 + (number + share) / len(order.places) / 2)


class _InCopy(NamedTuple):
    """What is in the copy that was made, and what its check came to."""

    facts: Facts
    verdict: BackupVerdict


def _staged(order: BackupOrder, staged: Path, tell: Tell) -> _InCopy:
    """Make the copy, and say what is in it. Raises Refused where the store does not allow it."""
    try:
        online_copy.write_online(order.store, staged, lambda share: tell(share / 2))
        with online_copy.opened_to_read(staged) as database:
            known = facts.facts_of(database)
            checks_all = order.why is not Why.CLOSING or known.documents <= AT_CLOSING
            fits = not checks_all or seals_fit(database, lambda share: tell(0.5 + share / 2))
            return _InCopy(known, BackupVerdict.GOOD if fits else BackupVerdict.SEALS)
    except StoreTrouble as trouble:
        raise Refused([Problem(_OF_STORE.get(trouble.trouble, _UNREADABLE))]) from trouble


AT_CLOSING = 20_000
"""Documents whose seals are checked while somebody waits for the program to close: a second."""


def seals_fit(database: Database, tell: Tell) -> bool:
    """What is in a copy fits its seals (S3); a store of before the seals has none to fit."""
    if not has_table(database, "seal"):
        return True
    return not seals.check(database, tell, most=1)


_UNREADABLE = Code.BACKUP_SHOP_UNREADABLE
_OF_STORE = {
    Trouble.DAMAGED: Code.BACKUP_SHOP_DAMAGED,
    Trouble.FULL: Code.BACKUP_NO_ROOM_HERE,
}


def _put(
    order: BackupOrder,
    place: BackupPlace,
    staged: Path,
    known: _InCopy,
    moment: datetime,
    mounts: Mounts,
    tell: Tell,
) -> Backup | Problem:
    """Put the copy into one place; a problem where that cannot be."""
    stem = order.store.stem

    def work(told: Tell) -> Backup | Problem:
        there = backup_places.found(place, mounts)
        if there is None:
            return _not_there(place)
        before = listed([there], order.key)
        if not there.mark and there.had_backups and all(each.shop != order.shop for each in before):
            return Problem(Code.BACKUP_PLACE_OTHER, {"place": place.called})
        backup_files.tidy(there.folder, stem)
        last = max((each.sequence for each in before if each.shop == order.shop), default=0)
        said = _Said(order, known, moment, 1 + max(last, order.sequence))
        name = f"{stem}-{moment.astimezone():%Y%m%d-%H%M%S}"
        path = backup_files.put(staged, there.folder, name, order.key, said.beside, told)
        thin(there, order.shop, order.key)
        return backup_at(path, backup_places.with_mark(there), order.key)

    try:
        return within(work, tell)
    except Silent:
        return Problem(Code.BACKUP_SLOW, {"place": place.called})
    except OSError as error:
        code = backup_files.CODES.get(error.errno or 0, Code.BACKUP_PLACE_GONE)
        return Problem(code, {"place": place.called})
    except Refused as refused:
        return refused.problems[0]._replace(values={"place": place.called})


def _not_there(place: BackupPlace) -> Problem:
    """Why nothing goes into a place: it is gone, or its folder is another one."""
    other = backup_places.is_another(place)
    code = Code.BACKUP_PLACE_OTHER if other else Code.BACKUP_PLACE_GONE
    return Problem(code, {"place": place.called})


class _Said(NamedTuple):
    """What is said beside a new backup."""

    order: BackupOrder
    known: _InCopy
    moment: datetime
    sequence: int

    def beside(self, written: Written) -> Mapping[str, object]:
        """What the small file beside a backup says of it, as JSON."""
        values = {"facts": facts.to_json(self.known.facts)}
        key = self.order.key
        return {
            "serialdesk backup": VERSION,
            "shop": self.order.shop,
            "sequence": self.sequence,
            "made_at": clock.stamp(self.moment),
            "why": self.order.why.name.lower(),
            "size": written.size,
            "sha256": written.sha256,
            "verdict": self.known.verdict.name.lower(),
            "facts": encrypting.sealed(values, key) if key else json.dumps(values),
        }


# Thinning ----------------------------------------------------------------------------------------


def keeping(backups: Iterable[Backup], shop: str) -> dict[Path, Keeping]:
    """As what each good backup of a shop is kept in its place; ``backups`` are the newest first."""
    return kept(
        [
            Dated(each.path, each.made_at.date(), each.why is Why.DEMAND)
            for each in _thinned(backups, shop)
        ]
    )


def _thinned(backups: Iterable[Backup], shop: str) -> list[Backup]:
    """Those that are thinned. What is kept aside, not known, not good or of another shop stays."""
    return [
        backup
        for backup in backups
        if backup.shop == shop
        and backup.verdict is BackupVerdict.GOOD
        and backup.why not in KEPT_ASIDE
    ]


def thin(place: BackupPlace, shop: str, key: BackupKey | None) -> list[Path]:
    """Delete the good backups of a shop that need not be kept any more; which they were."""
    found = listed([place], key)
    stay = keeping(found, shop)
    gone = [backup.path for backup in _thinned(found, shop) if backup.path not in stay]
    for path in gone:
        with suppress(OSError):  # the next one tries again
            backup_files.delete(path)
    return gone

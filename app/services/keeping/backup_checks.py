"""A backup checked again, at any time, as thoroughly as when it was made (S1), and taken out."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.domain.problems import Code, Refused, refuse
from app.services.keeping import backup_files, encrypting, facts
from app.services.keeping.backups import STAGED, VERSION, Backup, BackupVerdict, seals_fit
from app.services.keeping.encrypting import BackupKey
from app.services.keeping.facts import Facts
from app.services.keeping.patience import Tell, untold
from db.engine import online_copy, places
from db.engine.trouble import StoreTrouble, Trouble

VERDICTS = {
    Code.BACKUP_CUT: BackupVerdict.CUT_SHORT,
    Code.BACKUP_DAMAGED: BackupVerdict.DAMAGED,
    Code.BACKUP_NEWER: BackupVerdict.NEWER,
    Code.BACKUP_PASSWORD_WRONG: BackupVerdict.NEEDS_PASSWORD,
}
"""What a refusal says of a backup."""


def check(
    backup: Backup,
    aside: Path,
    key: BackupKey | None = None,
    password: str = "",
    tell: Tell = untold,
) -> Backup:
    """Check a backup once more: its sum, all its pages, what is in it; as it is known then.

    An encrypted one is opened by the shop's ``key``, or by a ``password``; for so long it lies
    beside the store, in the folder ``aside``. Nothing is changed but what is said beside it.
    """
    try:
        verdict, known = _checked(backup, aside, key, password, tell)
    except FileNotFoundError:
        verdict, known = BackupVerdict.GONE, backup.facts
    except OSError:
        verdict, known = BackupVerdict.DAMAGED, backup.facts
    except Refused as refused:
        verdict, known = VERDICTS[refused.problems[0].code], backup.facts
    if verdict not in (BackupVerdict.GONE, BackupVerdict.NEEDS_PASSWORD, BackupVerdict.NEWER):
        _say(backup, verdict)
    by_password = backup.needs_password and known is not None
    return backup._replace(verdict=verdict, facts=known, by_password=by_password)


def _checked(
    backup: Backup, aside: Path, key: BackupKey | None, password: str, tell: Tell
) -> tuple[BackupVerdict, Facts | None]:
    sum_ = backup_files.sum_of(backup.path, lambda share: tell(share / 2))
    if backup.path.stat().st_size < backup.size:
        return BackupVerdict.CUT_SHORT, backup.facts
    if backup.encrypted:
        place = places.sibling(aside / backup.path.name, f".{secrets.token_hex(4)}{STAGED}")
        try:
            take_out(backup, place, key, password, lambda share: tell(0.5 + share / 4))
            verdict, known = _looked_at(place, lambda share: tell(0.75 + share / 4))
        finally:
            place.unlink(missing_ok=True)
    else:
        verdict, known = _looked_at(backup.path, lambda share: tell(0.5 + share / 2))
    tell(1.0)
    if verdict is BackupVerdict.GOOD and backup.sha256 and sum_ != backup.sha256:
        return BackupVerdict.DAMAGED, known
    return verdict, known


def _looked_at(copy: Path, tell: Tell) -> tuple[BackupVerdict, Facts | None]:
    """What is to be said of a whole store that nobody writes."""
    with copy.open("rb") as file:
        start = file.read(100)
    match online_copy.judge_start(start, copy.stat().st_size):
        case Trouble.TOO_NEW:
            return BackupVerdict.NEWER, None
        case Trouble.DISK:
            return BackupVerdict.CUT_SHORT, None
        case Trouble.NOT_OURS:
            return BackupVerdict.NOT_OURS, None
    try:
        if not online_copy.check_whole(copy, tell):
            return BackupVerdict.DAMAGED, None
        with online_copy.opened_to_read(copy) as database:
            fits = seals_fit(database, tell)
            verdict = BackupVerdict.GOOD if fits else BackupVerdict.SEALS
            return verdict, facts.facts_of(database)
    except StoreTrouble:
        return BackupVerdict.DAMAGED, None


def take_out(
    backup: Backup,
    target: Path,
    key: BackupKey | None = None,
    password: str = "",
    tell: Tell = untold,
) -> None:
    """Write the store that is in a backup to ``target``, which is new and its owner's alone.

    An encrypted one is opened by the shop's ``key`` where it was made with that, else by the
    ``password``. Raises OSError, and Refused where it is not whole or not the password; then there
    is no target.
    """
    places.make_private(target)
    try:
        with _plain(backup, key, password) as pieces, target.open("wb") as file:
            done = 0
            for piece in pieces:
                file.write(piece)
                done += len(piece)
                tell(min(1.0, done / max(1, backup.size)))
        places.keep(target)
    except BaseException:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise


@contextmanager
def _plain(backup: Backup, key: BackupKey | None, password: str) -> Iterator[Iterator[bytes]]:
    """The store in a backup, piece by piece."""
    with backup.path.open("rb") as file:
        if not backup.encrypted:
            yield backup_files.pieces(file)
            return
        head = encrypting.read_head(file)
        if key is not None and head.is_of(key):
            opening = key.key
        elif password:
            opening = head.key_by(password)
        else:
            raise refuse(Code.BACKUP_PASSWORD_WRONG)
        yield encrypting.decrypted(file, head, opening)


def _say(backup: Backup, verdict: BackupVerdict) -> None:
    """Beside the backup, where something is said there, what the check came to."""
    said = backup_files.values_beside(backup.path)
    if said is not None and said.get("serialdesk backup") == VERSION:
        backup_files.say(backup.path, {**said, "verdict": verdict.name.lower()})

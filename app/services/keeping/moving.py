"""*Move to another computer* (S6): one file with all of the shop; here it is only looked at then.

The shop is frozen first, so that nothing is sold between the copy and that. What is in it, counts
and last numbers, is written into the file itself: on the other computer it is compared with what is
read there.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.domain.permissions import Permission
from app.domain.problems import Refused
from app.services import proving
from app.services.keeping import facts, frozen
from app.services.keeping.facts import Facts, facts_of
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.engine import online_copy, replacing
from db.engine.opening import close_database, open_database
from db.engine.places import real_place, sibling
from db.engine.trouble import StoreTrouble, trouble_of_system
from db.queries import settings as settings_reads
from db.sql import Database
from db.writes import settings as settings_writes

_KEY = "moved_facts"
"""Kept beside the settings of a file that was made for another computer."""
_PART = ".serialdesk-part"


@permitted(Permission.RESTORE)
def move(
    session: Session, folder: Path, tell: Callable[[float], None], pin: str = ""
) -> tuple[Path, Facts]:
    """Write the shop into one file in a folder; which file, and what is in it.

    From then on the shop is only looked at here. Raises StoreTrouble where the disk does not take
    the file, Refused for who does not prove it by the ``pin`` that they have, and what ``tell``
    raises; the shop is worked in as before then, and there is no file.
    """
    proving.prove_again(session, pin)
    database = session.database
    frozen.leave(session)
    try:
        return _written(session, folder, tell)
    except BaseException:
        frozen.stay(session)
        raise
    finally:
        frozen.heed(database)


def _written(session: Session, folder: Path, tell: Callable[[float], None]) -> tuple[Path, Facts]:
    store = real_place(Path(str(session.database.database)))
    stamp = f"{session.now().astimezone():%Y%m%d-%H%M%S}"
    path = folder / f"{store.stem}-moved-{stamp}{replacing.ENDING}"
    part = sibling(path, _PART)
    try:
        online_copy.write_online(store, part, lambda share: tell(share * 0.8))
        known = _with_facts(part)
        part.rename(path)
    except OSError as error:
        raise StoreTrouble(trouble_of_system(error), path) from error
    except StoreTrouble as trouble:
        raise StoreTrouble(trouble.trouble, path) from trouble
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    _keep_folder(folder)
    tell(1.0)
    return path, known


def _with_facts(part: Path) -> Facts:
    """Write into the file what is in it, and have it on the disk."""
    database = open_database(part, is_copy=True)
    try:
        known = facts_of(database)
        with sql.transaction(database, of=sql.SHOP):
            settings_writes.keep(database, {_KEY: json.dumps(facts.to_json(known))})
    finally:
        close_database(database)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    return known


def _keep_folder(folder: Path) -> None:
    if os.name == "posix":
        with suppress(OSError):  # a network path may know nothing of it
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def written_facts(database: Database) -> Facts | None:
    """What a store that was made for another computer says is in it; None: it says nothing."""
    kept = settings_reads.kept(database).get(_KEY)
    try:
        return facts.from_json(json.loads(kept)) if kept else None
    except (Refused, ValueError, TypeError, AttributeError):
        return None

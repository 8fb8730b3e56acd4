"""What lies beside the shop's own file and can be restored like a backup (S2, S4).

Stores that were kept aside by a restore, and the copies that are made before an upgrade.
"""

from contextlib import suppress
from pathlib import Path

from app.services.keeping import backups
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backups import Backup, Why
from app.services.keeping.encrypting import BackupKey
from db.engine import replacing
from db.engine.opening import BEFORE_VERSION


def kept_beside(store: Path, name: str, key: BackupKey | None = None) -> list[Backup]:
    """What was kept beside a store; ``name`` is what that place is called."""
    place = BackupPlace(store.parent, name)
    found = []
    with suppress(OSError):
        for path in sorted(store.parent.iterdir()):
            why = _why(path, store)
            if why is not None and path.is_file():
                with suppress(OSError):
                    found.append(backups.backup_at(path, place, key)._replace(why=why))
    return found


def _why(path: Path, store: Path) -> Why | None:
    name = path.name
    if name.startswith(store.stem + replacing.ASIDE) and name.endswith(replacing.ENDING):
        return Why.BEFORE_RESTORE
    if name.startswith(store.stem + BEFORE_VERSION) and name.endswith(store.suffix):
        return Why.BEFORE_UPGRADE
    return None

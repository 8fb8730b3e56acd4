"""The places of a shop's backups, written beside its file too: a shop that cannot be opened cannot
say where its backups are (S2).
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app.domain.problems import Refused
from app.domain.strict_json import JsonObject, read_object
from app.services.keeping.backup_places import BackupPlace
from db.engine import places as engine_places

_ENDING = ".places.json"
_VERSION = 1
_MOST = 100_000


def file_of(store: Path) -> Path:
    """The small file beside a shop's own."""
    return engine_places.sibling(store, _ENDING)


def note(store: Path, known: Sequence[BackupPlace]) -> None:
    """Write down where the backups of a shop are, where that is not written there already.

    A disk that does not take it keeps what was said before.
    """
    if list(known) == read(store):
        return
    path = file_of(store)
    part = engine_places.sibling(path, ".part")
    values = {
        "serialdesk places": _VERSION,
        "places": [
            {
                "folder": str(each.folder),
                "name": each.name,
                "mark": each.mark,
                "inside": each.inside,
            }
            for each in known
        ],
    }
    with suppress(OSError):
        part.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        part.replace(path)


def read(store: Path) -> list[BackupPlace]:
    """Where the backups of a shop are, as far as anything says it."""
    try:
        with file_of(store).open("rb") as file:
            found = read_object(file.read(_MOST + 1), _MOST)
        return found.whole(_places)
    except (OSError, Refused):
        return []


def _places(found: JsonObject) -> list[BackupPlace]:
    found.count("serialdesk places", 1, _VERSION)
    return found.objects("places", 100, _place)


def _place(found: JsonObject) -> BackupPlace:
    return BackupPlace(
        Path(found.text("folder", 4096)),
        found.text("name", 200),
        found.text("mark", 100),
        found.text("inside", 4096),
    )

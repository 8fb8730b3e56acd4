"""The newest seal, kept outside the store too: a small file beside it, always written whole (S3).

A store that was put in the place of a newer one has fewer seals than the file says.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from db.engine import places

ENDING = ".seal"
_MOST = 1000
"""Bytes that such a file may have."""


class Witness(NamedTuple):
    """The newest seal that a store had: its place in the chain, its hash, when it was made."""

    seal: int
    hash: str
    at: str


def file_of(store: Path) -> Path:
    """Where the newest seal of a store is kept."""
    return places.sibling(places.real_place(store), ENDING)


def read(store: Path) -> Witness | None:
    """What was kept beside a store; None: nothing, or nothing that can be read."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        with file_of(store).open("rb") as file:
            said = json.loads(file.read(_MOST))
        return Witness(int(said["seal"]), str(said["hash"]), str(said["at"]))
    return None


def write(store: Path, witness: Witness) -> None:
    """Keep the newest seal of a store beside it. Raises OSError where that cannot be written."""
    place = file_of(store)
    part = place.with_name(place.name + ".part")
    part.unlink(missing_ok=True)
    try:
        places.make_private(part)
        with part.open("r+b") as file:
            file.write(json.dumps({"version": 1, **witness._asdict()}).encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


ANOTHER = Witness(0, "", "")
"""What is kept where a store is another one than before, on purpose: no seal yet."""


def forget(store: Path) -> None:
    """What was the newest seal counts no more: the store is another one, on purpose.

    That is kept until its own is; where the disk does not take it, there is nothing.
    """
    try:
        write(store, ANOTHER)
    except OSError:
        with suppress(OSError):
            file_of(store).unlink(missing_ok=True)

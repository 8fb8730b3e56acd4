"""Folders that are there for a while, such as the demo shop's; what a killed run left of them."""

import logging
import os
import shutil
import tempfile
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time

from db.engine.lock import InUse, StoreLock

_PREFIX = "serialdesk-"
_KINDS = ("demo", "look")
_FRESH = 3600
"""Seconds since something was last made in one, in which it may be one that is being filled."""
_log = logging.getLogger(__name__)


def demo_folder() -> "TemporaryDirectory[str]":
    """A folder for a demo shop, which goes with the program."""
    return _made(_KINDS[0])


def look_folder() -> "TemporaryDirectory[str]":
    """A folder for a copy of a backup that is only looked at."""
    return _made(_KINDS[1])


def _made(kind: str) -> "TemporaryDirectory[str]":
    return TemporaryDirectory(prefix=f"{_PREFIX}{kind}-", ignore_cleanup_errors=True)


def tidy() -> None:
    """What was left goes: a copy of a shop is nothing that stays about.

    It is not called while this program has such a shop open itself: to look at its lock would end
    those of SQLite.
    """
    around = Path(tempfile.gettempdir())
    for kind in _KINDS:
        for folder in around.glob(f"{_PREFIX}{kind}-*"):
            if _is_left(folder):
                _log.info("what a killed run left of a shop for a while is deleted")
                shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Nobody has made anything in it for long, and no program has its shop open."""
    try:
        if folder.is_symlink() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            return False
        if time() - folder.stat().st_mtime < _FRESH:
            return False
        for store in folder.glob("*.sqlite"):
            StoreLock(store).release()
    except (OSError, InUse):  # another's, or it is going just now
        return False
    return True

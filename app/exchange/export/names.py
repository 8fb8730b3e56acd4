"""The name that is proposed for a file: what it is of, what was asked for, and when (Q4)."""

import re
from datetime import datetime

from app.exchange.export.exported import Facts

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
"""What no file system of Windows, Linux or macOS takes in a name."""
_LONGEST = 180
"""Bytes of a name without its ending; 255 are the most that file systems take."""


def proposed_name(title: str, asked: Facts, at: datetime) -> str:
    """A name without its ending, such as ``Stock 2026-11-27 1432 Warehouse Main``.

    What has no room is left out at the end: all of it stands in the file.
    """
    said = ", ".join(f"{name} {value}" for name, value in asked)
    name = _plain(f"{title} {at:%Y-%m-%d %H%M} {said}")
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return name.rstrip(" .,") or "list"


def _plain(text: str) -> str:
    spaced = " ".join(_FORBIDDEN.sub(" ", text).split())
    return "".join(char for char in spaced if char.isprintable()).lstrip(".")

"""Where backups go (S1): folders, and sticks that are known by a mark on them."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """A folder into which backups go.

    A stick's ``mark`` is what the small file on it says; its ``folder`` is where it was last.
    ``name`` is what people call it, empty: its folder.
    """

    folder: Path
    name: str = ""
    mark: str = ""

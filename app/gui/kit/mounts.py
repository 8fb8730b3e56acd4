"""The disks and sticks that are there now, by what the operating system says."""

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from app.services.keeping.backup_places import Mount

_PLUGGED = tuple(map(Path, ("/media", "/run/media", "/mnt", "/Volumes")))
"""Below these Unix systems show what is plugged in."""
_REMOVABLE = 2
"""DRIVE_REMOVABLE (learn.microsoft.com, GetDriveTypeW)."""


def mounted() -> list[Mount]:
    """Every disk with a folder of its own. It may take long, where one does not answer."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        if volume.isValid() and volume.isReady():
            root = Path(volume.rootPath())
            found.append(Mount(root, volume.name() or root.name or str(root), _is_removable(root)))
    return found


def _is_removable(root: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(str(root)) == _REMOVABLE)
    return any(root != above and root.is_relative_to(above) for above in _PLUGGED)

"""Where a shop and its backups are kept until somebody chooses."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def default_store() -> Path:
    """Where this user's shop is kept."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(folder) / "shop.sqlite"


def first_backups(store: Path) -> Path:
    """Where the backups of a shop go until somebody chooses: of this user's own, where documents
    are kept; of any other, beside it.
    """
    if store != default_store().resolve():
        return store.parent / f"{store.stem} backups"
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place)) / "Serialdesk backups"

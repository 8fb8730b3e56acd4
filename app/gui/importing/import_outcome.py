"""What comes of the import dialog, for the page that opened it."""

from dataclasses import dataclass

from app.exchange.imports.import_session import FileFigures
from app.services.importing.imports import ImportTaken


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What came of the dialog: the import, or the serial numbers that are to be looked up.

    ``in_file`` and ``counted`` are what the file names, and what of it was taken.
    """

    file: str
    taken: ImportTaken | None = None
    sought: tuple[str, ...] = ()
    in_file: FileFigures | None = None
    counted: FileFigures | None = None

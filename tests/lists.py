"""What lists show in all, for tests that ask what is found and not how it comes page by page."""

from collections.abc import Sequence

from app.domain.kinds import KINDS
from app.lists.cartons import CARTONS
from app.lists.documents import documents
from app.lists.scans import SCANS
from app.lists.serials import SERIALS
from db.queries.lists import scans
from db.queries.lists.cartons import CartonRow
from db.queries.lists.documents import Asked, DocumentRow
from db.queries.lists.scans import ScanRow
from db.queries.lists.serial_filter import Filter
from db.queries.lists.serials import Found
from db.sql import Database


def document_rows(database: Database, kinds: Sequence[str], text: str = "") -> list[DocumentRow]:
    """The documents of some kinds in which a text is found."""
    listing = documents(KINDS[kinds[0]], serials_enabled=True)
    return listing.rows(database, Asked(kinds, text))


def serial_rows(database: Database, asked: Filter) -> list[Found]:
    """The serials that fit a filter."""
    return SERIALS.rows(database, asked)


def scan_rows(database: Database, text: str = "", levels: Sequence[str] = ()) -> list[ScanRow]:
    """The scans whose code contains a text, of some verdicts, the newest first."""
    return SCANS.rows(database, scans.Asked(text, levels))


def carton_rows(database: Database, text: str = "") -> list[CartonRow]:
    """The cartons with a text in their code or in a serial they hold."""
    return CARTONS.rows(database, text)

"""What lists show in all, for tests that ask what is found and not how it comes page by page."""

from collections.abc import Sequence

from app.domain.kinds import KINDS
from app.lists.documents import documents
from app.lists.serials import SERIALS
from db.queries.lists.documents import DocumentRow, DocumentsAsked
from db.queries.lists.serial_filter import Filter
from db.queries.lists.serials import Found
from db.sql import Database


def document_rows(database: Database, kinds: Sequence[str], text: str = "") -> list[DocumentRow]:
    """The documents of some kinds in which a text is found."""
    listing = documents(KINDS[kinds[0]], serials_enabled=True)
    return listing.rows(database, DocumentsAsked(kinds, text))


def serial_rows(database: Database, asked: Filter) -> list[Found]:
    """The serials that fit a filter."""
    return SERIALS.rows(database, asked)

"""Text that waits in Manual entry: kept with the line it was typed for, until it is taken (D11)."""

from collections.abc import Iterator

from app.domain import serials as serial_numbers
from app.domain.problems import Problem
from app.services.documents import drafts
from app.services.permitting import permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import waiting
from db.sql import Database
from db.writes import waiting as waiting_writes


@permitted_for_document
def keep(session: Session, draft: int, line: int | None, text: str) -> None:
    """Keep what stands in the box for a line of a draft, or for no line; blank text is nothing."""
    written = text.encode("utf-8", "replace").decode() if text.strip() else ""
    waiting_writes.keep(session.database, draft, line, written)


@permitted_for_document
def take_good(session: Session, draft: int) -> bool:
    """Take what is good of all that waits, each on its own line; the rest goes on waiting.

    True where something was taken.
    """
    from app.services.entry import entering  # with the first scan

    with sql.transaction(session.database, of=draft):
        drafts.open_draft(session.database, draft)
        taken = False
        for found in waiting.texts(session.database, draft):
            verdicts = entering.enter(
                session, draft, found.line_id, serial_numbers.split(found.text)
            ).verdicts
            left = [verdict.number for verdict in verdicts if not verdict.good]
            if len(left) < len(verdicts) or not verdicts:
                keep(session, draft, found.line_id, "\n".join(left))
                taken = taken or bool(verdicts)
        return taken


def problems_of(database: Database, draft: int) -> Iterator[Problem]:
    """What waits is on no document: a posting says so, line by line."""
    for found in waiting.texts(database, draft):
        yield serial_numbers.text_waits(found.text, found.position)

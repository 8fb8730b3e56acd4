"""The head of a draft: its party, warehouses, dates, note and numbers (D6)."""

from app.domain.dates import DateChoice, is_date
from app.domain.kinds import KINDS
from app.domain.problems import Code, refuse
from app.domain.returns import ReturnCondition
from app.domain.serials import fold
from app.services import settings
from app.services.documents import pricing
from app.services.documents.drafts import open_draft
from app.services.permitting import for_everybody, permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import document_lines, documents
from db.writes import accounts as account_writes
from db.writes import days
from db.writes import documents as document_writes
from db.writes.documents import Field


@permitted_for_document
def set_party(session: Session, draft: int, party: int | None) -> int:
    """Choose the customer or supplier; returns how many lines have another price by that (M2).

    What a receipt or payment was to settle was another contact's: the oldest first again (M8).
    """
    from app.services.documents.draft_lines import price_again  # with the first line

    with sql.transaction(session.database, of=draft):
        head = open_draft(session.database, draft)
        if head.party_id != party and not KINDS[head.kind].has_lines:
            account_writes.want(session.database, draft, {})
        _set_header(session, draft, "party_id", party)
        return price_again(session, draft)


@permitted_for_document
def set_warehouse(session: Session, draft: int, warehouse: int) -> None:
    """Choose the warehouse; the serials on the draft are judged afresh where they are shown.

    On a count, what was counted is against the books of that warehouse.
    """
    from app.services.documents.draft_lines import note_books  # with the first line

    with sql.transaction(session.database, of=draft):
        _set_header(session, draft, "warehouse_id", warehouse)
        head = documents.document(session.database, draft)
        lines = document_lines.lines(session.database, draft)
        counted = [line.id for line in lines if line.book_on_hand is not None]
        note_books(session, head.kind, head.warehouse_id, counted, again=True)


@permitted_for_document
def set_destination(session: Session, draft: int, warehouse: int | None) -> None:
    """Choose the warehouse that a transfer goes to."""
    _set_header(session, draft, "to_warehouse_id", warehouse)


@permitted_for_document
def set_date(session: Session, draft: int, date: str | None, sure: bool = False) -> None:
    """Choose the document's date (ISO); None: the day it is posted, whichever that will be (D10).

    ``sure``: asked about it, the clerk meant it. Raises Refused where it is no date.
    """
    if date is not None and not is_date(date):
        raise refuse(Code.BAD_DATE, text=date)
    choice = DateChoice.POSTING if date is None else DateChoice.SURE if sure else DateChoice.CHOSEN
    with sql.transaction(session.database, of=draft):
        _set_header(session, draft, "date", date or session.today().isoformat())
        _set_header(session, draft, "date_choice", int(choice))
        pricing.refresh(session.database, draft, settings.load(session.database).tax_choice)


@for_everybody
def follow_day(session: Session) -> int:
    """Give the drafts whose date nobody chose the day that it is (D10); how many changed."""
    today, kinds = session.today().isoformat(), list(KINDS)
    if not days.are_behind(session.database, kinds, today):
        return 0
    with sql.transaction(session.database, of=sql.SHOP):
        changed = days.follow(session.database, kinds, today)
        choice = settings.load(session.database).tax_choice
        if choice.mode:
            pricing.refresh_all(session.database, choice)
        return changed


@permitted_for_document
def set_note(session: Session, draft: int, note: str) -> None:
    """Set the note."""
    _set_header(session, draft, "note", note)


@permitted_for_document
def set_their_number(session: Session, draft: int, number: str) -> None:
    """Write the number that the supplier gave its paper (M8); spaces and full width are evened."""
    _set_header(session, draft, "their_number", " ".join(fold(number).split()))


@permitted_for_document
def set_return(
    session: Session, draft: int, reason: str, condition: ReturnCondition | None
) -> None:
    """Write why all on a return comes back, and how it is; None: nobody says."""
    with sql.transaction(session.database, of=draft):
        _set_header(session, draft, "return_reason", " ".join(reason.split()))
        _set_header(session, draft, "return_condition", condition)


@permitted_for_document
def set_due_date(session: Session, draft: int, date: str | None) -> None:
    """Choose the day by which it is to be paid (ISO); None: by the party's payment days (M8).

    Raises Refused where it is no date.
    """
    if date is not None and not is_date(date):
        raise refuse(Code.BAD_DATE, text=date)
    _set_header(session, draft, "due_date", date)


def _set_header(session: Session, draft: int, field: Field, value: object) -> None:
    with sql.transaction(session.database, of=draft):
        open_draft(session.database, draft)
        document_writes.write(session.database, draft, field, value)
        pricing.touch(session.database, draft, session.stamp())

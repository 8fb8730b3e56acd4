"""Deleting from a draft by hand; and taking back what was done last, a scan or a deletion (D11).

Both are taken back in the order of time, the newest first, also after a restart.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.domain.problems import Code, Problem, Refused
from app.domain.serials import MOST
from app.services import audit
from app.services.audit import Action, Change, Subject
from app.services.documents import draft_lines, drafts
from app.services.entry import scan_log, waiting
from app.services.money import line_prices
from app.services.permitting import permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import document_lines, documents, draft_serials
from db.queries.document_lines import DocumentLine
from db.sql import Database
from db.writes import deletions
from db.writes.deletions import Deleted, Kept


@permitted_for_document
def delete_line(session: Session, draft: int, line: int) -> None:
    """Take a line out with its serials and the text that waits for it; ``undo_last`` puts back."""
    database = session.database
    with sql.transaction(database, of=draft):
        head = drafts.open_draft(database, draft)
        old = drafts.line(database, draft, line)
        deleted = deletions.read(database, draft, [line])
        deletions.note(database, draft, session.stamp(), deleted)
        if line_prices.at_sale_prices(head):
            _tell(session, Action.LINE_DELETED, draft, line, before=_told(old, deleted))
        draft_lines.delete_line(session, draft, line)


@permitted_for_document
def remove_serials(session: Session, draft: int, rows: Sequence[int]) -> None:
    """Take serials out of a draft by their rows; ``undo_last`` puts them back."""
    database = session.database
    with sql.transaction(database, of=draft):
        head = drafts.open_draft(database, draft)
        wanted = set(rows)
        lines = {s.line_id for s in draft_serials.draft_serials(database, draft) if s.id in wanted}
        deleted = deletions.read(database, draft, sorted(lines), rows)
        deletions.note(database, draft, session.stamp(), deleted)
        draft_lines.remove_serials(session, draft, rows)
        if line_prices.at_sale_prices(head):
            gone = {line: _numbers(deleted, line) for line in sorted(lines)}
            for line, numbers in gone.items():
                _tell(session, Action.TAKEN_OFF, draft, line, before={"serials": numbers})


@permitted_for_document
def undo_last(session: Session, draft: int) -> bool:
    """Take back what was scanned into a draft or deleted from it last; False where nothing was.

    Raises Refused where a line has no room for its serials any more (F5).
    """
    with sql.transaction(session.database, of=sql.SHOP):
        if scan_log.undo_last(session, draft):  # only scans that came after the last deletion
            return True
        found = deletions.last(session.database, draft)
        if found is None:
            return False
        _put_back(session, draft, found.deleted)
        deletions.forget(session.database, found.id)
        if line_prices.at_sale_prices(documents.document(session.database, draft)):
            after = {"serials": [one["number"] for one in found.deleted.serials]}
            change = Change(Subject.DOCUMENT, draft, None, after, draft)
            audit.note(session, Action.PUT_BACK, [change])
        return True


def _tell(
    session: Session, action: Action, draft: int, line: int, before: Mapping[str, object]
) -> None:
    """What was on a sale and is not any more is told, whatever becomes of the draft (U4)."""
    audit.note(session, action, [Change(Subject.LINE, line, before, None, draft)])


def _told(old: DocumentLine, deleted: Deleted) -> dict[str, object]:
    return {
        "line": old.position,
        "item": old.product,
        "quantity": old.quantity,
        "price": old.price,
        "serials": _numbers(deleted, old.id),
    }


def _numbers(deleted: Deleted, line: int) -> list[str]:
    return [one["number"] for one in deleted.serials if one["line_id"] == line]


def _put_back(session: Session, draft: int, deleted: Deleted) -> None:
    """Everything is as it was before, but what was entered again meanwhile stays where it is."""
    database = session.database
    kept, moved = deleted.lines, dict[int, int]()
    if deleted.whole:
        kept, moved = _put_lines_back(database, draft, deleted.lines)
    lines = {line.id: line for line in document_lines.lines(database, draft)}
    there = draft_serials.on_draft(database, draft, [one["number"] for one in deleted.serials])
    serials = [
        {**one, "line_id": moved.get(one["line_id"], one["line_id"])}
        for one in deleted.serials
        if one["number"].upper() not in there
    ]
    serials = [one for one in serials if one["line_id"] in lines]
    for id, more in Counter(one["line_id"] for one in serials).items():
        if lines[id].serials + more > MOST:
            raise Refused([Problem(Code.TOO_MANY, {"most": MOST}, line=lines[id].position)])
    deletions.put_serials_back(database, serials)
    for text in deleted.texts:
        waiting.keep(session, draft, moved.get(text["line_id"]), text["text"])
    for line in kept:
        if line["id"] in lines:
            draft_lines.put_back(session, draft, line["id"], line["quantity"])
    deletions.put_books_back(database, kept)


def _put_lines_back(
    database: Database, draft: int, lines: Sequence[Kept]
) -> tuple[list[Kept], dict[int, int]]:
    """Lines at their old places, or below the others where a new one stands there.

    Returns them with the ids they have now, and which id each had before.
    """
    taken = {line.position for line in document_lines.lines(database, draft)}
    written, moved = list[Kept](), dict[int, int]()
    for line in lines:
        position = line["position"] if line["position"] not in taken else max(taken) + 1
        taken.add(position)
        id = deletions.put_line_back(database, {**line, "position": position})
        moved[line["id"]] = id
        written.append({**line, "id": id})
    return written, moved

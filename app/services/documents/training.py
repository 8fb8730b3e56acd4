"""Training sales: what is sold and taken back at a counter in training, and counts nowhere.

One is a draft that was begun as training and stays so. It is judged as a real one, so that it can
be learnt by, and is then put aside with a number of its own: it is never posted, and so in no
stock, no ledger, no drawer, no account, no total and no list of documents. The audit log tells it.

A real sale is not posted while the counter is in training, nor a training sale while it is not: the
band over the window is always true.
"""

from app.domain.document_kind import Settling
from app.domain.kinds import KINDS
from app.domain.problems import Code, Problem
from app.services import audit, settings
from app.services.audit import Action, Change, Subject
from app.services.permitting import permitted_for_document
from app.services.session import Session
from db.queries import document_lines, documents
from db.queries import training as training_reads
from db.queries.documents import DISCARDED, DRAFT
from db.sql import Database
from db.writes import documents as document_writes
from db.writes import training as training_writes

KINDS_TRAINED = frozenset(k.key for k in KINDS.values() if k.settling is Settling.AT_ONCE)


def is_on(database: Database, counter: int) -> bool:
    """A counter is in training."""
    return settings.load_counter(database, counter).training


def number_of(database: Database, document: int) -> str | None:
    """The number of a training sale, empty while it is a draft; None: it is a real document."""
    found = training_reads.of(database, document)
    if found is None:
        return None
    return "" if found.number is None else f"TRAINING-{found.number:06}"


def problem_with(database: Database, counter: int, document: int, kind: str) -> Problem | None:
    """What keeps a document from being gone on with: it is real and this is training, or not."""
    if kind not in KINDS_TRAINED:
        return None
    begun = number_of(database, document) is not None
    if begun == is_on(database, counter):
        return None
    return Problem(Code.BEGUN_IN_TRAINING if begun else Code.IN_TRAINING)


@permitted_for_document
def begin(session: Session, draft: int) -> None:
    """Mark a draft that was just begun, where this counter is in training."""
    head = documents.document(session.database, draft)
    if head.kind in KINDS_TRAINED and is_on(session.database, session.counter.id):
        training_writes.begin(session.database, draft)


@permitted_for_document
def finish(session: Session, draft: int) -> str:
    """Put a training sale aside that was judged; returns its number. Nothing else is written."""
    database = session.database
    head = documents.document(database, draft)
    lines = len(document_lines.lines(database, draft))
    document_writes.change_state(database, draft, DRAFT, DISCARDED, session.stamp())
    training_writes.finish(database, draft, session.stamp(), session.person.id)
    number = number_of(database, draft) or ""
    after = {"number": number, "lines": lines, "total": head.total}
    audit.note(session, Action.TRAINING, [Change(Subject.DOCUMENT, draft, None, after, draft)])
    return number

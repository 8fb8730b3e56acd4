"""Print jobs: asked for, printed one after another, and for ever in the print log (Q6).

Whoever sells never waits for paper: a job is a row, and a worker takes it from there. What one
counter asks for, its own printers print.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.printing import MOST_COPIES, OF_DOCUMENTS, Purpose
from app.domain.problems import Code, Problem, Refused, refuse
from app.services import audit, kept_problems
from app.services.audit import Action, Change, Subject
from app.services.permitting import for_everybody
from app.services.session import Session
from db import sql
from db.codes import DRAFT
from db.queries import documents, print_jobs
from db.sql import Database
from db.writes import print_jobs as job_writes
from db.writes.print_jobs import Asked

FILE = "file"
"""What the details of a job name a file by that it is written to, in place of a printer."""

PAPERS = sorted(purpose.name for purpose in OF_DOCUMENTS)


@dataclass(frozen=True, slots=True)
class NewJob:
    """What is to be printed, on which printer and by which template (their names).

    ``labels`` are the numbers that labels say, in their order; ``details`` is what printing needs
    besides, as plain values.
    """

    purpose: Purpose
    printer: str
    template: str
    document: int | None = None
    labels: Sequence[str] = ()
    pieces: int = 1
    copies: int = 1
    reason: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


@for_everybody
def add(session: Session, new: NewJob) -> int:
    """Put a job at the end of this counter's queue; returns its id.

    Raises Refused where nothing is to be printed, for more copies than ``MOST_COPIES``, and for
    one more paper of a posted document, or one more label of a serial, without a reason (Q6).
    """
    database = session.database
    if problems := _problems_of(database, new):
        raise Refused(problems)
    reason = " ".join(new.reason.split())
    with sql.transaction(database, of=sql.SHOP):
        job = job_writes.add(database, _asked(session, new, reason), new.labels)
        if reason and new.purpose is Purpose.DRAWER_REPORT:
            of = new.details.get("shift")
            after = {"number": new.labels[0], "printer": new.printer, "copies": new.copies}
            shift = of if isinstance(of, int) else None
            audit.note(session, Action.REPRINT, [Change(Subject.SHIFT, shift, None, after)], reason)
        if reason and new.purpose is Purpose.SERIAL_LABEL:
            after = {"labels": list(new.labels), "printer": new.printer, "copies": new.copies}
            of = Change(Subject.SERIAL, None, None, after, new.document)
            audit.note(session, Action.REPRINT, [of], reason)
        if reason and new.document and new.purpose in OF_DOCUMENTS:
            change = Change(
                Subject.DOCUMENT,
                new.document,
                after={"template": new.template, "printer": new.printer, "copies": new.copies},
                document=new.document,
            )
            audit.note(session, Action.REPRINT, [change], reason)
    return job


def _problems_of(database: Database, new: NewJob) -> list[Problem]:
    problems = []
    if new.pieces < 1:
        problems.append(Problem(Code.PRINT_NOTHING))
    if not 1 <= new.copies <= MOST_COPIES:
        problems.append(Problem(Code.PRINT_BAD_COPIES, {"most": MOST_COPIES}))
    if not new.printer:
        problems.append(Problem(Code.PRINTER_NOT_SET))
    if not new.reason.strip() and is_copy(database, new.purpose, new.document, new.labels):
        problems.append(Problem(Code.COPY_NO_REASON))
    return problems


def is_copy(
    database: Database, purpose: Purpose, document: int | None, labels: Sequence[str] = ()
) -> bool:
    """It was printed before: a paper of a posted document or Z report, or a label of a serial.

    ``labels`` are the serial numbers, or the number of the report.
    """
    if purpose in OF_DOCUMENTS and document is not None:
        return not _is_draft(database, document) and bool(
            print_jobs.times_printed(database, document, PAPERS)
        )
    if purpose in (Purpose.SERIAL_LABEL, Purpose.DRAWER_REPORT):
        return bool(print_jobs.printed(database, labels, purpose.name))
    return False


def _is_draft(database: Database, document: int) -> bool:
    return documents.document(database, document).state == DRAFT


def _asked(session: Session, new: NewJob, reason: str) -> Asked:
    return Asked(
        session.stamp(),
        session.person.id,
        session.counter.id,
        new.purpose.name,
        new.document,
        new.document is not None and _is_draft(session.database, new.document),
        len(new.labels) or new.pieces,
        new.template,
        new.printer,
        new.copies,
        reason,
        json.dumps(dict(new.details), ensure_ascii=False),
    )


@for_everybody
def record(session: Session, new: NewJob) -> int:
    """Write down what was put on a file to be printed from there; returns the job's id.

    It waits for no printer. Raises Refused as ``add`` does.
    """
    with sql.transaction(session.database, of=sql.SHOP):
        job = add(session, new)
        begin(session, job)
        end(session, job)
    return job


@for_everybody
def begin(session: Session, job: int) -> int:
    """A job that waits is printed from now on: which paper of its document it is, from 1.

    From the second on the paper says so. Raises Refused where it waits no more.
    """
    with sql.transaction(session.database, of=sql.SHOP):
        copy = job_writes.begin(session.database, job, PAPERS)
    if copy is None:
        raise refuse(Code.PRINT_MOVED_ON)
    return copy


@for_everybody
def end(session: Session, job: int) -> None:
    """A job has come out of the printer, as far as that is known. Raises Refused."""
    _moved(job_writes.end(session.database, job, session.stamp()))


@for_everybody
def fail(session: Session, job: int, problem: Problem) -> None:
    """A job did not come out; it stays in the queue with the reason. Raises Refused."""
    text = kept_problems.text_of(problem)
    _moved(job_writes.fail(session.database, job, session.stamp(), text))


@for_everybody
def again(session: Session, job: int) -> None:
    """A job that failed waits once more, at its place. Raises Refused where it did not fail."""
    _moved(job_writes.again(session.database, job))


@for_everybody
def drop(session: Session, job: int) -> None:
    """A job that waits or failed is given up; the log keeps it. Raises Refused."""
    _moved(job_writes.drop(session.database, job, session.stamp()))


def _moved(moved: bool) -> None:
    if not moved:
        raise refuse(Code.PRINT_MOVED_ON)


@for_everybody
def begin_again(session: Session) -> None:
    """After a start: what was being printed when the program ended has failed, for all we know."""
    text = kept_problems.text_of(Problem(Code.PRINT_CUT_SHORT))
    job_writes.cut_short(session.database, session.counter.id, session.stamp(), text)


def not_printed(database: Database, numbers: Sequence[str]) -> list[str]:
    """Those of some serial numbers that have no label yet and wait for none, in their order."""
    had = {n.upper() for n in print_jobs.printed(database, numbers, Purpose.SERIAL_LABEL.name)}
    return [number for number in numbers if number.upper() not in had]

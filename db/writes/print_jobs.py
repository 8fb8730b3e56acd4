"""Print jobs asked for, and how far each has come (Q6)."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import JOB_DROPPED, JOB_FAILED, JOB_PRINTED, JOB_PRINTING, JOB_WAITING
from db.sql import Database


class Asked(NamedTuple):
    """What a job prints, as it was asked for; ``details`` is JSON, ``at`` a stamp."""

    at: str
    person: int
    counter: int
    purpose: str
    document: int | None
    of_draft: bool
    pieces: int
    template: str
    printer: str
    copies: int
    reason: str
    details: str


def add(database: Database, asked: Asked, labels: Sequence[str]) -> int:
    """Put a job at the end of the queue, with the numbers that its labels say; returns its id."""
    job: int = sql.value(
        database,
        "INSERT INTO print_job (asked_at, person_id, counter_id, purpose, document_id, of_draft,"
        " pieces, template, printer, copies, reason, details)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        *asked,
    )
    rows = [(job, place, number) for place, number in enumerate(labels, 1)]
    sql.insert_many(database, "print_job_label", "job_id, place, number", rows)
    return job


def begin(database: Database, job: int, purposes: Sequence[str]) -> int | None:
    """A job that waits is printed now: the which paper of its document it is, from 1.

    Papers of a draft count for themselves, and so does what is of no document. ``purposes`` are
    those that are papers of a document. None: it waits no more.
    """
    marks = ", ".join("?" * len(purposes))
    copy: int | None = sql.value(
        database,
        f"UPDATE print_job SET state = {JOB_PRINTING}, problem = NULL, copy_number = 1 + ("
        " SELECT count(*) FROM print_job p WHERE p.document_id = print_job.document_id"
        " AND p.id <> print_job.id AND p.of_draft = print_job.of_draft"
        f" AND print_job.purpose IN ({marks}) AND p.purpose IN ({marks})"
        f" AND p.state IN ({JOB_PRINTING}, {JOB_PRINTED}))"
        f" WHERE id = ? AND state = {JOB_WAITING} RETURNING copy_number",
        *purposes,
        *purposes,
        job,
    )
    return copy


def end(database: Database, job: int, at: str) -> bool:
    """A job that is being printed has come out; False: it was not being printed."""
    return _moved(database, job, JOB_PRINTED, (JOB_PRINTING,), at, None)


def fail(database: Database, job: int, at: str, problem: str) -> bool:
    """A job that is being printed did not come out, for a reason (JSON)."""
    return _moved(database, job, JOB_FAILED, (JOB_PRINTING,), at, problem)


def again(database: Database, job: int) -> bool:
    """A job that failed waits once more."""
    return _moved(database, job, JOB_WAITING, (JOB_FAILED,), None, None)


def drop(database: Database, job: int, at: str) -> bool:
    """A job that waits or failed is not printed any more."""
    return _moved(database, job, JOB_DROPPED, (JOB_WAITING, JOB_FAILED), at, None)


def cut_short(database: Database, counter: int, at: str, problem: str) -> None:
    """What was being printed at a counter when the program ended there: failed, for a reason."""
    sql.execute(
        database,
        f"UPDATE print_job SET state = {JOB_FAILED}, ended_at = ?, problem = ?"
        f" WHERE counter_id = ? AND state = {JOB_PRINTING}"
        f" AND state IN ({JOB_WAITING}, {JOB_PRINTING}, {JOB_FAILED})",  # the index of what is open
        at,
        problem,
        counter,
    )


def _moved(
    database: Database,
    job: int,
    state: int,
    from_states: Sequence[int],
    at: str | None,
    problem: str | None,
) -> bool:
    changed = sql.execute(
        database,
        "UPDATE print_job SET state = ?, ended_at = ?, problem = ?"
        f" WHERE id = ? AND state IN ({', '.join('?' * len(from_states))})",
        state,
        at,
        problem,
        job,
        *from_states,
    )
    return changed.rowcount == 1

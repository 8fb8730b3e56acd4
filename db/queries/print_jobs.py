"""Reads about print jobs: the queue, what was printed of a document, which labels never were."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import JOB_FAILED, JOB_PRINTED, JOB_PRINTING, JOB_WAITING
from db.engine.parameters import texts_in
from db.sql import Database


class PrintJob(NamedTuple):
    """A job of the queue or a line of the print log.

    ``asked_at`` and ``ended_at`` are stamps, ``details`` and ``problem`` JSON; ``kind`` and
    ``number`` are the document's. ``copy_number`` is known once it is printed.
    """

    id: int
    asked_at: str
    person: str
    counter: str
    purpose: str
    document_id: int | None
    kind: str | None
    number: str | None
    of_draft: bool
    pieces: int
    template: str
    printer: str
    copies: int
    reason: str
    details: str
    state: int
    copy_number: int | None
    ended_at: str | None
    problem: str | None


JOB = """
  j.id, j.asked_at, p.name, c.name, j.purpose, j.document_id, d.kind, d.number, j.of_draft,
  j.pieces, j.template, j.printer, j.copies, j.reason, j.details, j.state, j.copy_number,
  j.ended_at, j.problem
"""
"""The columns of a ``PrintJob``."""

OF = """
  CROSS JOIN person p CROSS JOIN counter c LEFT JOIN document d ON d.id = j.document_id
  WHERE p.id = j.person_id AND c.id = j.counter_id
"""
"""What they are read from, behind the table ``print_job j``."""


def job(database: Database, id: int) -> PrintJob | None:
    """One job."""
    found = sql.row(database, f"SELECT {JOB} FROM print_job j {OF} AND j.id = ?", id)
    return PrintJob(*found) if found else None


def open_jobs(database: Database, counter: int, most: int) -> list[PrintJob]:
    """What waits, is being printed or failed at a counter, in the order it was asked for."""
    return [
        PrintJob(*row)
        for row in sql.rows(
            database,
            f"SELECT {JOB} FROM print_job j {OF} AND j.counter_id = ?"
            f" AND j.state IN ({JOB_WAITING}, {JOB_PRINTING}, {JOB_FAILED}) ORDER BY j.id LIMIT ?",
            counter,
            most,
        )
    ]


def open_counts(database: Database, counter: int) -> tuple[int, int]:
    """How many jobs of a counter wait or are being printed, and how many failed."""
    found: dict[int, int] = dict(
        sql.rows(
            database,
            "SELECT state, count(*) FROM print_job WHERE counter_id = ?"
            f" AND state IN ({JOB_WAITING}, {JOB_PRINTING}, {JOB_FAILED})"
            " GROUP BY state ORDER BY state",
            counter,
        )
    )
    return found.get(JOB_WAITING, 0) + found.get(JOB_PRINTING, 0), found.get(JOB_FAILED, 0)


def next_job(database: Database, counter: int) -> int | None:
    """The job that waits longest at a counter."""
    found: int | None = sql.value(
        database,
        f"SELECT min(id) FROM print_job WHERE counter_id = ? AND state = {JOB_WAITING}"
        f" AND state IN ({JOB_WAITING}, {JOB_PRINTING}, {JOB_FAILED})",
        counter,
    )
    return found


def labels(database: Database, job: int) -> list[str]:
    """The numbers that the labels of a job say, in their order."""
    found = sql.rows(
        database, "SELECT number FROM print_job_label WHERE job_id = ? ORDER BY place", job
    )
    return [number for (number,) in found]


def times_printed(database: Database, document: int, purposes: Sequence[str]) -> int:
    """How many papers of a posted document were asked for and not given up."""
    found: int = sql.value(
        database,
        "SELECT count(*) FROM print_job WHERE document_id = ? AND NOT of_draft"
        f" AND purpose IN ({', '.join('?' * len(purposes))})"
        f" AND state IN ({JOB_WAITING}, {JOB_PRINTING}, {JOB_PRINTED})",
        document,
        *purposes,
    )
    return found


def place_among(database: Database, job: int) -> int:
    """The how many-th paper a job is of what its first label names, from 1; 1 without such."""
    found: int = sql.value(
        database,
        "SELECT count(*) FROM print_job_label own CROSS JOIN print_job_label l"
        " CROSS JOIN print_job j CROSS JOIN print_job mine"
        " WHERE own.job_id = ?1 AND own.place = 1 AND l.number = own.number AND j.id = l.job_id"
        " AND mine.id = own.job_id AND j.purpose = mine.purpose AND j.id < mine.id"
        f" AND j.state IN ({JOB_WAITING}, {JOB_PRINTING}, {JOB_PRINTED})",
        job,
    )
    return 1 + found


def of_document(database: Database, document: int) -> list[PrintJob]:
    """What was printed of a document, newest first; what never came out, too."""
    return [
        PrintJob(*row)
        for row in sql.rows(
            database,
            f"SELECT {JOB} FROM print_job j {OF} AND j.document_id = ? ORDER BY j.id DESC",
            document,
        )
    ]


def unprinted(database: Database, document: int, purpose: str) -> int:
    """How many of the serials that a posted document moved have no label, and wait for none."""
    found: int = sql.value(
        database,
        "SELECT count(*) FROM document_line d"
        " JOIN serial_movement m ON m.line_id = d.id AND m.reverses_id IS NULL"
        " JOIN serial s ON s.id = m.serial_id WHERE d.document_id = ? AND NOT EXISTS ("
        "SELECT 1 FROM print_job_label l JOIN print_job j ON j.id = l.job_id"
        " WHERE l.number = s.number AND j.purpose = ?"
        f" AND j.state IN ({JOB_WAITING}, {JOB_PRINTING}, {JOB_PRINTED}))",
        document,
        purpose,
    )
    return found


def printed(database: Database, numbers: Sequence[str], purpose: str) -> list[str]:
    """Those of some numbers that have a label, or wait for one."""
    found = sql.rows(
        database,
        f"SELECT DISTINCT l.number FROM {texts_in()} n CROSS JOIN print_job_label l"
        " CROSS JOIN print_job j WHERE l.number = n.value AND j.id = l.job_id AND j.purpose = ?"
        f" AND j.state IN ({JOB_WAITING}, {JOB_PRINTING}, {JOB_PRINTED}) ORDER BY l.number",
        sql.json_list(numbers),
        purpose,
    )
    return [number for (number,) in found]

"""Labels at the scan (Q3): a job for what a draft has just taken, on the roll of this counter."""

from collections.abc import Sequence

from app.domain.printing import Purpose
from app.domain.problems import Code, Problem, Refused
from app.printing.labels import choices
from app.printing.labels.label_making import LabelDetails
from app.services.paper import jobs, printers
from app.services.paper.jobs import NewJob
from app.services.session import Session
from db.queries import label_contents


def problems_of(session: Session) -> list[Problem]:
    """What stands against it: no printer, or one with sheets, of which each scan would take one."""
    database, counter = session.database, session.counter.id
    how = printers.printouts(database, counter)[Purpose.SERIAL_LABEL]
    if printers.printer(database, counter, how.printer) is None:
        return [Problem(Code.LABELS_AT_SCAN_PRINTER)]
    chosen = choices.choice(database, counter, Purpose.SERIAL_LABEL)
    if not choices.size(database, chosen.media).is_roll:
        return [Problem(Code.LABELS_AT_SCAN_ROLL, {"name": chosen.media})]
    return []


def add(session: Session, draft: int, rows: Sequence[int], language: str) -> int | None:
    """Put labels of some rows of a draft into the print queue, in their order; returns the job.

    None: each of them has its label already. Raises Refused with what stands against it.
    """
    database, counter = session.database, session.counter.id
    problems = problems_of(session)
    if problems:
        raise Refused(problems)
    entered = [row.number for row in label_contents.of_entries(database, rows)]
    numbers = jobs.not_printed(database, entered)
    if not numbers:
        return None
    how = printers.printouts(database, counter)[Purpose.SERIAL_LABEL]
    chosen = choices.choice(database, counter, Purpose.SERIAL_LABEL)
    new = NewJob(
        Purpose.SERIAL_LABEL,
        how.printer,
        choices.template(database, Purpose.SERIAL_LABEL, chosen).name,
        draft,
        numbers,
        copies=how.copies,
        details=LabelDetails(chosen, 1, language, counter).values(),
    )
    return jobs.add(session, new)

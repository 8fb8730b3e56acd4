"""The print log: everything that was printed, when, where, by whom and why (Q6)."""

from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.domain.printing import JOB_STATES, JobState, Purpose
from app.domain.verdicts import Level
from app.lists import said
from app.lists.listing import Column, Listing, Type
from app.services import audit, kept_problems
from app.text import _, called, ngettext, sentence
from db.queries.lists import prints as print_pages
from db.queries.lists.prints import PrintsAsked
from db.queries.print_jobs import PrintJob


def purpose_of(job: PrintJob) -> Purpose | None:
    """What a job is printed for; None where another version named it."""
    return Purpose.__members__.get(job.purpose)


def what(job: PrintJob) -> str:
    """What a job prints: a document, or so many labels."""
    purpose = purpose_of(job)
    if job.kind is not None:
        kind = _(KINDS[job.kind].name) if job.kind in KINDS else job.kind
        document = f"{kind} {job.number}" if job.number else _("{kind}, draft").format(kind=kind)
        labels = _labels(purpose, job.pieces)
        return f"{labels} · {document}" if labels else document
    name = _labels(purpose, job.pieces) or (_(purpose.value) if purpose else job.purpose)
    return f"{name} {_report_number(job)}".strip() if purpose is Purpose.DRAWER_REPORT else name


def _report_number(job: PrintJob) -> str:
    """The number of the Z report that a job prints."""
    details = audit.values_in(job.details)
    return str(details.get("number", ""))


def _labels(purpose: Purpose | None, pieces: int) -> str:
    shown = f"{pieces:,}"
    match purpose:
        case Purpose.SERIAL_LABEL:
            return ngettext("{count} serial label", "{count} serial labels", pieces, shown)
        case Purpose.SHELF_LABEL:
            return ngettext("{count} shelf label", "{count} shelf labels", pieces, shown)
        case Purpose.CARTON_LABEL:
            return ngettext("{count} carton label", "{count} carton labels", pieces, shown)
    return ""


def mark(job: PrintJob) -> str:
    """Which paper of its document it is, from the second on."""
    if job.copy_number is None or job.copy_number < 2 or job.of_draft:
        return ""
    return _("COPY {number}").format(number=job.copy_number)


def _who(job: PrintJob) -> str:
    return f"{called(job.person)} · {called(job.counter)}"


def outcome(job: PrintJob) -> str:
    """Where it stands, or why it failed."""
    problem = kept_problems.read(job.problem) if job.problem else None
    return sentence(problem) if problem else _(JOB_STATES[JobState(job.state)])


def level(job: PrintJob) -> Level | None:
    """How that looks."""
    return _LEVELS.get(JobState(job.state))


_LEVELS = {JobState.FAILED: Level.REFUSED, JobState.PRINTED: Level.ACCEPTED}

PRINTS: Listing[PrintsAsked, PrintJob] = Listing(
    "prints",
    (
        Column("at", N_("Time"), Type.MOMENT, lambda j: j.asked_at, 160),
        Column("what", N_("What was printed"), Type.TEXT, what, stretch=True),
        Column("mark", N_("Marked as"), Type.TEXT, mark, 90),
        Column("copies", N_("Copies"), Type.COUNT, lambda j: j.copies, 70),
        Column("template", N_("Template"), Type.TEXT, lambda j: j.template, 160),
        Column("printer", N_("Printer"), Type.TEXT, lambda j: j.printer, 140),
        Column("person", N_("By"), Type.TEXT, _who, 192, gives_way=1),
        Column("reason", N_("Reason"), Type.TEXT, lambda j: j.reason, 150),
        Column("state", N_("Result"), Type.TEXT, outcome, 180, level=level),
    ),
    print_pages.page,
    print_pages.count,
    says=said.of_prints,
)

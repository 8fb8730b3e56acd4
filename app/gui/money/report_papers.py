"""What the reports of the drawer are printed on, and the job of one print."""

from pathlib import Path

from app.domain.printing import Purpose
from app.domain.problems import Code, refuse
from app.gui.kit.desk import Desk
from app.gui.paper.document_papers import PDF, check_fits
from app.printing.documents.paper_choices import chosen_paper
from app.printing.drawer_report import ReportOf
from app.printing.media.papers import Paper
from app.services.money.shifts import DrawerReport
from app.services.paper import printers
from app.services.paper.jobs import FILE, NewJob
from app.services.paper.printers import Printout


def printout(desk: Desk) -> Printout:
    """How they are printed here; where nothing was chosen for them, as receipts are."""
    known = printers.printouts(desk.database, desk.session.counter.id)
    own, receipts = known[Purpose.DRAWER_REPORT], known[Purpose.RECEIPT]
    return own if own.printer else Printout(receipts.printer, receipts.template, 1, own.asking)


def usual_paper(desk: Desk) -> Paper:
    """The paper that they are printed on where nobody says it."""
    return chosen_paper(desk.database, printout(desk).template, Purpose.DRAWER_REPORT)


def of(report: DrawerReport) -> ReportOf:
    """What a report is of."""
    if report.shift is not None:
        return ReportOf(report.shift.id)
    return ReportOf(None, report.scope.counter, report.date)


def job_of(
    desk: Desk, report: DrawerReport, paper: Paper, reason: str = "", file: Path | None = None
) -> NewJob:
    """One print of a report: into a file, or on its printer. Raises Refused."""
    how = printout(desk)
    details = {**of(report).details(), "paper": paper.key, "language": desk.formats.language}
    if report.number:
        details["number"] = report.number
    if file is not None:
        details[FILE] = str(file)
    elif how.printer:
        check_fits(desk, how.printer, Purpose.DRAWER_REPORT)
    else:
        raise refuse(Code.PRINTER_NOT_SET)
    return NewJob(
        Purpose.DRAWER_REPORT,
        PDF if file is not None else how.printer,
        "",
        labels=[report.number] if report.number else [],
        copies=1 if file is not None else how.copies,
        reason=reason,
        details=details,
    )

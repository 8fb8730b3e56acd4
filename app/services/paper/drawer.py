"""The cash drawer that hangs on a receipt printer: opened by a print job of its own (M5)."""

from app.domain.printing import Printer, Purpose
from app.services.documents import training
from app.services.paper import jobs, printers
from app.services.paper.jobs import NewJob
from app.services.permitting import for_everybody
from app.services.session import Session
from db.sql import Database


def printer_of(database: Database, counter: int) -> Printer | None:
    """The printer that opens the drawer of a counter: that of receipts first; None: none does."""
    known = printers.printers(database, counter)
    receipts = printers.printouts(database, counter)[Purpose.RECEIPT].printer
    can = [one for one in known if one.drawer and one.prints(Purpose.DRAWER)]
    return next((one for one in can if one.name == receipts), next(iter(can), None))


@for_everybody
def open_drawer(session: Session, document: int | None = None) -> int | None:
    """Have this counter's drawer opened; returns the job's id, None where no printer opens one.

    ``document`` is what was paid.
    """
    if document is not None and training.number_of(session.database, document) is not None:
        return None  # no money passes
    printer = printer_of(session.database, session.counter.id)
    if printer is None:
        return None
    return jobs.add(session, NewJob(Purpose.DRAWER, printer.name, "", document))

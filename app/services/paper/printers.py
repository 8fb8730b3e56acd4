"""The printers of a counter, and what each purpose is printed on (Settings › Printers)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.domain import printing
from app.domain.printing import Asking, Printer, Purpose
from app.domain.problems import Code, refuse
from app.services import settings
from app.services.permitting import for_everybody
from app.services.session import Session
from db import sql
from db.sql import Database


class Printout(NamedTuple):
    """How a purpose is printed at a counter.

    ``printer`` is a printer's name, empty where none was chosen; ``template`` is by what it is set:
    of documents the key of a paper (``printing.media.papers``), of labels that of a template; empty
    where none was chosen.
    """

    printer: str = ""
    template: str = ""
    copies: int = 1
    asking: Asking = Asking.ASK


def printers(database: Database, counter: int) -> list[Printer]:
    """The printers of a counter, in the order they were added."""
    kept = settings.load_counter(database, counter).printers
    return [printer for values in kept if (printer := printing.read_printer(values))]


def printer(database: Database, counter: int, name: str) -> Printer | None:
    """The printer of a name at a counter; None: there is none any more."""
    found = (p for p in printers(database, counter) if p.name.casefold() == name.casefold())
    return next(found, None)


@for_everybody
def save(session: Session, printer: Printer, instead_of: str | None = None) -> None:
    """Keep a printer of this counter, a new one or ``instead_of`` the one of a name.

    What was printed on that one is printed on this one. Raises Refused with all that stands
    against it.
    """
    database, counter = session.database, session.counter.id
    printer = printer._replace(name=printer.name.strip(), address=printer.address.strip())
    with sql.transaction(database, of=sql.SHOP):
        known = printers(database, counter)
        printing.check(printer, [other for other in known if other.name != instead_of])
        if instead_of is None:
            known.append(printer)
        elif instead_of not in {other.name for other in known}:
            raise refuse(Code.PRINTER_GONE, name=instead_of)
        else:
            known = [printer if other.name == instead_of else other for other in known]
        kept = {
            purpose: how._replace(printer=printer.name) if how.printer == instead_of else how
            for purpose, how in printouts(database, counter).items()
        }
        calibrations = dict(settings.load_counter(database, counter).calibrations)
        if instead_of in calibrations:
            calibrations[printer.name] = calibrations.pop(instead_of)
        settings.save_counter(
            session,
            printers=_printer_values(known),
            printouts=_printout_values(kept),
            calibrations=calibrations,
        )


@for_everybody
def remove(session: Session, name: str) -> None:
    """Forget a printer of this counter; what was printed on it has none any more."""
    database, counter = session.database, session.counter.id
    with sql.transaction(database, of=sql.SHOP):
        known = [other for other in printers(database, counter) if other.name != name]
        kept = {
            purpose: how._replace(printer="") if how.printer == name else how
            for purpose, how in printouts(database, counter).items()
        }
        settings.save_counter(
            session, printers=_printer_values(known), printouts=_printout_values(kept)
        )


def printouts(database: Database, counter: int) -> dict[Purpose, Printout]:
    """How each purpose is printed at a counter."""
    kept = settings.load_counter(database, counter).printouts
    return {purpose: _read(kept.get(purpose.name, {})) for purpose in Purpose}


@for_everybody
def choose(session: Session, purpose: Purpose, how: Printout) -> None:
    """Keep how a purpose is printed at this counter.

    Raises Refused for too many copies, and for a printer that is gone or prints no such thing.
    """
    if not 1 <= how.copies <= printing.MOST_COPIES:
        raise refuse(Code.PRINT_BAD_COPIES, most=printing.MOST_COPIES)
    database, counter = session.database, session.counter.id
    if how.printer:
        chosen = printer(database, counter, how.printer)
        if chosen is None:
            raise refuse(Code.PRINTER_FORGOTTEN, name=how.printer)
        check_prints(chosen, purpose)
    with sql.transaction(database, of=sql.SHOP):
        kept = {**printouts(database, counter), purpose: how}
        settings.save_counter(session, printouts=_printout_values(kept))


def check_prints(printer: Printer, purpose: Purpose) -> None:
    """Raises Refused where a printer does not understand what a purpose is printed as."""
    if not printer.prints(purpose):
        language = printer.language.value
        raise refuse(Code.PRINTER_NOT_FOR, name=printer.name, language=language)


def usual(database: Database, counter: int, at_counter: bool) -> Purpose:
    """What a document is printed for where nobody says it: that for which there is a printer.

    A sale of the Counter is a receipt first, any other document is a page.
    """
    first = Purpose.RECEIPT if at_counter else Purpose.DOCUMENT
    chosen = printouts(database, counter)
    order = (first, Purpose.DOCUMENT, Purpose.RECEIPT, Purpose.FORM)
    return next((purpose for purpose in order if chosen[purpose].printer), first)


def _printer_values(known: Iterable[Printer]) -> list[dict[str, object]]:
    return [printer.values() for printer in known]


def _printout_values(chosen: Mapping[Purpose, Printout]) -> dict[str, dict[str, object]]:
    """What differs from nothing chosen."""
    return {
        purpose.name: {**how._asdict(), "asking": how.asking.name}
        for purpose, how in chosen.items()
        if how != Printout()
    }


def _read(values: Mapping[str, object]) -> Printout:
    """A way to print as it was kept; what another version kept otherwise is as nothing chosen."""
    try:
        return Printout(
            str(values["printer"]),
            str(values["template"]),
            int(str(values["copies"])),
            Asking[str(values["asking"])],
        )
    except (KeyError, ValueError):
        return Printout()

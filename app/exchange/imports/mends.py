"""Problems that one mend helps in every row that has them, as data (Q9)."""

from collections.abc import Callable, Mapping
from enum import Enum, unique

from app.domain.marks import N_
from app.domain.problems import Code, Problem, Reason
from app.domain.units_in_cell import written_out
from app.exchange.cells import Cell


@unique
class Mend(Enum):
    """What helps every row that has a kind of problem, as people choose it."""

    PUT_BACK = N_("Put them back")
    AS_READ = N_("Take them as they are read")
    LEAVE_OUT = N_("Leave it out")
    KEEP = N_("It belongs to the number")
    WRITE_OUT = N_("Write them out")
    ONE_NUMBER = N_("Each is one serial number")


MENDS: Mapping[Reason, tuple[Mend, ...]] = {
    Code.IMPORT_ZEROS_LOST: (Mend.PUT_BACK,),
    Code.IMPORT_FOLDED: (Mend.AS_READ,),
    Code.LIST_APOSTROPHE: (Mend.LEAVE_OUT, Mend.KEEP),
    Code.LIST_RANGE: (Mend.WRITE_OUT, Mend.ONE_NUMBER),
}
"""Problems of which one mend helps all rows."""


def _written_out(_problem: Problem, text: str) -> Cell:
    numbers = written_out(text)
    return Cell(text) if numbers is None else Cell(numbers, literal=True)


MENDED: Mapping[Mend, Callable[[Problem, str], Cell]] = {
    Mend.AS_READ: lambda _problem, text: Cell(text),
    Mend.PUT_BACK: lambda problem, _text: Cell(str(problem.values["whole"])),
    Mend.LEAVE_OUT: lambda _problem, text: Cell(text[1:].strip()),
    Mend.KEEP: lambda _problem, text: Cell(text),
    Mend.WRITE_OUT: _written_out,
    Mend.ONE_NUMBER: lambda _problem, text: Cell(text, literal=True),
}
"""What the field says then."""

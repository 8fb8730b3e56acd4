"""What is printed for what, where to, and the life of a print job (Q5 to Q7)."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum, IntEnum, unique
from typing import NamedTuple

from app.domain.marks import N_
from app.domain.problems import Code, Problem, Refused


@unique
class Purpose(Enum):
    """What something is printed for: each has a printer, a paper and a template of its own."""

    RECEIPT = N_("Till receipt")
    DOCUMENT = N_("Document")
    FORM = N_("Multi-part form")
    SERIAL_LABEL = N_("Serial label")
    SHELF_LABEL = N_("Shelf label")
    CARTON_LABEL = N_("Carton label")
    DRAWER_REPORT = N_("Drawer report")
    TEST = N_("Test page")
    DRAWER = N_("Opening the drawer")


OF_DOCUMENTS = frozenset({Purpose.RECEIPT, Purpose.DOCUMENT, Purpose.FORM})
"""Each of these is the paper of a document: one more print of any of them is a copy (Q6)."""


ON_PAPERS = OF_DOCUMENTS | {Purpose.DRAWER_REPORT}
"""What is printed on a paper that is chosen, by itself too where that is wanted."""


WITHOUT_CHOICE = frozenset({Purpose.TEST, Purpose.DRAWER})
"""What goes to a printer that nobody chooses a paper for."""


@unique
class Asking(Enum):
    """Whether something is printed by itself, when there is a reason to (a sale was posted)."""

    ASK = N_("Ask")
    AT_ONCE = N_("At once")
    NEVER = N_("Never")


@unique
class JobState(IntEnum):
    """Where a print job stands; the value is the number that the store keeps."""

    WAITING = 0
    PRINTING = 1
    PRINTED = 2
    FAILED = 3
    DROPPED = 4


JOB_STATES = {
    JobState.WAITING: N_("Waiting"),
    JobState.PRINTING: N_("Printing"),
    JobState.PRINTED: N_("Printed"),
    JobState.FAILED: N_("Failed"),
    JobState.DROPPED: N_("Dropped"),
}

JOB_MOVES = frozenset(
    {
        (JobState.WAITING, JobState.PRINTING),
        (JobState.PRINTING, JobState.PRINTED),
        (JobState.PRINTING, JobState.FAILED),
        (JobState.FAILED, JobState.WAITING),
        (JobState.WAITING, JobState.DROPPED),
        (JobState.FAILED, JobState.DROPPED),
    }
)
"""From which state a job may go to which; what was printed or dropped stays so (Q6)."""


@unique
class Language(Enum):
    """What a printer understands."""

    PDF = "PDF"
    ESC_POS = "ESC/POS"
    ZPL = "ZPL"


@unique
class PrinterType(Enum):
    """How a printer is reached, and so what it understands."""

    QUEUE = N_("Printer of this computer")
    FOLDER = N_("PDF files in a folder")
    ESC_POS_NETWORK = N_("Receipt printer in the network (ESC/POS)")
    ESC_POS_DEVICE = N_("Receipt printer at a port (ESC/POS)")
    ZPL_NETWORK = N_("Label printer in the network (ZPL)")


LANGUAGES = {
    PrinterType.QUEUE: Language.PDF,
    PrinterType.FOLDER: Language.PDF,
    PrinterType.ESC_POS_NETWORK: Language.ESC_POS,
    PrinterType.ESC_POS_DEVICE: Language.ESC_POS,
    PrinterType.ZPL_NETWORK: Language.ZPL,
}

UNDERSTOOD_BY = {
    Purpose.RECEIPT: (Language.PDF, Language.ESC_POS),
    Purpose.DOCUMENT: (Language.PDF,),
    Purpose.FORM: (Language.PDF,),
    Purpose.SERIAL_LABEL: (Language.PDF, Language.ZPL),
    Purpose.SHELF_LABEL: (Language.PDF, Language.ZPL),
    Purpose.CARTON_LABEL: (Language.PDF, Language.ZPL),
    Purpose.DRAWER_REPORT: (Language.PDF, Language.ESC_POS),
    Purpose.TEST: tuple(Language),
    Purpose.DRAWER: (Language.ESC_POS,),
}
"""What a printer must understand to print something: no A4 comes out of a roll of receipts."""

ADDRESSES = {
    PrinterType.QUEUE: N_("Its name on this computer"),
    PrinterType.FOLDER: N_("Folder"),
    PrinterType.ESC_POS_NETWORK: N_("Address"),
    PrinterType.ESC_POS_DEVICE: N_("Port"),
    PrinterType.ZPL_NETWORK: N_("Address"),
}
"""What the address of a printer is called, by its type."""

NETWORK = frozenset({PrinterType.ESC_POS_NETWORK, PrinterType.ZPL_NETWORK})

RESOLUTIONS = (203, 300, 600)
"""Dots to the inch that printers of labels and receipts have."""

PORT = 9100
"""Where printers in a network listen, if nothing else is said (the "raw" port)."""

MOST_COPIES = 99


class Printer(NamedTuple):
    """A printer as this counter reaches it.

    ``address`` is the queue's name, a folder, ``host`` or ``host:port``, or a device's file.
    ``columns`` are the characters of a receipt's line; ``drawer`` kicks the cash drawer that hangs
    on it, ``cutter`` cuts behind each receipt.
    """

    name: str
    type: PrinterType
    address: str
    dpi: int = 203
    columns: int = 48
    drawer: bool = False
    cutter: bool = True

    @property
    def language(self) -> Language:
        """What it understands."""
        return LANGUAGES[self.type]

    def prints(self, purpose: Purpose) -> bool:
        """It can print what this is for."""
        return self.language in UNDERSTOOD_BY[purpose]

    def values(self) -> dict[str, object]:
        """As plain values, to be kept."""
        return {**self._asdict(), "type": self.type.name}


def read_printer(values: Mapping[str, object]) -> Printer | None:
    """The printer that ``Printer.values`` gave; None where they are of another version."""
    try:
        type = PrinterType[str(values["type"])]
        plain = {key: values[key] for key in ("name", "address", "dpi", "columns")}
        flags = {key: values[key] is True for key in ("drawer", "cutter")}
        printer = Printer(type=type, **plain, **flags)  # type: ignore[arg-type]
    except (KeyError, TypeError):
        return None
    return None if problems_of(printer) else printer


COLUMNS = (32, 42, 48)
"""Characters in the line of a receipt: on 58 mm, and on 80 mm in two sizes of letters."""

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]+\]")


def host_and_port(address: str) -> tuple[str, int] | None:
    """Host and port of a network address; None where it is none. Without a port it is 9100."""
    host, colon, port = address.strip().rpartition(":")
    if not colon or address.strip().endswith("]"):
        host, port = address.strip(), str(PORT)
    if not _HOST.fullmatch(host) or not port.isdecimal() or not port.isascii():
        return None
    return (host.strip("[]"), int(port)) if 1 <= int(port) <= 65_535 else None


def problems_of(printer: Printer, others: Iterable[Printer] = ()) -> list[Problem]:
    """Everything that stands against a printer beside ``others`` of this counter."""
    problems = []
    name = printer.name.strip() if isinstance(printer.name, str) else ""
    if not name:
        problems.append(Problem(Code.NAME_MISSING))
    if name.casefold() in {other.name.casefold() for other in others}:
        problems.append(Problem(Code.PRINTER_NAME_TAKEN, {"name": name}))
    address = printer.address.strip() if isinstance(printer.address, str) else ""
    if not address:
        problems.append(Problem(Code.PRINTER_NO_ADDRESS, {"name": name}))
    elif printer.type in NETWORK and host_and_port(address) is None:
        problems.append(Problem(Code.PRINTER_BAD_ADDRESS, {"address": address}))
    if printer.dpi not in RESOLUTIONS:
        problems.append(Problem(Code.PRINTER_BAD_DPI, {"dpi": printer.dpi}))
    if printer.columns not in COLUMNS:
        problems.append(Problem(Code.PRINTER_BAD_COLUMNS, {"columns": printer.columns}))
    return problems


def check(printer: Printer, others: Iterable[Printer] = ()) -> None:
    """Raises Refused with everything that stands against a printer."""
    if problems := problems_of(printer, others):
        raise Refused(problems)

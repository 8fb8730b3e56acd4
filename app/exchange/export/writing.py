"""A list as a file of the chosen kind: written whole, or not at all (Q4)."""

from collections.abc import Callable
from enum import Enum, unique
from pathlib import Path

from app.domain.marks import N_
from app.exchange.export import delimited_file, pdf, xlsx
from app.exchange.export.delimited_file import Separators
from app.exchange.export.exported import Exported
from app.printing.files import written_whole


@unique
class ExportKind(Enum):
    """What a list can be written as: its name for people, the ending, what it is good for."""

    XLSX = (N_("Excel workbook"), "xlsx", N_("Serial numbers stay whole, figures can be summed."))
    CSV = (
        N_("CSV for Excel"),
        "csv",
        N_("Excel drops leading zeros when it opens it: take a workbook to work in Excel."),
    )
    CSV_PLAIN = (
        N_("CSV, plain UTF-8"),
        "csv",
        N_("For other programs: commas, decimal points, no mark at the beginning."),
    )
    PDF = (N_("PDF"), "pdf", N_("To print or to send, as it looks here."))

    @property
    def title(self) -> str:
        """Its name for people, to be translated."""
        return self.value[0]

    @property
    def ending(self) -> str:
        """How the name of such a file ends, without the dot."""
        return self.value[1]

    @property
    def hint(self) -> str:
        """What it is good for, to be translated."""
        return self.value[2]


def write(
    exported: Exported,
    kind: ExportKind,
    path: Path,
    told: Callable[[int], None],
    separators: Separators,
) -> int:
    """Write a list to a file and return how many rows it has.

    ``told`` hears how many are written so far; what it raises stops the work, and then there is no
    file, or the one of before. Raises Refused, with what to do.
    """
    with written_whole(path) as beside:
        match kind:
            case ExportKind.XLSX:
                return xlsx.write(exported, beside, told)
            case ExportKind.CSV:
                return delimited_file.write(exported, beside, told, True, separators)
            case ExportKind.CSV_PLAIN:
                return delimited_file.write(exported, beside, told, False)
            case ExportKind.PDF:
                return pdf.write(exported, beside, told)

"""A sheet with one code in large bars, for scanners that do not read screens."""

from pathlib import Path

from app.formats import Formats
from app.printing.labels.job import LabelJob
from app.printing.labels.pages import write as write_labels
from app.printing.labels.printers import LabelPrinter
from app.printing.labels.template import (
    Alignment,
    LabelField,
    LabelFieldKey,
    LabelSymbol,
    LabelTemplate,
    Side,
)
from app.printing.media.label_sheets import A4
from app.printing.media.media import LabelMedia
from app.printing.symbols.symbol import SymbolKind
from app.services.paper.label_contents import LabelContent

MEDIA = LabelMedia("A4", *A4, 1, 1, width=120, height=40, left=45, top=25)
_TEMPLATE = LabelTemplate(
    "Code",
    (LabelSymbol(SymbolKind.CODE_128, side=Side.TOP, module=1.0),),
    (LabelField(LabelFieldKey.SERIAL, size=12, alignment=Alignment.CENTRE),),
)
_PRINTER = LabelPrinter(300)  # printers have as many dots, or two for each


def write(path: Path, code: str) -> None:
    """Write a PDF of one A4 page with ``code`` as Code 128, and in letters below.

    Raises Refused where no Code 128 holds the code, or where the file cannot be written; nothing
    half written is left then.
    """
    job = LabelJob(_TEMPLATE, MEDIA, _PRINTER, Formats("en", "CNY"))
    write_labels(path, job, [LabelContent(code)], 1)

"""The label of a carton: its code in bars and in letters, what it holds and how many."""

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
from app.printing.media.label_rolls import roll
from app.printing.symbols.symbol import SymbolKind
from app.services.paper.label_contents import LabelContent
from app.text import ngettext

MEDIA = roll("Carton 100 × 60", 100, 60)
_PRINTER = LabelPrinter(203)


def _template(units: str) -> LabelTemplate:
    centre = Alignment.CENTRE
    return LabelTemplate(
        "Carton",
        (LabelSymbol(SymbolKind.CODE_128, side=Side.TOP),),
        (
            LabelField(LabelFieldKey.SERIAL, size=14, bold=True, alignment=centre),
            LabelField(LabelFieldKey.PRODUCT, size=12, alignment=centre),
            LabelField(LabelFieldKey.TEXT, size=11, alignment=centre, text=units),
        ),
    )


def write(path: Path, code: str, product: str, units: int) -> None:
    """Write the label of one carton as a PDF of one page, in the label's own size.

    Raises Refused where the code has too many characters for a label of this width, or where the
    file cannot be written; nothing half written is left then.
    """
    template = _template(ngettext("{count} unit", "{count} units", units))
    job = LabelJob(template, MEDIA, _PRINTER, Formats("en", "CNY"))
    write_labels(path, job, [LabelContent(code, product=product)], 1)

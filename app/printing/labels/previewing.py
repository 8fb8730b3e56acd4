"""The drawing of one label, for the screen and for the file; or why there is none."""

from app.printing.fonts import lacking
from app.printing.labels.advice import does_not_fit
from app.printing.labels.drawing import Drawing, LabelWords
from app.printing.labels.job import LabelJob
from app.printing.labels.layout import lay_out
from app.services.paper.label_contents import LabelContent


def preview(job: LabelJob, content: LabelContent) -> Drawing:
    """What the printer will draw within a label's edges, as the label is read.

    Raises Refused, with the symbols and sizes that would do, where it does not fit (Q8).
    """
    laid = lay_out(job, content)
    if laid.drawing is None:
        raise does_not_fit(job, content, laid.symbols_fit)
    return laid.drawing


def lacking_in(drawing: Drawing) -> str:
    """The characters for which a mark is drawn, since no font has them: each once, in order."""
    words = [part for part in drawing.parts if isinstance(part, LabelWords)]
    return "".join(dict.fromkeys("".join(lacking([part.text], part.face) for part in words)))

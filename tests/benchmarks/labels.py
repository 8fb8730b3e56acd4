"""A thousand labels as a file, beside ReportLab drawing the same boxes and lines of text alone."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.formats import Formats
from app.printing.fonts import POINT
from app.printing.labels.drawing import Dark, Drawing, LabelWords
from app.printing.labels.job import LabelJob
from app.printing.labels.pages import write
from app.printing.labels.previewing import preview
from app.printing.labels.printers import LabelPrinter
from app.printing.labels.template import BUILT_IN
from app.printing.media.label_rolls import LABEL_ROLLS
from app.printing.media.label_sheets import LABEL_SHEETS
from app.services.paper.label_contents import LabelContent
from tests.benchmarks.measuring import HEAD, alternate, figures, ratio, show, spent
from tests.benchmarks.stores import Stores

LABELS = 1000
JOBS = (
    ("data_matrix", LABEL_SHEETS[0], 300),
    ("qr", LABEL_SHEETS[0], 600),
    ("code_128", LABEL_SHEETS[2], 300),
    ("gs1_data_matrix", LABEL_SHEETS[2], 300),
    ("data_matrix", LABEL_ROLLS[0], 203),
)
"""Template, sheet or roll, dots an inch."""


def measure(stores: Stores, rounds: int) -> None:
    """Print what a thousand labels cost: symbols made and read back, laid out, painted, written."""
    path = stores.main.parent / "labels.pdf"
    rows = []
    for key, media, dpi in JOBS:
        job = LabelJob(BUILT_IN[key], media, LabelPrinter(dpi), Formats("en", "CNY"))
        contents = [_content(number) for number in range(LABELS)]
        drawings = [preview(job, content) for content in contents]
        ours = partial(write, path, job, contents, LABELS)
        bare = partial(_bare, path, drawings, media.per_page)
        own, other = alternate(rounds, [partial(spent, ours), partial(spent, bare)])
        rows.append([f"{job.template.name}, {media.name}", figures(own), ratio(own, other)])
    show(f"{LABELS:,} labels as a PDF", [HEAD, "CPU", "to ReportLab alone"], rows)


def _content(number: int) -> LabelContent:
    watch = LabelContent("", product="Merrow Watch 44 mm", sku="MW-44", price=135900)
    return replace(watch, serial=f"SN{number:010}", gtin="6901234567892")


def _bare(path: Path, drawings: Sequence[Drawing], per_page: int) -> None:
    """The same boxes and lines, by ReportLab's own calls."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for number, drawing in enumerate(drawings, 1):
        dot = 25.4 / drawing.dpi / POINT
        for part in drawing.parts:
            if isinstance(part, Dark):
                for x, y, wide, high in part.boxes:
                    canvas.rect(x * dot, y * dot, wide * dot, high * dot, stroke=0, fill=1)
            elif isinstance(part, LabelWords):
                canvas.setFont("Helvetica", part.size)
                canvas.drawString(part.left * dot, part.base * dot, part.text)
        if number % per_page == 0:
            canvas.showPage()
    canvas.save()

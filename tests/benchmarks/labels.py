"""Labels: a thousand as a file, beside ReportLab drawing the same boxes and lines of text alone;
one at the scan, into the print queue, beside the scan.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.domain.printing import Printer, PrinterType, Purpose
from app.formats import Formats
from app.printing.fonts import POINT
from app.printing.labels import at_scan, choices
from app.printing.labels.choices import LabelChoice
from app.printing.labels.drawing import Dark, Drawing, LabelWords
from app.printing.labels.job import LabelJob
from app.printing.labels.pages import write
from app.printing.labels.previewing import preview
from app.printing.labels.printers import LabelPrinter
from app.printing.labels.template import BUILT_IN
from app.printing.media.label_rolls import LABEL_ROLLS
from app.printing.media.label_sheets import LABEL_SHEETS
from app.services import session as sessions
from app.services.documents import draft_lines, drafts
from app.services.entry.scanning import Outcome, scan
from app.services.paper import printers
from app.services.paper.label_contents import LabelContent
from app.services.paper.printers import Printout
from app.services.session import Session
from db.sql import Database
from tests.benchmarks.measuring import (
    HEAD,
    Times,
    alternate,
    clocked,
    figures,
    ratio,
    show,
    spent,
)
from tests.benchmarks.stores import Stores
from tests.benchmarks.taking_back import opened

LABELS = 1000
SCANS = 50
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
    with opened(stores.main) as database:
        _show_at_scan(*_at_scan(database))


def _show_at_scan(scanned: Times, queued: Times) -> None:
    show(
        f"A label at the scan: {SCANS} scans into a purchase, each with its label in the queue",
        [HEAD, "CPU", "to the scan", "clock", "slowest by the clock"],
        [
            ["the scan", figures(scanned), "", clocked(scanned), _slowest(scanned)],
            [
                "its label",
                figures(queued),
                ratio(queued, scanned),
                clocked(queued),
                _slowest(queued),
            ],
        ],
    )


def _slowest(times: Times) -> str:
    return f"{max(time.clock for time in times):.1f}"


def _at_scan(database: Database) -> tuple[Times, Times]:
    """What each scan takes, and what is added by putting its label into the print queue."""
    session = sessions.begin(database)
    printers.save(session, Printer("Labels", PrinterType.ZPL_NETWORK, "127.0.0.1"))
    printers.choose(session, Purpose.SERIAL_LABEL, Printout("Labels"))
    choices.choose(session, Purpose.SERIAL_LABEL, LabelChoice("small", LABEL_ROLLS[0].name))
    draft = drafts.new(session, "purchase")
    line = draft_lines.add_line(session, draft, 1)
    scanned, queued = [], []
    for number in range(SCANS + 1):
        outcomes: list[Outcome] = []
        code = f"NEW-{number * 7919 % 10007:05}"
        scanned.append(spent(partial(_scan, outcomes, session, draft, line, code)))
        undo = outcomes[0].undo
        assert undo is not None
        queued.append(spent(partial(at_scan.add, session, draft, undo.serials, "en")))
    return scanned[1:], queued[1:]


def _scan(outcomes: list[Outcome], session: Session, draft: int, line: int, code: str) -> None:
    outcomes.append(scan(session, draft, line, code))


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

"""PDFium is used by one thread at a time, by one door."""

import re
import threading
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from app.printing.making import repeated
from app.printing.page_image import page_image
from app.printing.pdfium import PDFIUM, each_page, opened
from app.printing.printers.raster import rasters
from tests.printing.label_jobs import WATCH, job

ROOT = Path(__file__).parents[2]
_USES = re.compile(r"^\s*(?:from|import) pypdfium2", re.MULTILINE)
_MODULE = "if TYPE_CHECKING:\n    from pypdfium2"


def uses(path: Path) -> bool:
    """It imports PDFium's documents, and not only their types or figures."""
    text = path.read_text("utf-8").replace(_MODULE, "")
    found = [line for line in text.splitlines() if _USES.match(line)]
    return any("PdfDocument" in line or "import pypdfium2" in line.split("#")[0] for line in found)


def test_nobody_opens_a_document_by_another_door():
    """Tests too: while one reads what was printed, a preview of the one before may go on."""
    files = [*(ROOT / "app").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in files if uses(path)}
    assert found == {"app/printing/pdfium.py", "tests/printing/test_pdfium.py"}


@pytest.fixture(scope="module")
def pdf():
    from app.printing.labels.pages import make

    return make(job("data_matrix", "DYMO 11354"), [WATCH] * 3, 3).data


@pytest.mark.parametrize(
    "work",
    [
        lambda pdf: page_image(pdf, 0, 1.0),
        lambda pdf: repeated(pdf, 2),
        lambda pdf: list(rasters(pdf, 203)),
        lambda pdf: list(each_page(pdf, lambda page: page.get_size())),
    ],
    ids=["preview", "copies", "dots", "pages"],
)
def test_whoever_comes_while_another_is_in_it_waits(pdf, work):
    done = threading.Event()

    def carry_out():
        work(pdf)
        done.set()

    with PDFIUM:
        thread = threading.Thread(target=carry_out)
        thread.start()
        assert not done.wait(0.05)
    thread.join(20)
    assert done.is_set()


def test_what_was_given_up_half_done_is_closed_while_its_thread_is_in_it_again(pdf):
    """As where Python collects a page of dots that nobody wants any more, within a preview."""

    def carry_out():
        given_up = rasters(pdf, 203)
        next(given_up)
        with opened(pdf):
            del given_up
        done.set()

    done = threading.Event()
    thread = threading.Thread(target=carry_out, daemon=True)
    thread.start()
    assert done.wait(20)


def test_calls_of_pdfium_are_made_by_who_holds_it(pdf, monkeypatch):
    """Opening, counting and closing too."""
    for name in ("__init__", "__len__", "close"):
        own = getattr(PdfDocument, name)

        def held(self, *given, _own=own, **named):
            assert PDFIUM._is_owned()
            return _own(self, *given, **named)

        monkeypatch.setattr(PdfDocument, name, held)
    page_image(pdf, 0, 1.0)
    repeated(pdf, 2)
    assert len(list(rasters(pdf, 203))) == 3

"""Prints from the button to the printer: CUPS, ESC/POS and ZPL to sockets of this computer."""

import socket
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfPage

from app.domain.printing import Printer, PrinterType, Purpose
from app.printing import making
from app.printing.pdfium import each_page
from app.printing.printers import system_queue
from app.printing.printers.sending import send
from app.services.paper import jobs, printers
from app.services.paper.jobs import NewJob
from db.queries import print_jobs
from tests.printing.heard import black_of_escpos, black_of_zpl, drawer_opens
from tests.printing.private_cups import add_queue, print_service

pytestmark = pytest.mark.rule("Q5")


@contextmanager
def heard():
    """A printer's port: its number, and what has come there once it hung up."""
    came, done = bytearray(), threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(30)

        def listen():
            try:
                line, _from = door.accept()
                with line:
                    while part := line.recv(65_536):
                        came.extend(part)
            finally:
                done.set()

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield door.getsockname()[1], came, done
        except BaseException:  # nothing may have come: it waits no longer
            socket.create_connection(door.getsockname()).close()
            raise
        finally:
            thread.join()


def printed(shop, printer, purpose, document=None, **asked):
    """Ask for a print, make it and send it, as the queue does."""
    printers.save(shop.session, printer)
    new = NewJob(purpose, printer.name, "", document=document, **asked)
    job = jobs.add(shop.session, new)
    copy = jobs.begin(shop.session, job)
    made = making.made(shop.database, print_jobs.job(shop.database, job), printer, copy)
    send(printer, made, "Sales invoice")
    jobs.end(shop.session, job)


@pytest.fixture
def sale(shop):
    shop.purchase("SN001 SN002")
    return shop.sell("SN001 SN002")


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_receipt_comes_out_of_a_printer_in_the_network(shop, sale, columns):
    with heard() as (port, came, _done):
        till = Printer(
            "Till",
            PrinterType.ESC_POS_NETWORK,
            f"127.0.0.1:{port}",
            columns=columns,
            drawer=True,
        )
        printed(shop, till, Purpose.RECEIPT, sale, copies=2)
    assert drawer_opens(bytes(came))
    first, second = black_of_escpos(bytes(came))
    assert first == second and len(first) > 3_000


def test_a_test_page_comes_out_of_a_label_printer(shop):
    with heard() as (port, came, _done):
        zebra = Printer("Zebra", PrinterType.ZPL_NETWORK, f"127.0.0.1:{port}", dpi=300)
        printed(shop, zebra, Purpose.TEST)
    (label,) = black_of_zpl(bytes(came))
    assert (label.width, label.height) == (591, 355)
    assert len(label.black) > 2_000


def _seen(page: PdfPage) -> tuple[str, tuple[float, float], Image.Image]:
    """What a page says, its size, and how it looks."""
    said = page.get_textpage().get_text_range()
    return said, page.get_size(), page.render(scale=1).to_pil().convert("L")


def test_a_document_comes_out_of_a_queue_of_this_computer(shop, sale, monkeypatch):
    """Through a print service of its own, which sends it to the printer as it was made."""
    with tempfile.TemporaryDirectory(prefix="cups") as made:
        folder = Path(made)
        folder.chmod(0o755)
        with print_service(folder, monkeypatch), heard() as (port, came, done):
            add_queue("Office", port)
            assert system_queue.queues() == ["Office"]
            office = Printer("Office laser", PrinterType.QUEUE, "Office")
            details = {"paper": "a4", "language": "zh_CN"}
            printed(shop, office, Purpose.DOCUMENT, sale, details=details)
            assert done.wait(30)
    ((said, size, image),) = each_page(bytes(came), _seen)
    assert "销售单" in said and "SN001" in said
    assert size == pytest.approx((595.3, 841.9), abs=0.1)
    assert image.getextrema()[0] < 60

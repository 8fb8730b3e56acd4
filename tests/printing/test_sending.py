"""Printers that are there, that are not, and that go while they print; each says what to do."""

import os
import socket
import stat
import struct
import threading
from contextlib import contextmanager

import pytest

from app.domain.printing import Printer, PrinterType
from app.domain.problems import Code
from app.printing.printers import network, system_queue
from app.printing.printers.folder import free_path
from app.printing.printers.sending import send
from tests.shop import refusal

pytestmark = pytest.mark.rule("Q5")


@contextmanager
def a_printer(hears=-1, breaks_off=False):
    """A printer in the network: its address, and what it hears; after ``hears`` bytes it goes."""
    heard = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as door:

        def work():
            line, _ = door.accept()
            with line:
                while part := line.recv(1024):
                    heard.extend(part)
                    if 0 <= hears <= len(heard):
                        if breaks_off:  # with a reset, as a switched-off printer does
                            linger = struct.pack("ii", 1, 0)
                            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                        return

        thread = threading.Thread(target=work)
        thread.start()
        yield f"127.0.0.1:{door.getsockname()[1]}", heard
        thread.join()


def zebra(address):
    return Printer("Zebra", PrinterType.ZPL_NETWORK, address)


def code_of(printer, made=b"x"):
    (problem,) = refusal(send, printer, made, "SI-2026-000001")
    assert problem.values["name"] == printer.name
    return problem.code


def test_a_printer_in_the_network_gets_every_byte():
    made = os.urandom(300_000)
    with a_printer() as (address, heard):
        send(zebra(address), made, "Labels")
    assert heard == made


def test_a_printer_that_is_not_there_is_told():
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"127.0.0.1:{door.getsockname()[1]}"
    assert code_of(zebra(address)) is Code.PRINTER_UNREACHABLE


def test_a_printer_that_goes_in_the_middle_is_told():
    with a_printer(hears=1000, breaks_off=True) as (address, _heard):
        assert code_of(zebra(address), bytes(20_000_000)) is Code.PRINTER_STOPPED


def test_a_printer_that_goes_at_the_end_is_told():
    with a_printer(hears=10, breaks_off=True) as (address, _heard):
        assert code_of(zebra(address), bytes(10)) is Code.PRINTER_STOPPED


def test_a_printer_that_stands_still_is_told(monkeypatch):
    monkeypatch.setattr(network, "STILL_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"127.0.0.1:{door.getsockname()[1]}"
        assert code_of(zebra(address), bytes(50_000_000)) is Code.PRINTER_STOPPED


def test_a_printer_at_a_port_gets_every_byte(tmp_path):
    port = tmp_path / "lp0"
    os.mkfifo(port)
    made, heard = os.urandom(200_000), bytearray()
    ready = threading.Event()

    def hear():
        with os.fdopen(os.open(port, os.O_RDONLY | os.O_NONBLOCK), "rb", 0) as reader:
            os.set_blocking(reader.fileno(), True)
            ready.set()
            while len(heard) < len(made):
                heard.extend(reader.read(4096) or b"")

    thread = threading.Thread(target=hear)
    thread.start()
    ready.wait()
    send(Printer("Till", PrinterType.ESC_POS_DEVICE, str(port)), made, "Receipt")
    thread.join()
    assert heard == made


@pytest.mark.parametrize("address", ["/dev/usb/no-such-printer", "/", ""])
def test_a_port_without_a_printer_is_told(address):
    assert code_of(Printer("Till", PrinterType.ESC_POS_DEVICE, address)) is Code.PRINTER_GONE


def test_pdf_files_take_nobodys_place(tmp_path):
    printer = Printer("PDF", PrinterType.FOLDER, str(tmp_path))
    for made in (b"one", b"two"):
        send(printer, made, 'Sales invoice "SI/1": a<b')
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["Sales invoice -SI-1-- a-b (2).pdf", "Sales invoice -SI-1-- a-b.pdf"]
    assert (tmp_path / names[0]).read_bytes() == b"two"


@pytest.mark.parametrize("title", ["", "..", "\n", "x" * 300, "a" * 200 + "/"])
def test_any_title_makes_a_file(tmp_path, title):
    path = free_path(tmp_path, title)
    assert path.parent == tmp_path
    assert 5 <= len(path.name) <= 110


def test_a_folder_that_is_not_there_is_told(tmp_path):
    printer = Printer("PDF", PrinterType.FOLDER, str(tmp_path / "gone"))
    (problem,) = refusal(send, printer, b"x", "SI")
    assert problem.code is Code.FILE_NO_FOLDER


@pytest.fixture
def lp(tmp_path, monkeypatch):
    """A print service in place of this computer's: what it was told, and what it answers."""
    told, answer = tmp_path / "told", tmp_path / "answer"
    for name, says in (
        (
            "lp",
            f'echo "$@" > {told}; cat >> {told}; cat {answer} >&2; test ! -s {answer}',
        ),
        ("lpstat", "echo Office_Laser; echo Counter"),
    ):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{says}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    answer.write_text("")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path


OFFICE = Printer("Office", PrinterType.QUEUE, "Office_Laser")


def test_a_print_queue_gets_the_pdf_in_its_own_size(lp):
    send(OFFICE, b"%PDF", "SI-2026-000001")
    told = (lp / "told").read_text()
    assert told == "-d Office_Laser -t SI-2026-000001 -o print-scaling=none -\n%PDF"
    assert system_queue.queues() == ["Counter", "Office_Laser"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("lp: The printer or class does not exist.", Code.PRINTER_GONE),
        ("lp: Destination is not accepting jobs.", Code.PRINTER_REFUSED),
    ],
)
def test_what_a_print_queue_refuses_is_told(lp, answer, code):
    (lp / "answer").write_text(answer)
    assert code_of(OFFICE) is code


def test_a_computer_without_print_service_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(send, OFFICE, b"x", "SI")[0].code is Code.PRINTER_NO_SYSTEM
    assert system_queue.queues() == []

"""Printers at a port of this computer (``/dev/usb/lp0``, ``COM3``): written to as to a file."""

import os
import select
import sys

from app.domain.printing import Printer
from app.domain.problems import Code, refuse
from app.printing.printers.network import STILL_SECONDS, reason_of

_PART = 4_096


def send(printer: Printer, made: bytes) -> None:
    """Write the paper to the printer's port. Raises Refused where it does not take all of it."""
    try:
        port = os.open(printer.address, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise refuse(Code.PRINTER_GONE, name=printer.name) from error
    try:
        _write(port, memoryview(made))
    except OSError as error:
        raise refuse(Code.PRINTER_STOPPED, name=printer.name, reason=reason_of(error)) from error
    finally:
        os.close(port)


def _write(port: int, left: memoryview) -> None:
    """Write all of it; a port that takes nothing for so long raises TimeoutError."""
    while left:
        if sys.platform != "win32" and not select.select((), (port,), (), STILL_SECONDS)[1]:
            raise TimeoutError
        left = left[os.write(port, left[:_PART]) :]

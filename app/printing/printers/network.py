"""Printers in the network that take what is written to a port (9100, "raw")."""

import socket
from contextlib import suppress

from app.domain.printing import Printer, host_and_port
from app.domain.problems import Code, refuse

CONNECT_SECONDS = 5.0
"""So long a printer may take to answer at all."""

STILL_SECONDS = 15.0
"""So long a printer may take nothing, with its paper out or its memory full."""

GOODBYE_SECONDS = 1.0
"""So long we wait for what a printer says to the end: that it broke off, if it did."""

_PART = 65_536


def send(printer: Printer, made: bytes) -> None:
    """Write the paper to the printer's port. Raises Refused where it does not take all of it."""
    address = host_and_port(printer.address)
    if address is None:
        raise refuse(Code.PRINTER_BAD_ADDRESS, address=printer.address)
    try:
        line = socket.create_connection(address, CONNECT_SECONDS)
    except OSError as error:
        raise refuse(
            Code.PRINTER_UNREACHABLE,
            name=printer.name,
            address=printer.address,
            reason=reason_of(error),
        ) from error
    with line:
        try:
            line.settimeout(STILL_SECONDS)
            for at in range(0, len(made), _PART):
                line.sendall(made[at : at + _PART])
            line.shutdown(socket.SHUT_WR)
            _hear_out(line)
        except OSError as error:
            raise refuse(
                Code.PRINTER_STOPPED, name=printer.name, reason=reason_of(error)
            ) from error


def _hear_out(line: socket.socket) -> None:
    """Until the printer hangs up, or says nothing: one that broke off is an error here."""
    line.settimeout(GOODBYE_SECONDS)
    with suppress(TimeoutError):
        while line.recv(_PART):
            pass


def reason_of(error: OSError) -> str:
    """What the system says of an error, in a word or two."""
    if isinstance(error, TimeoutError):
        return "timeout"
    return error.strerror or type(error).__name__

"""Printers of this computer: print queues of CUPS, reached by its own programs ``lp`` and
``lpstat``."""

import shutil
import subprocess

from app.domain.printing import Printer
from app.domain.problems import Code, refuse

_SECONDS = 20
"""So long the print service may take to take a paper."""


def queues() -> list[str]:
    """The printers of this computer by name; none where it has no print service."""
    lpstat = shutil.which("lpstat")
    if lpstat is None:
        return []
    try:
        said = subprocess.run([lpstat, "-e"], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return sorted(said.stdout.decode("utf-8", "replace").split()) if not said.returncode else []


def send(printer: Printer, made: bytes, title: str) -> None:
    """Give a PDF to a print queue, in its own size. Raises Refused where it is not taken."""
    lp = shutil.which("lp")
    if lp is None:
        raise refuse(Code.PRINTER_NO_SYSTEM)
    words = [lp, "-d", printer.address, "-t", title[:100], "-o", "print-scaling=none", "-"]
    try:
        said = subprocess.run(words, input=made, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = getattr(error, "strerror", None) or "timeout"
        raise refuse(Code.PRINTER_REFUSED, name=printer.name, reason=reason) from error
    if said.returncode:
        reason = said.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["lp"]
        code = Code.PRINTER_GONE if b"does not exist" in said.stderr else Code.PRINTER_REFUSED
        raise refuse(code, name=printer.name, reason=reason[0].removeprefix("lp: "))

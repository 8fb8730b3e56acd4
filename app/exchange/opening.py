"""A file is opened by what it is, whatever it is called."""

from pathlib import Path

from app.domain.problems import Code, refuse
from app.exchange.cells import Source
from app.exchange.delimited import Delimited
from app.exchange.guard import Tell, read_file, untold
from app.exchange.workbook import Workbook

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""The stream in which a compound file holds an encrypted workbook (MS-OFFCRYPTO 2.3.4.4)."""


def open_source(
    path: Path, encoding: str = "", tell: Tell = untold, chinese: bool = False
) -> Source:
    """Open a workbook or a text file. Raises Refused, saying what to do, for every other file.

    ``encoding`` is what a person said of a text file that does not say it itself;
    ``chinese``: where it has to be guessed, Chinese is likelier than western letters.
    """
    content = read_file(path, tell)
    if content.startswith(_ZIP):
        return Workbook(content, path.name)
    if content.startswith(_COMPOUND):
        locked = _LOCKED_PACKAGE in content
        raise refuse(Code.LIST_LOCKED if locked else Code.LIST_UNREADABLE, name=path.name)
    return Delimited(content, path.name, encoding, chinese)

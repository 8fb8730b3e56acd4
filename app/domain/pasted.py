"""Text copied from a spreadsheet: cells set apart by tabs, some of them in quotation marks (F6)."""

import re
from typing import NamedTuple

from app.domain import serials
from app.domain.codes import serial_in

_CELL = re.compile(r'"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*)')


def columns(text: str) -> list[list[str]]:
    """The columns of the cells that were copied, empty cells left out; one where it is no table.

    Spreadsheets quote a cell that holds a tab or a line end, and double the quotation marks in it;
    all other text, quotation marks too, stays as it is.
    """
    found: list[list[str]] = []
    for row in _rows(_with_line_ends(text)):
        found.extend([] for _place in range(len(row) - len(found)))
        for place, cell in enumerate(row):
            if cell.strip():
                found[place].append(cell)
    return [column for column in found if column]


class Sought(NamedTuple):
    """What a pasted list looks for: each code once, and the entries beyond what one list takes."""

    codes: tuple[str, ...]
    beyond: tuple[str, ...]


def sought(text: str, most: int = serials.MOST) -> Sought:
    """The codes of a pasted list, cell by cell and row by row (F5, F6); a label's is its serial.

    The first ``most`` are looked for; what comes after them is not even read.
    """
    cells = (cell for row in _rows(_with_line_ends(text)) for cell in row)
    entries = [entry for cell in cells for entry in serials.split(cell)]
    codes: dict[str, str] = {}
    for at, entry in enumerate(entries):
        code = serial_in(entry)
        if len(codes) == most and serials.key(code) not in codes:
            return Sought(tuple(codes.values()), tuple(entries[at:]))
        codes.setdefault(serials.key(code), code)
    return Sought(tuple(codes.values()), ())


def _with_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _rows(text: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        cell = _CELL.match(text, at)
        assert cell is not None  # the second way of the pattern takes nothing, too
        quoted = cell[1] is not None and ("\n" in cell[1] or "\t" in cell[1])
        rows[-1].append(cell[1].replace('""', '"') if quoted else cell[0])
        at = cell.end()
        if text[at : at + 1] == "\n":
            rows.append([])
        at += 1
    return rows

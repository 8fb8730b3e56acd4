"""Text copied from a spreadsheet: cells set apart by tabs, some of them in quotation marks (F6)."""

import re

_CELL = re.compile(r'"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*)')


def columns(text: str) -> list[list[str]]:
    """The columns of the cells that were copied, empty cells left out; one where it is no table.

    Spreadsheets quote a cell that holds a tab or a line end, and double the quotation marks in it;
    all other text, quotation marks too, stays as it is.
    """
    found: list[list[str]] = []
    for row in _rows(text.replace("\r\n", "\n").replace("\r", "\n")):
        found.extend([] for _place in range(len(row) - len(found)))
        for place, cell in enumerate(row):
            if cell.strip():
                found[place].append(cell)
    return [column for column in found if column]


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

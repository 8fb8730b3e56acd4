"""Packing lists of suppliers (C3): xlsx and csv, read as a stream; leading zeros stay (F2).

What a cell holds is never guessed. Text stays as it is. A whole number becomes its digits, with
the leading zeros its own number format shows; one of more than 15 digits has lost some, for that
is all Excel keeps of a number, and is a problem of its row.
"""

import csv
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

from app.domain.problems import Code, Problem, Refused, refuse
from app.domain.serials import fold
from app.services.cartons import Listed

MOST_UNITS = 100_000
MOST_MEGABYTES = 50
_SHOWN = 20
_MOST_COLUMNS = 200
_MOST_PROBLEMS = 1000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text, and why its text cannot be trusted, where that is so."""

    text: str
    code: Code | None = None


Row = tuple[int, Sequence[Cell]]
"""A row's number as a spreadsheet counts, from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Look:
    """The beginning of a list, for a person to choose its columns.

    ``carton`` and ``serial`` are the columns whose titles say so, or None.
    """

    sheets: tuple[str, ...]
    sheet: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    carton: int | None
    serial: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """How a list is to be read. ``header``: its first row is titles.

    ``repeat``: where the carton's cell is empty, the carton above goes on.
    """

    carton: int
    serial: int
    sheet: str = ""
    header: bool = True
    repeat: bool = False


def look(path: Path, sheet: str = "") -> Look:
    """Read the beginning of a list. Raises Refused where it is no list that can be read."""
    sheets = _sheets(path)
    first = [[cell.text for cell in cells] for _, cells in islice(_rows(path, sheet), _SHOWN + 1)]
    if not first:
        raise refuse(Code.LIST_EMPTY)
    width = max(map(len, first))
    rows = [tuple(row + [""] * (width - len(row))) for row in first]
    titles = [title.casefold() for title in rows[0]]
    return Look(
        sheets,
        sheet or next(iter(sheets), ""),
        rows[0],
        tuple(rows[1:]),
        _named(titles, _CARTON_TITLES),
        _named(titles, _SERIAL_TITLES),
    )


def units(path: Path, choice: Choice) -> Iterator[Listed | Problem]:
    """Every unit of the list as it comes, and every problem, with the number of its row."""
    above = ""
    for number, cells in _rows(path, choice.sheet):
        if number == 1 and choice.header:
            continue
        carton, serial = _cell(cells, choice.carton), _cell(cells, choice.serial)
        bad = [cell for cell in (carton, serial) if cell.code]
        for cell in bad:
            yield Problem(cell.code or Code.LIST_NO_TEXT, {"text": cell.text}, line=number)
        if bad or not (carton.text or serial.text):
            continue
        above = carton.text or (above if choice.repeat else "")
        if not above:
            yield Problem(Code.LIST_NO_CARTON, line=number)
        elif serial.text:
            # No comma or line end is part of a serial (F1); a space is left, to be refused.
            for part in filter(None, map(str.strip, _BETWEEN.split(serial.text))):
                yield Listed(above, part, number)
        elif not choice.repeat:
            yield Problem(Code.LIST_NO_SERIAL, line=number)


def load(path: Path, choice: Choice) -> list[Listed]:
    """All units of the list. Raises Refused with every problem, by row."""
    found: list[Listed] = []
    problems: list[Problem] = []
    for unit in units(path, choice):
        if isinstance(unit, Problem):
            problems.append(unit)
        else:
            found.append(unit)
        if len(found) > MOST_UNITS:
            raise refuse(Code.LIST_TOO_LONG, most=MOST_UNITS)
        if len(problems) >= _MOST_PROBLEMS:
            break
    if problems:
        raise Refused(problems)
    if not found:
        raise refuse(Code.LIST_EMPTY)
    return found


_BETWEEN = re.compile(r"[,、\r\n]+")
_CARTON_TITLES = ("carton", "ctn", "sscc", "box", "case", "pallet", "箱", "包装")
_SERIAL_TITLES = ("serial", "s/n", "sn", "imei", "序列", "串号", "串码")
_NOTHING = Cell("")


def _named(titles: Sequence[str], words: Iterable[str]) -> int | None:
    """The one column whose title has one of the words in it, or None."""
    found = [at for at, title in enumerate(titles) if any(word in title for word in words)]
    return found[0] if len(found) == 1 else None


def _cell(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else _NOTHING


def _rows(path: Path, sheet: str) -> Iterator[Row]:
    """The rows of a file, by what the file is, whatever it is called."""
    return _xlsx_rows(path, sheet) if _is_workbook(path) else _csv_rows(path)


def _is_workbook(path: Path) -> bool:
    try:
        if path.stat().st_size > MOST_MEGABYTES * 2**20:
            raise refuse(Code.LIST_TOO_BIG, name=path.name, most=MOST_MEGABYTES)
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as error:
        raise refuse(Code.LIST_UNREADABLE, name=path.name) from error


_SCIENTIFIC = re.compile(r"\d+(\.\d+)?E\+\d{1,3}", re.IGNORECASE)
_QUOTED_BY_EXCEL = re.compile(r'="(.*)"', re.DOTALL)


def _text_cell(text: str) -> Cell:
    """A cell of text, folded (F2). ``="0012"`` is how some programs keep zeros in a csv."""
    folded = fold(text.strip())
    quoted = _QUOTED_BY_EXCEL.fullmatch(folded)
    if quoted:
        return Cell(quoted[1].strip())
    return Cell(folded, Code.LIST_DIGITS_LOST if _SCIENTIFIC.fullmatch(folded) else None)


# xlsx

_UNREADABLE = (BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError, SyntaxError)
"""What openpyxl raises for workbooks that are damaged or none at all."""

_DIGITS_KEPT = 10**15


def _sheets(path: Path) -> tuple[str, ...]:
    """The names of a workbook's sheets; none for a csv."""
    if not _is_workbook(path):
        return ()
    # Half a second, which only those who import a list wait for.
    from openpyxl import load_workbook

    try:
        with path.open("rb") as file, warnings.catch_warnings(action="ignore"):
            return tuple(load_workbook(file, read_only=True).sheetnames)
    except _UNREADABLE as error:
        raise refuse(Code.LIST_UNREADABLE, name=path.name) from error


def _xlsx_rows(path: Path, sheet: str) -> Iterator[Row]:
    from openpyxl import load_workbook

    try:
        # The open file, not its path: openpyxl refuses names that do not end as it likes.
        with path.open("rb") as file:
            with warnings.catch_warnings(action="ignore"):
                book = load_workbook(file, read_only=True, data_only=True)
            page = book[sheet or book.sheetnames[0]]
            page.reset_dimensions()  # what the file says of its size is often wrong
            for number, cells in enumerate(page.iter_rows(), 1):
                yield number, [_workbook_cell(cell.value, cell) for cell in cells[:_MOST_COLUMNS]]
    except _UNREADABLE as error:
        raise refuse(Code.LIST_UNREADABLE, name=path.name) from error


def _workbook_cell(value: object, cell: object) -> Cell:
    match value:
        case None:
            return _NOTHING
        case str() if getattr(cell, "data_type", "") != "e":
            return _text_cell(value)
        case bool():
            return Cell(str(value).upper(), Code.LIST_NO_TEXT)
        case int() | float() if abs(value) >= _DIGITS_KEPT:
            return Cell(f"{value:.5G}", Code.LIST_DIGITS_LOST)
        case int() | float() if value >= 0 and value == int(value):
            return Cell(f"{int(value):0{_zeros(getattr(cell, 'number_format', None))}}")
        case _:
            return Cell(str(value), Code.LIST_NO_TEXT)


_ZEROS = re.compile(r"0+")


def _zeros(number_format: str | None) -> int:
    """The digits a number format shows at least: ``000000`` is 6; other formats add none."""
    return len(number_format) if number_format and _ZEROS.fullmatch(number_format) else 0


# csv


def _csv_rows(path: Path) -> Iterator[Row]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        sample = list(islice(file, 50))
        file.seek(0)
        try:
            for number, row in enumerate(csv.reader(file, delimiter=_delimiter(sample)), 1):
                yield number, [_text_cell(text) for text in row[:_MOST_COLUMNS]]
        except csv.Error as error:
            raise refuse(Code.LIST_UNREADABLE, name=path.name) from error


_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def _encoding(path: Path) -> str:
    """UTF-8, with its mark or without, UTF-16 with its mark, else GB18030, as Excel in China."""
    with path.open("rb") as file:
        start = file.read(3)
    marked = [name for mark, name in _MARKS.items() if start.startswith(mark)]
    for name in marked or ["utf-8", "gb18030"]:
        try:
            with path.open(encoding=name, newline="") as file:
                if not any("\0" in line for line in file):
                    return name
        except UnicodeError:
            continue
    raise refuse(Code.LIST_UNREADABLE, name=path.name)


def _delimiter(lines: Sequence[str]) -> str:
    """The separator by which the most lines have one and the same number of columns, over one."""

    def fitting(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(",;\t|", key=fitting)

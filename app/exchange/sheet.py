"""The cells of one sheet of a workbook (ECMA-376 part 1, 18.3.1): each as Excel shows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from app.domain.problems import Code
from app.exchange.cells import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    NOTHING,
    Cell,
    Row,
    SheetShape,
    text_cell,
)
from app.exchange.markup import Attributes, BadMarkup
from app.exchange.number_formats import GENERAL, is_date, shown_number, shown_text, shows_figure

_SHEET, _ROW, _CELL = "sheetData", "row", "c"
_DIGITS_KEPT = 10**15
_WIDEST = 16_384
_NUMBER = re.compile(r"-?(\d+\.?\d*|\.\d+)(E[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?\d{1,9}", re.ASCII)
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", re.ASCII)
_TRUE = ("1", "true", "on")
_MOST_NOTED = 10_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Turn ``_x000D_`` into the character it stands for (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    # Characters beyond the first 65,536 are written as two; halves alone are none.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share: texts, number formats by style, its first day."""

    strings: Sequence[str]
    formats: Sequence[str | None]
    since_1904: bool

    def form(self, style: str) -> str | None:
        """The number format of a style; None where the workbook does not say it."""
        if style.isdecimal() and len(style) < 6 and int(style) < len(self.formats):
            return self.formats[int(style)]
        return GENERAL if style in ("", "0") else None


class SheetReader:
    """Takes a sheet's markup piece by piece and makes rows of it."""

    def __init__(self, book: Book) -> None:
        self.beyond = False
        """A row lies beyond the last one that a sheet can have."""
        self._book = book
        self._rows: list[Row] = []
        self._row = 0
        self._column = 0
        self._cells: list[Cell] = []
        self._within = ""
        self._given: Attributes = {}
        self._value: list[str] | None = None
        self._length = 0
        self._formula = self._inline = False
        self._reading = False  # what comes is the text of a value
        self._phonetic = 0
        self._hidden = False  # the row that is read
        self._hidden_rows: list[int] = []
        self._hidden_columns: set[int] = set()
        self._merged: list[tuple[int, int, int]] = []
        self._columns_beyond = False

    def shape(self) -> SheetShape:
        """What is hidden and merged in the sheet, as far as it was read."""
        return SheetShape(
            self._hidden_rows, frozenset(self._hidden_columns), self._merged, self._columns_beyond
        )

    def _note_column(self, given: Attributes) -> None:
        """Columns that are hidden; a stretch of them is given by its ends, from 1."""
        first, last = given.get("min", ""), given.get("max", "")
        if given.get("hidden") in _TRUE and first.isdecimal() and last.isdecimal():
            ends = min(int(last[:6]), MOST_COLUMNS)
            self._hidden_columns.update(range(max(int(first[:6]), 1) - 1, ends))

    def _note_merged(self, reference: str) -> None:
        """A merged cell over several rows; one over columns only says nothing of other rows."""
        found = _AREA.fullmatch(reference)
        if found and len(self._merged) < _MOST_NOTED:
            first, last = int(found[2]), int(found[4])
            if first < last and (column := _column(found[1])) < MOST_COLUMNS:
                self._merged.append((first, last, column))

    def take_rows(self) -> list[Row]:
        """The rows that were finished since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, tag: str, given: Attributes) -> None:
        """An element begins."""
        within = self._within
        if within == _CELL:
            self._start_in_cell(tag)
        elif within == _ROW and tag == _CELL:
            self._within = _CELL
            self._begin_cell(given)
        elif within == _SHEET and tag == _ROW:
            self._within = _ROW
            self._begin_row(given.get("r", ""))
            self._hidden = given.get("hidden") in _TRUE
        elif not within and tag == _SHEET:
            self._within = _SHEET
        elif not within and tag == "col":
            self._note_column(given)
        elif within == "done" and tag == "mergeCell":
            self._note_merged(given.get("ref", ""))

    def _start_in_cell(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._reading = not self._phonetic
            self._inline = self._inline or tag == "t"
            self._value = [] if self._value is None else self._value
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._phonetic += 1

    def end(self, tag: str) -> None:
        """An element ends."""
        within = self._within
        if within == _CELL:
            self._reading = False
            if tag == _CELL:
                self._within = _ROW
                self._end_cell()
            elif tag == "rPh":
                self._phonetic -= 1
        elif within == tag == _ROW:
            self._within = _SHEET
            if self._cells and any(cell.text or cell.code for cell in self._cells):
                self._rows.append((self._row, self._cells))
                if self._hidden and len(self._hidden_rows) < _MOST_NOTED:
                    self._hidden_rows.append(self._row)
        elif within == tag == _SHEET:
            self._within = "done"

    def text(self, piece: str) -> None:
        """Text within an element."""
        if self._reading and self._value is not None and self._length <= MOST_CHARACTERS:
            self._value.append(piece)
            self._length += len(piece)

    def _begin_row(self, said: str) -> None:
        """Rows and cells that do not say where they are follow the one before."""
        if said and not said.isdecimal():
            raise BadMarkup
        self._row = int(said[:20]) if said else self._row + 1
        self.beyond = self.beyond or self._row > MOST_ROWS
        self._cells = []
        self._column = 0

    def _begin_cell(self, given: Attributes) -> None:
        self._given = given
        self._value, self._length = None, 0
        self._formula = self._inline = False
        self._phonetic = 0
        if said := given.get("r"):
            found = _REFERENCE.fullmatch(said)
            self._column = _column(found[1]) if found else _WIDEST
        if self._column >= _WIDEST:
            raise BadMarkup

    def _end_cell(self) -> None:
        place = self._column
        self._column += 1
        if self._value is None and not self._formula:
            return
        if place >= MOST_COLUMNS:
            self._columns_beyond = True
            return
        cell = self._cell()
        self._cells.extend([NOTHING] * (place + 1 - len(self._cells)))
        self._cells[place] = cell

    def _cell(self) -> Cell:
        value = None if self._value is None else "".join(self._value)
        kind = "inlineStr" if self._inline else self._given.get("t", "n")
        if value is None or (value == "" and self._formula and kind != "str"):
            return Cell("", Code.LIST_NO_VALUE) if self._formula else NOTHING
        match kind:
            case "inlineStr" | "str":
                return self._text(unescaped(value))
            case "s":
                return self._shared(value.strip())
            case "n":
                return self._number(value.strip())
            case "b":
                return Cell({"1": "TRUE", "0": "FALSE"}.get(value, value), Code.LIST_NO_TEXT)
        return Cell(value[:MOST_CHARACTERS], Code.LIST_NO_TEXT)

    def _shared(self, number: str) -> Cell:
        if not number:
            return NOTHING
        if number.isdecimal() and len(number) < 10 and int(number) < len(self._book.strings):
            return self._text(self._book.strings[int(number)])
        return Cell("", Code.LIST_NO_VALUE)

    def _text(self, text: str) -> Cell:
        cell = text_cell(text)
        form = self._book.form(self._given.get("s", ""))
        if not cell.text or cell.code or not form or form in (GENERAL, "@"):
            return cell
        shown = shown_text(cell.text, form)
        return Cell(cell.text, Code.LIST_SHOWN_OTHERWISE) if shown is None else text_cell(shown)

    def _number(self, text: str) -> Cell:
        if not text:
            return NOTHING
        if not _NUMBER.fullmatch(text):
            return Cell(text, Code.LIST_NO_TEXT)
        value = float(text)
        form = self._book.form(self._given.get("s", ""))
        cell = self._shown(text, value, form)
        if form is not None and shows_figure(form) and abs(value) < _DIGITS_KEPT:
            return replace(cell, figure=_plain(value))
        return cell

    def _shown(self, text: str, value: float, form: str | None) -> Cell:
        if form and is_date(form):
            return Cell(self._date(value) or text, Code.LIST_NO_TEXT)
        if abs(value) >= _DIGITS_KEPT:
            return Cell(f"{value:.5G}", Code.LIST_DIGITS_LOST)
        if value < 0 or value != int(value):
            return Cell(text, Code.LIST_NO_TEXT)
        if form is None:
            return Cell(str(int(value)), Code.LIST_NO_STYLE)
        shown = shown_number(int(value), form)
        if shown is None:
            return Cell(str(int(value)), Code.LIST_SHOWN_OTHERWISE)
        return text_cell(shown)

    def _date(self, value: float) -> str | None:
        """The day and time of a number: days since 1900, with a 29th of February, or 1904."""
        first = (
            datetime(1904, 1, 1, tzinfo=UTC)
            if self._book.since_1904
            else datetime(1899, 12, 30, tzinfo=UTC)
        )
        try:
            moment = first + timedelta(seconds=round(value * 86_400))
        except OverflowError:
            return None
        plain = moment.hour == moment.minute == moment.second == 0
        return f"{moment:%Y-%m-%d}" if plain else f"{moment:%Y-%m-%d %H:%M:%S}"


def _plain(value: float) -> str:
    """A number in the 15 digits that Excel knows of it, without a power of ten."""
    return f"{Decimal(f'{value:.15g}'):f}"


def _column(letters: str) -> int:
    """A column's place from 0: ``A`` is 0, ``AA`` is 26."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - 64
    return place - 1

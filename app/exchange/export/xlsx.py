"""A table as an Excel workbook, by XlsxWriter, row by row: the memory holds one row at a time.

Serial numbers, codes and phones are text, whatever they look like, so that no zero and no digit is
lost and nothing runs as a formula; figures and dates are real ones. What the list is of, what was
asked for and when stands on a sheet of its own, so that the table is nothing but a table.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from app.domain.problems import Code, refuse
from app.domain.wrapping import cells as width_of
from app.exchange.cells import MOST_CHARACTERS
from app.exchange.export.exported import Exported, Value
from app.lists.listing import Column, Type
from app.text import N_, _

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""Rows of a sheet, its titles among them; what is more goes on a further one."""

_EXACT = 10**15
"""Excel keeps 15 digits of a number: one with more is written as text."""
_FIRST_DAY = date(1900, 3, 1)
"""Days before it are text: Excel knows none before 1900, and one too many in that February."""
_WIDEST = 60
_LOOKED_AT = 500
"""So many rows say how wide a column is."""
_ABOUT = N_("About this list")
_DATES = {"en": "d mmm yyyy"}
_ISO = "yyyy-mm-dd"


def write(exported: Exported, path: Path, told: Callable[[int], None]) -> int:
    """Write it to ``path`` and return how many rows there are; ``told`` hears how many so far.

    Raises Refused for a text that no cell of Excel has room for, and OSError where the disk does
    not take it; what is put aside meanwhile lies beside ``path``.
    """
    from xlsxwriter.workbook import Workbook

    with (
        path.open("wb") as file,
        TemporaryDirectory(dir=path.parent, prefix=".", ignore_cleanup_errors=True) as folder,
    ):
        book = Workbook(file, {"constant_memory": True, "tmpdir": folder, "in_memory": False})
        try:
            table = _TableSheets(book, exported)
            for rows in exported.each_rows():
                table.write_rows(rows)
                told(table.written)
            table.finish()
            _write_facts(book, exported)
        except BaseException:
            _let_go(book)
            raise
        book.close()
    return table.written


def _let_go(book: "Workbook") -> None:
    """Close what was put aside, so that it can be deleted on every system."""
    sheets: list[Any] = book.worksheets()
    for sheet in sheets:
        sheet.row_data_fh.close()


class _TableSheets:
    """The table on one sheet, or on as many as it takes."""

    def __init__(self, book: "Workbook", exported: Exported) -> None:
        self._book, self._exported = book, exported
        self._styles = _styles(book, exported)
        self._title_style = book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
        self._names = (_sheet_name(exported.title, number) for number in count(1))
        self._readers = exported.readers()
        self.written = 0
        self._begin()

    def _begin(self) -> None:
        self._sheet: Worksheet = self._book.add_worksheet(next(self._names), _plain_sheet())
        self._row = 0
        self._widths = [0] * len(self._readers)
        titles = [_(column.title) for column in self._exported.columns]
        self._note_widths(titles)
        for place, title in enumerate(titles):
            self._sheet.write_string(0, place, title, self._title_style)
        self._sheet.freeze_panes(1, 0)

    def write_rows(self, rows: Sequence[Any]) -> None:
        """The next rows, on a further sheet where this one is full."""
        for row in rows:
            if self._row + 1 == MOST_ROWS:
                self.finish()
                self._begin()
            self._row += 1
            self.written += 1
            values = [read(row) for read in self._readers]
            self._write(values)
            if self._row <= _LOOKED_AT:
                self._note_widths(values)

    def _write(self, values: Sequence[Value]) -> None:
        sheet, at = self._sheet, self._row
        for place, value in enumerate(values):
            style = self._styles[place]
            if isinstance(value, str):
                if not value:
                    continue
                if sheet.write_string(at, place, value, style):
                    self._refuse_long(place)
            elif value is not None:
                _write_other(sheet, at, place, value, style)

    def _refuse_long(self, place: int) -> None:
        title = _(self._exported.columns[place].title)
        raise refuse(Code.EXPORT_CELL_LONG, column=title, number=self.written, most=MOST_CHARACTERS)

    def _note_widths(self, values: Sequence[Value]) -> None:
        for place, value in enumerate(values):
            if value is not None:
                wide = width_of(str(value)[:_WIDEST])
                self._widths[place] = max(self._widths[place], wide)

    def finish(self) -> None:
        """Say how wide the columns are, and put the arrows on their heads."""
        for place, wide in enumerate(self._widths):
            self._sheet.set_column(place, place, min(wide, _WIDEST) + 3)
        self._sheet.autofilter(0, 0, self._row, len(self._widths) - 1)


def _write_other(sheet: "Worksheet", at: int, place: int, value: Value, style: "Format") -> None:
    """A number, a day or a moment; as text where Excel would keep another one."""
    if isinstance(value, date):  # a moment is one too
        day = value.date() if isinstance(value, datetime) else value
        if day >= _FIRST_DAY:
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            sheet.write_datetime(at, place, moment, style)
        else:
            sheet.write_string(at, place, str(value), style)
    elif isinstance(value, (int, Decimal)):
        digits = int(value.scaleb(3)) if isinstance(value, Decimal) else value
        if abs(digits) < _EXACT:
            sheet.write_number(at, place, float(value), style)
        else:
            sheet.write_string(at, place, str(value), style)


def _plain_sheet() -> type["Worksheet"]:
    """A sheet that writes each text as text.

    XlsxWriter takes one that looks like its own mark-up for formatted text, ``<r>…</r>`` from
    beginning to end, and writes it into the file as it is.
    """
    from xlsxwriter.worksheet import Worksheet

    class PlainSheet(Worksheet):  # type: ignore[misc]
        def _xml_rich_inline_string(self, string: str, attributes: Any = None) -> None:
            self._xml_inline_string(string, True, attributes)

    return PlainSheet


def _styles(book: "Workbook", exported: Exported) -> list["Format"]:
    """How each column's cells are formatted."""
    return [
        book.add_format({"num_format": _number_format(column, exported)})
        for column in exported.columns
    ]


def _number_format(column: Column[Any], exported: Exported) -> str:
    formats = exported.formats
    day = _DATES.get(formats.language, _ISO)
    match column.type:
        case Type.COUNT:
            return "#,##0"
        case Type.QUANTITY:
            return "General"
        case Type.MONEY:
            return f"#,##0.{'0' * formats.decimals}" if formats.decimals else "#,##0"
        case Type.DATE:
            return day
        case Type.MOMENT:
            return f"{day} hh:mm:ss"
    return "@"


def _write_facts(book: "Workbook", exported: Exported) -> None:
    sheet = book.add_worksheet(_sheet_name(_(_ABOUT), 1), _plain_sheet())
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for row, (name, value) in enumerate(exported.facts):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, value[:MOST_CHARACTERS], text)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, _WIDEST)


def _sheet_name(title: str, number: int) -> str:
    """A name for a sheet: 31 characters at most, none of those that Excel keeps for itself."""
    tail = f" {number}" if number > 1 else ""
    plain = re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")
    return plain[: 31 - len(tail)].rstrip() + tail

"""Tables of every type of column, written as files and read back."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils.escape import unescape

from app.exchange.export.delimited_file import COMMAS, Separators
from app.exchange.export.exported import Exported
from app.exchange.export.formula_guard import unguarded_text
from app.exchange.export.writing import ExportKind, write
from app.formats import Formats
from app.lists.listing import Column, Type


class ExportRow(NamedTuple):
    """A row with a value of each type."""

    serial: str = "000123"
    text: str | None = "text"
    count: int | None = 3
    quantity: int | None = 2500
    money: int | None = 129900
    day: str | None = "2026-11-27"
    moment: str | None = "2026-11-27T06:30:15.250Z"
    status: int | None = 1
    flag: bool = True


COLUMNS: Sequence[Column[ExportRow]] = (
    Column("serial", "Serial number", Type.SERIAL, lambda r: r.serial),
    Column("text", "Item", Type.TEXT, lambda r: r.text, nothing="–"),
    Column("count", "Serials", Type.COUNT, lambda r: r.count),
    Column("quantity", "Units", Type.QUANTITY, lambda r: r.quantity),
    Column("money", "Total", Type.MONEY, lambda r: r.money),
    Column("day", "Date", Type.DATE, lambda r: r.day),
    Column("moment", "Time", Type.MOMENT, lambda r: r.moment),
    Column("status", "State", Type.STATUS, lambda r: r.status, names={1: "Posted"}),
    Column("flag", "Serial numbers", Type.FLAG, lambda r: r.flag),
)


def exported(
    rows: Sequence[Any],
    columns: Sequence[Column[Any]] = COLUMNS,
    currency: str = "CNY",
    language: str = "en",
    pages: int = 1,
) -> Exported:
    """A table of these rows, read in so many pages."""

    def each() -> Iterator[Sequence[Any]]:
        size = max(1, -(-len(rows) // pages))
        for begin in range(0, len(rows), size):
            yield rows[begin : begin + size]

    facts = [("List", "Everything"), ("Status", "=In stock")]
    return Exported("Everything", columns, facts, Formats(language, currency), each)


def written(
    table: Exported,
    kind: ExportKind,
    folder: Path,
    separators: Separators = COMMAS,
) -> Path:
    """The file that a table was written to."""
    path = folder / f"list.{kind.ending}"
    write(table, kind, path, lambda rows: None, separators)
    return path


def cells_of(path: Path) -> list[list[Any]]:
    """The titles and rows of a workbook's sheets of the table, as openpyxl reads them."""
    book = openpyxl.load_workbook(path)
    *tables, _about = book.worksheets
    return [
        [unescape(cell.value) if isinstance(cell.value, str) else cell.value for cell in row]
        for sheet in tables
        for row in sheet.iter_rows()
    ]


def texts_of(path: Path, separator: str = ",") -> list[list[str]]:
    """The titles and rows of a comma-separated file, as the shop entered them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=separator, strict=True))
    return [[unguarded_text(text) for text in row] for row in rows]


def as_read_back(value: Any) -> Any:
    """A value as openpyxl gives it: numbers are numbers, days are midnights, nothing is None."""
    if isinstance(value, Decimal):
        return float(value) if value % 1 else int(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, datetime.min.time())
    return None if value == "" else value


def as_text(value: Any, type: Type) -> str:
    """A value as a comma-separated file has it."""
    if isinstance(value, Decimal):
        return f"{value.normalize() if type is Type.QUANTITY else value:f}"
    return "" if value is None else str(value)

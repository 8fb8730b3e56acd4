"""A table as comma-separated text (RFC 4180): as Excel opens it right, or as plain as it can be.

Excel takes a file for UTF-8 only with a mark at its beginning, and parts it by the separator of
the computer; a line ``sep=`` would break the mark, so there is none.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.exchange.export.exported import Exported, Value
from app.exchange.export.formula_guard import guarded_text
from app.lists.listing import Type
from app.text import _


@dataclass(frozen=True, slots=True)
class Separators:
    """What parts cells, and the decimals of a number from its whole: as the computer has them."""

    cells: str = ","
    decimals: str = "."

    @classmethod
    def by(cls, decimal_point: str) -> "Separators":
        """Where numbers have a comma, cells are parted by semicolons, as Excel does it there."""
        return cls(";", ",") if decimal_point == "," else cls()


COMMAS = Separators()
"""As most computers, and all other programs, have it."""


def write(
    exported: Exported,
    path: Path,
    told: Callable[[int], None],
    marked: bool = True,
    separators: Separators = COMMAS,
) -> int:
    """Write it to ``path`` and return how many rows there are; ``told`` hears how many so far.

    ``marked``: as UTF-8 that Excel knows as such. Raises OSError where the disk does not take it.
    """
    texts = [
        _text_of(reader, column.type is Type.QUANTITY, separators.decimals)
        for reader, column in zip(exported.readers(), exported.columns, strict=True)
    ]
    written = 0
    with path.open("w", encoding="utf-8-sig" if marked else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separators.cells, lineterminator="\r\n")
        writer.writerow([guarded_text(_(column.title)) for column in exported.columns])
        for rows in exported.each_rows():
            writer.writerows([_row(row, texts) for row in rows])
            written += len(rows)
            told(written)
    return written


def _row(row: Any, texts: Sequence[Callable[[Any], str]]) -> list[str]:
    return [text(row) for text in texts]


def _text_of(read: Callable[[Any], Value], is_quantity: bool, point: str) -> Callable[[Any], str]:
    def text(row: Any) -> str:
        value = read(row)
        if isinstance(value, str):
            return guarded_text(value)
        if isinstance(value, Decimal):
            return _number(value, is_quantity, point)
        if isinstance(value, datetime):
            return value.isoformat(" ")
        if isinstance(value, date):
            return value.isoformat()
        return "" if value is None else str(value)

    return text


def _number(value: Decimal, is_quantity: bool, point: str) -> str:
    """A quantity without needless zeros; money with the decimals of its currency."""
    text = f"{value.normalize() if is_quantity else value:f}"
    return text if point == "." else text.replace(".", point)

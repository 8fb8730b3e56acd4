"""A cell as text: what all readers of lists give, whatever the file was.

What a cell holds is never guessed. Text stays as it is, leading zeros too (F2); where its text
cannot be trusted, the cell says why, and the row that needs it has a problem.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.problems import Code, Problem, Reason
from app.domain.serials import fold
from app.exchange.guard import Tell, untold

MOST_ROWS = 2**20
MOST_COLUMNS = 200
"""Columns that are read; a sheet of Excel has 16,384."""

MOST_CHARACTERS = 32_767
"""Characters of one cell, as in Excel."""

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text, and why its text cannot be trusted, where that is so.

    ``figure`` is the number that the cell holds, where it shows just that: what a price or quantity
    is, however its format writes it. ``literal``: somebody said that no range is meant by it.
    ``written`` is what stood there, where ``text`` was folded (F2): of a name it is the name.
    """

    text: str
    code: Reason | None = None
    figure: str = ""
    literal: bool = False
    written: str = ""

    def problem(self, row: int) -> Problem | None:
        """What is wrong with it, as a problem of its row."""
        values = {"text": self.text[:_SHOWN], "most": MOST_CHARACTERS}
        return Problem(self.code, values, line=row) if self.code else None


NOTHING = Cell("")

Row = tuple[int, Sequence[Cell]]
"""A row's number as a spreadsheet counts, from 1, and its cells. Rows without any are left out."""


@dataclass(frozen=True, slots=True)
class SheetShape:
    """What a sheet says beside its cells; columns are counted from 0.

    ``hidden_rows`` are those that hold anything; ``merged`` are cells over several rows: the first
    and the last row, and the column. ``columns_beyond``: there are more columns than are read.
    """

    hidden_rows: Sequence[int] = ()
    hidden_columns: frozenset[int] = frozenset()
    merged: Sequence[tuple[int, int, int]] = ()
    columns_beyond: bool = False


class Source(Protocol):
    """A file that was opened: its sheets, and the rows of each as a stream."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets; none where the file is one sheet without a name."""

    @property
    def encoding(self) -> str:
        """The encoding that had to be guessed; empty where the file itself says it."""

    def rows(self, sheet: str = "", tell: Tell = untold) -> Iterator[Row]:
        """The rows of a sheet, or of the first one. Raises Refused where they cannot be read."""

    def shape(self, sheet: str = "") -> SheetShape:
        """What the sheet says beside its cells, once its rows were read."""


_POWER = re.compile(r"\d+([.,]\d+)?E\+\d{1,3}", re.IGNORECASE)
_ERROR = re.compile(r"#(N/A|[A-Z]+(/0)?[!?]|GETTING_DATA|#+)")
_UNSAFE = re.compile("[\ud800-\udfff]")


def text_cell(text: str) -> Cell:
    """A cell of text, folded (F2)."""
    if len(text) > MOST_CHARACTERS:
        return Cell(text[:_SHOWN], Code.LIST_CELL_LONG)
    written = text.strip()
    folded = _UNSAFE.sub("\ufffd", fold(written))
    if not folded:
        return NOTHING
    return Cell(folded, _doubt(folded), written="" if folded == written else written)


def _doubt(text: str) -> Reason | None:
    """Why a text may not be what stands on the label: signs that only Excel understands."""
    match text[0]:
        case "'":
            return Code.LIST_APOSTROPHE
        case "=":
            return Code.LIST_NO_VALUE
        case "#" if _ERROR.fullmatch(text):
            return Code.LIST_NO_TEXT
    return Code.LIST_DIGITS_LOST if _POWER.fullmatch(text) else None

"""Comma-separated values and their kin (RFC 4180), as Excel and others write them."""

import csv
import re
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from itertools import islice

from app.domain.problems import Code, Problem, Refused, refuse
from app.exchange.cells import MOST_COLUMNS, MOST_ROWS, Cell, Row, SheetShape, text_cell
from app.exchange.export.formula_guard import unguarded_text
from app.exchange.guard import Tell, untold

ENCODINGS = ("gb18030", "cp1252", "big5", "shift_jis")
"""Encodings that a file cannot say by itself, the likeliest first."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SEPARATORS = ",;\t|"
_NO_ROWS = ("<", "%PDF", "{\\rtf")
"""How other files of text begin: web pages that call themselves .xls, and papers."""

_SAMPLE = 50
_TELL_EVERY = 1000
_LOOKED_AT = 2**18
_AT_ONCE = 2**20
"""Bytes decoded, and characters of a line, at once: the screen waits meanwhile."""


class Delimited:
    """A text file of rows, whatever its encoding and separator. Raises Refused for no text.

    ``encoding`` is one of ENCODINGS where a person said it; ``chinese`` is what is likelier where
    nobody did.
    """

    sheets: tuple[str, ...] = ()

    def __init__(
        self, content: bytes, name: str, encoding: str = "", chinese: bool = False
    ) -> None:
        self._name = name
        self._beyond = False
        self._text, self.encoding = _decoded(content, name, encoding, chinese)
        said = _SAID.match(self._text)
        self._start = said.end() if said else 0
        sample = [line[:_LOOKED_AT] for line in islice(self._lines(), _SAMPLE)]
        self._separator = said[1] if said else _separator(sample)

    def _lines(self) -> StringIO:
        lines = StringIO(self._text, newline="")
        lines.seek(self._start)
        return lines

    def rows(self, sheet: str = "", tell: Tell = untold) -> Iterator[Row]:
        """The rows; a line that names the separator is none of them."""
        if sheet:
            raise refuse(Code.LIST_UNREADABLE, name=self._name)
        lines, number = self._lines(), 0
        try:
            # Strict: else a quotation mark that is never closed swallows the rest in silence.
            for cells in csv.reader(
                map(_not_too_long, lines), delimiter=self._separator, strict=True
            ):
                number += 1
                if number % _TELL_EVERY == 0:
                    tell(lines.tell() / max(len(self._text), 1))
                if number > MOST_ROWS:
                    raise refuse(Code.LIST_TOO_MANY_ROWS, name=self._name, most=MOST_ROWS)
                self._beyond = self._beyond or any(map(str.strip, cells[MOST_COLUMNS:]))
                found = [_cell(text) for text in cells[:MOST_COLUMNS]]
                if any(cell.text for cell in found):
                    yield number, found
        except csv.Error as error:
            raise Refused([Problem(Code.LIST_BAD_ROW, line=number + 1)]) from error

    def shape(self, _sheet: str = "") -> SheetShape:
        """A text file says nothing beside its cells, but for columns that are not read."""
        return SheetShape(columns_beyond=self._beyond)


def _not_too_long(line: str) -> str:
    if len(line) > _AT_ONCE:
        raise csv.Error
    return line


_SAID = re.compile(r"\"?sep=([^\r\n\"])\"?[^\S\r\n]*(?:\r\n|\r|\n)", re.IGNORECASE)
"""How Excel is told the separator, in a line of its own."""

_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
"""``="0012"`` is how some programs keep Excel from dropping zeros."""


def _cell(text: str) -> Cell:
    formula = _TEXT_FORMULA.fullmatch(text.strip())
    if formula:
        return text_cell(formula[1].replace('""', '"'))
    said = unguarded_text(text)
    cell = text_cell(said)
    # An apostrophe before what would run says that it is a text: there is no doubt about it.
    return cell if said == text or cell.code is Code.LIST_CELL_LONG else replace(cell, code=None)


def _decoded(content: bytes, name: str, said: str, chinese: bool) -> tuple[str, str]:
    """The text, and the encoding where it had to be said or guessed."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if not marked:
        marked = None if said else _first_that_fits(content, ["utf-8"])
    guessed = "" if marked else (said or _guessed(content, chinese))
    try:
        text = _text(content, marked or guessed)
    except UnicodeError as error:
        raise refuse(Code.LIST_UNREADABLE, name=name) from error
    if "\0" in text or text.lstrip().startswith(_NO_ROWS):
        raise refuse(Code.LIST_UNREADABLE, name=name)
    return text, guessed


def _first_that_fits(content: bytes, encodings: Sequence[str]) -> str | None:
    for encoding in encodings:
        with suppress(UnicodeError):
            _text(content, encoding)
            return encoding
    return None


def _text(content: bytes, encoding: str) -> str:
    """Decode it piece by piece. Raises UnicodeError."""
    decoder = getincrementaldecoder(encoding)()
    pieces = (content[at : at + _AT_ONCE] for at in range(0, len(content), _AT_ONCE))
    return "".join([*map(decoder.decode, pieces), decoder.decode(b"", True)])


_PAIRS = re.compile(rb"[\x81-\xfe][\x30-\xfe]")
_COMMON = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
"""Punctuation, full-width signs and the 3,755 common characters of GB 2312 (level 1)."""


def _guessed(content: bytes, chinese: bool) -> str:
    """GB18030 where most pairs of bytes are common Chinese, else what western Excel writes.

    Nearly every text in Windows-1252 is valid GB18030 too, but of characters that nobody uses.
    In a ``chinese`` shop rarer characters, of names and places, are enough.
    """
    pairs = _PAIRS.findall(content[:_LOOKED_AT])
    common = sum(_COMMON.fullmatch(pair) is not None for pair in pairs)
    likely = (
        ["gb18030", "cp1252"]
        if (4 if chinese else 2) * common > len(pairs)
        else ["cp1252", "gb18030"]
    )
    return _first_that_fits(content, likely) or likely[0]


def _separator(lines: Sequence[str]) -> str:
    """The separator by which the most lines have one and the same number of columns, over one."""

    def fitting(separator: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        try:
            widths.update(len(row) for row in csv.reader(lines, delimiter=separator))
        except csv.Error:
            return (0, 0)
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(_SEPARATORS, key=fitting)

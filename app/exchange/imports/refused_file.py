"""The file of what was refused: the same columns, with *Row* and *Problem*, to be imported again.

CSV as Excel opens it right: UTF-8 with a mark, CRLF. A cell that a spreadsheet could take for a
formula is written as ``="…"``, which the reader here takes for the text it is; so are codes of
figures only and what looks like a date or a power of ten, which Excel would change.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

_FORMULA = re.compile(r"[=+\-@\t\r]")
_CHANGED = re.compile(r"0\d+|\d{12,}|\d+([-/:]\d+)+|\d+E\d+", re.IGNORECASE)


def refused_csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The bytes of the file: ``titles``, then the rows."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_safe(title) for title in titles])
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig", "replace")


def _safe(text: str) -> str:
    text = text.replace("\0", "\ufffd")  # a text file that has NULs is read by nobody
    if _CHANGED.fullmatch(text) or _FORMULA.match(text):
        doubled = text.replace('"', '""')
        return f'="{doubled}"'
    return text

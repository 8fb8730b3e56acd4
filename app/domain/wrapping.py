"""Text in rows that fit: millimetres of a page, or columns of a receipt (Chinese takes two).

Whatever is measured, the words are set the same way, and no character is lost.
"""

import unicodedata
from collections.abc import Callable

_NOT_FIRST = frozenset("，。、；：！？）》”’」』】…—,.;:!?)]}%")
"""What never begins a row, unless it is all there is room for."""
_NOT_LAST = frozenset("（《“‘「『【([{¥$￥")
_WIDE = frozenset("WF")
_INVISIBLE = frozenset(("Mn", "Me", "Cf"))


def cells(text: str) -> int:
    """How many columns of a receipt a text takes: a Chinese glyph two, a mark over another none."""
    if text.isascii():
        return len(text)
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.east_asian_width(char) in _WIDE:
        return 2
    return 0 if unicodedata.category(char) in _INVISIBLE else 1


def one_row(text: str) -> str:
    """A text with its line ends and tabs as spaces, and without control characters."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if unicodedata.category(char) != "Cc")


def wrap(text: str, room: float, measure: Callable[[str], float] = cells) -> list[str]:
    """Set a text in rows no wider than ``room``, one at least; its own line ends are kept.

    Rows end at spaces, which go, and between Chinese characters; a word that is wider than a row is
    broken anywhere. A character wider than ``room`` has a row of its own.
    """
    return [
        row for given in text.splitlines() or [""] for row in _rows(one_row(given), room, measure)
    ]


def _rows(text: str, room: float, measure: Callable[[str], float]) -> list[str]:
    if measure(text) <= room:
        return [text]
    rows: list[str] = []
    start, end, width, may_end = 0, 0, 0.0, 0
    while end < len(text):
        char = text[end]
        if end > start and _may_break(text, end):
            may_end = end
        advance = measure(char)
        if width + advance > room and end > start and char != " ":
            cut = may_end if may_end > start else end
            rows.append(text[start:cut].rstrip(" "))
            start = end = cut
            width = 0.0
            continue
        width += advance
        end += 1
    return [*rows, text[start:].rstrip(" ")]


def _may_break(text: str, at: int) -> bool:
    """May a row end before the character at ``at``?"""
    before, after = text[at - 1], text[at]
    if before == " ":
        return after != " "
    if after in _NOT_FIRST or before in _NOT_LAST or after == " ":
        return False
    return _cells(before) == 2 or _cells(after) == 2


def sides(left: str, right: str, columns: int) -> list[str]:
    """A text at the left and a figure at the right edge, the text wrapped, the figure never.

    Where both have no room in one row, the figure has a row of its own below. Every row has as
    many columns as there are, or fewer. A figure wider than a row is set in rows as a text is.
    """
    figure = cells(right)
    if figure > columns:
        return [*(wrap(left, columns) if left else []), *wrap(right, columns)]
    rows = wrap(left, columns)
    gap = columns - cells(rows[-1]) - figure
    if gap < (1 if rows[-1] and right else 0):
        return [*rows, " " * (columns - figure) + right]
    return [*rows[:-1], rows[-1] + " " * gap + right]


def centred(text: str, columns: int) -> list[str]:
    """A text in rows, each in the middle."""
    return [" " * ((columns - cells(row)) // 2) + row for row in wrap(text, columns)]

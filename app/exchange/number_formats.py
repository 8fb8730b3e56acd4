"""What Excel shows of a cell by its number format (ECMA-376 part 1, 18.8.30), where it is certain.

Only formats that show a number's digits, with zeros and other text around them, make a text here.
All others show something else than the cell holds (a date, a percentage, thousands, a rounded
figure): their text is None, and nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, unique
from functools import lru_cache

GENERAL = "General"

BUILT_IN: Mapping[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "yyyy-mm-dd"),
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    48: "##0.0E+0",
    49: "@",
}
"""The formats that a workbook names by number only. All dates are one here: none is ever text."""

_LONGEST_GENERAL = 11
"""Digits that ``General`` shows before it turns to powers of ten, in a cell that is wide enough."""


@unique
class _Kind(Enum):
    """What a part of a number format does."""

    LITERAL = "literal"
    DIGIT = "digit"
    TEXT = "text"
    GENERAL = "general"
    THOUSANDS = "thousands"
    DATE = "date"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Part:
    kind: _Kind
    text: str


_Section = tuple[_Part, ...]

_PARTS = re.compile(
    r"""
      "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<width>.) | \*(?P<fill>.)
    | \[\$(?P<currency>[^\]-]*)(?:-(?P<locale>[0-9A-F]*))?\]
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General) | (?P<power>E[+-]) | (?P<noon>AM/PM|A/P|上午/下午)
    | (?P<plain>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d+", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_DIGITS = "0#?"
_DATE_LETTERS = "ymdhsebgYMDHSEBG"
_CALCULATED = ".%/"


def is_date(form: str) -> bool:
    """Does the format show a date or a time of a number?"""
    return any(part.kind is _Kind.DATE for part in _sections(form)[0])


def shows_figure(form: str) -> bool:
    """Does it show a number as the figure it is: with decimals, thousands and a currency at most?

    A percentage, a fraction, a power of ten and thousands left out are another figure.
    """
    section = _sections(form)[0]
    return all(
        part.kind not in (_Kind.DATE, _Kind.TEXT)
        and (part.kind is not _Kind.OTHER or part.text == ".")
        for part in section
    )


def shown_number(number: int, form: str) -> str | None:
    """The digits that Excel shows of a whole number of 0 or more; None where it shows others."""
    sections = _sections(form)
    if len(sections) > 1 and _is_for_text(sections[-1]):
        sections = sections[:-1]
    section = sections[2] if number == 0 and len(sections) > 2 else sections[0]
    kinds = [part.kind for part in section]
    if kinds in ([_Kind.GENERAL], [_Kind.TEXT]):
        return str(number)  # however the width of the column makes it look
    if {_Kind.DATE, _Kind.OTHER, _Kind.TEXT} & set(kinds):
        return None
    places, generals = kinds.count(_Kind.DIGIT), kinds.count(_Kind.GENERAL)
    if generals == 1 and not places and len(str(number)) <= _LONGEST_GENERAL:
        shown: str | None = "".join(part.text or str(number) for part in section)
    elif places and not generals and not (_Kind.THOUSANDS in kinds and number >= 1000):
        shown = _placed(number, section)
    else:
        return None
    # A comma would cut it into two serial numbers, which it is not.
    return shown if shown and "," not in shown and any(map(str.isdigit, shown)) else None


def shown_text(text: str, form: str) -> str | None:
    """What Excel shows of a cell of text; None where its format shows something else."""
    sections = _sections(form)
    if not _is_for_text(sections[-1]) and len(sections) < 4:
        return text
    if any(part.kind not in (_Kind.LITERAL, _Kind.TEXT, _Kind.GENERAL) for part in sections[-1]):
        return None
    has_text = any(part.kind in (_Kind.TEXT, _Kind.GENERAL) for part in sections[-1])
    if not has_text:
        return None
    return "".join(part.text if part.kind is _Kind.LITERAL else text for part in sections[-1])


def _is_for_text(section: _Section) -> bool:
    return any(part.kind is _Kind.TEXT for part in section)


def _placed(number: int, section: _Section) -> str | None:
    """The digits in their places, from the right; what is left over stands at the first place."""
    digits = str(number) if number else ""
    left = sum(part.kind is _Kind.DIGIT for part in section)
    zeros = sum(part.text == "0" for part in section if part.kind is _Kind.DIGIT)
    if any(part.kind is _Kind.THOUSANDS for part in section) and zeros > 3:
        return None
    shown: list[str] = []
    for part in reversed(section):
        if part.kind is _Kind.DIGIT:
            left -= 1
            taken = digits if left == 0 else digits[-1:]
            digits = digits[: len(digits) - len(taken)]
            shown.append(taken or {"0": "0", "#": "", "?": " "}[part.text])
        elif part.kind is _Kind.LITERAL:
            shown.append(part.text)
    return "".join(reversed(shown))


@lru_cache(maxsize=128)
def _sections(form: str) -> tuple[_Section, ...]:
    """The format's sections: for numbers above zero, below it, zero itself, and text."""
    sections: list[list[_Part]] = [[]]
    for part in _parts(form):
        if part is None:
            sections.append([])
        else:
            sections[-1].append(part)
    return tuple(tuple(_settled(section)) for section in sections)


def _parts(form: str) -> Iterator[_Part | None]:
    """The parts of a format in order; None ends a section."""
    for found in _PARTS.finditer(form):
        group, text = found.lastgroup or "", found[found.lastgroup or 0]
        if found["currency"] is not None:
            # Eight figures of a locale also choose the shape of the digits.
            western = len((found["locale"] or "").lstrip("0")) <= 4
            yield _Part(_Kind.LITERAL if western else _Kind.OTHER, found["currency"])
        elif group == "bracket":
            yield from _bracket(text)
        elif group == "plain" and text == ";":
            yield None
        elif group == "plain":
            yield _Part(_plain(text), text)
        elif group in ("quoted", "escaped"):
            yield _Part(_Kind.LITERAL, text)
        elif group == "width":
            yield _Part(_Kind.LITERAL, " ")
        elif group == "fill":
            yield _Part(_Kind.LITERAL if text == " " else _Kind.OTHER, text)
        elif group == "general":
            yield _Part(_Kind.GENERAL, "")
        else:
            yield _Part(_Kind.DATE if group == "noon" else _Kind.OTHER, text)


def _bracket(text: str) -> Iterator[_Part]:
    """Colours show nothing; conditions and Chinese figures are not followed here."""
    if not _COLOUR.fullmatch(text):
        yield _Part(_Kind.DATE if _ELAPSED.fullmatch(text) else _Kind.OTHER, text)


def _plain(char: str) -> _Kind:
    if char in _DIGITS:
        return _Kind.DIGIT
    if char == "@":
        return _Kind.TEXT
    if char == ",":
        return _Kind.THOUSANDS
    if char in _DATE_LETTERS:
        return _Kind.DATE
    unsure = char in _CALCULATED or (char.isascii() and char.isalnum()) or char in '!"\\[]_*'
    return _Kind.OTHER if unsure else _Kind.LITERAL


def _settled(section: list[_Part]) -> Iterator[_Part]:
    """A comma between places sets thousands apart, behind the last one it divides by 1,000."""
    places = [at for at, part in enumerate(section) if part.kind is _Kind.DIGIT]
    for at, part in enumerate(section):
        if part.kind is not _Kind.THOUSANDS or (places and places[0] < at < places[-1]):
            yield part
        else:
            yield _Part(_Kind.OTHER if places and at > places[-1] else _Kind.LITERAL, part.text)

"""The date of a document: read as people write it, and asked about where it is odd (D10)."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from enum import IntEnum, unique

from app.domain.problems import Code, Problem


@unique
class DateChoice(IntEnum):
    """Whose date a document bears; the numbers are what the store keeps."""

    POSTING = 0  # the day it is posted; a draft takes the new day
    CHOSEN = 1
    SURE = 2  # chosen, asked about, and meant


LONG_AGO = 31
"""Days: a chosen date further back is asked about, where a shop has not chosen otherwise."""


def judge_date(
    chosen: date, choice: DateChoice, today: date, first_year: int, long_ago: int = LONG_AGO
) -> Problem | None:
    """What is asked about a chosen date (D10); ``first_year`` is that of the first posting, and
    further back than ``long_ago`` days is asked about.
    """
    if choice is not DateChoice.CHOSEN:
        return None
    said, days = chosen.isoformat(), (today - chosen).days
    if days < 0:
        return Problem(Code.DATE_AHEAD, {"date": said})
    if chosen.year < first_year:
        return Problem(Code.DATE_BEFORE_SHOP, {"date": said, "year": first_year})
    if days > long_ago:
        return Problem(Code.DATE_LONG_AGO, {"date": said, "days": days})
    return None


def is_date(text: str) -> bool:
    """Is this a day of the calendar, written as the store keeps it: ``2026-01-31``?"""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

# Texts, which ``re`` compiles when they are first used: no start reads a date.
_YEAR_FIRST = r"([1-9]\d{3})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?)"
_DIGITS = r"([1-9]\d{3})(\d{2})(\d{2})"
_DOTTED = r"(\d{1,2})\.(\d{1,2})\.([1-9]\d{3})"
_YEAR_LAST = r"(\d{1,2})([-/])(\d{1,2})\2([1-9]\d{3})"
_DAY_AND_NAME = r"(\d{1,2})[- ]?([a-z]{3,9})[.,]?[- ]?([1-9]\d{3})"
_NAME_AND_DAY = r"([a-z]{3,9})\.? ?(\d{1,2}),? ([1-9]\d{3})"


def read(text: str) -> date | Problem:
    """The day that was typed, as the program writes it or as people do.

    ``2025-12-31``, ``20251231``, ``2025年12月31日``, ``31.12.2025``, ``31/12/2025``,
    ``12/31/2025``, ``31 Dec 2025``: the year in full, in any width of digits. What can be two days
    (``01/02/2025``) or is none is a problem, never a guess.
    """
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    compact = re.sub(r"\s*([-/.年月日号])\s*", r"\1", re.sub(r"\s+", " ", folded))
    found = sorted(set(_readings(compact)))
    if len(found) == 1:
        return found[0]
    if found:
        first, second = (day.isoformat() for day in found)
        return Problem(Code.DATE_UNCLEAR, {"text": text, "first": first, "second": second})
    return Problem(Code.BAD_DATE, {"text": text})


def _readings(text: str) -> Iterator[date]:
    """Every day that the text can mean."""
    if match := re.fullmatch(_YEAR_FIRST, text):
        year, _mark, *parts = match.groups()
        month, day = (part for part in parts if part)
        yield from _day(year, month, day)
    elif match := re.fullmatch(_DIGITS, text):
        yield from _day(*match.groups())
    elif match := re.fullmatch(_DOTTED, text):
        day, month, year = match.groups()
        yield from _day(year, month, day)
    elif match := re.fullmatch(_YEAR_LAST, text):
        one, _mark, other, year = match.groups()
        yield from _day(year, other, one)
        yield from _day(year, one, other)
    elif match := re.fullmatch(_DAY_AND_NAME, text):
        day, name, year = match.groups()
        yield from _day(year, _month(name), day)
    elif match := re.fullmatch(_NAME_AND_DAY, text):
        name, day, year = match.groups()
        yield from _day(year, _month(name), day)


def _month(name: str) -> int:
    """The month that a name or its beginning means; 0: none. ``sept`` is one."""
    fitting = [place for place, month in enumerate(_MONTHS, 1) if month.startswith(name)]
    return fitting[0] if len(fitting) == 1 else 0


def _day(year: str, month: str | int, day: str) -> Iterator[date]:
    """That day, where the calendar has it."""
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return

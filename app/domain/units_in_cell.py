"""What a cell of a list names: one unit or several, and a range only where a person says so (G1).

Nothing is guessed: what could be a range is asked about, and until the answer it is refused.
"""

import re
from collections.abc import Iterator

from app.domain import generation
from app.domain.problems import Code, Problem
from app.domain.serials import MOST

_BETWEEN = re.compile(r"[,、\r\n]+")
_RANGE_SIGN = re.compile(
    r"[-~+:.…–—―−〜→=*×至到]|\d\s*x\s*\d|\b(?:to|thru|through|till|until|bis)\b", re.IGNORECASE
)
_ALONE = frozenset({Code.RANGE_NO_NUMBER, Code.BAD_CHARACTER, Code.TOO_LONG, Code.EMPTY})
"""What can be wrong with a text that means one serial number."""


def units_in_cell(text: str, literal: bool = False) -> Iterator[str | Problem]:
    """The serial numbers that a cell names, or why it is not certain which.

    They are set apart by commas or lines, which are part of none (F1); a space is left, to be
    refused. ``literal``: somebody said that each of them is one, whatever it looks like.
    """
    for part in _parts(text):
        if literal or not _may_be_range(part):
            yield part
        else:
            yield Problem(Code.LIST_RANGE, {"text": part}, serial=part)


def written_out(text: str) -> str | None:
    """The cell with its ranges written out, set apart by commas.

    None where one cannot be read, or all are more than one operation takes (F5).
    """
    numbers: list[str] = []
    for part in _parts(text):
        if not _may_be_range(part):
            numbers.append(part)
            continue
        plan = generation.read_ranges(part)
        if generation.problems_of(plan):
            return None
        numbers += plan.numbers()
        if len(numbers) > MOST:
            return None
    return ", ".join(numbers)


def between(first: str, last: str) -> list[str] | Problem:
    """The serial numbers from the first to the last, as a list has them in two columns."""
    plan = generation.read_ranges(f"{first}~{last}")
    return next(iter(generation.problems_of(plan)), None) or list(plan.numbers())


def _parts(text: str) -> Iterator[str]:
    return filter(None, (part.strip() for part in _BETWEEN.split(text)))


def _may_be_range(text: str) -> bool:
    """Could it be meant as more than one serial (G1)?"""
    if not _RANGE_SIGN.search(text):
        return False
    plan = generation.read_ranges(text)
    several = any(run.count > 1 for run in plan.runs)
    return several or any(problem.code not in _ALONE for problem in plan.problems)

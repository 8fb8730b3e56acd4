"""Batch generation (G1, G2): patterns and ranges -> serials, judged before the store is asked.

Whatever the clerk filled in becomes a ``Plan``: one or more runs of a running number between a
prefix and a suffix. Nothing is made of a plan that has a problem.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.domain.folding import RUNNING
from app.domain.problems import Code, Problem
from app.domain.serials import LONGEST, MOST, check, fold, key, split

MOST_DIGITS = 18
"""Digits of a running number at most: it is kept as a 64-bit integer."""


@dataclass(frozen=True, slots=True)
class Run:
    """Prefix + running number + suffix, ``count`` of them from ``start`` by ``step``.

    ``width`` digits with leading zeros; 0 lets the number grow as it needs to.
    """

    prefix: str
    start: int
    width: int = 0
    suffix: str = ""
    step: int = 1
    count: int = 1

    @property
    def end(self) -> int:
        """The last running number."""
        return self.start + (self.count - 1) * self.step

    @property
    def next(self) -> int:
        """The running number that comes after this run."""
        return self.end + self.step

    @property
    def pattern(self) -> str:
        """The same prefix, width and suffix as a pattern, for the product to remember (G3)."""
        mark = f"{{N:{self.width}}}" if self.width else "{N}"
        return _escaped(self.prefix) + mark + _escaped(self.suffix)

    def number(self, running: int) -> str:
        """The serial of one running number."""
        return f"{self.prefix}{running:0{self.width}}{self.suffix}"

    def numbers(self) -> Iterator[str]:
        """All of them, in order."""
        return map(self.number, range(self.start, self.end + 1, self.step))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be generated; ``problems`` were found while its text was read.

    ``pattern`` is what the product remembers of it (G3), dates and SKU not filled in.
    """

    runs: tuple[Run, ...] = ()
    problems: tuple[Problem, ...] = ()
    pattern: str = ""

    @property
    def count(self) -> int:
        """How many serials it makes."""
        return sum(max(run.count, 0) for run in self.runs)

    @property
    def first(self) -> str:
        """The first serial; only for a plan without problems, which has one."""
        return self.runs[0].number(self.runs[0].start)

    @property
    def last(self) -> str:
        """The last serial; only for a plan without problems."""
        return self.runs[-1].number(self.runs[-1].end)

    def numbers(self) -> list[str]:
        """All serials, in order; only for a plan without problems."""
        return [number for run in self.runs for number in run.numbers()]


def problems_of(plan: Plan) -> list[Problem]:
    """Everything wrong with a plan by itself (F1, F5, G2); an empty list means it can be made."""
    found = list(plan.problems)
    for run in plan.runs:
        found.extend(_run_problems(run))
    if plan.count > MOST:
        found.append(Problem(Code.GENERATE_TOO_MANY, {"count": plan.count, "most": MOST}))
    if not plan.runs and not found:
        found.append(Problem(Code.GENERATE_NOTHING))
    return found or list(_twins(plan))


def _run_problems(run: Run) -> Iterator[Problem]:
    if run.count < 1:
        yield Problem(Code.GENERATE_NOTHING)
    if run.step < 1:
        yield Problem(Code.GENERATE_STEP)
    if not 0 <= run.width <= MOST_DIGITS:
        yield Problem(Code.GENERATE_WIDTH, {"most": MOST_DIGITS})
    if not 0 <= run.start < 10**MOST_DIGITS:
        yield Problem(Code.GENERATE_START, {"most": MOST_DIGITS})
    elif run.step >= 1 and run.count >= 1 and 0 <= run.width <= MOST_DIGITS:
        yield from _number_problems(run)


def _number_problems(run: Run) -> Iterator[Problem]:
    """The last one is the longest: what it keeps to, they all do."""
    digits = run.width or MOST_DIGITS
    if run.end >= 10**digits:
        values = {"number": run.end, "width": digits, "largest": 10**digits - 1}
        yield Problem(Code.GENERATE_OVERFLOW, values)
    else:
        problem = check(run.number(run.end))
        if problem:
            yield problem


def _twins(plan: Plan) -> Iterator[Problem]:
    """Ranges may overlap: the first serial that would be made twice."""
    seen: set[str] = set()
    for number in plan.numbers() if len(plan.runs) > 1 else ():
        if key(number) in seen:
            yield Problem(Code.GENERATE_TWICE, {"serial": number}, serial=number)
            return
        seen.add(key(number))


# Patterns

MARKS = "{YYYY} {YY} {MM} {DD} {SKU} {N} {N:5}"
"""What can stand in a pattern, as it is shown."""

_MARK = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_RUNNING = re.compile(r"N(?::(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern with its date and SKU filled in: what stands around the running number."""

    text: str
    prefix: str
    width: int
    suffix: str
    problems: tuple[Problem, ...] = ()

    def plan(self, start: int, count: int, step: int = 1) -> Plan:
        """The plan of this pattern from a number on."""
        if self.problems:
            return Plan(problems=self.problems)
        run = Run(self.prefix, start, self.width, self.suffix, step, count)
        return Plan((run,), pattern=self.text)


def read_pattern(text: str, day: date, sku: str) -> Pattern:
    """Fill in ``{YYYY}`` ``{YY}`` ``{MM}`` ``{DD}`` and ``{SKU}``; ``{N}`` or ``{N:5}`` runs (G1).

    The running number stands in a pattern exactly once. A brace itself is written twice.
    """
    values = {
        "YYYY": f"{day.year:04}",
        "YY": f"{day.year % 100:02}",
        "MM": f"{day.month:02}",
        "DD": f"{day.day:02}",
        "SKU": sku,
    }
    parts, width, problems = [""], 0, []
    at = 0
    folded = fold(text.strip())
    for mark in _MARK.finditer(folded):
        parts[-1] += folded[at : mark.start()]
        at = mark.end()
        name = (mark[1] or "").strip().upper()
        running = _RUNNING.fullmatch(name)
        if mark[0] in ("{{", "}}"):
            parts[-1] += mark[0][0]
        elif running:
            width = int(running[1] or 0)
            parts.append("")
        elif name in values:
            parts[-1] += values[name]
        else:
            problems.append(Problem(Code.PATTERN_UNKNOWN, {"mark": mark[0], "known": MARKS}))
    parts[-1] += folded[at:]
    if len(parts) != 2:
        problems.append(Problem(Code.PATTERN_NUMBER, {"example": "{N:5}"}))
    return Pattern(folded, parts[0], width, parts[-1], tuple(problems))


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


# Ranges as people write them

_GAP = r"[^\S\r\n]"  # within one line
_TO = re.compile(
    r"\s*(?:~+|\.{2,}|…+|[–—―−〜→]+|-{2,}>?|-+>|=+>|:{2,}|至|到)\s*"
    rf"|\s+(?:-|to|thru|through|till|until|bis)\s+|{_GAP}+-{_GAP}*|{_GAP}*-{_GAP}+",
    re.IGNORECASE,
)
_MORE = re.compile(rf"\s*\+\s*(?=\d)|{_GAP}+\+(?=\s*(?:[,，、]|$))")
_TIMES = re.compile(rf"(?:{_GAP}*[*×]|{_GAP}+x){_GAP}*(?=\d+\s*(?:[,，、\r\n]|$))", re.IGNORECASE)
_MARKS = re.compile(
    r"^[-+]|-$|[+*~;|<>=&(){}\[\]]|\.\.|::|\dx[1-9]\d{0,3}$|^[1-9]\d{0,3}x[a-z]", re.IGNORECASE
)
"""What stands in a text that means more than one serial, or none that is certain."""


def read_ranges(text: str) -> Plan:
    """Read ranges set apart by commas or spaces (G1), full-width and Chinese forms too (F2).

    ``SN001-SN050``, ``SN001~050`` and ``SN001 至 SN050`` run to the second one; ``SN001 +9`` is
    that one and nine more, ``SN001 x10`` are ten; a serial alone is itself. ``SN001-050`` is
    refused: it can be a serial just as well. What means more than one in a way that is not
    certain never becomes a serial of that text.
    """
    plain = _TIMES.sub("*", _MORE.sub("+", _TO.sub("~", fold(text.strip()))))
    runs, problems = [], []
    for entry in split(plain):
        found = _read_range(entry)
        if isinstance(found, Run):
            runs.append(found)
        else:
            problems.append(found)
    return Plan(tuple(runs), tuple(problems))


def _read_range(entry: str) -> Run | Problem:
    ends = entry.split("~")
    if max(map(len, ends)) > 2 * LONGEST:  # before any number is made of it
        return Problem(Code.TOO_LONG, {"length": max(map(len, ends)), "most": LONGEST})
    unclear = Problem(Code.RANGE_UNCLEAR, {"text": entry})
    if len(ends) > 2 or (len(ends) == 2 and {"+", "*"} & set(entry)):
        return unclear
    if any(end.startswith("-") for end in ends):
        return unclear
    if len(ends) == 2:
        return _between(ends[0], ends[1]) or _shortened(ends[0], ends[1]) or unclear
    if entry.endswith("+") and entry != "+":
        return Problem(Code.RANGE_NO_COUNT, {"text": entry})
    return _counted(entry) or _dashed(entry) or _alone(entry) or unclear


def _counted(entry: str) -> Run | None:
    """``SN001+9`` or ``SN001*10``: a first serial and how many."""
    for mark, first_too in (("+", 1), ("*", 0)):
        start, found, more = entry.rpartition(mark)
        certain = _is_digits(more) and len(more) <= MOST_DIGITS and not {"+", "*"} & set(start)
        if found and certain:
            return _from(start, int(more) + first_too)
    return None


def _dashed(entry: str) -> Run | None:
    """``SN001-SN050``, where that is the one way to read it."""
    found = [run for first, last in _cuts(entry, "-") if (run := _between(first, last))]
    return found[0] if len(found) == 1 else None


def _cuts(entry: str, marks: str) -> list[tuple[str, str]]:
    return [(entry[:at], entry[at + 1 :]) for at, char in enumerate(entry) if char in marks]


def _between(first: str, last: str) -> Run | None:
    """The run from one serial to another that differ in one number, or None."""
    if key(first) == key(last):
        return _from(first, 1)
    same = 0
    while same < min(len(first), len(last)) and key(first[same]) == key(last[same]):
        same += 1
    head = first[:same].rstrip("0123456789")
    start = RUNNING.fullmatch(first[len(head) :])
    end = RUNNING.fullmatch(last[len(head) :])
    if not start or not end or start[1] or end[1] or key(start[3]) != key(end[3]):
        return None
    return _run(head, start[2], end[2], start[3])


def _shortened(first: str, last: str) -> Run | None:
    """The run ``SN001~050``: the second end is the digits alone, or the last of them."""
    start = RUNNING.fullmatch(first)
    if not start or not _is_digits(last) or len(last) > len(start[2]):
        return None
    kept = start[2][: len(start[2]) - len(last)]
    return _run(start[1], start[2], kept + last, start[3])


def _run(head: str, start: str, end: str, suffix: str) -> Run | None:
    """The run between two numbers as written; digits beyond a running number's are prefix."""
    if len(start) > MOST_DIGITS or len(end) > MOST_DIGITS:
        cut = len(start) - MOST_DIGITS
        if len(start) != len(end) or start[:cut] != end[:cut]:
            return None
        head, start, end = head + start[:cut], start[cut:], end[cut:]
    grows = len(start) != len(end)
    if int(end) < int(start) or (grows and (_is_padded(start) or _is_padded(end))):
        return None
    width = 0 if grows else len(start)
    return Run(head, int(start), width, suffix, count=int(end) - int(start) + 1)


def _from(first: str, count: int) -> Run | None:
    """A serial and more after it; leading zeros fix the width, other numbers may grow."""
    start = RUNNING.fullmatch(first)
    if not start:
        return None
    cut = max(len(start[2]) - MOST_DIGITS, 0)
    digits = start[2][cut:]
    width = len(digits) if cut or _is_padded(digits) else 0
    return Run(start[1] + start[2][:cut], int(digits), width, start[3], count=count)


def _alone(entry: str) -> Run | Problem | None:
    """A serial alone: a run of one, whatever its form says; None where it may be a range."""
    problem = check(entry)
    if problem:
        return problem
    dashed = _cuts(entry, "-")
    if _MARKS.search(entry) or any(
        _shortened(first, last) or _between(first, last) or _between(last, first)
        for first, last in dashed
    ):
        return None
    parts = re.split(r"[-:/_.|@]", entry)
    if any(first[:1].isalpha() and _steps(first, last) for first, last in pairwise(parts)):
        return None
    return _from(entry, 1) or Problem(Code.RANGE_NO_NUMBER, {"text": entry})


def _steps(first: str, last: str) -> bool:
    """Two serials that differ in their number only."""
    return key(first) != key(last) and _between(first, last) is not None


def _is_padded(digits: str) -> bool:
    """Does it begin with zeros that fix its width?"""
    return len(digits) > 1 and digits[0] == "0"


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()

"""Serial numbers folded to ranges, as document and screen say many of them in little room (Q5)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FEWEST = 3
"""So many that follow each other become a range; fewer are said one by one."""
_SHORTEST = 3
"""Digits of a range's end that are said at least: ``006950–973``, not ``–73``."""

RUNNING = re.compile(r"(.*?)([0-9]+)([^0-9]*)", re.DOTALL)
"""What stands before the running number, which is the last run of digits, it, and what after."""


@dataclass(frozen=True, slots=True)
class SerialRange:
    """Serial numbers whose running number goes up by one, all as long as each other.

    The running number is the last run of digits; what stands before and after it is the same.
    """

    first: str
    last: str
    count: int

    @property
    def text(self) -> str:
        """As it is said: ``A1``, or ``004912027106950–973 (24)``."""
        return self.first if self.count == 1 else f"{self.first}–{self.end} ({self.count})"

    @property
    def end(self) -> str:
        """The end of the last number, from the first digit that is another, three at least."""
        head, digits, _suffix = _parted(self.last)
        same = next(
            at
            for at, (one, other) in enumerate(zip(self.first, self.last, strict=True))
            if one != other
        )
        start = max(len(head), min(same, len(head) + len(digits) - _SHORTEST))
        return self.last[start:]

    def numbers(self) -> Iterator[str]:
        """All of them, in order."""
        if self.count == 1:
            yield self.first
            return
        head, digits, suffix = _parted(self.first)
        for running in range(int(digits), int(digits) + self.count):
            yield f"{head}{running:0{len(digits)}}{suffix}"


def fold(numbers: Iterable[str]) -> list[SerialRange]:
    """Serial numbers in the order of their running numbers, those that follow each other folded.

    Nothing is lost and nothing added: the numbers of all ranges are the numbers given.
    """
    runs: list[list[str]] = []
    for number in sorted(numbers, key=_order):
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [made for run in runs for made in _ranges(run)]


def _ranges(run: list[str]) -> Iterator[SerialRange]:
    if len(run) < FEWEST:
        yield from (SerialRange(number, number, 1) for number in run)
    else:
        yield SerialRange(run[0], run[-1], len(run))


def _follows(one: str, other: str) -> bool:
    """Is ``other`` the number that comes after ``one``?"""
    head, digits, suffix = _parted(one)
    if not digits or len(one) != len(other):
        return False
    head_after, digits_after, suffix_after = _parted(other)
    same = (head, len(digits), suffix) == (head_after, len(digits_after), suffix_after)
    return same and int(digits) + 1 == int(digits_after)


def _order(number: str) -> tuple[str, str, int, str, str]:
    """Those alike but for the running number stand together, by that number."""
    head, digits, suffix = _parted(number)
    return (head, suffix, len(digits), digits, number)


def _parted(number: str) -> tuple[str, str, str]:
    """What stands before the running number, its digits (none: no number), and what follows."""
    found = RUNNING.fullmatch(number)
    return (found[1], found[2], found[3]) if found else (number, "", "")

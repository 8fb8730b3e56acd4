"""What a serial number is (F): folding, splitting and checking, before anything is looked up."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.domain.problems import Code, Problem

LONGEST = 100
"""Characters of a serial number at most (F1)."""

MOST = 1000
"""Serials in one operation, and on one line, at most (F5)."""

_FOLDED = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SEPARATORS = r"(?:[^\S\x1c-\x1f]|[,，、])+"  # FS to US are part of labels, no space


def fold(text: str) -> str:
    """Turn full-width letters, digits, punctuation and the ideographic space to ASCII (F2).

    Half a character, which no store and no file can hold, becomes U+FFFD, and is refused as such.
    """
    if text.isascii():
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.translate(_FOLDED)


def key(number: str) -> str:
    """What two spellings of one serial share: the case of ASCII letters does not matter (F3)."""
    return number.upper()


def check(number: str) -> Problem | None:
    """Say what is wrong with ``number`` as a serial (F1), or None; it is never changed here."""
    if not number:
        return Problem(Code.EMPTY)
    bad = next(
        (at for at, char in enumerate(number) if not "!" <= char <= "~" or char == ","), None
    )
    if bad is not None:
        values = {"serial": number, "position": bad + 1, "character": _named(number[bad])}
        return Problem(Code.BAD_CHARACTER, values, serial=number)
    if len(number) > LONGEST:
        return Problem(Code.TOO_LONG, {"length": len(number), "most": LONGEST}, serial=number)
    return None


def _named(char: str) -> str:
    """Make a character readable in a sentence, an invisible one by its code point."""
    is_seen = char == " " or (char.isprintable() and not char.isspace())
    return f"“{char}”" if is_seen else f"U+{ord(char):04X}"


def split(text: str) -> list[str]:
    """Cut a typed or pasted list at commas, ideographic commas, white space and line ends (F6).

    Each entry comes back folded (F2); empty ones are left out.
    """
    return [fold(entry) for entry in re.split(_SEPARATORS, text) if entry]


def text_waits(text: str, line: int | None = None) -> Problem:
    """A list that was typed and not taken (D11), cut where it is long; ``line`` is its position."""
    shown = " ".join(text.split())
    shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
    return Problem(Code.TEXT_WAITS, {"text": shown}, line=line)


_SHOWN = 60


class CheckedEntry(NamedTuple):
    """One entry of a list: its position from 1, the folded number, and what its form forbids."""

    position: int
    number: str
    problem: Problem | None


def check_list(numbers: Iterable[str], room: int = MOST) -> Iterator[CheckedEntry]:
    """Check the form of a whole list (F1, F5, F6): each entry on its own, and twins among them.

    ``room`` is how many the operation can still take; good entries beyond it are refused.
    """
    first_at: dict[str, int] = {}
    for position, number in enumerate(numbers, 1):
        problem = check(number)
        if problem is None:
            twin = first_at.setdefault(key(number), position)
            if twin != position:
                problem = Problem(Code.DUPLICATE, {"serial": number, "entry": twin}, serial=number)
            elif len(first_at) > room:
                problem = Problem(Code.TOO_MANY, {"most": MOST}, serial=number)
        yield CheckedEntry(position, number, problem)

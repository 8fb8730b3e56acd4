"""Finding by words: what is typed against what a name, its codes and its pinyin say.

A record is found where each word that is typed stands in it somewhere, in any order. The store
answers by *grams*, the one, two and three characters that stand beside each other; they may say yes
where all of a word does not stand there, so ``match`` has the last word.
"""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from app.domain import serials

Span = tuple[int, int]
"""Where a match begins and where it ends, in characters of the text as it is shown."""

LONGEST_GRAM = 3
MOST_WORDS = 8
"""Words beyond are not looked for: what fits eight is few."""
LONGEST_WORD = 60
"""Characters of a word that are looked for."""
_GRAMS_OF_WORD = 12
"""So many grams of a word are asked for: of a long one these tell enough."""
LONGEST_TEXT = 300
"""Characters of a text by which a record is found."""
BEGINS = "^"
"""Stands in a gram before the beginning of a word."""


class Rank(IntEnum):
    """How well a record fits what was typed, the best first."""

    EXACT = 0
    """All that was typed is one of its codes."""
    BEGINS = 1
    """Every word begins one of its words."""
    INSIDE = 2


class Findable(NamedTuple):
    """The texts by which a record is found.

    ``readings`` are those of each character of ``name``; none for what is not Chinese.
    """

    name: str
    codes: tuple[str, ...] = ()
    readings: tuple[tuple[str, ...], ...] = ()
    others: tuple[str, ...] = ()
    """Texts that are found like a name but are no codes: a phone, an address of mail."""

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts in which a word is looked for."""
        return (self.name, *self.codes, *self.others)


class Match(NamedTuple):
    """That a record fits, how well, and where: by the text it is in (0: the name, then codes)."""

    rank: Rank
    spans: tuple[tuple[int, Span], ...]

    def of(self, text: int) -> list[Span]:
        """Where in one of the record's texts, in order, none over another."""
        found: list[Span] = []
        for begin, end in sorted(span for at, span in self.spans if at == text):
            if found and begin <= found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((begin, end))
        return found


def fold(text: str) -> str:
    """Full-width characters as ASCII and capitals as small letters, each in its own place."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in serials.fold(text))


def words(typed: str) -> tuple[str, ...]:
    """The words of what was typed, folded, each once."""
    found = dict.fromkeys(word[:LONGEST_WORD] for word in fold(typed).split())
    return tuple(found)[:MOST_WORDS]


def is_chinese(char: str) -> bool:
    """A character that has a pinyin."""
    return any(low <= char <= high for low, high in _CHINESE)


_CHINESE = (
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
    ("〇", "〇"),
)


# What stands in a record -------------------------------------------------------------------------


def grams(record: Findable) -> set[str]:
    """All grams of a record: what the store is asked by."""
    found: set[str] = set()
    for text in map(fold, record.texts):
        found.update(_grams_of(text))
    found.update(_grams_of_pinyin(record))
    return found


def wanted_grams(wanted: Sequence[str], begins: bool = False) -> set[str]:
    """The grams that a record must have for all ``wanted`` words to stand in it.

    ``begins``: for each of them to be the beginning of a word.
    """
    found: set[str] = set()
    for word in wanted:
        size = min(len(word), LONGEST_GRAM)
        places = len(word) - size + 1
        step = -(-places // _GRAMS_OF_WORD)
        found.update(word[at : at + size] for at in range(0, places, step))
        if begins:
            found.add(BEGINS + word[: LONGEST_GRAM - 1])
    return found


def _grams_of(text: str) -> Iterator[str]:
    for size in range(1, LONGEST_GRAM + 1):
        for at in range(len(text) - size + 1):
            gram = text[at : at + size]
            if not any(map(str.isspace, gram)):
                yield gram
    for at in range(len(text)):
        if _begins_word(text, at):
            yield from _beginnings(text[at : at + LONGEST_GRAM - 1])


def _beginnings(start: str) -> Iterator[str]:
    return (BEGINS + start[:size] for size in range(1, len(start) + 1))


def _begins_word(text: str, at: int) -> bool:
    """A word begins where a letter or a figure follows something else, or another script."""
    if text[at].isspace():
        return False
    if at == 0 or text[at - 1].isspace():
        return True
    if not text[at].isalnum():
        return False
    return not text[at - 1].isalnum() or is_chinese(text[at]) != is_chinese(text[at - 1])


# Pinyin: from any character on, each by a reading or its initial, and the last by its beginning ---

_Step = tuple[int, tuple[str, ...]]
"""A character's place in the name, and what may be typed for it."""


def _steps(record: Findable) -> list[_Step]:
    """The characters of a name that can be typed without an input method."""
    if not any(record.readings):
        return []
    steps: list[_Step] = []
    for at, (char, readings) in enumerate(zip(fold(record.name), record.readings, strict=True)):
        if readings:
            initials = tuple(reading[0] for reading in readings)
            steps.append((at, tuple(dict.fromkeys((*readings, *initials)))))
        elif char.isalnum():
            steps.append((at, (char,)))
    return steps


def _grams_of_pinyin(record: Findable) -> set[str]:
    steps = _steps(record)
    name = fold(record.name)
    found: set[str] = set()
    ahead: set[str] = {""}  # what may follow, as far as a gram reaches
    for at, choices in reversed(steps):
        starts = {(choice + rest)[:LONGEST_GRAM] for choice in choices for rest in ahead | {""}}
        inside = {
            (choice[begin:] + rest)[:LONGEST_GRAM]
            for choice in choices
            for begin in range(len(choice))
            for rest in ahead | {""}
        }
        found.update(one[:size] for one in inside for size in range(1, len(one) + 1))
        if _begins_word(name, at):
            for start in starts:
                found.update(_beginnings(start[: LONGEST_GRAM - 1]))
        ahead = {start[: LONGEST_GRAM - 1] for start in starts}
    return found


def _by_pinyin(steps: Sequence[_Step], name: str, word: str) -> tuple[bool, Span] | None:
    """Where a word stands in a name by its pinyin: whether a word begins there, and the place."""
    if not word.isascii():
        return None
    best: tuple[bool, Span] | None = None
    for first, (at, _choices) in enumerate(steps):
        last = _typed_through(steps, first, word)
        if last is None:
            continue
        found = (_begins_word(name, at), (at, steps[last][0] + 1))
        if found[0]:
            return found
        best = best or found
    return best


def _typed_through(steps: Sequence[_Step], first: int, word: str) -> int | None:
    """The last character that a word reaches when it begins at ``first``; None: it does not."""
    reached = {0}
    for place in range(first, len(steps)):
        after: set[int] = set()
        for begin in reached:
            rest = word[begin:]
            for choice in steps[place][1]:
                if choice.startswith(rest):
                    return place
                if rest.startswith(choice):
                    after.add(begin + len(choice))
        if not after:
            return None
        reached = after
    return None


# Whether a record fits ---------------------------------------------------------------------------


def match(record: Findable, wanted: Sequence[str]) -> Match | None:
    """How well a record fits the words that are looked for; None: one does not stand in it."""
    texts = [fold(text) for text in record.texts]
    steps: list[_Step] | None = None
    rank = Rank.BEGINS
    spans: list[tuple[int, Span]] = []
    for word in wanted:
        found = _best_of(texts, word)
        if found is None or found[1] is Rank.INSIDE:
            steps = _steps(record) if steps is None else steps
            spelt = _by_pinyin(steps, texts[0], word)
            if spelt and (found is None or spelt[0]):
                found = (0, Rank.BEGINS if spelt[0] else Rank.INSIDE, spelt[1])
        if found is None:
            return None
        at, how, span = found
        rank = max(rank, how)
        spans.append((at, span))
    if len(wanted) == 1 and wanted[0] in texts[1 : 1 + len(record.codes)]:
        rank = Rank.EXACT
    return Match(rank, tuple(spans))


def _best_of(texts: Sequence[str], word: str) -> tuple[int, Rank, Span] | None:
    """The first text that has the word as a beginning, else the first that has it inside."""
    inside: tuple[int, Rank, Span] | None = None
    for place, text in enumerate(texts):
        at = text.find(word)
        while at >= 0:
            if _begins_word(text, at):
                return place, Rank.BEGINS, (at, at + len(word))
            inside = inside or (place, Rank.INSIDE, (at, at + len(word)))
            at = text.find(word, at + 1)
    return inside


def marks(text: str, wanted: Sequence[str]) -> list[Span]:
    """Where words stand in a text that is shown, for what has no record: a page, a setting."""
    found = match(Findable(text), wanted)
    return found.of(0) if found else []


# The digits of a phone ---------------------------------------------------------------------------


def digits(text: str) -> str:
    """The digits of a phone, however it is written."""
    return re.sub(r"[^0-9]", "", fold(text))


def phone_in(typed: str) -> str:
    """The digits of what was typed where it can be nothing but a part of a phone, else "".

    Two at least, so that a figure alone is a word like any other.
    """
    folded = fold(typed).strip()
    found = digits(folded)
    return found if len(found) >= 2 and re.fullmatch(r"[0-9 ()+./-]+", folded) else ""

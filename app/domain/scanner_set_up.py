"""A scanner is set up: the shop learns how it types, and says why codes do not arrive whole."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from enum import Enum, unique
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from app.domain import serials
from app.domain.keyboards import Mismatch, mismatches
from app.domain.marks import N_
from app.domain.scanner import ENDINGS, SYMBOLOGY, Ending, Press, Profile

TEST_CODE = "SdAqWzYm-@/:0123456789"
"""What the set-up page shows: letters that keyboards put elsewhere, both cases, all digits.

``@``, ``/`` and ``:`` stand on other keys in nearly every country.
"""

SCANS_TO_LEARN = 3

_ENDINGS = {"": Ending.NOTHING, "\t": Ending.TAB, "\r": Ending.ENTER, "\n": Ending.ENTER}


class ScannerReading(NamedTuple):
    """One scan as it arrived: what was typed before the ending, the pauses in ms, the ending."""

    text: str
    gaps: tuple[int, ...]
    ending: Ending


def read(presses: Sequence[Press]) -> ScannerReading:
    """Make a reading of all keys of one scan."""
    typed = "".join(press.text for press in presses)
    text = typed.rstrip(ENDINGS)
    tail = typed[len(text) :]
    ending = Ending.ENTER_TWICE if len(tail) > 1 else _ENDINGS[tail]
    gaps = tuple(after.time - before.time for before, after in pairwise(presses))
    return ScannerReading(text, gaps, ending)


def learn(readings: Sequence[ScannerReading]) -> Profile:
    """The profile of the scanner that made these readings of ``TEST_CODE``; none may be at fault.

    Three times the longest pause is waited for, since a wireless scanner has worse moments; never
    so long that people's typing would be taken for a scan.
    """
    gaps = [gap for reading in readings for gap in reading.gaps]
    prefixes = {reading.text.removesuffix(TEST_CODE) for reading in readings}
    before = prefixes.pop() if len(prefixes) == 1 else ""
    symbology = SYMBOLOGY.search(before[-3:])
    endings = [reading.ending for reading in readings]
    return Profile(
        gap=_within(Profile().gap, 3 * max(gaps), 150),
        pace=_within(Profile().pace, 2 * round(median(gaps)), 60),
        ending=max(endings, key=endings.count),
        prefix=before[:-3] if symbology else before,
        symbology=bool(symbology),
    )


def _within(least: int, value: int, most: int) -> int:
    return max(least, min(value, most))


@unique
class Fault(Enum):
    """Why codes do not arrive as they are printed, and what to do."""

    CAPS_LOCK = N_("Capital and small letters are exchanged: switch Caps Lock off and scan again.")
    CASE_CHANGED = N_(
        "The scanner changes the case of letters: switch “case conversion” off with a setting "
        "code of its manual."
    )
    KEYBOARD = N_(
        "Some characters arrive as others: set the scanner to the keyboard of this computer, with "
        "the code of its country in the scanner's manual."
    )
    NUM_LOCK = N_(
        "The digits are missing: switch Num Lock on, or set the scanner to send digits as the main "
        "keyboard does."
    )
    FULL_WIDTH = N_(
        "The characters arrive in full width: switch the input method to half width, or off."
    )
    CHARACTERS_LOST = N_(
        "Characters are missing: set a longer delay between characters with a setting code of the "
        "scanner's manual."
    )
    OTHER_CODE = N_("That was another code: scan the one that is shown here.")
    NO_ENDING = N_(
        "The scanner sends nothing after a code, so that each scan waits a fifth of a second: "
        "scan the setting code “Enter suffix” (CR) of its manual, then learn it again."
    )

    @property
    def spoils(self) -> bool:
        """Codes arrive wrong because of it; any other fault only slows scanning down."""
        return self is not Fault.NO_ENDING


_ALIKE = 0.65
_LOST_AT_MOST = 3


def fault_of(reading: ScannerReading) -> Fault | None:
    """What is wrong with a reading of ``TEST_CODE``; None where it came as it should."""
    text = reading.text
    if text.endswith(TEST_CODE):
        return Fault.NO_ENDING if reading.ending is Ending.NOTHING else None
    twisted = {
        TEST_CODE.swapcase(): Fault.CAPS_LOCK,
        TEST_CODE.upper(): Fault.CASE_CHANGED,
        TEST_CODE.lower(): Fault.CASE_CHANGED,
        TEST_CODE.rstrip("0123456789"): Fault.NUM_LOCK,
    }
    for ending, fault in twisted.items():
        if text.endswith(ending):
            return fault
    if serials.fold(text).endswith(TEST_CODE):
        return Fault.FULL_WIDTH
    if mismatch_of(reading):
        return Fault.KEYBOARD
    if len(text) > len(TEST_CODE) // 2 and _is_part(text, TEST_CODE):
        return Fault.CHARACTERS_LOST
    near = abs(len(text) - len(TEST_CODE)) <= _LOST_AT_MOST
    if near and SequenceMatcher(None, text, TEST_CODE, autojunk=False).ratio() >= _ALIKE:
        return Fault.KEYBOARD
    return Fault.OTHER_CODE


def mismatch_of(reading: ScannerReading) -> Mismatch | None:
    """The keyboards by which ``TEST_CODE`` arrives as it did, or None where none of ours does it.

    Some countries differ in other characters only: the first of them is named.
    """
    found = (one for one in mismatches(TEST_CODE) if one.arrives != TEST_CODE)
    return next((one for one in found if reading.text.endswith(one.arrives)), None)


def _is_part(some: Iterable[str], whole: str) -> bool:
    """Do the characters stand in ``whole`` in this order, with others between them?"""
    left = iter(whole)
    return all(char in left for char in some)

"""Rules of signing in: which PINs are too easy, how long is waited, who may raise whom (U2)."""

from itertools import pairwise

from app.domain.permissions import ROLES, Role

SHORTEST_PIN = 4
LONGEST_PIN = 8
"""Digits of a PIN."""

SHORTEST_BADGE = 6
"""Characters of a badge's code at least: fewer stand on many a thing that is scanned."""

FREE_TRIES = 5
"""Wrong tries, one after the other, before it waits."""
FIRST_WAIT = 30
LONGEST_WAIT = 15 * 60
"""Seconds."""

_OFTEN = frozenset({"1122", "1313", "1004", "2001", "2580", "6969", "0852"})
"""Often chosen, and neither a run nor a repetition: first of what somebody would try."""


def is_pin(text: str) -> bool:
    """Four to eight digits, 0 to 9."""
    return SHORTEST_PIN <= len(text) <= LONGEST_PIN and text.isascii() and text.isdigit()


def is_easy(pin: str) -> bool:
    """The PIN is one of the first that somebody would try: 0000, 1234, 4321, 1212, 20002000."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    repeated = any(pin == pin[:part] * (len(pin) // part) for part in range(1, len(pin) // 2 + 1))
    return steps <= {1} or steps <= {9} or repeated or pin in _OFTEN


def wait_after(tries: int) -> int:
    """Seconds that are waited after so many wrong tries: none, then 30, twice as many each time."""
    if tries < FREE_TRIES:
        return 0
    return min(FIRST_WAIT << min(tries - FREE_TRIES, 10), LONGEST_WAIT)


def may_act_on(own: Role, role: Role) -> bool:
    """Who has a role may give another, and change who has it: where it may nothing besides."""
    return ROLES[role] <= ROLES[own]

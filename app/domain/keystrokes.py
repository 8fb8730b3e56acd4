"""Who presses the keys, a person or a scanner: told by the keys' own times alone (C4).

Nothing here waits or looks at a clock. Whoever feeds a ``Classifier`` calls ``silence`` when no
key came for ``patience`` milliseconds; called late, or not at all, the answers are the same, since
the next key's time says how long the pause was.
"""

from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from app.domain.scanner import ENDINGS, Ending, Press, Profile

SHORTEST = 4
"""Characters that a scan has at least: fewer cannot be told from typing."""

SHORTEST_WITHOUT_ENDING = 8
GRACE = 500
"""Milliseconds in which a scan that has begun may stumble."""
GRACE_WITHOUT_ENDING = 200
PATIENCE_AFTER_TAP = 300
_COMMAND, _DOUBTFUL = -1, -2  # in place of a character's place
_OUTLIER = 15
_TAP = 12  # milliseconds a scanner holds a key; fingers take 40 at least
_PACE_OVERLAPPING = 10
_MOST_TYPED = 6  # by quick fingers, as near to a scan as the scan's own keys are to each other
_SEPARATORS = "\x1c\x1d\x1e\x04"  # what 2D codes hold between their fields; typed as Ctrl+]

Event = TypeVar("Event")


class Decision(NamedTuple, Generic[Event]):
    """What became known. ``typed``: held events to give back now, in their order.

    ``scan`` is a whole code, without its ending. ``keep``: the event that was asked about is held
    or eaten; else it goes on, after what is given back.
    """

    typed: tuple[Event, ...] = ()
    scan: str | None = None
    keep: bool = False


class _Held:
    """A held press, and whether its key is up again: sooner than a finger lets go, or later."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.up = self.is_tap = self.overlaps = False


def _median(numbers: list[int]) -> float:
    from statistics import median  # with the first keys

    return median(numbers)


class Classifier(Generic[Event]):
    """Holds keys for a moment; what comes at machine speed and is ended is a scan."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._held: list[_Held] = []
        self._events: list[tuple[int, Event]] = []  # with the place of its press in _held
        self._commands: set[int] = set()  # keys that type nothing, pressed by somebody meanwhile
        self._eaten: set[int] = set()
        self._is_machine = False
        self._doubtful: Press | None = None  # an ending that may be somebody's own key
        self._echo_until: int | None = None
        self._echo_at_pace = 0

    @property
    def is_holding(self) -> bool:
        """Keys are held, and it is not known yet who pressed them."""
        return bool(self._held)

    @property
    def patience(self) -> int:
        """Milliseconds without a key after which ``silence`` is due; 0 where nothing is held."""
        if not self._held:
            return 0
        if self._doubtful is not None:
            return self.profile.gap
        if self._is_machine:
            silent = self.profile.ending is Ending.NOTHING
            return max(GRACE_WITHOUT_ENDING if silent else GRACE, 3 * self.profile.gap)
        # A hiccup must not tear a code apart: no finger taps a key so shortly, and few press two
        # keys as near as a scanner's.
        if any(held.is_tap for held in self._held):
            return max(PATIENCE_AFTER_TAP, self.profile.gap)
        return self.profile.gap * (2 if len(self._held) in (2, 3) else 1)

    def press(self, press: Press, event: Event) -> Decision[Event]:
        """A key went down; Shift and its like are not asked about."""
        self._eaten.discard(press.key)
        before: Decision[Event] = Decision()
        if self._held and _pause(self._latest(), press) > self.patience:
            before = self.silence()
        if _is_ending(press):
            now = self._end(press, event)
        elif self._is_character(press.text):
            self._hold(press, event)
            now = Decision(keep=True)
        else:
            now = self._command(press, event)
        return now._replace(typed=before.typed + now.typed, scan=before.scan or now.scan)

    def release(self, time: int, key: int, event: Event) -> Decision[Event]:
        """A key went up: it goes the way of its press; of two presses, the later one's."""
        for place, held in reversed(list(enumerate(self._held))):
            if held.press.key == key and not held.up:
                held.up = True
                held.is_tap = time - held.press.time <= _TAP
                self._events.append((place, event))
                return Decision(keep=True)
        if self._doubtful is not None and key == self._doubtful.key:
            self._events.append((_DOUBTFUL, event))
            return Decision(keep=True)
        if key in self._commands:
            self._commands.discard(key)
            self._events.append((_COMMAND, event))
            return Decision(keep=True)
        if key in self._eaten:
            self._eaten.discard(key)
            return Decision(keep=True)
        return Decision()

    def silence(self) -> Decision[Event]:
        """No key came for ``patience`` milliseconds: decide about what is held."""
        if self._doubtful is not None:
            return self._ended(self._doubtful)
        silent = self.profile.ending is Ending.NOTHING
        if silent and self._is_machine and len(self._held) >= SHORTEST_WITHOUT_ENDING:
            return self._scanned()
        return Decision(self._give_back())

    def interrupt(self) -> Decision[Event]:
        """Nobody listens any more: give back what was typed; a scan that is under way goes on."""
        return Decision() if self._is_machine else Decision(self._give_back())

    def hurry(self, press: Press) -> Decision[Event]:
        """A command is about to act, such as F9: what was entered before it comes first.

        Where the keys come at a scanner's pace a scan may be under way: its keys stay together.
        After it only an Enter at the pace of the scan before is still of that scan.
        """
        if self._echo_until is not None and not _is_ending(press):
            self._echo_until = min(self._echo_until, self._echo_at_pace)
        if not self._held:
            return Decision()
        since = _pause(self._latest(), press)
        if self._is_machine:
            silent = self.profile.ending is Ending.NOTHING and since > self.profile.gap
            return self.silence() if silent else Decision()
        at_pace = _median([*self._gaps(), since]) <= self.profile.pace
        return Decision() if at_pace else self.silence()

    def _is_character(self, text: str) -> bool:
        if text in _SEPARATORS:
            return bool(text and self._held)
        return text.isprintable()

    def _hold(self, press: Press, event: Event) -> None:
        self._echo_until = None
        if self._doubtful is not None:  # the code goes on: it was a key of the clerk's
            self._commands.add(self._doubtful.key)
            self._doubtful = None
            self._events = [(max(place, _COMMAND), event) for place, event in self._events]
        if self._held:
            self._held[-1].overlaps = not self._held[-1].up
        self._events.append((len(self._held), event))
        self._held.append(_Held(press))
        if not self._is_machine and len(self._held) >= SHORTEST:
            self._is_machine = self._is_at_machine_speed()

    def _is_at_machine_speed(self) -> bool:
        """Do the last keys come so? Fingers that roll are nearly as fast, but then keys overlap."""
        overlapping = sum(held.overlaps for held in self._held[-SHORTEST:])
        pace = _PACE_OVERLAPPING if overlapping > SHORTEST // 2 else self.profile.pace
        return _median(self._gaps()[1 - SHORTEST :]) <= pace

    def _gaps(self) -> list[int]:
        presses = [held.press for held in self._held]
        return [_pause(before, after) for before, after in pairwise(presses)]

    def _command(self, press: Press, event: Event) -> Decision[Event]:
        """A key that is no part of a code: it waits for those that were pressed before it."""
        if not self._held:
            return Decision()
        self._commands.add(press.key)
        self._events.append((_COMMAND, event))
        return Decision(keep=True)

    def _latest(self) -> Press:
        return self._doubtful or self._held[-1].press

    def _end(self, press: Press, event: Event) -> Decision[Event]:
        """Enter or Tab. What the scanner is not known to send may be a key of the clerk's.

        If more of the code comes at once, it was.
        """
        if self._is_machine:
            if press.text in self.profile.ending.keys or self._doubtful is not None:
                return self._ended(press)
            self._doubtful = press
            self._events.append((_DOUBTFUL, event))
            return Decision(keep=True)
        if self._echo_until is not None and press.time <= self._echo_until:
            self._eaten.add(press.key)  # CR and LF: the second is no key of the clerk's
            return Decision(keep=True)
        return self._command(press, event)

    def _ended(self, press: Press) -> Decision[Event]:
        usual = round(_median(self._gaps()))
        doubtful = self._doubtful
        decision = self._scanned()
        if decision.scan is None:
            return decision
        self._eaten.update(end.key for end in (press, doubtful) if end is not None)
        self._echo_at_pace = press.time + 2 * usual
        self._echo_until = max(press.time + self.profile.gap, self._echo_at_pace)
        return decision._replace(keep=True)

    def _scanned(self) -> Decision[Event]:
        """What is held is a scan, but for keys typed just before it and for a key held down."""
        typed = self._typed_before()
        code = "".join(held.press.text for held in self._held[typed:])
        repeats = all(held.press.repeat for held in self._held[typed + 1 :])
        if len(code) < SHORTEST or repeats:
            return Decision(self._give_back())
        self._eaten.update(held.press.key for held in self._held[typed:] if not held.up)
        before = tuple(
            event for place, event in self._events if place < typed and place != _DOUBTFUL
        )
        self._give_back()
        return Decision(before, self.profile.code_in(code))

    def _typed_before(self) -> int:
        """How many keys at the front were typed: fingers are still on a key when the next comes.

        A scanner lets each key go before it presses the next, even where it stumbles. One that
        never does makes all its keys overlap: then only a longer pause can set typed ones apart.
        """
        gaps = self._gaps()
        usual = max(_OUTLIER, 3 * _median(gaps[1 - SHORTEST :]))
        last = max((place for place, held in enumerate(self._held) if held.overlaps), default=-1)
        all_overlap = last > len(self._held) - SHORTEST
        typed, fingers = 0, all_overlap
        for place, gap in enumerate(gaps[:_MOST_TYPED]):
            fingers = fingers or self._held[place].overlaps
            set_apart = gap > usual or (self._held[place].overlaps and not all_overlap)
            if not (fingers and set_apart):
                break
            typed = place + 1
        return typed

    def _give_back(self) -> tuple[Event, ...]:
        events = tuple(event for _place, event in self._events)
        self._held.clear()
        self._events.clear()
        self._commands.clear()
        self._is_machine = False
        self._doubtful = None
        return events


def _is_ending(press: Press) -> bool:
    return bool(press.text) and press.text in ENDINGS


_CLOCK = 1 << 32  # the milliseconds at which X begins again, after 49 days


def _pause(before: Press, after: Press) -> int:
    pause = after.time - before.time
    return pause + _CLOCK if pause < -_CLOCK // 2 else max(pause, 0)

"""A scanner is told from a person by the keys' times alone, in virtual time."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest

from app.domain.keystrokes import GRACE_WITHOUT_ENDING, Classifier, Decision
from app.domain.scanner import Ending, Press, Profile

Event = tuple[str, str]
"""Down or up, and what the key types."""


@dataclass
class Desk:
    """What reached the program: what was typed, the scans, and both in the order they came."""

    classifier: Classifier[Event] = field(default_factory=lambda: Classifier(Profile()))
    typed: list[Event] = field(default_factory=list)
    scans: list[str] = field(default_factory=list)
    last: int = 0

    def feed(self, keys: Iterable[tuple[int, str, str]]) -> None:
        """Key events (time, "down" or "up", text) in their order, with a timer that is on time."""
        for time, way, text in keys:
            patience = self.classifier.patience
            if way == "down" and patience and time - self.last > patience:
                self.note(self.classifier.silence())
            event = (way, text)
            if way == "down":
                decision = self.classifier.press(Press(time, text, ord(text.lower())), event)
                self.last = time
            else:
                decision = self.classifier.release(time, ord(text.lower()), event)
            self.note(decision)
            if not decision.keep:
                self.typed.append(event)

    def note(self, decision: Decision[Event]) -> None:
        self.typed.extend(decision.typed)
        if decision.scan is not None:
            self.scans.append(decision.scan)

    def rest(self) -> None:
        """Nothing comes any more."""
        self.note(self.classifier.silence())

    @property
    def text(self) -> str:
        return "".join(text for way, text in self.typed if way == "down")


def scanned(code: str, start: int = 1000, gap: int = 2, ending: str = "\r") -> Iterator:
    """A scanner's keys: each is up again before the next one."""
    for place, text in enumerate(code + ending):
        yield start + place * gap, "down", text
        yield start + place * gap, "up", text


def after(*parts: Iterable) -> list:
    return [event for part in parts for event in part]


@pytest.mark.rule("C4")
@pytest.mark.parametrize("gap", [0, 1, 2, 5, 12, 20])
@pytest.mark.parametrize("ending", ["\r", "\t", "\n", "\r\n", "\r\r"])
def test_a_scan_is_taken_whole_and_nothing_of_it_is_typed(gap: int, ending: str) -> None:
    desk = Desk()
    desk.feed(scanned("SN-00001155", gap=gap, ending=ending))
    desk.rest()
    assert (desk.scans, desk.typed) == (["SN-00001155"], [])


@pytest.mark.rule("C4")
def test_typing_goes_on_unchanged_and_in_its_order() -> None:
    desk = Desk()
    keys = []
    for place, text in enumerate("No. 7\r"):
        keys += [(place * 90, "down", text), (place * 90 + 70, "up", text)]
    desk.feed(keys)
    desk.rest()
    assert desk.scans == []
    assert desk.typed == [(way, text) for _time, way, text in keys]


@pytest.mark.rule("C4")
def test_three_quick_keys_and_enter_are_typing() -> None:
    desk = Desk()
    desk.feed(scanned("abc"))
    desk.rest()
    assert (desk.scans, desk.text) == ([], "abc\r")


@pytest.mark.rule("C4")
def test_a_key_typed_just_before_a_scan_is_not_a_part_of_it() -> None:
    desk = Desk()
    keys = [*scanned("SN123456", start=1028), (1000, "down", "x"), (1040, "up", "x")]
    desk.feed(sorted(keys, key=lambda event: event[0]))
    assert (desk.scans, desk.typed) == (["SN123456"], [("down", "x"), ("up", "x")])


@pytest.mark.rule("C4")
def test_a_scanner_that_stumbles_after_its_first_key_keeps_it() -> None:
    desk = Desk()
    first = [(1000, "down", "S"), (1000, "up", "S")]
    desk.feed(after(first, scanned("N123456", start=1027)))
    assert (desk.scans, desk.typed) == (["SN123456"], [])


@pytest.mark.rule("C4")
@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_scanner_that_stumbles_for_long_at_its_first_keys_is_told_by_its_taps(place: int) -> None:
    desk = Desk()
    code = "SN123456"
    first = scanned(code[:place], ending="")
    desk.feed(after(first, scanned(code[place:], start=1100)))
    assert (desk.scans, desk.typed) == ([code], [])


@pytest.mark.rule("C4")
def test_a_scanner_may_stumble_in_the_middle() -> None:
    desk = Desk()
    desk.feed(after(scanned("SN12", ending=""), scanned("3456", start=1400)))
    assert desk.scans == ["SN123456"]


@pytest.mark.rule("C4")
@pytest.mark.parametrize("ending", ["\r", "\t"])
def test_a_key_that_is_held_down_is_not_a_scan(ending: str) -> None:
    desk = Desk()
    for time in range(0, 200, 10):
        desk.note(desk.classifier.press(Press(time, "a", 1, repeat=time > 0), ("down", "a")))
    desk.feed([(205, "down", ending)])
    desk.rest()
    assert (desk.scans, desk.text) == ([], "a" * 20 + ending)


@pytest.mark.rule("C4")
def test_fast_doubled_characters_are_kept_though_the_system_takes_them_for_repeats() -> None:
    desk = Desk()
    for time, text in enumerate("A1000\r"):
        press = Press(time, text, ord(text), repeat=text == "0" and time > 2)
        desk.note(desk.classifier.press(press, ("down", text)))
    assert desk.scans == ["A1000"]


@pytest.mark.rule("C4")
def test_a_clerk_who_presses_enter_after_a_scan_is_heard() -> None:
    desk = Desk()
    desk.feed(after(scanned("SN123456", gap=2), [(1100, "down", "\r"), (1150, "up", "\r")]))
    assert desk.scans == ["SN123456"]
    assert desk.typed == [("down", "\r"), ("up", "\r")]


@pytest.mark.rule("C4")
@pytest.mark.parametrize(("pause", "typed"), [(3, ""), (15, "\r"), (39, "\r")])
def test_enter_after_a_command_right_after_a_scan_is_the_clerk_s(pause: int, typed: str) -> None:
    """F9 and Enter as fast as keys come; what comes at the scanner's pace is its line feed."""
    desk = Desk()
    desk.feed(scanned("SN123456", gap=2))  # its Enter comes at 1016
    desk.note(desk.classifier.hurry(Press(1017, "", 9)))
    desk.feed([(1016 + pause, "down", "\r"), (1060, "up", "\r")])
    assert (desk.scans, desk.text) == (["SN123456"], typed)


@pytest.mark.rule("C4")
def test_a_scanner_that_ends_with_nothing_is_told_by_the_silence() -> None:
    desk = Desk(Classifier(Profile(ending=Ending.NOTHING)))
    first = scanned("SN123456", ending="")
    second = scanned("SN123457", start=1014 + GRACE_WITHOUT_ENDING + 1, ending="")
    desk.feed(after(first, second))
    desk.rest()
    assert (desk.scans, desk.typed) == (["SN123456", "SN123457"], [])


@pytest.mark.rule("C4")
def test_the_separators_of_2d_codes_are_a_part_of_the_code() -> None:
    desk = Desk()
    desk.feed(scanned("0106901234567892\x1d21A1"))
    assert desk.scans == ["0106901234567892\x1d21A1"]


@pytest.mark.rule("C4")
def test_the_clock_of_x_begins_again_after_49_days() -> None:
    desk = Desk()
    wrapped = [((1 << 32) - 6 + place * 2) % (1 << 32) for place in range(9)]
    for time, text in zip(wrapped, "SN123456\r", strict=True):
        desk.note(desk.classifier.press(Press(time, text, ord(text)), ("down", text)))
    assert desk.scans == ["SN123456"]


@pytest.mark.rule("C4")
def test_a_slow_scanner_is_told_by_what_was_learnt_of_it() -> None:
    slow = [*scanned("SN123456", gap=45)]
    usual, learnt = Desk(), Desk(Classifier(Profile(gap=135, pace=60)))
    usual.feed(slow)
    learnt.feed(slow)
    usual.rest()
    assert (usual.scans, usual.text) == ([], "SN123456\r")
    assert (learnt.scans, learnt.text) == (["SN123456"], "")


@pytest.mark.rule("C4")
def test_an_interruption_gives_back_what_was_typed_and_leaves_a_scan_alone() -> None:
    desk = Desk()
    desk.feed([(1000, "down", "x")])
    desk.note(desk.classifier.interrupt())
    assert desk.text == "x"
    desk.feed(scanned("SN12", start=2000, ending=""))
    desk.note(desk.classifier.interrupt())
    desk.feed(scanned("3456", start=2020))
    assert (desk.scans, desk.text) == (["SN123456"], "x")


@pytest.mark.rule("C4")
@pytest.mark.parametrize("name", ["\t", ""])
@pytest.mark.parametrize("place", [1, 2, 5, 7])
def test_a_key_of_the_clerks_in_a_scan_tears_nothing_and_is_not_lost(place: int, name: str) -> None:
    """Tab, or Escape, which types nothing: pressed in the middle, up long after."""
    desk = Desk()
    keys = list(scanned("SN123456"))
    at = keys[2 * place][0] - 1
    desk.feed(keys[: 2 * place])
    desk.note(desk.classifier.press(Press(at, name, 7), ("down", name)))
    desk.feed(keys[2 * place :])
    assert not desk.classifier.release(1090, 7, ("up", name)).keep
    assert (desk.scans, desk.typed) == (["SN123456"], [("down", name)])


@pytest.mark.rule("C4")
def test_tab_in_the_middle_of_a_scan_is_the_clerks() -> None:
    desk = Desk()
    keys = list(scanned("SN123456"))
    tab = [(1008, "down", "\t"), (1070, "up", "\t")]
    desk.feed(sorted([*keys, *tab], key=lambda event: event[0]))
    assert desk.scans == ["SN123456"]
    assert desk.typed == [("down", "\t"), ("up", "\t")]


@pytest.mark.rule("C4")
def test_a_scanner_that_is_known_to_send_tab_is_not_waited_for() -> None:
    for profile, waits in ((Profile(), True), (Profile(ending=Ending.TAB), False)):
        desk = Desk(Classifier(profile))
        desk.feed(scanned("SN123456", ending="\t"))
        assert desk.classifier.is_holding is waits
        desk.rest()
        assert (desk.scans, desk.typed) == (["SN123456"], [])


def a_day(rng: random.Random, scans: int) -> tuple[list[tuple[int, str, str]], list[str], str]:
    """Scans, with a person typing between them: key events, and what must come of them."""
    keys: list[tuple[int, str, str]] = []
    codes: list[str] = []
    typed = ""
    now = 1000
    letters = "ABCDEFGHJKabcdefxyz0011223344556789-/"
    for _place in range(scans):
        up = now
        for _key in range(rng.choice((0, 0, 0, 1, 2, 6))):
            # No finger presses a key that is still down.
            text = rng.choice([key for key in "etaoin shrdlu.,7\r" if key not in typed[-3:]])
            up = now + rng.randint(50, 120)
            keys += [(now, "down", text), (up, "up", text)]
            typed += text
            # One in eight comes before the last is up, and as near as a slow scanner's keys.
            now += rng.randint(16, 40) if rng.random() < 0.12 else rng.randint(45, 220)
        # A scan right behind the last key, or some time after it.
        now = max(now, up + 60) if rng.random() < 0.7 or not typed.strip() else now
        code = "".join(rng.choice(letters) for _ in range(rng.randint(4, 24)))
        gap = rng.choice((0, 1, 1, 2, 2, 5, 8, 12))
        for place, text in enumerate(code + rng.choice(("\r", "\r", "\t", "\r\n"))):
            stumbles = 4 < place < len(code) and rng.random() < 0.001
            now += gap + (rng.randint(30, 300) if stumbles else 0)
            keys += [(now, "down", text), (now, "up", text)]
        codes.append(code)
        now += rng.choice((41, 60, 90, 400))
    return sorted(keys, key=lambda event: event[0]), codes, typed


@pytest.mark.rule("C4")
def test_twenty_thousand_scans_amid_typing_are_exact_and_no_key_is_lost() -> None:
    keys, codes, typed = a_day(random.Random(2026), 20_000)
    desk = Desk()
    desk.feed(keys)
    desk.rest()
    assert len(desk.scans) == 20_000
    assert desk.scans == codes
    assert desk.text == typed
    ups = sorted(text for way, text in desk.typed if way == "up")
    assert ups == sorted(typed)

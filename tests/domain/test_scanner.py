"""What is learnt of a scanner, and the faults that are named with what to do."""

import pytest

from app.domain import scanner_set_up
from app.domain.keyboards import mismatches
from app.domain.scanner import Ending, Press, Profile, profile_of
from app.domain.scanner_set_up import TEST_CODE, Fault, ScannerReading
from app.printing.symbols.encoding import make
from app.printing.symbols.symbol import SymbolKind


def reading(text: str = TEST_CODE, ending: Ending = Ending.ENTER, gap: int = 4) -> ScannerReading:
    return ScannerReading(text, (gap,) * len(text), ending)


@pytest.mark.rule("C4")
@pytest.mark.parametrize(
    ("sent", "ending"),
    [
        ("\r", Ending.ENTER),
        ("\n", Ending.ENTER),
        ("\t", Ending.TAB),
        ("\r\n", Ending.ENTER_TWICE),
        ("\r\r", Ending.ENTER_TWICE),
        ("", Ending.NOTHING),
    ],
)
def test_the_ending_and_the_pauses_are_read(sent: str, ending: Ending) -> None:
    presses = [Press(100 + place * 3, text) for place, text in enumerate("AB12" + sent)]
    assert scanner_set_up.read(presses) == ScannerReading("AB12", (3,) * (3 + len(sent)), ending)


@pytest.mark.rule("C4")
def test_three_times_the_longest_pause_is_waited_for() -> None:
    slow = ScannerReading(TEST_CODE, (18, 20, 34, 19), Ending.TAB)
    assert scanner_set_up.learn([slow] * 3) == Profile(gap=102, pace=40, ending=Ending.TAB)


@pytest.mark.rule("C4")
def test_a_fast_scanner_keeps_the_usual_patience() -> None:
    assert scanner_set_up.learn([reading(gap=1)] * 3) == Profile()


@pytest.mark.rule("C4")
def test_a_prefix_is_learnt_and_taken_off() -> None:
    profile = scanner_set_up.learn([reading("~A" + TEST_CODE)] * 3)
    assert profile.prefix == "~A"
    assert profile.code_in("~ASN1234") == "SN1234"
    assert profile.code_in("SN1234") == "SN1234"


@pytest.mark.rule("C1", "C4")
def test_the_sort_of_barcode_is_taken_off_but_a_sign_of_gs1_stays() -> None:
    profile = scanner_set_up.learn([reading("~]C0" + TEST_CODE)] * 3)
    assert (profile.prefix, profile.symbology) == ("~", True)
    assert profile.code_in("~]E06901234567892") == "6901234567892"
    assert profile.code_in("~]C1010690123456789221A1") == "]C1010690123456789221A1"
    assert Profile().code_in("]C0SN1") == "]C0SN1"


@pytest.mark.rule("C4")
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (TEST_CODE.swapcase(), Fault.CAPS_LOCK),
        (TEST_CODE.upper(), Fault.CASE_CHANGED),
        (TEST_CODE.lower(), Fault.CASE_CHANGED),
        ("SdAqWzYm_@/:0123456789", Fault.KEYBOARD),
        ("SdAqWyZm/&>0123456789", Fault.KEYBOARD),  # German in the scanner: its @ is lost
        ("SdAqWzYm-@/:", Fault.NUM_LOCK),
        ("ＳｄＡｑＷｚＹｍ－＠／：０１２３４５６７８９", Fault.FULL_WIDTH),
        ("SdAqWzYm-/:0134679", Fault.CHARACTERS_LOST),
        ("6901234567892", Fault.OTHER_CODE),
        ("SN-0123456789-0001-A", Fault.OTHER_CODE),
        ("", Fault.OTHER_CODE),
    ],
)
def test_each_fault_is_named(text: str, fault: Fault) -> None:
    assert scanner_set_up.fault_of(reading(text)) is fault
    assert fault.spoils


ARRIVES = [  # what a scanner set to the US sends, by the keyboard of the computer
    ("British", 'SdAqWzYm-"/:0123456789'),
    ("French", "SdQaZwY,)2!Mà&é\"'(-è_ç"),
    ("Belgian", "SdQaZwY,)2=Mà&é\"'(§è!ç"),
    ("German", 'SdAqWyZmß"-Ö0123456789'),
    ("Swiss", "SdAqWyZm'\"-é0123456789"),
    ("Canadian", 'SdAqWzYm-"é:0123456789'),
    ("Japanese", 'SdAqWzYm-"/+0123456789'),
    ("Spanish", "SdAqWzYm'\"-Ñ0123456789"),
    ("Portuguese", "SdAqWzYm'\"-Ç0123456789"),
    ("Brazilian", "SdAqWzYm-@;Ç0123456789"),
    ("Italian", "SdAqWzYm'\"-ç0123456789"),
    ("Swedish or Finnish", 'SdAqWzYm+"-Ö0123456789'),
    ("Danish", 'SdAqWzYm+"-Æ0123456789'),
    ("Norwegian", 'SdAqWzYm+"-Ø0123456789'),
    ("Turkish", "SdAqWzYm*'.Ş0123456789"),
]


@pytest.mark.rule("C4")
@pytest.mark.parametrize(("country", "text"), ARRIVES)
def test_a_scanner_of_another_country_is_noticed_and_named(country: str, text: str) -> None:
    """``A@1`` arrives as ``A"1`` on a British keyboard."""
    assert scanner_set_up.fault_of(reading("~" + text)) is Fault.KEYBOARD
    mismatch = scanner_set_up.mismatch_of(reading("~" + text))
    assert (mismatch.computer, mismatch.scanner) == (country, "US")


@pytest.mark.rule("C4")
@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("SdQqWwYm-@/:0123456789", None),
        ("SdAqWzYm-[/'0123456789", "Japanese"),
        ("SdAqWzYm-@#:0123456789", "Canadian"),
        ("SdQaZwY;6@>.)!@#$%^&*(", "French"),
    ],
)
def test_so_is_a_scanner_set_to_a_country_that_the_computer_has_not(
    text: str, country: str | None
) -> None:
    assert scanner_set_up.fault_of(reading(text)) is Fault.KEYBOARD
    mismatch = scanner_set_up.mismatch_of(reading(text))
    assert (mismatch and mismatch.scanner) == country


@pytest.mark.rule("C4")
def test_every_keyboard_changes_the_test_code_and_it_stays_short() -> None:
    """A mismatch that changes nothing would pass; a long code would not fit the page."""
    made = list(mismatches(TEST_CODE))
    assert len(made) == 2 * len(ARRIVES)
    assert [one for one in made if one.arrives == TEST_CODE] == []
    assert {one.computer for one in made} - {"US"} == {country for country, _ in ARRIVES}
    assert make(SymbolKind.CODE_128, TEST_CODE).width <= 264


@pytest.mark.rule("C4")
def test_no_ending_is_named_but_can_be_worked_with() -> None:
    assert scanner_set_up.fault_of(reading()) is None
    fault = scanner_set_up.fault_of(reading(ending=Ending.NOTHING))
    assert fault is Fault.NO_ENDING and not fault.spoils


def test_a_profile_goes_to_the_settings_and_back() -> None:
    profile = Profile(90, 40, Ending.TAB, "~", True)
    assert profile_of(profile.values()) == profile
    assert profile_of({}) == Profile()
    assert profile_of({"gap": "wide", "ending": "?", "prefix": "x", "more": 1}) == Profile(
        prefix="x"
    )

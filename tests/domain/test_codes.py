"""What a scanned code can be: C1. Only what is certain is recognised."""

import re
import string
from functools import cache

import pytest
from biip.gs1_application_identifiers import _GS1_APPLICATION_IDENTIFIERS
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes import (
    GS1_IDENTIFIERS,
    CodeReading,
    barcode_in,
    carton_code,
    entries_in,
    gtins_in,
    read,
    says_only_itself,
    serial_in,
)
from app.domain.gs1 import GS, Elements
from app.domain.gtin import is_gtin
from app.domain.problems import Code
from app.domain.serials import LONGEST, check

GTIN = "06901234567892"
SSCC = "106141412345678908"
SN = Elements(gtin=GTIN, serial="AB-12")
FULL = Elements(gtin=GTIN, serial="AB-12", batch="L7", expiry="2027-01-31")


@pytest.mark.rule("C1")
@pytest.mark.parametrize(
    ("raw", "elements"),
    [
        # A symbology identifier, as scanners that are told to send it do
        (f"]C101{GTIN}21AB-12", SN),
        (f"]d201{GTIN}21AB-12\x1d10L7\x1d17270131", FULL),
        (f"]Q301{GTIN}1727013110L7\x1d21AB-12", FULL),
        (f"]e001{GTIN}", Elements(gtin=GTIN)),
        (f"]C100{SSCC}", Elements(sscc=SSCC)),
        ("]d221AB-12", Elements(serial="AB-12")),
        # FNC1 between elements, or before them
        (f"01{GTIN}21AB-12\x1d10L7\x1d17270131", FULL),
        (f"\x1d01{GTIN}21AB-12", SN),
        (f"01{GTIN}21AB-12\x1d", SN),
        # Parentheses, as printed under the bars
        (f"(01){GTIN}(21)AB-12", SN),
        (f"(01){GTIN}(21)AB-12(10)L7(17)270131", FULL),
        (f"(00){SSCC}", Elements(sscc=SSCC)),
        ("(21)A(B)C", Elements(serial="A(B)C")),
        ("(21)A(99999)C", Elements(serial="A(99999)C")),  # no identifier has five digits
        (f"（０１）{GTIN}（２１）AB-12", SN),
        # Digital Link
        (f"https://id.gs1.org/01/{GTIN}/21/AB-12", SN),
        ("https://shop.example/a/b/01/6901234567892/10/L7/21/AB-12?17=270131", FULL),
        (f"HTTP://ID.GS1.ORG/01/{GTIN}/21/AB%2D12", SN),
        (f"https://id.gs1.org/00/{SSCC}?02={GTIN}&37=25", Elements(sscc=SSCC)),
    ],
)
def test_a_gs1_code_with_a_sign_is_read(raw, elements):
    assert read(raw).elements == elements


@pytest.mark.rule("C1")
@pytest.mark.parametrize(
    "plain",
    [
        "01234567890125",
        "0012345678",
        "21ABC123",
        "10ABC",
        "(A)1",
        "A(21)5",
        "A|B",
        "A^B",
        "12|B",
        "shop.example/01/2",
        "SN/01/2",
        "]",
        "A;B;C",
    ],
)
def test_without_a_certain_sign_a_code_is_plain(plain):
    assert read(plain) == CodeReading(plain)


@pytest.mark.rule("C1")
@given(
    st.text(string.ascii_letters + string.digits + "-/._#+;", min_size=1, max_size=14),
)
def test_any_short_serial_of_letters_digits_and_marks_is_plain(number):
    reading = read(number)
    assert (reading.code, reading.elements, reading.problem) == (number, None, None)
    assert reading.numbers == ()
    assert (reading.doubt is not None) is is_gtin(number)


@pytest.mark.rule("C1")
@given(st.integers(10**15 * 11, 10**17 - 1).map(lambda n: f"{n:017}"))
def test_a_number_of_seventeen_digits_is_plain(number):
    assert read(number) == CodeReading(number)


# Without a sign


@pytest.mark.rule("C1", "C8")
@pytest.mark.parametrize(
    ("code", "if_known"),
    [
        (SSCC, Elements(sscc=SSCC)),
        ("00" + SSCC, Elements(sscc=SSCC)),
        (f"00{SSCC}02{GTIN}3725", Elements(sscc=SSCC)),
        (f"01{GTIN}21AB-12", SN),
        (f"01{GTIN}1727013121AB-12", Elements(gtin=GTIN, serial="AB-12", expiry="2027-01-31")),
        (f"01{GTIN}1126010121U1", Elements(gtin=GTIN, serial="U1")),
        (f"01{GTIN}310200123421U1", Elements(gtin=GTIN, serial="U1")),
        (f"01{GTIN}4101234567890128", Elements(gtin=GTIN)),
        (f"01{GTIN}", Elements(gtin=GTIN)),
        (f"01{GTIN}10L7", Elements(gtin=GTIN, batch="L7")),
        (SSCC[:-1] + "9", None),
        (f"01{GTIN[:-1]}321AB-12", None),
        (f"01{GTIN[:-1]}3", None),
    ],
)
def test_without_a_sign_the_gtin_or_sscc_must_be_known_here(code, if_known):
    reading = read(code)
    assert (reading.elements, reading.problem, reading.problem_if_known) == (None, None, None)
    assert reading.if_known == if_known
    assert bool(reading.doubt) == bool(if_known)  # known to nobody, it is asked about


@pytest.mark.rule("C8")
@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ("9", Code.ELEMENTS_UNREADABLE),
        ("21", Code.ELEMENTS_UNREADABLE),
        ("0", Code.ELEMENTS_UNREADABLE),
        ("1127133121A", Code.ELEMENTS_UNREADABLE),  # no such month
        ("21A#10B", Code.SEPARATOR_SPELT),
        ("21A~10B", Code.SEPARATOR_SPELT),
        ("21A[GS]10B", Code.SEPARATOR_SPELT),
        ("7007211225211", Code.ELEMENTS_UNREADABLE),  # its date is six digits, or twelve
        (f"21A,01{GTIN}21B", Code.ELEMENTS_UNREADABLE),
        ("10LOT21AB-12", Code.ELEMENTS_RAN_TOGETHER),
        ("21AB-1217270131", Code.ELEMENTS_RAN_TOGETHER),
        ("21AB-121727013110LOT", Code.ELEMENTS_RAN_TOGETHER),
    ],
)
def test_behind_a_gtin_known_here_nothing_is_left_over_or_swallowed(rest, code):
    reading = read(f"01{GTIN}{rest}")
    assert reading.problem is None
    assert reading.if_known.gtin == GTIN
    assert reading.problem_if_known.code is code


# With a sign, but of no use


@pytest.mark.rule("C1", "C8")
@pytest.mark.parametrize(
    "raw",
    [
        "]C10106901234567893" + "21AB-12",  # the check digit
        f"]d201{GTIN}17271331",  # no such month
        "]C1HELLO",
        f"01{GTIN}21AB\x1dXX",
        f"]C100{SSCC[:-1]}9",
        "]C199x" + "A" * 90,
        f"]C101{GTIN}7007211225211",
        f"]d201{GTIN}4101234567890123",  # the location's check digit
        "(01)06901234567893(21)AB-12",
        f"(00){SSCC[:-1]}9",
        "(21)",
        "(01)123",
        "(21)A(21)B",
        "(05)1",  # no such element
        "[01]123",
        "(21)ÄB",
        "https://shop.example/01/2",
        "https://shop.example/01/06901234567893",
        f"https://shop.example/01/{GTIN}/21",
        f"https://shop.example/01/{GTIN}/21/A%1DB",
        "https://shop.example/00/12/21/A",
        "HTTPS://SHOP.EXAMPLE/GTIN/123",
    ],
)
def test_a_gs1_code_that_cannot_be_read_says_so(raw):
    reading = read(raw)
    assert (reading.elements, reading.if_known, reading.numbers) == (None, None, ())
    assert reading.problem.code is Code.ELEMENTS_UNREADABLE


@pytest.mark.rule("C8")
@pytest.mark.parametrize(
    "raw",
    [
        "(99)1",
        "(414)1234567890128",
        "(10)L7",
        f"(02){GTIN}(37)5",
        "]C110L7",
        "]d2414" + "1234567890128",
        "https://id.gs1.org/414/1234567890128",
        "https://id.gs1.org/gln/1234567890128",
        "https://id.gs1.org/8004/95201234567891",
    ],
)
def test_a_gs1_code_that_names_nothing_that_is_scanned_says_so(raw):
    assert read(raw).problem.code is Code.ELEMENTS_NAME_NOTHING


@pytest.mark.rule("C8")
@pytest.mark.parametrize(
    "mark", ["^]", "{GS}", "<GS>", "<gs>", "␝", "{FNC1}", "\\x1d", "↔", "|", "^"]
)
@pytest.mark.parametrize(
    "code",
    [
        f"01{GTIN}21AB-12{{}}10L7",
        f"]d201{GTIN}21AB-12{{}}10L7",
        "21AB-12{}10L7",
        "10L7{}21AB-12",
        "(21)A{}(10)L7",
        f"https://id.gs1.org/01/{GTIN}/21/A{{}}B",
    ],
)
def test_a_separator_that_is_spelt_is_named_with_what_to_do(mark, code):
    # Known to carry it or to carry a GTIN of the shop: either way it is never read as it stands.
    reading = read(code.replace("{}", mark))
    problem = reading.problem or reading.problem_if_known
    assert (problem.code, problem.values["mark"]) == (Code.SEPARATOR_SPELT, mark)
    assert reading.elements is None


# ISO/IEC 15434


@pytest.mark.rule("C8")
@pytest.mark.parametrize(
    ("raw", "elements"),
    [
        ("[)>\x1e06\x1dSAB-12\x1d1PX-1\x1e\x04", Elements(serial="AB-12", part="X-1")),
        ("[)>\x1e06\x1d18VUN1\x1d1PX-1\x1dSAB-12\x1e\x04", Elements(serial="AB-12", part="X-1")),
        ("[)>\x1e06\x1d25SUN1AB\x1d1TL7", Elements(serial="UN1AB", batch="L7")),
        ("]d1[)>\x1e06\x1dSAB-12\x1e\x04", Elements(serial="AB-12")),
        ("[)>06\x1dSAB-12", Elements(serial="AB-12")),  # the control characters are often lost
        ("06\x1dSAB-12\x1dQ1", Elements(serial="AB-12")),
        ("[)>^^06^]SAB-12^]1PX-1^^^D", Elements(serial="AB-12", part="X-1")),
        ("[)>{RS}06{GS}SAB-12{RS}{EOT}", Elements(serial="AB-12")),
        ("[)>␞06␝SAB-12␞␄", Elements(serial="AB-12")),
        (f"[)>\x1e05\x1d01{GTIN}21AB-12\x1e\x04", SN),
    ],
)
def test_a_makers_label_is_read(raw, elements):
    reading = read(raw)
    assert reading.elements == elements
    assert reading.code.isprintable()


@pytest.mark.rule("C8")
@pytest.mark.parametrize(
    "raw",
    [
        "[)>",
        "[)>\x1e06\x1d1PX-1\x1dQ5\x1e\x04",  # no unit
        "[)>\x1e06\x1dSA\x1dSB\x1e\x04",  # two
        "[)>\x1e12\x1dSER AB\x1e\x04",
        "[)>\x1e06\x1d-\x1e\x04",
        "[)>\x1e05\x1d21\x1e\x04",
        "[)>\x1e06\x1dSA\x1e06\x1dSB\x1e\x04",
    ],
)
def test_another_makers_label_is_refused_by_its_own_name(raw):
    assert read(raw).problem.code is Code.LABEL_UNREADABLE


# Addresses


@pytest.mark.rule("C8")
@pytest.mark.parametrize(
    "raw",
    [
        "http://[promo",
        "https://shop.example/",
        "https://shop.example/item/01",
        "https://shop.example/2024/01/news",
        "HTTP://[::1",
        "https://",
        "www.shop.example/x",
        "urn:epc:id:sgtin:0614141.112345.400",
        "mailto:a@b.example",
        "WIFI:S:Shop;T:WPA;P:secret;;",
        "weixin://wxpay/bizpayurl?pr=1",
        "https://a.example https://b.example",
    ],
)
def test_an_address_is_asked_about(raw):
    reading = read(raw)
    assert reading == CodeReading(raw, doubt=reading.doubt)
    assert reading.doubt.code is Code.LOOKS_LIKE_LINK


@pytest.mark.rule("C8")
@pytest.mark.parametrize(
    ("path", "elements"),
    [
        ("00/faux/00/006141411234567890", Elements(sscc="006141411234567890")),
        (f"01/99/01/{GTIN}/21/AB-12", SN),
        (f"01/{GTIN}/21/01", Elements(gtin=GTIN, serial="01")),
        (f"01/{GTIN}/21/AB-12/", SN),
        ("gtin/6901234567892/ser/AB-12", SN),
        (f"sscc/{SSCC}", Elements(sscc=SSCC)),
        (f"some/path/01/{GTIN}/22/2A/10/L7/21/AB-12?17=270131&utm=x#part", FULL),
    ],
)
def test_the_rightmost_key_of_a_link_counts(path, elements):
    assert read(f"https://a.example/{path}").elements == elements
    assert read(f"a.example/{path}").elements == elements


# What is around a code, and what is no code


@pytest.mark.rule("C1")
@pytest.mark.parametrize(
    ("raw", "code"),
    [("]E06901234567893", "6901234567893"), ("]C0SN-1", "SN-1"), ("]A0SN-1", "SN-1"),
     ("]Q1SN-1", "SN-1"), (" SN-1\r", "SN-1"), ("ＳＮ１", "SN1"), ("\ufeffSN-1", "SN-1"),
     ("\0SN-1\0", "SN-1"), ("]Q1\ufeffSN-1", "SN-1")],
)  # fmt: skip
def test_what_the_scanner_adds_is_taken_off(raw, code):
    assert read(raw) == CodeReading(code)


@pytest.mark.rule("F1", "C8")
@pytest.mark.parametrize("odd", ["\0", "\ufeff", "\ud800", "\udc00", "\x1e", "\x04"])
def test_what_no_code_has_inside_is_no_serial(odd):
    reading = read(f"SN{odd}1")
    assert check(reading.code).code is Code.BAD_CHARACTER
    reading.code.encode()


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        ("SN1,SN22,SN333", ("SN1", "SN22", "SN333")),
        ("SN1，SN22", ("SN1", "SN22")),
        ("SN1\nSN22\r\nSN333", ("SN1", "SN22", "SN333")),
        ("SN01 SN02 SN03", ("SN01", "SN02", "SN03")),
        ("]Q1SN1 SN22", ("SN1", "SN22")),
        ("]d1SN1;SN22;SN333", ("SN1", "SN22", "SN333")),
        ("S/N 12345", ()),
        ("A 1", ()),
        ("SN1;SN2;SN3", ()),  # may be one serial
        ("SN1,序2", ()),
        ("]Q1SN1", ()),
    ],
)
def test_a_code_that_lists_serials_is_read_where_it_is_certain(raw, numbers):
    assert read(raw).numbers == numbers


@pytest.mark.rule("C1")
@given(st.text(max_size=60))
def test_any_code_is_read_without_breaking(raw):
    reading = read(raw)
    assert not (reading.elements and reading.problem)
    assert not any(map(check, reading.numbers))
    assert len(reading.code) <= max(len(raw), LONGEST)


_NASTY = st.sampled_from(
    ["01" + GTIN, GTIN, "21", "10", "17", "(21)", "(01)", "]C1", "]d2", GS, "^]", "|", "[)>", "06",
     "\x1e", "http://", "https://a/01/", "[", "IMEI1:", "490154203237518", " ", ",", "\ud800",
     "7007", "3102", "\ufeff", "٠", "00" + SSCC, "%"]
)  # fmt: skip


@pytest.mark.rule("C8")
@given(st.lists(_NASTY | st.text(max_size=4), max_size=9).map("".join))
def test_codes_of_pieces_of_codes_are_read_without_breaking(raw):
    reading = read(raw)
    assert not (reading.elements and reading.problem)
    reading.code.encode()
    carton_code(raw), serial_in(raw), gtins_in(raw)


# Every element there is


def _table():
    return [ai for ai in _GS1_APPLICATION_IDENTIFIERS.values() if ai.ai not in ("01", "21")]


@cache
def _texts(pattern):
    return st.from_regex(re.compile(pattern.strip("^$"), re.ASCII), fullmatch=True)


_ELEMENTS = st.sampled_from(_table()).flatmap(lambda ai: st.tuples(st.just(ai), _texts(ai.pattern)))


@pytest.mark.rule("C8")
@given(st.lists(_ELEMENTS, max_size=3), st.sampled_from(GS1_IDENTIFIERS), st.booleans())
def test_a_serial_among_any_elements_is_read_or_the_code_is_refused(pairs, sign, last):
    """Read whole, it names the unit that is in it; it never says another, nor is it plain."""
    others = [text + (GS if ai.separator_required else "") for ai, text in pairs]
    unit = [f"01{GTIN}", f"21AB-12{GS}"]
    text = "".join([*others, *unit] if last else [*unit, *others])
    reading = read(sign + text)
    if reading.problem is None:
        assert (reading.elements.gtin, reading.elements.serial) == (GTIN, "AB-12")
    else:
        assert (reading.elements, reading.numbers, reading.doubt) == (None, (), None)


_FIXED = {"00": SSCC, "02": GTIN, "03": GTIN, "20": "01"}
_FIXED |= {f"41{last}": "1234567890128" for last in range(8)}
_FIXED |= {ai.ai: "260131" for ai in _table() if not ai.separator_required and ai.ai not in _FIXED}


@pytest.mark.rule("C8")
def test_every_element_of_fixed_length_may_stand_before_the_serial_without_a_sign():
    assert len(_FIXED) > 120
    for identifier, value in _FIXED.items():
        reading = read(f"01{GTIN}{identifier}{value}21U1")
        assert (reading.if_known.serial, reading.problem_if_known) == ("U1", None), identifier
        assert read(f"01{GTIN}{identifier}{value}").if_known.gtin == GTIN, identifier


@pytest.mark.rule("C8")
@given(_ELEMENTS)
def test_behind_a_gtin_without_a_sign_any_element_is_seen(pair):
    reading = read(f"01{GTIN}{pair[1]}")
    if reading.problem is None:
        assert reading.if_known.gtin == GTIN
    else:
        assert (reading.elements, reading.numbers, reading.doubt) == (None, (), None)


# Identifiers of one unit (C9)

IMEI1, IMEI2, MEID = "490154203237518", "490154203237526", "A0000012345678"


@pytest.mark.rule("C9")
@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        (f"{IMEI1},{IMEI2}", (IMEI1, IMEI2)),
        (f"{IMEI1} {IMEI2}", (IMEI1, IMEI2)),
        (f"{IMEI1}\n{IMEI2}", (IMEI1, IMEI2)),
        (f"{IMEI1};{IMEI2}", (IMEI1, IMEI2)),
        (f"]Q1{IMEI1}/{IMEI2}", (IMEI1, IMEI2)),
        (f"IMEI1:{IMEI1} IMEI2:{IMEI2}", (IMEI1, IMEI2)),
        (f"IMEI 1: {IMEI1}, IMEI 2: {IMEI2}", (IMEI1, IMEI2)),
        (f"IMEI1={IMEI1}|IMEI2={IMEI2}|SN=R58M12", (IMEI1, IMEI2, "R58M12")),
        (f"S/N: R58M12 IMEI: {IMEI1}", ("R58M12", IMEI1)),
        (f"{IMEI1},R58M12", (IMEI1, "R58M12")),
        (f"{IMEI1} {IMEI2} R58M12", (IMEI1, IMEI2, "R58M12")),
        (f"{MEID},{IMEI1}", (MEID, IMEI1)),
        ("49015420323751,49015420323752", ("49015420323751", "49015420323752")),
        (f"ＩＭＥＩ１：{IMEI1}，ＩＭＥＩ２：{IMEI2}", (IMEI1, IMEI2)),
    ],
)
def test_two_identifiers_in_one_code_are_asked_about(raw, numbers):
    reading = read(raw)
    assert reading.numbers == numbers
    assert reading.doubt.code is Code.TWO_IDENTIFIERS
    assert (reading.doubt.values["first"], reading.doubt.values["second"]) == numbers[:2]


@pytest.mark.rule("C9", "C3")
@pytest.mark.parametrize(
    "raw",
    [
        f"{IMEI1} {IMEI2} 356938035643809",  # three of one kind: units of a carton
        "490154203237519,490154203237527",  # no IMEIs: their check digits are wrong
        f"{IMEI1},{IMEI1}",
        "SN0000000000001,SN0000000000002",
    ],
)
def test_other_lists_are_of_several_units(raw):
    reading = read(raw)
    assert len(reading.numbers) >= 2 and reading.doubt is None


@pytest.mark.rule("C1", "C7", "C8")
@pytest.mark.parametrize(
    ("raw", "serial", "gtins"),
    [
        (f"]d201{GTIN}21AB-12", "AB-12", (GTIN,)),
        (f"01{GTIN}21AB-12", "AB-12", (GTIN,)),
        ("6901234567892", "6901234567892", (GTIN,)),
        ("[)>\x1e06\x1dSAB-12\x1e\x04", "AB-12", ()),
        (f"IMEI1:{IMEI1} IMEI2:{IMEI2}", IMEI1, ()),
        ("AB-1", "AB-1", ()),
    ],
)
def test_what_is_looked_up_by_a_label(raw, serial, gtins):
    assert serial_in(raw) == serial
    assert gtins_in(raw) == gtins


@pytest.mark.rule("C1", "C3")
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (f"]C100{SSCC}", SSCC),
        (f"00{SSCC}", SSCC),
        (f"https://id.gs1.org/00/{SSCC}", SSCC),
        (f"]d201{GTIN}21AB-12", f"(01){GTIN}(21)AB-12"),
        (f"(01){GTIN}(21)AB-12", f"(01){GTIN}(21)AB-12"),
        (f"01{GTIN}21AB-12", f"(01){GTIN}(21)AB-12"),
        (f"https://id.gs1.org/01/{GTIN}/21/AB-12", f"(01){GTIN}(21)AB-12"),
        (f"]C100{SSCC}\x1d", SSCC),
        (f"(00) {SSCC}", SSCC),
        (f"00{SSCC}02{GTIN}3725", SSCC),
        ("ＣＴＮ－１", "CTN-1"),
    ],
)
def test_a_carton_has_one_code_however_its_label_is_scanned(raw, code):
    assert carton_code(raw) == code
    assert carton_code(code) == code


@pytest.mark.rule("C7")
@pytest.mark.parametrize(
    ("raw", "barcode"),
    [
        (f"]d201{GTIN}21AB-12", "6901234567892"),
        (f"https://id.gs1.org/01/{GTIN}", "6901234567892"),
        ("(01)16901234567899", "16901234567899"),
        ("]E06901234567892", "6901234567892"),
        ("06901234567892", "06901234567892"),  # as it was entered
        (f"01{GTIN}", f"01{GTIN}"),
        (" desk-1 ", "desk-1"),
    ],
)
def test_a_label_that_is_scanned_as_an_items_barcode_gives_its_gtin(raw, barcode):
    assert barcode_in(raw) == barcode


@pytest.mark.rule("F6", "C9")
@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("A1, A2\nA3", ["A1", "A2", "A3"]),
        (f"{IMEI1}\n{IMEI2}", [IMEI1, IMEI2]),
        (f"A1\n{IMEI1}, {IMEI2}\n", ["A1", f"{IMEI1}, {IMEI2}"]),
        (f"IMEI1:{IMEI1} IMEI2:{IMEI2}", [f"IMEI1:{IMEI1} IMEI2:{IMEI2}"]),
        (f"{IMEI1} {IMEI2} 356938035643809", [IMEI1, IMEI2, "356938035643809"]),
        (f"01{GTIN}21A{GS}10L", [f"01{GTIN}21A{GS}10L"]),
    ],
)
def test_a_list_is_cut_into_entries_and_two_names_of_one_unit_stay_one(text, entries):
    assert entries_in(text) == entries


_NEARLY_LABELS = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(["", "00", "01", "]C1", "(01)", "S/N ", "https://x/01/"]),
    st.sampled_from([GTIN, GTIN[1:], GTIN[2:], SSCC, "96385074", "356938035643809", "1" * 15]),
    st.sampled_from(["", "21", GS, ",", " ", "X"]),
    st.text(string.ascii_letters + string.digits, max_size=8),
)


@pytest.mark.rule("C8")
@given(_NEARLY_LABELS | st.text(max_size=30) | st.from_regex(r"[A-Z0-9]{1,30}", fullmatch=True))
def test_what_says_only_itself_is_read_as_nothing_else(code):
    if says_only_itself(code):
        assert read(code) == CodeReading(code)


@pytest.mark.rule("C8")
@pytest.mark.parametrize("code", ["SN-2026_001+A.B", "356938035643809", "1234567", "1" * 15, ""])
def test_usual_serial_numbers_say_only_themselves(code):
    assert says_only_itself(code)

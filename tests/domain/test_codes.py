"""What a scanned code can be: C1. Only what is certain is recognised."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes import (
    Elements,
    Reading,
    carton_code,
    gtin_forms,
    gtin_key,
    read,
    sscc_key,
)
from app.domain.problems import Code
from app.domain.serials import check

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
        "01234567890128",
        "0012345678",
        "21ABC123",
        "10ABC",
        "(A)1",
        "(21)",
        "(01)123",
        "A(21)5",
        "(21)A#B",  # no character of GS1's
        "(99)1",  # for the company's own use: it identifies nothing
        "(21)A(21)B",
        "https://shop.example/item/01",
        "https://shop.example/01/2",
        "https://shop.example/01/06901234567893",
        "https://shop.example/",
        "]",
        "A;B;C",
    ],
)
def test_without_a_certain_sign_a_code_is_plain(plain):
    assert read(plain) == Reading(plain)


@pytest.mark.rule("C1")
@given(st.text(string.ascii_letters + string.digits + "-/._#+:;", min_size=1, max_size=17))
def test_any_short_serial_of_letters_digits_and_marks_is_plain(number):
    assert read(number) == Reading(number)


@pytest.mark.rule("C1")
@given(st.integers(0, 10**17 - 1).map(lambda n: f"{n:017}"))
def test_a_number_of_seventeen_digits_is_plain(number):
    assert read(number) == Reading(number)


@pytest.mark.rule("C1")
@pytest.mark.parametrize(
    ("code", "if_known"),
    [
        (SSCC, Elements(sscc=SSCC)),
        ("00" + SSCC, Elements(sscc=SSCC)),
        (f"01{GTIN}21AB-12", SN),
        (f"01{GTIN}1727013121AB-12", Elements(gtin=GTIN, serial="AB-12", expiry="2027-01-31")),
        (SSCC[:-1] + "9", None),
        (f"01{GTIN[:-1]}321AB-12", None),
        (f"01{GTIN}", None),  # sixteen digits, which many serials have
        (f"01{GTIN}10L7", None),
    ],
)
def test_without_a_sign_the_gtin_or_sscc_must_be_known_here(code, if_known):
    assert read(code) == Reading(code, if_known=if_known)


@pytest.mark.rule("C1")
@pytest.mark.parametrize(
    "raw",
    [
        "]C10106901234567893" + "21AB-12",  # the check digit
        f"]d201{GTIN}17271331",  # no such month
        "]C1HELLO",
        f"01{GTIN}21AB\x1dXX",
        f"]C100{SSCC[:-1]}9",
        "]C199x",
    ],
)
def test_a_gs1_code_that_cannot_be_read_says_so(raw):
    reading = read(raw)
    assert reading.elements is None
    assert reading.problem.code is Code.ELEMENTS_UNREADABLE
    assert not check(reading.code)


@pytest.mark.rule("C1")
@pytest.mark.parametrize(
    ("raw", "code"),
    [("]E06901234567892", "6901234567892"), ("]C0SN-1", "SN-1"), ("]A0SN-1", "SN-1"),
     ("]Q1SN-1", "SN-1"), (" SN-1\r", "SN-1"), ("ＳＮ１", "SN1")],
)  # fmt: skip
def test_what_the_scanner_adds_is_taken_off(raw, code):
    assert read(raw) == Reading(code)


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


@pytest.mark.rule("C1")
@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("6901234567892", GTIN),
        (GTIN, GTIN),
        ("036000291452", "00036000291452"),
        ("96385074", "00000096385074"),
        ("6901234567893", None),
        ("690123456789", None),
        ("", None),
        ("٠٠٠٠٠٠٠٠", None),
        ("ABCDEFGH", None),
    ],
)
def test_a_gtin_has_one_key_in_all_its_lengths(code, key):
    assert gtin_key(code) == key


@pytest.mark.rule("C1")
def test_a_gtin_is_looked_up_in_every_form_a_shop_may_have_entered():
    assert gtin_forms("96385074") == (
        "96385074", "000096385074", "0000096385074", "00000096385074",
    )  # fmt: skip
    assert gtin_forms(GTIN) == ("6901234567892", GTIN)
    assert gtin_forms("16901234567899") == ("16901234567899",)
    assert gtin_forms("PHONE-1") == ()


@given(st.integers(0, 10**13 - 1), st.integers(0, 9))
def test_one_check_digit_of_ten_is_right(payload, digit):
    right = [d for d in range(10) if gtin_key(f"{payload:013}{d}")]
    assert len(right) == 1
    assert bool(gtin_key(f"{payload:013}{digit}")) == (digit in right)


def test_an_sscc_has_eighteen_digits_and_its_check_digit():
    assert sscc_key(SSCC) == SSCC
    assert sscc_key(SSCC[:-1] + "9") is None
    assert sscc_key("00" + SSCC) is None


@pytest.mark.rule("C1", "C3")
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (f"]C100{SSCC}", SSCC),
        (f"00{SSCC}", SSCC),
        (f"https://id.gs1.org/00/{SSCC}", SSCC),
        (f"]d201{GTIN}21AB-12", f"(01){GTIN}(21)AB-12"),
        (f"(01){GTIN}(21)AB-12", f"(01){GTIN}(21)AB-12"),
        (f"01{GTIN}21AB-12", f"01{GTIN}21AB-12"),  # without a sign it stays as it is
        ("ＣＴＮ－１", "CTN-1"),
    ],
)
def test_a_carton_has_one_code_however_its_label_is_scanned(raw, code):
    assert carton_code(raw) == code
    assert carton_code(code) == code

"""GTIN, SSCC and IMEI: their check digits, and one key for all forms of a GTIN (C7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.gtin import gtin_key, gtin_keys, is_gtin, is_imei, sscc_key
from tests.domain.test_codes import GTIN, SSCC


@pytest.mark.rule("C1", "C7")
@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("6901234567892", GTIN),
        (GTIN, GTIN),
        ("036000291452", "00036000291452"),
        ("36000291452", "00036000291452"),  # its zero was lost
        ("96385074", "00000096385074"),
        ("04252614", "00042100005264"),  # UPC-E
        ("01234531", "00012300000451"),
        ("01234543", "00012340000053"),
        ("01234565", "00000001234565"),  # a GTIN-8 by its own check digit
        ("6901234567893", None),
        ("690123456789", None),
        ("3600029", None),
        ("", None),
        ("٠٠٠٠٠٠٠٠", None),
        ("ABCDEFGH", None),
        ("0" + GTIN, None),
    ],
)
def test_a_gtin_has_one_key_in_all_its_forms(code, key):
    assert gtin_key(code) == key


@given(st.integers(0, 10**13 - 1), st.integers(8, 14))
def test_zeros_before_a_gtin_change_nothing(payload, length):
    digits = [d for d in range(10) if gtin_key(f"{payload:013}{d}")]
    key = f"{payload:013}{digits[0]}"
    assert len(digits) == 1
    shorter = key[-length:]
    if key[:-length].strip("0") == "":
        assert gtin_key(shorter) == gtin_keys(shorter)[0] == key
        assert is_gtin(shorter) == (length in (8, 12, 13, 14))


@pytest.mark.rule("C7")
def test_eight_digits_that_are_both_are_found_as_both():
    assert gtin_keys("01234565") == ("00000001234565", "00012345000065")
    assert gtin_keys("012345000065") == ("00012345000065", "00000001234565")
    assert gtin_keys("04252614") == gtin_keys("042100005264") == ("00042100005264",)
    assert gtin_keys("PHONE-1") == ()


def test_an_sscc_has_eighteen_digits_and_its_check_digit():
    assert sscc_key(SSCC) == SSCC
    assert sscc_key(SSCC[:-1] + "9") is None
    assert sscc_key("00" + SSCC) is None


@pytest.mark.parametrize(
    ("code", "right"),
    [("490154203237518", True), ("490154203237519", False), ("49015420323751", False),
     ("000000000000000", False), ("49015420323751A", False)],
)  # fmt: skip
def test_an_imei_has_its_check_digit(code, right):
    assert is_imei(code) == right

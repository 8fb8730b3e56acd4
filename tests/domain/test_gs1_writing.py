"""GS1 element strings that we write: in their order, or refused with what would do."""

import pytest

from app.domain.gs1 import GS
from app.domain.gs1_writing import LONGEST, element_pairs, element_string_of
from app.domain.problems import Code, Refused
from app.domain.serials import check
from tests.shop import codes, refusal

GTIN = "6901234567892"


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("gtin", [GTIN, f"0{GTIN}", "096385074", "96385074", "036000291452"])
def test_each_form_of_a_gtin_is_written_in_14_digits(gtin):
    ((identifier, key),) = element_pairs(gtin, "")
    assert (identifier, len(key), int(key)) == ("01", 14, int(gtin))


@pytest.mark.rule("Q3")
def test_elements_of_no_fixed_length_come_last_and_are_parted():
    pairs = element_pairs(GTIN, "SN-1", "L7", "2026-01-31", "2028-12-31")
    said = f"010{GTIN}112601311728123110L7{GS}21SN-1"
    assert element_string_of(pairs) == said
    assert element_string_of(element_pairs(GTIN, "", "L7")) == f"010{GTIN}10L7"


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("gtin", ["", "ABC", "6901234567891", "123"])
def test_a_serial_number_without_its_items_gtin_is_refused(gtin):
    assert codes(refusal(element_pairs, gtin, "SN-1")) == [Code.GS1_NO_GTIN]


@pytest.mark.rule("Q3")
def test_what_is_too_long_for_gs1_is_refused():
    assert element_pairs(GTIN, "A" * LONGEST, "B" * LONGEST)
    assert codes(refusal(element_pairs, GTIN, "A" * (LONGEST + 1))) == [Code.GS1_TOO_LONG]
    assert codes(refusal(element_pairs, GTIN, "A", "B" * (LONGEST + 1))) == [Code.GS1_TOO_LONG]


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("char", [chr(code) for code in range(33, 127) if not check(chr(code))])
def test_the_characters_that_gs1_takes_are_its_82(char):
    taken = char.isalnum() or char in "!\"%&'()*+-./:;<=>?_"  # and the comma, which no serial has
    if taken:
        assert element_pairs(GTIN, f"A{char}")[-1] == ("21", f"A{char}")
    else:
        with pytest.raises(Refused) as caught:
            element_pairs(GTIN, f"A{char}")
        assert codes(caught.value.problems) == [Code.GS1_BAD_CHARACTER]

"""What is drawn reads as what was meant, by a reader that knows nothing of how it was made (Q3)."""

import random
import string

import pytest

from app.domain.problems import Code
from app.printing import symbols
from app.printing.symbols import bars, code128, read_code128
from tests.shop import codes, refusal

ASCII = [chr(code) for code in range(128)]


def modules(*values: int) -> str:
    """The modules of values by their widths, with a stop."""
    widths = list(symbols._VALUES)
    parts = [*(widths[value] for value in values), symbols._STOP]
    return "".join("10"[at % 2] * int(width) for at, width in enumerate("".join(parts)))


@pytest.mark.parametrize(
    ("values", "text"),
    [
        # The example of the standard's own table: start B, A i m, check
        ((104, 33, 73, 77, (104 + 33 + 2 * 73 + 3 * 77) % 103), "Aim"),
        ((105, 99, 52, (105 + 99 + 2 * 52) % 103), None),  # in set C 99 is the pair, not a sign
        ((105, 12, 100, 33, (105 + 12 + 2 * 100 + 3 * 33) % 103), "12A"),
        ((103, 33, 98, 65, 64, (103 + 33 + 2 * 98 + 3 * 65 + 4 * 64) % 103), "Aa\0"),
        ((104, 33, 73, 77, 0), None),  # the check is wrong
        ((104, 102, (104 + 102) % 103), None),  # FNC1
        ((105,), None),
    ],
)
def test_the_reader_reads_by_the_standard(values, text):
    if values[:2] == (105, 99):
        text = "9952"
    assert read_code128(modules(*values)) == text


def test_what_is_no_symbol_is_not_read():
    good = code128("SN-1")
    assert read_code128("") is None
    assert read_code128(good[:-1]) is None
    assert read_code128(good[::-1]) is None
    assert read_code128("0" + good) is None
    for at in range(len(good)):
        assert read_code128(good[:at] + "10"[int(good[at])] + good[at + 1 :]) is None


@pytest.mark.rule("C3", "Q3")
@pytest.mark.parametrize("pair", [f"{pair:02}" for pair in range(100)])
def test_every_first_pair_of_digits_is_read_back(pair):
    for rest in ("", "5", "52", "A", "5201234567891233", "-CTN-0001"):
        assert read_code128(code128(pair + rest)) == pair + rest


@pytest.mark.rule("C3", "Q3")
def test_all_of_ascii_is_read_back():
    for char in ASCII:
        for text in (char, f"12{char}", f"{char}9912", f"99{char}99", f"a{char}\x01{char}1234"):
            assert read_code128(code128(text)) == text


@pytest.mark.rule("C3", "Q3")
@pytest.mark.parametrize("letters", [string.digits, string.printable[:95], "99A", "".join(ASCII)])
def test_a_thousand_texts_are_read_back(letters):
    chance = random.Random(128)
    for _ in range(1000):
        text = "".join(chance.choices(letters, k=chance.randint(1, 30)))
        assert read_code128(code128(text)) == text


@pytest.mark.rule("C3", "Q3")
@pytest.mark.parametrize("code", ["", "箱1", "SN\xf1", "é"])
def test_what_no_code_128_holds_is_refused(code):
    assert codes(refusal(code128, code)) == [Code.SYMBOL_UNREADABLE]


@pytest.mark.rule("Q3")
def test_a_symbol_that_does_not_read_back_is_refused(monkeypatch):
    """Whatever a library does one day."""
    monkeypatch.setattr("barcode.Code128._calculate_checksum", lambda self, encoded: 0)
    assert codes(refusal(code128, "SN-0001")) == [Code.SYMBOL_UNREADABLE]


def test_bars_are_where_the_ones_are():
    drawn = ["0"] * len(code128("CT-1"))
    for start, width in bars(code128("CT-1")):
        drawn[start : start + width] = "1" * width
    assert "".join(drawn) == code128("CT-1")

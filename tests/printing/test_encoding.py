"""What is drawn reads as what was meant, by a reader that knows nothing of how it was made (Q3)."""

import random
import string
from itertools import groupby

import pytest
import zxingcpp

from app.domain import gs1
from app.domain.gs1 import Elements
from app.domain.gs1_writing import element_pairs
from app.domain.problems import Code
from app.domain.serials import LONGEST, check
from app.printing.symbols import code128
from app.printing.symbols.encoding import make, make_gs1, read
from app.printing.symbols.symbol import Symbol, SymbolKind
from tests.shop import codes, refusal

ASCII = [chr(code) for code in range(128)]
ALLOWED = "".join(char for char in ASCII if check(char) is None)
PLAIN = [kind for kind in SymbolKind if not kind.is_gs1]
GS1 = [kind for kind in SymbolKind if kind.is_gs1]
GTIN = "6901234567892"


@pytest.mark.rule("C3", "Q3")
@pytest.mark.parametrize("pair", [f"{pair:02}" for pair in range(100)])
def test_every_first_pair_of_digits_is_read_back(pair):
    for rest in ("", "5", "52", "A", "5201234567891233", "-CTN-0001"):
        for kind in PLAIN:
            assert make(kind, pair + rest).text == pair + rest


@pytest.mark.rule("C3", "Q3")
@pytest.mark.parametrize("kind", PLAIN)
def test_all_of_ascii_is_read_back(kind):
    for char in ASCII:
        for text in (char, f"12{char}", f"{char}9912", f"99{char}99", f"a{char}\x01{char}1234"):
            assert read(make(kind, text)) == text


@pytest.mark.rule("C3", "Q3", "F1")
@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize("letters", [string.digits, ALLOWED, "99A", string.ascii_lowercase])
def test_serials_of_every_length_are_read_back(kind, letters):
    chance = random.Random(128)
    for length in range(1, LONGEST + 1):
        text = "".join(chance.choices(letters, k=length))
        symbol = make(kind, text)
        assert (symbol.text, read(symbol)) == (text, text)


@pytest.mark.rule("C3", "Q3")
@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize("text", ["", "箱1", "SN\xf1", "é", "\ud800"])
def test_what_no_symbol_of_ours_holds_is_refused(kind, text):
    assert codes(refusal(make, kind, text)) == [Code.SYMBOL_UNREADABLE]


@pytest.mark.rule("C3", "Q3")
def test_what_is_longer_than_any_symbol_is_refused():
    assert codes(refusal(make, SymbolKind.QR, "A" * 9999)) == [Code.SYMBOL_UNREADABLE]
    assert codes(refusal(make, SymbolKind.DATA_MATRIX, "A" * 9999)) == [Code.SYMBOL_UNREADABLE]


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("kind", PLAIN)
def test_a_symbol_that_does_not_read_back_is_refused(monkeypatch, kind):
    """Whatever a library does one day."""
    create = zxingcpp.create_barcode
    monkeypatch.setattr(
        zxingcpp, "create_barcode", lambda text, *given, **named: create("X", *given, **named)
    )
    drawn = code128.modules("X")
    monkeypatch.setattr(code128, "modules", lambda _text: drawn)
    assert codes(refusal(make, kind, "SN-0001")) == [Code.SYMBOL_UNREADABLE]


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("kind", PLAIN)
def test_a_symbol_in_which_much_is_wrong_is_not_read(kind):
    symbol = make(kind, "SN-0001-X")
    turned = tuple(row.translate({48: "1", 49: "0"}) for row in symbol.rows)
    assert read(Symbol(kind, symbol.text, turned)) is None
    assert read(Symbol(kind, symbol.text, tuple("0" * len(row) for row in symbol.rows))) is None


@pytest.mark.rule("Q3")
def test_a_plain_symbol_is_not_read_as_gs1_and_the_other_way_round():
    pairs = element_pairs(GTIN, "AB-1")
    for plain, with_gs1 in (
        (SymbolKind.CODE_128, SymbolKind.GS1_128),
        (SymbolKind.DATA_MATRIX, SymbolKind.GS1_DATA_MATRIX),
    ):
        assert read(Symbol(with_gs1, "", make(plain, "AB-1").rows)) is None
        assert read(Symbol(plain, "", make_gs1(with_gs1, pairs).rows)) is None


@pytest.mark.rule("Q3", "C8")
@pytest.mark.parametrize("kind", GS1)
@pytest.mark.parametrize(
    ("batch", "made", "expires", "serial"),
    [
        ("", "", "", "1"),
        ("", "", "", "12345678901234567890"),
        ("", "", "", "A(B)C%&'*+,-./:;<=>?"),
        ("L-7", "2026-01-31", "2028-12-31", "SN000001"),
        ("(10)(21)", "", "2027-01-31", "(21)(17)"),
    ],
)
def test_gs1_elements_are_read_as_what_was_said(kind, batch, made, expires, serial):
    """By a reader, and of what a scanner then sends, by this program."""
    symbol = make_gs1(kind, element_pairs(GTIN, serial, batch, made, expires))
    assert read(symbol) == symbol.text
    said = gs1.element_string(symbol.text)
    assert said == Elements(gtin=f"0{GTIN}", serial=serial, batch=batch, expiry=expires)


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("kind", [SymbolKind.DATA_MATRIX, SymbolKind.GS1_DATA_MATRIX])
def test_a_data_matrix_is_square(kind):
    """Oblong ones, which some lengths would be, fail under many cameras."""
    for length in range(1, 21):
        if kind.is_gs1:
            symbol = make_gs1(kind, element_pairs(GTIN, "A" * length))
        else:
            symbol = make(kind, "A" * length * 5)
        assert symbol.width == symbol.height


@pytest.mark.rule("Q3")
def test_bars_are_those_of_the_standard():
    """The example of ISO/IEC 15417's table: start B, A i m, the check, stop."""
    (row,) = make(SymbolKind.CODE_128, "Aim").rows
    runs = "".join(str(len(list(run))) for _, run in groupby(row))
    assert runs.startswith("211214111323") and runs[-7:] == "2331112"
    assert len(row) == 11 * 5 + 13


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("kind", PLAIN)
def test_boxes_are_exactly_what_is_dark(kind):
    symbol = make(kind, "SN-0001-abc")
    drawn = [["0"] * symbol.width for _ in symbol.rows]
    for left, top, width, height in symbol.boxes():
        for row in drawn[top : top + height]:
            assert row[left : left + width] == ["0"] * width, "two boxes lie on each other"
            row[left : left + width] = "1" * width
    assert tuple("".join(row) for row in drawn) == symbol.rows

"""The sheet to learn a scanner by: its bars read as the code, in the middle of an A4 page."""

import pytest

from app.domain.problems import Code
from app.domain.scanner_set_up import TEST_CODE
from app.printing.labels import code_sheet
from tests.printing.pages import pixels, read, symbols_drawn
from tests.shop import codes, refusal


@pytest.mark.rule("C4", "Q3")
@pytest.mark.parametrize(("code", "dots"), [(TEST_CODE, 5), ("SN-1", 11)])
def test_the_bars_on_the_sheet_read_as_the_code(tmp_path, code, dots):
    path = tmp_path / "sheet.pdf"
    code_sheet.write(path, code)
    (bars,) = symbols_drawn(path)
    assert min(width for _, _, width, _ in bars) == dots
    middle = (bars[0][0] + bars[-1][0] + bars[-1][2]) / 2 / 300 * 25.4
    assert middle == pytest.approx(105, abs=0.1)
    assert read(pixels(path, 300)) == [code]


@pytest.mark.rule("Q3")
def test_a_code_that_no_barcode_holds_is_refused_before_anything_is_written(tmp_path):
    path = tmp_path / "sheet.pdf"
    assert codes(refusal(code_sheet.write, path, "箱1")) == [Code.SYMBOL_UNREADABLE]
    assert not path.exists()

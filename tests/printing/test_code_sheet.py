"""The sheet to learn a scanner by: its bars read as the code, in the middle of an A4 page."""

import pytest

from app.domain.problems import Code
from app.domain.scanner import TEST_CODE
from app.printing import code_sheet
from tests.printing.pages import read_bars
from tests.shop import codes, refusal


@pytest.mark.rule("C4", "Q3")
@pytest.mark.parametrize(("code", "dots"), [(TEST_CODE, 4), ("SN-1", 11)])
def test_the_bars_on_the_sheet_read_as_the_code(tmp_path, code, dots):
    path = tmp_path / "sheet.pdf"
    code_sheet.write(path, code)
    first, last = read_bars(path, code, dots * 72 / 300)
    assert (first + last) / 2 == pytest.approx(210 / 25.4 * 72 / 2, abs=0.01)


@pytest.mark.rule("Q3")
def test_a_code_that_no_barcode_holds_is_refused_before_anything_is_written(tmp_path):
    path = tmp_path / "sheet.pdf"
    assert codes(refusal(code_sheet.write, path, "箱1")) == [Code.SYMBOL_UNREADABLE]
    assert not path.exists()

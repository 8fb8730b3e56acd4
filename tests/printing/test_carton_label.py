"""Carton labels: bars of whole dots, the code in letters, or a plain refusal."""

import re

import pytest

from app.domain.problems import Code
from app.printing import carton_label
from app.printing.symbols import QUIET
from tests.printing.pages import read_bars
from tests.shop import codes, refusal

_DOT = 72 / 203
"""A dot of a label printer, in points."""


@pytest.mark.rule("C3")
def test_a_module_is_a_whole_number_of_dots_two_at_least():
    assert carton_label.dots_per_module(100) == 4
    widest = int(94 / (25.4 / 203)) // 2 - 20
    assert carton_label.dots_per_module(widest) == 2
    assert codes(refusal(carton_label.dots_per_module, widest + 1)) == [Code.LABEL_TOO_NARROW]


@pytest.mark.rule("C3")
def test_a_label_is_one_page_of_its_own_size_with_every_bar(tmp_path):
    path = tmp_path / "label.pdf"
    carton_label.write(path, "CT-2026-000001", "手机 Phone 256 GB", 12)
    content = path.read_bytes()
    assert content.count(b"/Type /Page\n") == 1
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", content)
    assert [round(float(part) / 72 * 25.4) for part in box.groups()] == [100, 60]


@pytest.mark.rule("C3", "Q3")
@pytest.mark.parametrize(("code", "dots"), [("CT-2026-000001", 4), ("CARTON-" + "X" * 18, 2)])
def test_the_bars_on_the_page_read_as_the_code(tmp_path, code, dots):
    """Each in its place of whole dots, with room on both sides, one as high as the other."""
    path = tmp_path / "label.pdf"
    carton_label.write(path, code, "Phone", 12)
    first, last = read_bars(path, code, dots * _DOT)
    assert first == pytest.approx(100 / 25.4 * 72 - last, abs=0.01)
    assert first >= QUIET * dots * _DOT


def test_a_long_product_name_still_fits(tmp_path):
    carton_label.write(tmp_path / "label.pdf", "C1", "A very long name of a product " * 5, 1)


@pytest.mark.rule("C3")
def test_a_code_that_no_barcode_holds_is_refused_before_anything_is_written(tmp_path):
    path = tmp_path / "label.pdf"
    assert codes(refusal(carton_label.write, path, "箱1", "Phone", 1)) == [Code.SYMBOL_UNREADABLE]
    assert not path.exists()

"""Carton labels: bars of whole dots, the code in letters, or a plain refusal."""

import re

import pytest

from app.domain.problems import Code
from app.printing import carton_label
from tests.shop import codes, refusal


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


def test_a_long_product_name_still_fits(tmp_path):
    carton_label.write(tmp_path / "label.pdf", "C1", "A very long name of a product " * 5, 1)


@pytest.mark.rule("C3")
def test_a_code_that_no_barcode_holds_is_refused_before_anything_is_written(tmp_path):
    path = tmp_path / "label.pdf"
    assert codes(refusal(carton_label.write, path, "箱1", "Phone", 1)) == [Code.SYMBOL_UNREADABLE]
    assert not path.exists()

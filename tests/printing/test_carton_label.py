"""Carton labels: bars of whole dots, the code in letters, or a plain refusal."""

import re

import pytest

from app.domain.problems import Code
from app.printing.labels import carton_label
from tests.printing.pages import pages, pixels, read, symbols_drawn, text
from tests.shop import codes, refusal

DPI = 203


@pytest.mark.rule("C3")
def test_a_label_is_one_page_of_its_own_size(tmp_path):
    path = tmp_path / "label.pdf"
    carton_label.write(path, "CT-2026-000001", "手机 Phone 256 GB", 12)
    assert pages(path) == 1
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", path.read_bytes())
    sizes = [float(part) / 72 * 25.4 for part in box.groups()]
    assert sizes == pytest.approx([100, 60], abs=25.4 / DPI / 2)
    assert text(path).split("\r\n") == ["CT-2026-000001", "手机 Phone 256 GB", "12 units"]


@pytest.mark.rule("C3", "Q3", "Q8")
@pytest.mark.parametrize(("code", "dots"), [("CT-2026-000001", 4), ("CARTON-" + "X" * 18, 2)])
def test_the_bars_are_whole_dots_and_read_as_the_code(tmp_path, code, dots):
    """With room on both sides, one as high as the other."""
    path = tmp_path / "label.pdf"
    carton_label.write(path, code, "Phone", 12)
    (bars,) = symbols_drawn(path)
    assert {part % dots for left, _, width, _ in bars for part in (left - bars[0][0], width)} == {0}
    assert len({(top, height) for _left, top, _width, height in bars}) == 1
    assert read(pixels(path, DPI)) == [code]


@pytest.mark.rule("Q8")
def test_a_code_too_long_for_a_label_says_what_would_do(tmp_path):
    path = tmp_path / "label.pdf"
    (problem,) = refusal(carton_label.write, path, "C" * 80, "Phone", 1)
    assert problem.code is Code.LABEL_SYMBOL_NO_ROOM
    assert [kind.value for kind in problem.values["symbols"]] == ["QR", "Data Matrix"]
    assert not path.exists()


def test_a_long_product_name_still_fits(tmp_path):
    carton_label.write(tmp_path / "label.pdf", "C1", "A very long name of a product " * 5, 1)


@pytest.mark.rule("C3")
def test_a_code_that_no_barcode_holds_is_refused_before_anything_is_written(tmp_path):
    path = tmp_path / "label.pdf"
    assert codes(refusal(carton_label.write, path, "箱1", "Phone", 1)) == [Code.SYMBOL_UNREADABLE]
    assert not path.exists()

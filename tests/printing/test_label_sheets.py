"""Sheets of labels: each where the table says, full, and every label on them read (Q3, Q8).

``SERIALDESK_LABELS=1`` reads every sheet whole with every symbol at every printer's dots; else one
symbol a sheet, in turn.
"""

import os
import random
from dataclasses import replace

import pytest

from app.printing.labels.drawing import DPIS
from app.printing.labels.layout import lay_out
from app.printing.labels.pages import write
from app.printing.media.judging import problems_of
from app.printing.media.label_rolls import LABEL_ROLLS
from app.printing.media.label_sheets import LABEL_SHEETS
from app.printing.symbols.symbol import SymbolKind
from tests.printing.label_jobs import WATCH, job, only
from tests.printing.pages import pages, pixels, read, symbols_drawn
from tests.printing.test_encoding import ALLOWED

ALL = os.environ.get("SERIALDESK_LABELS") == "1"

TABLE = {
    # Name: labels, page, columns × rows, label, left and top of the first, gaps
    "Avery L7651": (65, 210, 297, 5, 13, 38.1, 21.2, 4.75, 10.7, 2.5, 0),
    "Avery L7160": (21, 210, 297, 3, 7, 63.5, 38.1, 7.21, 15.15, 2.54, 0),
    "Avery L4731": (189, 210, 297, 7, 27, 25.4, 10, 8.6, 13.5, 2.5, 0),
    "Zweckform 3651": (40, 210, 297, 4, 10, 52.5, 29.7, 0, 0, 0, 0),
    "L7656": (84, 210, 297, 4, 21, 46, 11.1, 5.8, 15.95, 4.8, 1.6),
    "Avery 5160": (30, 215.9, 279.4, 3, 10, 66.68, 25.4, 4.76, 12.7, 3.18, 0),
    "8167": (80, 215.9, 279.4, 4, 20, 44.45, 12.7, 7.14, 12.7, 7.94, 0),
}
NAMES = (
    "L7651 J8651 L7159 L7160 J8160 L7161 L7162 L7163 L7165 L7654 L4770 L6140 L4731 L8658 10001"
    " L4732 4336 4737 L6114 4098 L6009 L4736 4097 4201 4780 TW-2044 4102 3651 4610 3666 4606 3667"
    " 4607 3474 3475 4360 L7656 8724 5160 8160 5161 5162 5163 5164 5167 5267 8167"
)


@pytest.mark.rule("Q3")
def test_every_sheet_is_known_by_each_of_its_names():
    known = [name for sheet in LABEL_SHEETS for name in sheet.name.replace(",", " ").split()]
    assert len(LABEL_SHEETS) == 27
    assert [name for name in NAMES.split() if known.count(name) != 1] == []


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("name", TABLE)
def test_a_sheet_is_as_its_maker_draws_it(name):
    (sheet,) = (each for each in LABEL_SHEETS if name in each.name)
    count, *figures = TABLE[name]
    assert sheet.per_page == count
    assert figures == [
        *(sheet.page_width, sheet.page_height, sheet.columns, sheet.rows, sheet.width),
        *(sheet.height, sheet.left, sheet.top, sheet.gap_x, sheet.gap_y),
    ]


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("media", [*LABEL_SHEETS, *LABEL_ROLLS], ids=lambda media: media.name)
def test_all_that_is_known_can_be_printed_and_is_the_same_on_both_sides(media):
    assert problems_of(media) == []
    right = media.page_width - media.left - media.columns * (media.width + media.gap_x)
    bottom = media.page_height - media.top - media.rows * (media.height + media.gap_y)
    assert right + media.gap_x == pytest.approx(media.left, abs=0.05)
    assert bottom + media.gap_y == pytest.approx(media.top, abs=0.05)


SHEETS = [
    (sheet, kind, dpi)
    for at, sheet in enumerate(LABEL_SHEETS)
    for number, kind in enumerate((SymbolKind.DATA_MATRIX, SymbolKind.QR, SymbolKind.CODE_128))
    for place, dpi in enumerate(DPIS[:2])
    if ALL or (at % 3 == number and at // 3 % 2 == place)
]


@pytest.mark.rule("Q3", "Q8")
@pytest.mark.parametrize(
    ("media", "kind", "dpi"), SHEETS, ids=lambda one: str(getattr(one, "name", one))
)
def test_a_full_sheet_is_read_label_by_label_in_its_places(tmp_path, media, kind, dpi):
    """Each symbol in the middle of its label to a tenth of a millimetre, and read as its serial."""
    wanted = job(only(kind), media, dpi)
    chance = random.Random(media.name)
    contents = [
        replace(WATCH, serial="".join(chance.choices(ALLOWED, k=8))) for _ in range(media.per_page)
    ]
    if lay_out(wanted, contents[0]).drawing is None:
        assert kind is SymbolKind.CODE_128  # the only one that needs more than 10 mm
        return
    path = tmp_path / "sheet.pdf"
    assert write(path, wanted, contents, len(contents)) == pages(path) == 1
    drawn = symbols_drawn(path)
    for cell, boxes in zip(media.cells(), drawn, strict=True):
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right = max(box[0] + box[2] for box in boxes)
        bottom = max(box[1] + box[3] for box in boxes)
        ink_wide, ink_high = media.ink
        across, down = ((left + right) / 2 / dpi * 25.4, (top + bottom) / 2 / dpi * 25.4)
        slack = 25.4 / dpi + 0.001  # half a dot of the label's place, half a dot of its middle
        assert across == pytest.approx(cell.ink_left + ink_wide / 2, abs=slack)
        assert down == pytest.approx(cell.ink_top + ink_high / 2, abs=slack)
        page_right, page_bottom = media.page_width - 5, media.page_height - 5
        assert min(left, top) / dpi * 25.4 >= 5 - 1e-6
        assert right / dpi * 25.4 <= page_right and bottom / dpi * 25.4 <= page_bottom
        edges = (left / dpi * 25.4 - cell.left, cell.left + media.width - right / dpi * 25.4)
        heights = (top / dpi * 25.4 - cell.top, cell.top + media.height - bottom / dpi * 25.4)
        assert min(*edges, *heights) >= 1.5 - 1e-6
    assert sorted(read(pixels(path, dpi))) == sorted(each.serial for each in contents)


@pytest.mark.rule("Q3")
def test_all_symbols_of_a_page_lie_where_the_table_says_to_a_tenth(tmp_path):
    """At 600 dots, in which a tenth of a millimetre is two: from one label to the next."""
    for media in LABEL_SHEETS:
        path = tmp_path / "sheet.pdf"
        count = media.per_page
        write(path, job(only(SymbolKind.DATA_MATRIX), media, 600), [WATCH] * count, count)
        lefts = [min(box[0] for box in boxes) / 600 * 25.4 for boxes in symbols_drawn(path)]
        tops = [min(box[1] for box in boxes) / 600 * 25.4 for boxes in symbols_drawn(path)]
        cells = list(media.cells())
        for at, cell in enumerate(cells):
            assert lefts[at] - lefts[0] == pytest.approx(cell.ink_left - cells[0].ink_left, abs=0.1)
            assert tops[at] - tops[0] == pytest.approx(cell.ink_top - cells[0].ink_top, abs=0.1)
            if media.left >= 5:
                assert cell.ink_left - cell.left == pytest.approx(1.6)

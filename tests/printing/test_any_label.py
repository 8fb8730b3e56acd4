"""Whatever is asked for is drawn inside its label, or refused in words: never anything else."""

import os
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.problems import Refused
from app.domain.serials import LONGEST
from app.printing.labels.drawing import DPIS
from app.printing.labels.layout import ink_room
from app.printing.labels.previewing import preview
from app.printing.media.judging import problems_of
from app.printing.media.label_rolls import LABEL_ROLLS
from app.printing.media.label_sheets import LABEL_SHEETS
from app.printing.media.media import LABEL_EDGE, LabelMedia
from app.services.paper.label_contents import LabelContent
from app.text import sentence
from tests.printing.label_jobs import job
from tests.printing.test_encoding import ALLOWED
from tests.printing.test_layout import boxes_of, picture
from tests.printing.test_stored import TEMPLATES

EXAMPLES = 2000 if os.environ.get("SERIALDESK_LABELS") == "1" else 60

WORDS = st.text(max_size=200)
"""Any characters at all: what a shop typed, or what came from a file."""

CONTENTS = st.builds(
    LabelContent,
    serial=st.text(ALLOWED, min_size=1, max_size=LONGEST),
    second=st.text(ALLOWED, max_size=40),
    product=WORDS,
    sku=st.text(ALLOWED, max_size=30),
    barcode=st.text(ALLOWED, max_size=20),
    gtin=st.sampled_from(["", "6901234567892", "96385074"]),
    price=st.none() | st.integers(0, 10**12),
    batch=st.text(ALLOWED, max_size=25),
    made=st.sampled_from(["", "2026-01-31"]),
    expires=st.sampled_from(["", "2028-12-31"]),
    shop=WORDS,
    date=st.sampled_from(["", "2026-11-27"]),
)
SIZES = st.floats(0, 400)
OWN = st.builds(
    LabelMedia,
    name=st.just("Own"),
    page_width=SIZES,
    page_height=SIZES,
    columns=st.integers(1, 4),
    rows=st.integers(1, 4),
    width=SIZES,
    height=SIZES,
    left=st.floats(0, 20),
    top=st.floats(0, 20),
    gap_x=st.floats(0, 5),
    gap_y=st.floats(0, 5),
    edge_x=st.floats(0, 20),
    edge_y=st.floats(0, 20),
    turned=st.booleans(),
)
MEDIA = st.sampled_from([*LABEL_SHEETS, *LABEL_ROLLS]) | OWN.filter(
    lambda own: not problems_of(own)
)


@pytest.mark.rule("Q3", "Q8")
@settings(max_examples=EXAMPLES)
@given(TEMPLATES, CONTENTS, MEDIA, st.sampled_from(DPIS), st.booleans())
def test_any_label_is_drawn_inside_its_edges_or_refused_in_words(
    template, content, media, dpi, with_logo
):
    wanted = replace(job(template, media, dpi), logo=picture(30, 10) if with_logo else None)
    try:
        drawing = preview(wanted, content)
    except Refused as refused:
        assert all(sentence(problem) for problem in refused.problems)
        return
    assert drawing.parts
    ink = ink_room(media, dpi)
    for part in drawing.parts:
        for left, top, right, bottom in boxes_of(part, dpi):
            assert left >= 0 and top >= -1 and right <= ink.width + 1 and bottom <= ink.height + 1


@pytest.mark.rule("Q3")
@settings(max_examples=EXAMPLES)
@given(OWN)
def test_a_size_that_is_not_refused_has_all_its_labels_on_its_page(own):
    if problems_of(own):
        return
    wide, high = own.ink
    assert min(wide, high) >= 3
    for cell in own.cells():
        assert cell.left + own.width <= own.page_width + 0.11
        assert cell.top + own.height <= own.page_height + 0.11
        assert cell.ink_left - cell.left >= LABEL_EDGE - 1e-6
        assert cell.left + own.width - cell.ink_left - wide >= LABEL_EDGE - 1e-6
        assert min(cell.ink_left - own.edge_x, cell.ink_top - own.edge_y) >= -1e-6
        assert cell.ink_left + wide <= own.page_width - own.edge_x + 1e-6
        assert cell.ink_top + high <= own.page_height - own.edge_y + 1e-6

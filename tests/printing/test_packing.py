"""Pages are packed as they are done: what many have in common stands in the file once."""

import re
import tracemalloc
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdfium2 import raw

from app.printing import painter
from app.printing.labels.pages import make
from app.printing.page import Block, PagePicture, PageText, PaperPage
from app.printing.pdfium import each_page
from tests.printing.label_jobs import WATCH, job

PAGES = 300


def picture(colour):
    file = BytesIO()
    Image.new("RGB", (8, 4), colour).save(file, "PNG")
    return file.getvalue()


def labels(count):
    contents = (replace(WATCH, serial=f"SN{number:06}") for number in range(count))
    return make(job("data_matrix", "DYMO 11354"), contents, count).data


@pytest.mark.rule("Q3")
def test_fonts_are_listed_once_however_many_labels_a_roll_has():
    few, many = labels(2), labels(PAGES)
    for part in (b"/ProcSet", b"/FontFile2", b"/Type /Font "):
        assert many.count(part) == few.count(part), part
    read = list(
        each_page(many, lambda page: (page.get_textpage().get_text_range(), page.get_size()))
    )
    assert len(read) == PAGES and len({tuple(size) for _text, size in read}) == 1
    assert all(f"SN{place:06}" in text for place, (text, _size) in enumerate(read))


@pytest.mark.rule("Q3")
def test_a_label_more_takes_what_is_written_of_it_and_little_else():
    labels(2)  # fonts are read
    most, size = zip(*(traced(count) for count in (PAGES, 3 * PAGES)), strict=True)
    assert (most[1] - most[0]) < 6 * (size[1] - size[0])


def traced(count):
    """The most memory that making so many labels takes, and the size of their file."""
    tracemalloc.start()
    try:
        size = len(labels(count))
        return tracemalloc.get_traced_memory()[1], size
    finally:
        tracemalloc.stop()


def test_pages_of_other_sizes_and_pictures_keep_their_own():
    red, blue = picture("red"), picture("blue")

    def page(wide, shown, text):
        parts = [PageText(5.0, 5.0, text)]
        parts += [PagePicture(5.0, 10.0, 20.0, 10.0, data) for data in shown]
        return PaperPage(wide, 100.0, [(0.0, Block(30.0, parts))])

    shown = ((100.0, [red]), (150.0, [red]), (100.0, []), (100.0, [blue]), (100.0, [red, blue]))
    data = painter.pdf_of([page(wide, some, f"P{at}") for at, (wide, some) in enumerate(shown)], "")
    assert len(re.findall(rb"/Subtype /Image", data)) == 2
    read = list(each_page(data, read_page))
    for at, (wide, some) in enumerate(shown):
        assert read[at] == (pytest.approx(wide * 72 / 25.4, abs=0.1), f"P{at}", len(some))


def read_page(page):
    """How wide a page is, its text, and how many pictures it has."""
    pictures = [found for found in page.get_objects() if found.type == raw.FPDF_PAGEOBJ_IMAGE]
    return page.get_width(), page.get_textpage().get_text_range(), len(pictures)

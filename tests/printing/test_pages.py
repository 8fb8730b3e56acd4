"""Labels in a file: from the first free label on, whole or not at all, however many (Q3)."""

import os
import random
import tracemalloc
from dataclasses import replace
from itertools import chain
from math import cos, radians, sin

import pytest
import zxingcpp

from app.domain.problems import Code
from app.domain.serials import LONGEST
from app.printing.labels.drawing import DPIS
from app.printing.labels.job import LabelJob
from app.printing.labels.layout import lay_out
from app.printing.labels.pages import MOST_COPIES, write
from app.printing.labels.printers import Calibration, LabelPrinter
from app.printing.media.label_rolls import LABEL_ROLLS
from app.printing.media.media import LabelMedia
from app.printing.symbols.symbol import SymbolKind
from app.services.paper.label_contents import LabelContent
from tests.printing.label_jobs import WATCH, job, media, only
from tests.printing.pages import pages, pixels, read, symbols_drawn, text
from tests.printing.test_encoding import ALLOWED
from tests.shop import codes, refusal

MANY = 10 if os.environ.get("SERIALDESK_LABELS") == "1" else 1
PLAIN = [kind for kind in SymbolKind if not kind.is_gs1]


def numbered(count: int) -> list[LabelContent]:
    return [replace(WATCH, serial=f"SN{at:08}") for at in range(1, count + 1)]


def on_each_page(path) -> list[list[str]]:
    return [text(path, page).split() for page in range(pages(path))]


@pytest.mark.rule("Q3")
@pytest.mark.parametrize(
    ("first", "count", "on_pages"),
    [
        (1, 1, [1]),
        (1, 65, [65]),
        (1, 66, [65, 1]),
        (65, 1, [1]),
        (65, 2, [1, 1]),
        (38, 28, [28]),
        (38, 100, [28, 65, 7]),
        (12, 18, [18]),
    ],
)
def test_labels_begin_at_the_first_free_one(tmp_path, first, count, on_pages):
    """65 a sheet, from label 38 on: 28 stand on the first page."""
    path = tmp_path / "labels.pdf"
    wanted = job("small", "L7651")
    assert write(path, wanted, numbered(count), count, first=first) == len(on_pages)
    assert [len(page) for page in on_each_page(path)] == on_pages
    said = list(chain.from_iterable(on_each_page(path)))
    assert said == [each.serial for each in numbered(count)]
    cell = list(wanted.media.cells())[first - 1]
    left, top, *_size = symbols_drawn(path)[0][0]
    assert cell.left < left / 300 * 25.4 < cell.left + wanted.media.width
    assert cell.top < top / 300 * 25.4 < cell.top + wanted.media.height


@pytest.mark.rule("Q3")
def test_copies_of_each_label_stand_together(tmp_path):
    path = tmp_path / "labels.pdf"
    assert write(path, job("small", "DYMO 11354"), numbered(2), 2, copies=3) == 6
    said = [serial for (serial,) in on_each_page(path)]
    assert said == ["SN00000001"] * 3 + ["SN00000002"] * 3


@pytest.mark.rule("Q3", "Q8", "F1")
@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("kind", PLAIN)
def test_every_symbol_that_is_accepted_is_read_from_the_printers_dots(tmp_path, kind, dpi):
    """Random serials of 1 to 100 characters of all that are allowed, on the smallest that do."""
    chance = random.Random(f"{kind}{dpi}")
    read_back = 0
    for _ in range(23 * MANY):
        serial = "".join(chance.choices(ALLOWED, k=chance.randint(1, LONGEST)))
        content = LabelContent(serial)
        on = next((each for each in _BY_SIZE if _fits(job(only(kind), each, dpi), content)), None)
        if on is None:
            assert kind is SymbolKind.CODE_128 and len(serial) > 30
            continue
        path = tmp_path / "label.pdf"
        write(path, job(only(kind), on, dpi), [content], 1)
        assert read(pixels(path, dpi)) == [serial], on.name
        read_back += 1
    assert read_back >= 5


_BY_SIZE = sorted(LABEL_ROLLS, key=lambda roll: roll.width * roll.height)


def _fits(wanted: LabelJob, content: LabelContent) -> bool:
    return lay_out(wanted, content).drawing is not None


ROLLS = [
    (roll, kind)
    for at, roll in enumerate(LABEL_ROLLS)
    for number, kind in enumerate(SymbolKind)
    if MANY > 1 or at % len(SymbolKind) == number
]


@pytest.mark.rule("Q3", "Q8")
@pytest.mark.parametrize(("roll", "kind"), ROLLS, ids=lambda one: one.name)
def test_each_roll_is_read_or_refused_with_what_would_do(tmp_path, roll, kind):
    """Rolls that are read along the tape too, at the dots of their printers."""
    dpi = 203 if "Thermal" in roll.name else 300
    wanted = job(only(kind), roll, dpi)
    path = tmp_path / "label.pdf"
    if _fits(wanted, WATCH):
        write(path, wanted, [WATCH], 1)
        (said,) = read(pixels(path, dpi))
        assert said.endswith(WATCH.serial)
    else:
        (problem,) = refusal(write, path, wanted, [WATCH], 1)
        assert problem.code is Code.LABEL_SYMBOL_NO_ROOM and problem.values["media"]


@pytest.mark.rule("Q3")
def test_chinese_and_markup_stand_on_the_label_as_they_are(tmp_path):
    path = tmp_path / "label.pdf"
    names = ["麦若手表 44 毫米", "a<b> & <img src=x>", "Größe Ø 44 €", "表 😀"]
    write(path, job("qr", "L7159"), [replace(WATCH, product=name) for name in names], len(names))
    said = text(path)
    assert all(name in said for name in names[:3])
    assert "表 □" in said


@pytest.mark.rule("Q3")
def test_no_viewer_is_to_fit_the_page_to_the_paper(tmp_path):
    path = tmp_path / "labels.pdf"
    write(path, job(), [WATCH], 1)
    assert b"/PrintScaling /None" in path.read_bytes()


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("on", ["L7651", "DYMO 99010"])
def test_a_calibrated_page_is_moved_sized_and_turned_as_a_whole(tmp_path, on):
    path = tmp_path / "labels.pdf"
    off = Calibration(right=0.3, down=-1.2, across=100.5, along=99.0, turn=0.5)
    plain = job(only(SymbolKind.DATA_MATRIX), on)
    write(path, plain, [WATCH], 1)
    symbols, (before,) = symbols_drawn(path), places(path)
    write(path, replace(plain, printer=LabelPrinter(300, off)), [WATCH], 1)
    assert symbols_drawn(path) == symbols
    (after,) = places(path)
    sine, cosine = sin(radians(0.5)), cos(radians(0.5))
    wide, high = before[0] * 1.005, before[1] * 0.99
    expected = (wide * cosine - high * sine + 0.3, wide * sine + high * cosine - 1.2)
    assert after == pytest.approx(expected, abs=0.1)


def places(path) -> list[tuple[float, float]]:
    """Where the middle of each symbol of a page is, in millimetres."""
    dpi = 600
    found = zxingcpp.read_barcodes(pixels(path, dpi), formats=zxingcpp.BarcodeFormat.DataMatrix)
    corners = [
        [
            each.position.top_left,
            each.position.top_right,
            each.position.bottom_left,
            each.position.bottom_right,
        ]
        for each in found
    ]
    return [
        (
            sum(corner.x for corner in four) / 4 / dpi * 25.4,
            sum(corner.y for corner in four) / 4 / dpi * 25.4,
        )
        for four in corners
    ]


# Refused


@pytest.mark.rule("Q3")
@pytest.mark.parametrize(
    ("changed", "asked", "code"),
    [
        ({}, {"count": 0}, Code.LABELS_NONE),
        ({}, {"first": 0}, Code.LABELS_FIRST),
        ({}, {"first": 66}, Code.LABELS_FIRST),
        ({}, {"copies": 0}, Code.LABELS_COPIES),
        ({}, {"copies": MOST_COPIES + 1}, Code.LABELS_COPIES),
        ({"printer": LabelPrinter(72)}, {}, Code.PRINTER_DOTS),
        ({"media": replace(media("L7651"), width=0.0)}, {}, Code.MEDIA_SIZE),
        ({"media": replace(media("L7651"), columns=6)}, {}, Code.MEDIA_OFF_PAGE),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_written(tmp_path, changed, asked, code):
    path = tmp_path / "labels.pdf"
    values = {"count": 1} | asked
    wanted = replace(job(), **changed)
    contents = [WATCH] * values["count"]
    assert codes(refusal(write, path, wanted, contents, **values)) == [code]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.rule("Q3")
def test_units_that_are_gone_meanwhile_are_none(tmp_path):
    assert codes(refusal(write, tmp_path / "x.pdf", job(), [], 3)) == [Code.LABELS_NONE]


@pytest.mark.rule("Q3", "Q8")
def test_every_label_that_does_not_fit_is_named_and_nothing_is_written(tmp_path):
    path = tmp_path / "labels.pdf"
    path.write_bytes(b"old")
    wanted = job(only(SymbolKind.CODE_128), "L7651", 203)
    contents = numbered(70)
    contents[3] = replace(WATCH, serial="SERIAL-OF-MORE-THAN-IT-HOLDS")
    contents[66] = replace(WATCH, serial="ANOTHER-OF-MORE-THAN-IT-HOLDS")
    problems = refusal(write, path, wanted, contents, len(contents))
    assert [problem.serial for problem in problems] == [contents[3].serial, contents[66].serial]
    assert [each.name for each in tmp_path.iterdir()] == ["labels.pdf"]
    assert path.read_bytes() == b"old"


@pytest.mark.rule("Q3")
def test_where_none_fits_the_first_of_them_are_named(tmp_path):
    wanted = job(only(SymbolKind.CODE_128), "L7651", 203)
    contents = [replace(WATCH, serial=f"SERIAL-OF-MORE-THAN-IT-HOLDS-{at}") for at in range(1000)]
    assert len(refusal(write, tmp_path / "x.pdf", wanted, contents, len(contents))) == 20


class _Stopped(Exception):
    pass


@pytest.mark.rule("Q3")
def test_progress_is_told_and_whoever_stops_it_finds_no_file(tmp_path):
    told: list[float] = []
    path = tmp_path / "labels.pdf"
    write(path, job("small"), numbered(200), 200, tell=told.append)
    assert told == sorted(told) and (told[0], told[-1], len(told)) == (0, 100, 201)
    path.unlink()

    def stop(percent: float) -> None:
        if percent > 40:
            raise _Stopped

    with pytest.raises(_Stopped):
        write(path, job("small"), numbered(200), 200, tell=stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.rule("Q3")
def test_many_labels_stay_packed_in_memory(tmp_path):
    """What a label adds while more are painted: some 450 bytes, or 1,300 where none is packed."""
    wanted, path = job("small", "L7651"), tmp_path / "labels.pdf"
    few, many = 66, 326  # the last page is just begun
    write(path, wanted, numbered(many), many)  # fonts, and what is remembered of texts
    held = []
    for count in (few, many):
        contents = (replace(WATCH, serial=f"SN{at:08}") for at in range(count))
        at: list[int] = []
        tracemalloc.start()
        write(path, wanted, contents, count, tell=lambda _percent, at=at: at.append(_traced()))
        tracemalloc.stop()
        held.append(at[-2] - at[0])
    assert (held[1] - held[0]) / (many - few) < 800


def _traced() -> int:
    return tracemalloc.get_traced_memory()[0]


def test_an_endless_roll_is_cut_as_long_as_is_said(tmp_path):
    tape = next(roll for roll in LABEL_ROLLS if roll.endless and roll.width == 62)
    path = tmp_path / "label.pdf"
    for length, turned in ((40.0, False), (120.0, True)):
        cut: LabelMedia = tape.cut(length)
        assert (cut.page_height, cut.read_size) == (length, _read_size(62.0, length))
        write(path, job(only(SymbolKind.QR), cut), [WATCH], 1)
        assert read(pixels(path, 300)) == [WATCH.serial]
        assert cut.turned is turned


def _read_size(width: float, length: float) -> tuple[float, float]:
    return (length, width) if length > width else (width, length)

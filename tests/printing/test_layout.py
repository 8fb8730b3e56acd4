"""Where all of a label stands: in whole dots, inside the label, nothing left out or cut off."""

from dataclasses import replace

import pytest

from app.domain.problems import Code
from app.printing.fonts import POINT, width
from app.printing.labels.drawing import DPIS, Dark, Drawing, LabelWords, Part
from app.printing.labels.job import symbol_of
from app.printing.labels.layout import ink_room, lay_out
from app.printing.labels.template import (
    BUILT_IN,
    Alignment,
    LabelField,
    LabelFieldKey,
    LabelSymbol,
    LabelTemplate,
    Side,
    SymbolContent,
)
from app.printing.media.label_rolls import LABEL_ROLLS
from app.printing.media.label_sheets import LABEL_SHEETS
from app.printing.media.media import LABEL_EDGE
from app.printing.symbols.symbol import SymbolKind
from app.services.paper.label_contents import LabelContent
from tests.printing.label_jobs import WATCH, fields, job, only
from tests.shop import codes, refusal

LONG = replace(WATCH, serial="S" * 60, product="梅罗手表 44 毫米 Merrow Watch, midnight " * 2)


def drawn(template, on="L7651", dpi=300, content=WATCH) -> Drawing:
    drawing = lay_out(job(template, on, dpi), content).drawing
    assert drawing is not None
    return drawing


def texts(drawing: Drawing) -> list[str]:
    return [part.text for part in drawing.parts if isinstance(part, LabelWords)]


def boxes_of(part: Part, dpi: int) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of what is drawn, in dots."""
    if isinstance(part, LabelWords):
        size = part.size * POINT * dpi / 25.4
        across = width(part.text, part.face, part.size) * dpi / 25.4
        return [(part.left, part.base - 0.9 * size, part.left + across, part.base + 0.25 * size)]
    found = part.boxes if isinstance(part, Dark) else (part.box,)
    return [(x, y, x + wide, y + high) for x, y, wide, high in found]


@pytest.mark.rule("Q3", "Q8")
@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("key", BUILT_IN)
@pytest.mark.parametrize("content", [WATCH, LONG], ids=["short", "long"])
def test_nothing_stands_outside_its_label_or_on_something_else(dpi, key, content):
    for media in (*LABEL_SHEETS, *LABEL_ROLLS):
        if "gs1" in key and content is LONG:
            continue
        drawing = lay_out(job(key, media, dpi), content).drawing
        if drawing is None:
            continue
        ink = ink_room(media, dpi)
        assert (drawing.width, drawing.height) == (ink.width, ink.height)
        around = []
        for part in drawing.parts:
            boxes = boxes_of(part, dpi)
            left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
            right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
            assert left >= 0 and top >= -0.5, (media.name, part)
            assert right <= ink.width + 1 and bottom <= ink.height + 0.5, (media.name, part)
            around.append((left, top, right, bottom))
        for at, one in enumerate(around):
            for other in around[:at]:
                apart = (one[0] >= other[2] - 1, other[0] >= one[2] - 1)
                below = (one[1] >= other[3] - 1, other[1] >= one[3] - 1)
                assert any((*apart, *below)), (media.name, one, other)


@pytest.mark.rule("Q8")
@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("kind", SymbolKind)
def test_a_module_is_whole_dots_two_at_least(dpi, kind):
    for media in (*LABEL_SHEETS, *LABEL_ROLLS):
        drawing = lay_out(job(only(kind), media, dpi), WATCH).drawing
        if drawing is not None:
            (symbol,) = drawing.parts
            assert isinstance(symbol, Dark)
            module = min(box[2] for box in symbol.boxes)
            assert module >= 2 and module / dpi * 25.4 <= 0.51
            left = symbol.boxes[0][0]
            assert all((box[0] - left) % module == box[2] % module == 0 for box in symbol.boxes)


@pytest.mark.rule("Q8")
@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("kind", SymbolKind)
@pytest.mark.parametrize("serial", ["SN1234567890", "SN1234567890123456"])
def test_the_smallest_label_of_a_code_has_room_for_its_quiet_zones_and_ink(dpi, kind, serial):
    """A dot less is refused. The white at a label's edge is part of the quiet zone."""
    content = replace(WATCH, serial=serial)
    symbol = symbol_of(only(kind).symbols[0], content)
    dot = 25.4 / dpi
    with_quiet = (symbol.width + 2 * kind.quiet) * 2 * dot
    with_edges = symbol.width * 2 * dot + 2 * LABEL_EDGE
    needed = max(with_quiet, with_edges)
    wide = replace(job().media, columns=1, rows=1, left=50, top=50, height=60.0)
    fits = lay_out(job(only(kind), replace(wide, width=needed + 2 * dot), dpi), content).drawing
    assert min(box[2] for box in fits.parts[0].boxes) == 2
    less = replace(wide, width=needed - dot)
    assert lay_out(job(only(kind), less, dpi), content).drawing is None


@pytest.mark.rule("Q8")
@pytest.mark.parametrize(("dpi", "width"), [(203, 35.8), (300, 24.2)])
def test_bars_of_twelve_characters_need_what_was_measured(dpi, width):
    """With a camera, of bars of two dots: the table of smallest labels."""
    assert (123 + 20) * 2 / dpi * 25.4 == pytest.approx(width, abs=0.05)
    assert (
        symbol_of(only(SymbolKind.CODE_128).symbols[0], LabelContent("SN1234567890")).width == 123
    )


# Fields


@pytest.mark.rule("Q3")
def test_a_field_that_nothing_fills_takes_no_room():
    bare = LabelContent(WATCH.serial)
    all_fields = LabelTemplate("All", (LabelSymbol(),), tuple(map(LabelField, LabelFieldKey)))
    assert texts(drawn(all_fields, "L7165", content=bare)) == [WATCH.serial]
    only_serial = replace(all_fields, fields=(LabelField(LabelFieldKey.SERIAL),))
    assert drawn(all_fields, "L7165", content=bare) == drawn(only_serial, "L7165", content=bare)


@pytest.mark.rule("Q3")
def test_fields_are_in_their_order_as_they_are_said():
    template = LabelTemplate(
        "Own",
        (),
        (
            LabelField(LabelFieldKey.PRICE, before="Now only"),
            LabelField(LabelFieldKey.SKU, on=False),
            LabelField(LabelFieldKey.TEXT, text="a<b> & <img src=x>", before="  "),
            LabelField(LabelFieldKey.SERIAL, before="SN"),
            LabelField(LabelFieldKey.EXPIRES, before="Use by"),
            LabelField(LabelFieldKey.DATE),
        ),
    )
    said = ["Now only ¥1,359.00", "a<b> & <img src=x>", f"SN {WATCH.serial}", "27 Nov 2026"]
    assert texts(drawn(template, "L7165")) == said


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("alignment", Alignment)
def test_lines_stand_where_they_are_aligned(alignment):
    (words,) = drawn(fields(LabelFieldKey.SKU, alignment=alignment)).parts
    (left, _top, right, _bottom) = boxes_of(words, 300)[0]
    room, inset = ink_room(job().media, 300).width, 6
    across = right - left
    begins = {
        Alignment.LEFT: inset,
        Alignment.CENTRE: (room - across) / 2,
        Alignment.RIGHT: room - inset - across,
    }
    assert left == pytest.approx(begins[alignment], abs=2)


@pytest.mark.rule("Q3")
def test_bold_and_size_are_those_of_the_field():
    both = (LabelFieldKey.PRODUCT, LabelFieldKey.SERIAL)
    plain = drawn(fields(*both, size=6.0), "L7159").parts
    bold = drawn(fields(*both, size=9.0, bold=True), "L7159").parts
    assert [part.size for part in (*plain, *bold)] == [6.0, 6.0, 9.0, 9.0]
    assert len({part.face for part in (*plain, *bold)}) == 4


@pytest.mark.rule("Q3", "F2")
def test_a_long_serial_number_is_broken_over_lines_and_whole():
    content = LabelContent("0001" * 25)
    lines = texts(drawn("data_matrix", "L7159", content=content))
    assert len(lines) > 1 and "".join(lines) == content.serial


@pytest.mark.rule("Q3")
def test_a_template_that_grows_fills_a_label_with_more_room():
    """Text and symbols alike, where no line is broken for it; another keeps its sizes."""
    grown, kept = BUILT_IN["data_matrix"], replace(BUILT_IN["data_matrix"], grows=False)
    assert drawn(grown, "L7651") == drawn(kept, "L7651")
    symbol, *words = drawn(grown, "L7165").parts
    usual_symbol, *usual = drawn(kept, "L7165").parts
    assert [part.size for part in usual] == [8.0, 7.0, 6.0, 10.0]
    assert [part.size for part in words] == [20.0, 17.5, 15.0, 25.0]
    assert symbol.boxes[0][2] / usual_symbol.boxes[0][2] == pytest.approx(2.5, abs=0.1)


@pytest.mark.rule("Q3")
def test_text_becomes_smaller_before_a_word_is_broken():
    (_symbol, words) = drawn("small", "L4731").parts
    assert words.text == WATCH.serial and 5.0 <= words.size < 7.0


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("sides", [(Side.TOP,), (Side.BOTTOM,), (Side.TOP, Side.BOTTOM)])
@pytest.mark.parametrize("kind", [SymbolKind.QR, SymbolKind.CODE_128])
def test_what_stands_above_each_other_stays_together_in_the_middle(sides, kind):
    symbols = tuple(LabelSymbol(kind, side=side) for side in sides)
    template = LabelTemplate("Stack", symbols, (LabelField(LabelFieldKey.SKU),))
    drawing = drawn(template, "101.6 × 152.4", 203)
    boxes = [box for part in drawing.parts for box in boxes_of(part, 203)]
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    assert (top + bottom) / 2 == pytest.approx(drawing.height / 2, abs=5)
    assert bottom - top < drawing.height / 2


@pytest.mark.rule("Q3")
def test_two_symbols_stand_on_one_label():
    content = replace(WATCH, second="356938035643809")
    template = LabelTemplate(
        "IMEI and item",
        (
            LabelSymbol(SymbolKind.CODE_128, SymbolContent.SECOND, Side.TOP),
            LabelSymbol(SymbolKind.DATA_MATRIX, SymbolContent.ITEM, Side.LEFT),
        ),
        (LabelField(LabelFieldKey.PRODUCT),),
    )
    held = [part.text for part in drawn(template, "11354", 203, content).parts]
    assert held == [content.second, WATCH.barcode, WATCH.product]
    assert [part.text for part in drawn(template, "11354", 203).parts] == held[1:]


@pytest.mark.rule("Q3")
def test_a_logo_stands_where_its_field_does():
    template = fields(LabelFieldKey.LOGO, LabelFieldKey.SHOP)
    with_logo = replace(job(template, "L7165"), logo=picture(40, 20))
    drawing = lay_out(with_logo, WATCH).drawing
    logo, words = drawing.parts
    assert logo.box[2] == 2 * logo.box[3] and words.text == WATCH.shop
    assert [type(part) for part in drawn(template, "L7165").parts] == [LabelWords]
    broken = replace(with_logo, logo=b"GIF89a no picture of ours")
    assert codes(refusal(lay_out, broken, WATCH)) == [Code.LABEL_LOGO_UNREADABLE]


def picture(wide: int, high: int) -> bytes:
    from io import BytesIO

    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (wide, high), "black").save(file, "PNG")
    return file.getvalue()


@pytest.mark.rule("Q3")
def test_an_empty_label_is_refused():
    assert codes(refusal(lay_out, job(fields(LabelFieldKey.BATCH)), WATCH)) == [
        Code.LABEL_SAYS_NOTHING
    ]

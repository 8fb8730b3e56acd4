"""Documents on paper as a reader finds them in the PDF: each serial once, nothing over another."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.kinds import KINDS
from app.printing.documents.built_in import built_in
from app.printing.documents.previewing import PreviewAsked, whole
from app.printing.documents.sample import Trial
from app.printing.documents.template import SerialStyle
from app.printing.media.papers import PAPERS, STRIP, Paper
from app.services import settings
from app.services.documents import draft_head
from app.services.stock import items
from app.services.stock.items import ItemForm
from app.text import BOTH
from tests.printing.made import printed
from tests.printing.pdf_text import ReadPdf, overprinted, read
from tests.shop import Shop, Template

PAGES = [key for key, paper in PAPERS.items() if not paper.columns]
SCATTERED = [f"SN{n * 7919 % 1_000_003:07}" for n in range(1, 1091)]
"""Serial numbers that do not fold."""


FULL = {"a4", "form_140"}
"""The papers on which all of them are looked at in every style; on the others as many as show all
that can happen."""
SOME = SCATTERED[:90]


@pytest.fixture(scope="module")
def stocked(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop that tests only look at, with what is asked of it below."""
    path = template.copy_to(tmp_path_factory.mktemp("paper") / "shop.sdk")
    shop = Shop.opened(template, path)
    settings.save(shop.session, address="4 Quay Street", phone="555 0142")
    yield shop
    shop.close()


@pytest.fixture(scope="module")
def bought(stocked: Shop) -> int:
    """A purchase of 1,000 phones, and of 3 cameras after them."""
    return _bought(stocked, SCATTERED[90:], "C1 C2 C3")


@pytest.fixture(scope="module")
def bought_some(stocked: Shop) -> int:
    """A purchase of 90 phones, and of 3 cameras after them."""
    return _bought(stocked, SOME, "C4 C5 C6")


def _bought(shop: Shop, phones: list[str], cameras: str) -> int:
    draft = shop.written("purchase", " ".join(phones))
    shop.line(draft, cameras, shop.has.camera)
    shop.post(draft)
    return draft


def serials_in(pdf: ReadPdf) -> Counter[str]:
    return Counter(re.findall(r"SN\d{7}", pdf.text))


@pytest.mark.rule("Q5")
@pytest.mark.parametrize("style", SerialStyle)
@pytest.mark.parametrize("paper", PAPERS)
def test_1000_serials_stand_once_each_on_every_paper(
    stocked: Shop, bought: int, bought_some: int, paper: str, style: SerialStyle
) -> None:
    """Nothing lies over another, nothing beyond the edges."""
    full = paper in FULL
    made = printed(stocked, bought if full else bought_some, paper, serials=style)
    pdf = read(made.pdf)
    assert serials_in(pdf) == Counter(SCATTERED[90:] if full else SOME)
    assert overprinted(pdf) == []
    on = PAPERS[paper]
    for one in pdf.written:
        wide, high = pdf.sizes[one.page - 1]
        assert on.side - 0.5 <= one.left <= one.right <= wide - on.side + 0.5
        assert on.top - 0.5 <= one.top <= one.bottom <= high - on.top + 0.5
    assert made.pages == len(pdf.sizes)


@pytest.mark.rule("Q5")
@pytest.mark.parametrize("paper", PAGES)
def test_each_page_says_whose_it_is_what_stands_below_and_which_page_it_is(
    stocked: Shop, bought_some: int, paper: str
) -> None:
    made = printed(stocked, bought_some, paper, serials=SerialStyle.ONE_A_LINE)
    pdf = read(made.pdf)
    assert made.pages > 1
    for page in range(1, made.pages + 1):
        texts = [one.text for one in pdf.written if one.page == page]
        assert f"Page {page} of {made.pages}" in texts
        assert sum("PI-" in text for text in texts) == 1
        assert "Amount" in texts
        assert any("Corner Shop" in text for text in texts)


@pytest.mark.rule("Q5")
@pytest.mark.parametrize("paper", [key for key in PAPERS if PAPERS[key].is_form])
def test_a_form_leaves_its_strips_free_and_begins_anew_on_the_next(
    stocked: Shop, bought_some: int, paper: str
) -> None:
    pdf = read(printed(stocked, bought_some, paper, "zh_CN").pdf)
    assert set(pdf.sizes) == {(241.0, PAPERS[paper].height)}
    assert min(one.left for one in pdf.written) >= STRIP
    assert max(one.right for one in pdf.written) <= 241.0 - STRIP
    for page in range(1, len(pdf.sizes) + 1):
        assert any(
            one.text == "4 Quay Street · 555 0142" for one in pdf.written if one.page == page
        )


@pytest.mark.rule("Q5")
@pytest.mark.parametrize("paper", [key for key in PAPERS if PAPERS[key].is_form])
def test_ten_lines_and_what_they_come_to_stand_on_one_form(stocked: Shop, paper: str) -> None:
    draft = stocked.draft("purchase")
    for _line in range(10):
        stocked.line(draft, "", stocked.has.cable, 2)
    stocked.post(draft)
    made = printed(stocked, draft, paper, "zh_CN")
    assert made.pages == 1
    assert "¥190.00" in read(made.pdf).text


@pytest.mark.reliability(23)
@pytest.mark.rule("Q5")
@pytest.mark.parametrize("paper", PAPERS)
def test_a_text_that_looks_like_markup_is_printed_as_it_is(shop: Shop, paper: str) -> None:
    nasty = "a<b & <b>c</b> <img src=x.png/> &amp; {0} %s"
    settings.save(shop.session, shop_name=nasty, address=nasty)
    item = items.save(shop.session, ItemForm("<i>", nasty, sale_price=1), [])
    draft = shop.draft("sale")
    shop.line(draft, "", item, 1)
    draft_head.set_note(shop.session, draft, nasty)
    made = printed(shop, draft, paper, header=nasty, footer=nasty, notes=nasty)
    text = "".join(read(made.pdf).words())
    assert text.count("".join(nasty.split())) == 7


@pytest.mark.rule("Q5")
@pytest.mark.parametrize("paper", PAPERS)
def test_names_and_amounts_of_any_length_have_their_room(stocked: Shop, paper: str) -> None:
    """100 characters, 12 digits: texts wrap, figures are set smaller, nothing is cut off."""
    name = "Ultra long name " * 6 + "end!"
    chinese = "高级防水手机保护壳" * 11 + "末"
    draft = stocked.draft("sale")
    for n, called in enumerate((name, chinese, "x" * 100)):
        item = items.save(
            stocked.session, ItemForm(f"{paper}-{n}" * 8, called, sale_price=9_999_999_999_99), []
        )
        stocked.line(draft, "", item, 1)
    pdf = read(printed(stocked, draft, paper).pdf)
    text = "".join(pdf.words())
    for called in (name, chinese, "x" * 100):
        assert "".join(called.split()) in text
    assert text.count("9,999,999,999.99") >= 6
    assert overprinted(pdf) == []


LONG = [f"{'X' * 94}{letter}{n:05}" for n, letter in enumerate("ABC")]
"""Serial numbers of 100 characters that do not fold."""


@pytest.mark.rule("F1", "Q5")
@pytest.mark.parametrize("style", SerialStyle)
@pytest.mark.parametrize("paper", PAPERS)
def test_serials_of_100_characters_are_whole_on_every_paper(
    stocked: Shop, paper: str, style: SerialStyle
) -> None:
    """They wrap, and where no reader could read their bars they stand in letters alone."""
    draft = stocked.draft("purchase")
    stocked.line(draft, " ".join(LONG))
    pdf = read(printed(stocked, draft, paper, serials=style).pdf)
    in_column = style is SerialStyle.COLUMN and paper in PAGES
    text = below_each_other(pdf) if in_column else "".join(pdf.words())
    assert [text.count(number) for number in LONG] == [1, 1, 1]
    assert overprinted(pdf) == []


def below_each_other(pdf: ReadPdf) -> str:
    """What stands in the column that has most rows, without the figures beside it."""
    ((left, _rows),) = Counter(round(one.left) for one in pdf.written).most_common(1)
    return "".join(one.text for one in pdf.written if abs(one.left - left) < 1)


@pytest.mark.parametrize("style", [one for one in SerialStyle if one is not SerialStyle.COLUMN])
def test_on_the_narrowest_paper_there_can_be_nothing_is_lost(
    stocked: Shop, bought_some: int, style: SerialStyle
) -> None:
    paper = Paper("own", "Own", 40.0, 60.0, side=10.0, top=5.0)
    pdf = read(printed(stocked, bought_some, serials=style, paper_itself=paper).pdf)
    text = "".join(pdf.words())
    assert Counter(re.findall(r"SN\d{7}", text)) == Counter(SOME)


@pytest.mark.rule("Q5")
@pytest.mark.parametrize("paper", PAGES)
def test_an_address_without_end_leaves_room_for_the_goods(shop: Shop, paper: str) -> None:
    settings.save(shop.session, address="Quay Street " * 500, shop_name="Shop " * 200)
    draft = shop.draft("sale")
    shop.line(draft, "", shop.has.cable, 2)
    pdf = read(printed(shop, draft, paper, footer="Thanks\n" * 8).pdf)
    assert overprinted(pdf) == []
    assert "¥39.80" in pdf.text
    assert "…" in pdf.text


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_printed_on_every_paper(stocked: Shop, kind: str) -> None:
    """In both languages, which need most room."""
    draft = stocked.draft(kind)
    if KINDS[kind].begun_elsewhere is False:
        stocked.line(draft, "", stocked.has.cable, 2)
    for paper in PAPERS:
        pdf = read(printed(stocked, draft, paper, BOTH).pdf)
        assert len(pdf.sizes) == 1
        assert overprinted(pdf) == []


@pytest.mark.rule("Q6")
@pytest.mark.parametrize("paper", PAPERS)
def test_each_page_says_that_it_is_a_draft_a_copy_or_void(shop: Shop, paper: str) -> None:
    draft = shop.written("purchase", " ".join(SOME))
    each = {"paper": paper, "serials": SerialStyle.ONE_A_LINE}
    pdf = read(printed(shop, draft, **each).pdf)
    assert pdf.text.count("Draft, not an invoice") == len(pdf.sizes)
    shop.post(draft)
    pdf = read(printed(shop, draft, **each, copy=2).pdf)
    assert pdf.text.count("COPY 2") == len(pdf.sizes)
    assert "COPY" not in read(printed(shop, draft, paper, copy=1).pdf).text
    shop.void(draft)
    pdf = read(printed(shop, draft, **each).pdf)
    assert pdf.text.count("VOID") == len(pdf.sizes)


@pytest.mark.rule("M12", "Q7")
@pytest.mark.parametrize("paper", PAPERS)
def test_chinese_paper_says_the_amount_in_capitals(stocked: Shop, paper: str) -> None:
    draft = stocked.draft("sale")
    stocked.line(draft, "", stocked.has.cable, 10)
    assert "人民币壹佰玖拾玖元整" in "".join(
        read(printed(stocked, draft, paper, "zh_CN").pdf).words()
    )
    assert "人民币" not in read(printed(stocked, draft, paper).pdf).text


@pytest.mark.rule("Q5")
def test_a_glyph_that_no_font_has_is_a_mark_on_paper_and_named(shop: Shop) -> None:
    settings.save(shop.session, shop_name="Shop 😀𠮷", address="é ü 龘 ₫ ₹")
    made = printed(shop, shop.draft("sale"))
    assert made.lacking == "😀𠮷"
    assert "Shop □□" in read(made.pdf).text


@pytest.mark.rule("Q5")
@pytest.mark.parametrize("paper", ["roll_58", "roll_80"])
def test_a_receipt_is_as_long_as_what_is_on_it(stocked: Shop, paper: str) -> None:
    draft = stocked.draft("sale")
    stocked.line(draft, "", stocked.has.cable, 1)
    short = read(printed(stocked, draft, paper).pdf)
    stocked.line(draft, "", stocked.has.rope, 2)
    long = read(printed(stocked, draft, paper).pdf)
    for pdf in (short, long):
        ((wide, high),) = pdf.sizes
        assert wide == PAPERS[paper].width
        assert 0 < high - max(one.bottom for one in pdf.written) < PAPERS[paper].top + 2
    assert long.sizes[0][1] > short.sizes[0][1]


@pytest.mark.rule("Q7")
def test_a_long_list_goes_to_the_annex_and_a_short_one_stays(
    stocked: Shop, bought_some: int
) -> None:
    pdf = read(printed(stocked, bought_some, annex_above=24).pdf)
    first = " ".join(one.text for one in pdf.written if one.page == 1)
    assert "90 serial numbers, see annex" in first
    assert "C4–6 (3)" in first
    assert serials_in(pdf) == Counter(SOME)
    assert any(one.text == "Annex: serial numbers" for one in pdf.written if one.page == 2)


@pytest.mark.rule("Q7")
def test_what_is_switched_off_takes_no_room_and_what_is_renamed_says_so(stocked: Shop) -> None:
    draft = stocked.draft("sale")
    stocked.line(draft, "", stocked.has.cable, 2)
    columns = [
        replace(one, on=one.key != "price", title="Pieces" if one.key == "quantity" else "")
        for one in reversed(built_in("sale", "a4").columns)
    ]
    text = read(printed(stocked, draft, columns=columns).pdf).text
    assert "Price" not in text
    assert "Quantity" not in text
    order = [text.index(title) for title in ("Amount", "Pieces", "Item")]
    assert order == sorted(order)


def test_with_serials_off_there_are_none_on_paper(shop: Shop) -> None:
    bought = shop.purchase("SN0000001")
    assert serials_in(read(printed(shop, bought).pdf)) == Counter(["SN0000001"])
    settings.save(shop.session, serials_enabled=False)
    assert serials_in(read(printed(shop, bought).pdf)) == Counter()


@pytest.mark.rule("Q3", "Q5")
def test_a_page_is_printed_in_its_own_size(stocked: Shop) -> None:
    assert b"/PrintScaling /None" in printed(stocked, stocked.draft("sale")).pdf


@pytest.mark.rule("Q5", "Q7")
def test_in_both_languages_a_sentence_is_said_once_in_each(shop) -> None:
    template = replace(built_in("sale", "a4", BOTH), serials=SerialStyle.ANNEX)
    asked = PreviewAsked(template, None, [Trial.MANY_SERIALS])
    said = " ".join(read(whole(shop.database, asked)).text.split())
    assert said.count("1000 serial numbers, see annex") == 1


@pytest.mark.rule("Q5")
@pytest.mark.parametrize("language", ["en", BOTH])
def test_a_word_of_a_fact_is_not_broken_while_there_is_room_beside_it(shop, language) -> None:
    """On a form what it is called stands before it: a warehouse's name has what others leave."""
    asked = PreviewAsked(built_in("sale", "form_140", language))
    said = read(whole(shop.database, asked)).words()
    assert "Warehouse" in said and not {"Warehou", "se"} & set(said)


@pytest.mark.rule("Q7")
def test_an_example_of_many_serial_numbers_adds_up(shop) -> None:
    asked = PreviewAsked(built_in("sale", "a4", "en"), None, [Trial.MANY_SERIALS])
    said = read(whole(shop.database, asked)).words()
    assert "1,299,000.00" in said and "¥1,301,598.00" in said

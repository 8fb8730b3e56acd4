"""A template as it prints: the real page as a picture, the field in hand tinted (Q7)."""

from dataclasses import replace

import pytest

from app.domain.kinds import KINDS
from app.domain.problems import Code
from app.printing.documents.built_in import built_in
from app.printing.documents.previewing import Preview, PreviewAsked, preview, whole
from app.printing.documents.sample import MANY, Trial, newest, trials_of
from app.printing.documents.template import DocumentTemplate, SerialStyle
from app.printing.media.papers import PAPERS
from app.printing.page_image import page_image
from app.text import BOTH
from tests.printing.pdf_text import read
from tests.shop import Shop, codes

pytestmark = pytest.mark.rule("Q7")

TINT = bytes((252, 222, 204))
"""Blue, green, red."""


def shown(shop: Shop, template: DocumentTemplate, **asked: object) -> Preview:
    return preview(shop.database, PreviewAsked(template, **asked), lambda share: None)


def words(shop: Shop, asked: PreviewAsked) -> list[str]:
    return read(whole(shop.database, asked)).words()


def tinted(made: Preview) -> int:
    data = made.image.data
    return sum(data[at : at + 3] == TINT for at in range(0, len(data), 4))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_shown_on_each_paper_before_the_shop_has_one(shop, kind, paper):
    made = shown(shop, built_in(kind, paper, BOTH), trials=trials_of(KINDS[kind], True))
    assert made.pages >= 1 and made.page == 0
    assert len(made.image.data) == 4 * made.image.width * made.image.height
    assert made.problems == []


def test_a_document_of_the_shop_is_shown(shop):
    first, second = shop.purchase("N1 N2"), shop.purchase("N3")
    assert newest(shop.database, "purchase") == [
        (second, shop.number(second)),
        (first, shop.number(first)),
    ]
    said = words(shop, PreviewAsked(built_in("purchase", "a4"), first))
    assert shop.number(first) in said and "N1" in said and "N3" not in said


def test_a_draft_is_never_offered(shop):
    shop.draft("purchase")
    assert newest(shop.database, "purchase") == []


def test_it_is_tried_with_more_serial_numbers_than_the_shop_has(shop):
    document = shop.purchase("N1")
    template = replace(built_in("purchase", "a4"), serials=SerialStyle.ONE_A_LINE)
    texts = words(shop, PreviewAsked(template, document, [Trial.MANY_SERIALS]))
    assert sum(text.startswith("SN") for text in texts) == MANY
    assert "N1" not in texts
    assert shown(shop, template, document=document, trials=[Trial.MANY_SERIALS]).pages > 10
    assert shop.number(document) and shop.status("N1") is not None  # nothing was written


def test_nobodys_document_names_nobody(shop):
    template = built_in("sale", "a4")
    named, nobody = (
        words(shop, PreviewAsked(template, None, trials)) for trials in ((), [Trial.NO_PARTY])
    )
    assert "Example" in named and "Walk-in" not in named
    assert "Walk-in" in nobody and "Example" not in nobody


def test_a_long_name_is_printed_whole(shop):
    said = words(shop, PreviewAsked(built_in("sale", "a5"), None, [Trial.LONG_NAMES]))
    assert (said.count("Charger,"), said.count("Example")) == (6, 6)


@pytest.mark.parametrize("paper", ["a4", "roll_80", "form_140"])
def test_the_field_in_hand_is_tinted_and_no_other(shop, paper):
    document = shop.purchase("N1")
    template = replace(
        built_in("purchase", paper), header="Above", notes="Below", footer="End", signatures=["Me"]
    )
    assert tinted(shown(shop, template, document=document)) == 0
    places = ["head.kind", "facts.date", "columns.item", "columns.serials", "columns.quantity"]
    for place in (*places, "foot.total", "header", "notes", "footer", "signatures"):
        made = shown(shop, template, document=document, in_hand=place)
        assert tinted(made) > 20, place
    assert tinted(shown(shop, template, document=document, in_hand="columns.sku")) == 0


def test_paper_has_no_tint(shop):
    document = shop.purchase("N1")
    template = built_in("purchase", "a4")
    made = whole(shop.database, PreviewAsked(template, document, in_hand="columns.item"))
    assert TINT not in page_image(made, 0, 1.0).data


def test_a_page_is_shown_by_its_place_and_the_last_where_there_are_fewer(shop):
    template = built_in("purchase", "a5")
    asked = {"trials": [Trial.MANY_SERIALS]}
    first = shown(shop, template, **asked)
    last = shown(shop, template, page=99, **asked)
    assert (first.page, last.page) == (0, first.pages - 1)
    assert first.image != last.image


def test_what_does_not_fit_is_named_and_shown_all_the_same(shop):
    template = built_in("sale", "a5")
    wide = replace(template, columns=[replace(one, width=60.0) for one in template.columns])
    made = shown(shop, wide)
    assert codes(made.problems)[0] is Code.COLUMN_NO_ROOM
    assert made.problems[0].values["missing"]
    assert made.image is not None


def test_a_paper_without_room_is_refused_and_not_drawn(shop):
    paper = replace(PAPERS["a5"], side=70.0)
    made = shown(shop, replace(built_in("sale", "a5"), paper=paper))
    assert (made.image, codes(made.problems)) == (None, [Code.PAPER_MARGINS])


def test_it_is_given_up_between_pages(shop):
    class Enough(Exception):
        pass

    def tell(share: float) -> None:
        raise Enough

    asked = PreviewAsked(built_in("purchase", "a5"), trials=[Trial.MANY_SERIALS])
    with pytest.raises(Enough):
        preview(shop.database, asked, tell)


def test_a_roll_of_many_metres_is_a_picture_of_some_thousand_dots(shop):
    template = replace(built_in("sale", "roll_58"), serials=SerialStyle.ONE_A_LINE)
    made = shown(shop, template, trials=[Trial.MANY_SERIALS], scale=4.0)
    assert made.image.height <= 8_000

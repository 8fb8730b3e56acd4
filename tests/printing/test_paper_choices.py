"""Sizes of paper that a shop makes its own: any that can be, each once, printed as it says (Q5)."""

import json
from dataclasses import replace

import pytest

from app.domain.printing import Printer, PrinterType, Purpose
from app.domain.problems import Code
from app.printing import making
from app.printing.documents import choosing, paper_choices
from app.printing.documents.built_in import built_in_on
from app.printing.media.papers import FIRST_PAPER, PAPERS, own_paper
from app.services import settings
from app.services.paper import jobs, pictures
from app.services.paper.jobs import NewJob
from db.queries import print_jobs
from tests.printing.pdf_text import read
from tests.printing.test_layout import picture
from tests.shop import codes, refusal

pytestmark = pytest.mark.rule("Q5")

OFFICE = Printer("Office", PrinterType.FOLDER, "/papers")


def kept(shop, purpose=Purpose.DOCUMENT, width=200.0, height=150.0, columns=42, name=""):
    return paper_choices.keep(shop.session, own_paper(purpose, width, height, columns, name))


def made(shop, document, paper, template=""):
    details = {"paper": paper, "language": "en"} | ({"template": template} if template else {})
    found = paper_choices.papers(shop.database).get(paper)
    purpose = found.purpose if found else Purpose.DOCUMENT
    id = jobs.add(shop.session, NewJob(purpose, "Office", "T", document, details=details))
    return read(making.made(shop.database, print_jobs.job(shop.database, id), OFFICE, 1))


@pytest.fixture
def sale(shop):
    shop.purchase("A1 A2")
    return shop.sell("A1 A2")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(
    ("purpose", "width", "height"),
    [
        (Purpose.DOCUMENT, 200.0, 150.0),
        (Purpose.DOCUMENT, 105.0, 148.0),
        (Purpose.DOCUMENT, 420.0, 297.0),
        (Purpose.DOCUMENT, 182.5, 257.3),
        (Purpose.FORM, 210.0, 101.6),
        (Purpose.RECEIPT, 76.0, 0.0),
        (Purpose.RECEIPT, 110.0, 0.0),
    ],
)
def test_a_document_comes_out_in_the_size_that_was_entered(
    shop, sale, purpose, width, height, language
):
    paper = kept(shop, purpose, width, height)
    assert paper.purpose is purpose
    assert paper in paper_choices.papers_of(shop.database, purpose)
    document = made(shop, sale, paper.key)
    wide, high = document.sizes[0]
    assert (wide, high if height else 0.0) == pytest.approx((width, height), abs=0.1)
    said = document.words()
    assert shop.number(sale) in said and "A1" in said
    found = choosing.chosen(shop.database, "sale", paper.key, language)
    assert found.instead is None and found.template == built_in_on("sale", paper, language)


@pytest.mark.parametrize(
    ("purpose", "width", "height", "columns", "code"),
    [
        (Purpose.DOCUMENT, 0.0, 150.0, 42, Code.PAPER_SIZE),
        (Purpose.DOCUMENT, 200.0, 10_000.0, 42, Code.PAPER_SIZE),
        (Purpose.RECEIPT, 10_000.0, 0.0, 42, Code.PAPER_SIZE),
        (Purpose.RECEIPT, 76.0, 0.0, 0, Code.PAPER_COLUMNS),
        (Purpose.FORM, 45.0, 100.0, 42, Code.PAPER_MARGINS),
        (Purpose.DOCUMENT, 210.0, 297.0, 42, Code.PAPER_TAKEN),
        (Purpose.RECEIPT, 80.0, 0.0, 48, Code.PAPER_TAKEN),
    ],
)
def test_what_can_not_be_or_is_there_already_is_refused(
    shop, purpose, width, height, columns, code
):
    paper = own_paper(purpose, width, height, columns, "Ours")
    problems = refusal(paper_choices.keep, shop.session, paper)
    assert set(codes(problems)) == {code}
    assert paper_choices.own_papers(shop.database) == []


def test_each_has_a_name_and_a_size_of_its_own(shop):
    first = kept(shop, name="  Our   card ")
    assert first.name == "Our card"
    assert kept(shop, width=190.0).name == "190 × 150 mm"
    assert kept(shop, Purpose.RECEIPT, 76.0).name == "76 mm"
    for paper in (
        own_paper(Purpose.DOCUMENT, 100.0, 100.0, 42, "our CARD"),
        own_paper(Purpose.DOCUMENT, 200.0, 150.0, 42, "Another"),
    ):
        problems = refusal(paper_choices.keep, shop.session, paper)
        assert codes(problems) == [Code.PAPER_TAKEN]
        assert problems[0].values == {"name": "Our card"}


def test_a_template_goes_on_having_a_size_that_is_gone(shop, sale):
    paper = kept(shop)
    ours = replace(built_in_on("sale", paper), name="Ours", footer="OurFooter")
    template = choosing.keep(shop.session, ours)
    paper_choices.drop(shop.session, paper.key)
    document = made(shop, sale, paper.key, str(template))
    assert document.sizes[0] == pytest.approx((200.0, 150.0), abs=0.1)
    assert "OurFooter" in document.words()


def test_what_is_printed_on_a_size_that_is_gone_comes_out_on_the_first_paper(shop, sale):
    paper = kept(shop)
    paper_choices.drop(shop.session, paper.key)
    document = made(shop, sale, paper.key)
    first = PAPERS[FIRST_PAPER[Purpose.DOCUMENT]]
    assert document.sizes[0] == pytest.approx((first.width, first.height), abs=0.1)


@pytest.mark.parametrize(
    "values", [{}, {"key": "own"}, "text", None, {"width": 1e9}, {"key": "x", "more": 1}]
)
def test_what_another_version_kept_otherwise_is_as_if_it_were_not_there(shop, values):
    paper = kept(shop)
    own = json.loads(json.dumps(settings.load(shop.database).paper_sizes))
    settings.save(shop.session, paper_sizes=[values, *own])
    assert paper_choices.own_papers(shop.database) == [paper]


def test_not_more_sizes_than_a_list_can_show(shop, monkeypatch):
    monkeypatch.setattr(paper_choices, "MOST_SIZES", 2)
    kept(shop, width=100.0)
    kept(shop, width=101.0)
    paper = own_paper(Purpose.DOCUMENT, 102.0, 150.0, 42)
    assert codes(refusal(paper_choices.keep, shop.session, paper)) == [Code.PAPER_TOO_MANY]


@pytest.mark.rule("Q7")
@pytest.mark.parametrize("shape", [(600, 60), (300, 100), (100, 100), (40, 400)])
@pytest.mark.parametrize(("width", "height"), [(210.0, 148.5), (148.0, 200.0), (100.0, 150.0)])
def test_a_logo_leaves_the_shop_its_room_on_any_page(shop, sale, shape, width, height):
    """Beside it the name is read in rows, and does not stand letter by letter."""
    settings.save(
        shop.session,
        shop_name="Harbour Mobiles and Watches",
        logo=pictures.keep(shop.session, picture(*shape)),
    )
    document = made(shop, sale, kept(shop, width=width, height=height).key)
    rows = [one for one in document.written if one.text in "Harbour Mobiles and Watches"]
    assert " ".join(one.text for one in rows) == "Harbour Mobiles and Watches"
    assert len(rows) <= 3

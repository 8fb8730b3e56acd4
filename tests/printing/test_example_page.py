"""Test pages of each purpose: what is printed by the same templates, on every sort of printer."""

from dataclasses import replace

import pytest

from app.domain.printing import OF_DOCUMENTS, Printer, PrinterType, Purpose
from app.domain.problems import Code
from app.printing import making
from app.printing.documents import choosing
from app.printing.documents.previewing import PreviewAsked
from app.printing.documents.sample import Trial
from app.printing.example_page import details_of_labels, details_of_template
from app.printing.labels import choices
from app.printing.labels.label_making import OF_LABELS, LabelDetails
from app.services.paper import jobs
from app.services.paper.jobs import NewJob
from db.queries import print_jobs
from tests.printing.heard import black_of_escpos, black_of_zpl
from tests.printing.pages import text
from tests.printing.test_layout import picture
from tests.shop import codes, refusal

pytestmark = pytest.mark.rule("Q5")

PDF = Printer("Office", PrinterType.FOLDER, "/papers", dpi=300)
TILL = Printer("Till", PrinterType.ESC_POS_NETWORK, "127.0.0.1")
ZEBRA = Printer("Zebra", PrinterType.ZPL_NETWORK, "127.0.0.1")


def made(shop, printer, details):
    job = jobs.add(shop.session, NewJob(Purpose.TEST, printer.name, "", details=details))
    return making.made(shop.database, print_jobs.job(shop.database, job), printer, 1)


def said_by(tmp_path, pdf):
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf)
    return text(path)


def of_labels(shop, purpose):
    counter = shop.session.counter.id
    chosen = choices.choice(shop.database, counter, purpose)
    return details_of_labels(purpose, LabelDetails(chosen, 1, "en", counter))


@pytest.mark.parametrize("paper", ["a4", "roll_80", "form_140"])
def test_a_document_is_an_example_that_says_so(shop, tmp_path, paper):
    found = choosing.chosen(shop.database, "sale", paper, "en").template
    details = details_of_template(shop.session, PreviewAsked(found))
    said = said_by(tmp_path, made(shop, PDF, details))
    assert "TEST PAGE" in said and "Charger" in said
    if found.paper.purpose is Purpose.RECEIPT:
        (black,) = black_of_escpos(made(shop, TILL, details))
        assert black


def test_it_is_printed_as_it_is_edited_with_what_it_is_tried_with(shop, tmp_path):
    """Nothing of it is kept, and its logo is printed too."""
    found = choosing.chosen(shop.database, "sale", "a4", "en").template
    edited = replace(found, notes="NotSavedYet", logo=picture(60, 20))
    details = details_of_template(shop.session, PreviewAsked(edited, None, [Trial.LONG_NAMES]))
    pdf = made(shop, PDF, details)
    assert "NotSavedYet" in said_by(tmp_path, pdf) and b"/Subtype /Image" in pdf
    assert choosing.own_templates(shop.database) == []


@pytest.mark.parametrize("purpose", sorted(OF_LABELS, key=lambda each: each.name))
def test_a_label_is_one_label_and_no_unit_was_given_one(shop, tmp_path, purpose):
    shop.purchase("A1")
    details = of_labels(shop, purpose)
    assert said_by(tmp_path, made(shop, PDF, details)).strip()
    assert [label.copies for label in black_of_zpl(made(shop, ZEBRA, details))] == [1]
    assert jobs.not_printed(shop.database, ["A1"]) == ["A1"]


@pytest.mark.parametrize("purpose", [*sorted(OF_DOCUMENTS | OF_LABELS, key=lambda p: p.name)])
def test_what_another_version_asked_for_otherwise_fails_with_the_reason(shop, purpose):
    job = jobs.add(shop.session, NewJob(Purpose.TEST, "Office", "", details={"of": purpose.name}))
    asked = print_jobs.job(shop.database, job)
    problems = refusal(making.made, shop.database, asked, PDF, 1)
    assert codes(problems) == [Code.PRINT_NOT_MADE]

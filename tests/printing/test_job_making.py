"""What a print job prints: made in the language of its printer, so many copies, none held up."""

from dataclasses import replace

import pytest
from PIL import Image

from app.domain.printing import Language, Printer, PrinterType, Purpose
from app.domain.problems import Code
from app.printing import making, proof_page
from app.printing.documents import template_file
from app.printing.documents.built_in import built_in
from app.printing.making import MAKERS
from app.printing.page_image import page_image
from app.printing.pdfium import each_page
from app.services.paper import jobs, printers, templates
from app.services.paper.jobs import NewJob
from db.queries import print_jobs
from tests.printing.heard import black_of_escpos, black_of_zpl, drawer_opens
from tests.shop import refusal

pytestmark = pytest.mark.rule("Q5")

PDF = Printer("PDF", PrinterType.FOLDER, "/tmp")
TILL = Printer("Till", PrinterType.ESC_POS_NETWORK, "127.0.0.1", drawer=True)
ZEBRA = Printer("Zebra", PrinterType.ZPL_NETWORK, "127.0.0.1")


def made(shop, printer, document=None, purpose=Purpose.DOCUMENT, copy=1, **asked):
    """What the printer is sent for a job."""
    new = NewJob(purpose, printer.name, "A4", document=document, **asked)
    job = print_jobs.job(shop.database, jobs.add(shop.session, new))
    return making.made(shop.database, job, printer, copy)


@pytest.fixture(autouse=True)
def cables(shop):
    """There are some to sell."""
    shop.opening(product=shop.has.cable, units=20)


def words(pdf):
    """The text of each page."""
    return list(each_page(pdf, lambda page: page.get_textpage().get_text_range()))


def test_a_document_is_made_as_its_details_say(shop):
    shop.purchase("A1 A2")
    sale = shop.sell("A1 A2")
    (english,) = words(made(shop, PDF, sale, details={"paper": "a4", "language": "en"}))
    (chinese,) = words(
        made(shop, PDF, sale, details={"paper": "a5", "language": "zh_CN"}, copy=2, reason="lost")
    )
    assert "Sales invoice" in english and "A1" in english and "COPY" not in english
    assert "销售单" in chinese and "副本" in chinese


@pytest.mark.parametrize("details", [{}, {"paper": "no such"}, {"paper": 7, "language": ["x"]}])
def test_details_of_another_version_hold_no_paper_up(shop, details):
    shop.purchase("A1")
    assert "A1" in words(made(shop, PDF, shop.sell("A1"), details=details))[0]


@pytest.mark.rule("Q6")
def test_the_paper_of_a_draft_is_no_invoice_and_no_copy(shop):
    draft = shop.draft("sale")
    shop.line(draft, product=shop.has.cable)
    (said,) = words(made(shop, PDF, draft, copy=3))
    assert "DRAFT" in said.upper() and "COPY" not in said


@pytest.mark.parametrize("copies", [1, 3])
def test_copies_come_out_of_every_printer(shop, copies):
    sale = shop.sell(product=shop.has.cable)
    pages = words(made(shop, PDF, sale, copies=copies))
    assert len(pages) == copies and len(set(pages)) == 1
    receipts = made(shop, TILL, sale, Purpose.RECEIPT, copies=copies, reason="x")
    assert len(black_of_escpos(receipts)) == copies
    labels = black_of_zpl(made(shop, ZEBRA, purpose=Purpose.TEST, copies=copies))
    assert [label.copies for label in labels] == [copies]


@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (42, 512), (48, 576)])
def test_a_receipt_is_as_wide_as_the_line_of_its_printer(shop, columns, dots):
    sale = shop.sell(product=shop.has.cable)
    till = Printer("Till", PrinterType.ESC_POS_DEVICE, "/dev/null", columns=columns)
    sent = made(shop, till, sale, Purpose.RECEIPT, details={"paper": "roll_80"})
    (black,) = black_of_escpos(sent)
    right = max(x for x, _y in black)
    assert dots * 0.9 < right < dots
    widths = {int.from_bytes(part[1:3], "little") for part in sent.split(b"\x1dv0")[1:]}
    assert widths == {dots // 8}


@pytest.mark.parametrize(
    ("kind", "copy", "printer", "opens"),
    [
        ("sale", 1, TILL, True),
        ("sale", 2, TILL, False),
        ("sale", 1, Printer("No drawer", PrinterType.ESC_POS_NETWORK, "127.0.0.1"), False),
        ("sales_order", 1, TILL, False),
        ("purchase", 1, TILL, False),
        ("draft", 1, TILL, False),
    ],
)
def test_the_drawer_opens_with_the_first_receipt_of_a_sale(shop, kind, copy, printer, opens):
    document = shop.draft("sale" if kind == "draft" else kind)
    shop.line(document, product=shop.has.cable)
    if kind != "draft":
        shop.post(document)
    assert drawer_opens(made(shop, printer, document, Purpose.RECEIPT, copy)) is opens


def test_where_payments_are_kept_the_payment_opens_it_and_no_receipt(shop):
    shop.take_payments()
    sale = shop.written("sale", product=shop.has.cable)
    shop.pay(sale)
    shop.post(sale)
    assert not drawer_opens(made(shop, TILL, sale, Purpose.RECEIPT))
    assert drawer_opens(made(shop, TILL, sale, Purpose.DRAWER))


def test_what_nobody_makes_is_told(shop):
    new = NewJob(Purpose.TEST, "PDF", "")
    job = print_jobs.job(shop.database, jobs.add(shop.session, new))
    (problem,) = refusal(making.made, shop.database, job._replace(purpose="CARD"), PDF, 1)
    assert problem.code is Code.PRINT_UNKNOWN


@pytest.mark.parametrize("type", PrinterType)
def test_the_test_page_says_which_printer_it_is(type):
    printer = Printer("Office 办公室", type, "192.168.1.50")
    pdf = proof_page.made(printer, "2026-11-27T04:00:00Z")
    (said,) = words(pdf)
    assert all(text in said for text in ("Office 办公室", "192.168.1.50", "Test page", "测试页"))
    assert (
        making.in_language(pdf, printer, 1)[:4]
        in {
            Language.PDF: (b"%PDF",),
            Language.ESC_POS: (b"\x1b@\x1dv",),
            Language.ZPL: (b"^XA^",),
        }[printer.language]
    )


@pytest.mark.rule("Q7")
def test_a_template_of_the_shop_is_printed_by_and_one_that_is_gone_stood_in_for(shop):
    own = replace(built_in("sale", "a5", "en"), name="Mine", notes="Thank you")
    content = template_file.to_json(own).decode()
    key = templates.add(shop.session, Purpose.DOCUMENT, "Mine", content)
    sale = shop.sell(product=shop.has.cable)
    for template, says in ((key, True), (99, False)):
        asked = {"paper": "a5", "language": "en", "template": str(template)}
        (said,) = words(made(shop, PDF, sale, details=asked, reason="again"))
        assert ("Thank you" in said) is says


def test_what_a_printer_does_not_understand_is_refused(shop):
    printers.save(shop.session, TILL)
    how = printers.Printout("Till")
    printers.choose(shop.session, Purpose.RECEIPT, how)
    (problem,) = refusal(printers.choose, shop.session, Purpose.DOCUMENT, how)
    assert (problem.code, problem.values["name"]) == (Code.PRINTER_NOT_FOR, "Till")


def test_the_screen_shows_the_page_itself(shop):
    pdf = made(shop, PDF, shop.sell(product=shop.has.cable))
    shown = page_image(pdf, 0, 0.5)
    image = Image.frombytes("RGBX", (shown.width, shown.height), shown.data).convert("L")
    assert (shown.width, shown.height) == (298, 421)
    assert image.getextrema()[0] < 60 and image.getextrema()[1] == 255


def test_each_paper_of_a_document_has_its_maker():
    assert {Purpose.RECEIPT, Purpose.DOCUMENT, Purpose.FORM, Purpose.TEST} <= MAKERS.keys()

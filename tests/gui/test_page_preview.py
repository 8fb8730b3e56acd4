"""The pages of a document as they are printed, in its place; no scan waits for them."""

import pytest
from PySide6.QtCore import Qt

from app.domain.kinds import KINDS
from app.domain.printing import Printer, PrinterType, Purpose
from app.gui.documents.list_page import DocumentsPage
from app.services.documents import draft_head
from app.services.paper import printers
from db.queries import print_jobs
from tests.shop import Shop

pytestmark = pytest.mark.rule("Q5")

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot, desk, document, kind="sale"):
    made = DocumentsPage(desk, KINDS[kind])
    qtbot.addWidget(made)
    made.resize(1158, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.open(document)
    page = made.shown_page()
    page.kept = made  # as long as the page
    return page


def previewed(qtbot, page):
    prints = page.prints if page.draft is not None else page.posted.prints
    prints.preview()
    shown = page.preview.preview
    qtbot.waitUntil(lambda: not shown._task.busy and shown._made is not None)
    return shown


def dark(preview):
    """How many of the page's pixels are dark, out of some."""
    image = preview.paper.pixmap().toImage()
    places = ((x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 3))
    return sum(image.pixelColor(x, y).lightness() < 100 for x, y in places)


def test_the_page_itself_is_shown_and_its_paper_chosen(qtbot, desk, shop: Shop):
    shop.purchase("A1 A2")
    preview = previewed(qtbot, opened(qtbot, desk, shop.sell("A1 A2")))
    assert preview.on.paper.key == "a4" and preview.place.text() == "Page 1 of 1"
    assert dark(preview) > 20
    wide = preview.paper.pixmap().width()
    at = next(n for n in range(preview.papers.count()) if "58" in preview.papers.itemText(n))
    preview.papers.setCurrentIndex(at)
    preview.papers.activated.emit(at)
    qtbot.waitUntil(lambda: not preview._task.busy)
    assert preview.paper.pixmap().width() < wide / 2


def test_pages_turn(qtbot, desk, shop: Shop):
    numbers = [f"LONG-SERIAL-NUMBER-{n * 7:06}" for n in range(900)]
    purchase = shop.purchase(" ".join(numbers))
    preview = previewed(qtbot, opened(qtbot, desk, purchase, "purchase"))
    first = preview.paper.pixmap().toImage()
    assert preview._made.pages > 1 and not preview.before_button.isEnabled()
    qtbot.keyClick(preview, Qt.Key.Key_PageDown, CTRL)
    qtbot.waitUntil(lambda: not preview._task.busy)
    assert preview.place.text().startswith("Page 2 of ")
    assert preview.paper.pixmap().toImage() != first
    qtbot.keyClick(preview, Qt.Key.Key_PageUp, CTRL)
    assert preview.place.text().startswith("Page 1 of ")


def test_escape_leads_back_and_print_prints_what_is_shown(qtbot, desk, shop: Shop, tmp_path):
    printers.save(shop.session, Printer("PDF", PrinterType.FOLDER, str(tmp_path)))
    printers.choose(shop.session, Purpose.DOCUMENT, printers.Printout("PDF"))
    shop.purchase("A1")
    page = opened(qtbot, desk, shop.sell("A1"))
    preview = previewed(qtbot, page)
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible() and page.posted.paper.hasFocus()
    previewed(qtbot, page)
    qtbot.keyClick(preview, Qt.Key.Key_P, CTRL)
    assert page.posted.isVisible()
    (job,) = print_jobs.open_jobs(shop.database, shop.session.counter.id, 9)
    assert (job.document_id, job.template) == (page.document.id, "A4, English")


@pytest.mark.rule("C4")
def test_a_scan_goes_to_the_draft_which_is_shown_again(qtbot, desk, shop: Shop):
    draft = shop.draft("sale")
    shop.line(draft, product=shop.has.cable)
    page = opened(qtbot, desk, draft)
    preview = previewed(qtbot, page)
    page.take_scan("CABLE-C")
    page.queue.drain()
    assert not preview.isVisible() and page.scan_box.isVisible()
    assert page.lines.table_model.rows[0].quantity == 2000


def test_the_preview_writes_nothing(qtbot, desk, shop: Shop):
    shop.purchase("A1")
    sale = shop.sell("A1")
    previewed(qtbot, opened(qtbot, desk, sale))
    assert print_jobs.of_document(shop.database, sale) == []


@pytest.mark.rule("Q7")
def test_what_no_font_has_is_named(qtbot, desk, shop: Shop):
    form = shop.draft("sale")
    shop.line(form, product=shop.has.cable)
    draft_head.set_note(shop.session, form, "odd \U00010348 sign")
    preview = previewed(qtbot, opened(qtbot, desk, form))
    assert "\U00010348" in preview.problems._text.text()

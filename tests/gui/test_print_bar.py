"""Printing a document where it is shown: on its paper, once more with a reason, after posting."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.domain.kinds import KINDS
from app.domain.printing import Asking, JobState, Printer, PrinterType, Purpose
from app.gui.documents.counter import CounterPage
from app.gui.documents.list_page import DocumentsPage
from app.gui.kit import paper
from app.gui.paper.document_papers import every, usual
from app.gui.paper.print_queue import at_work
from app.services.paper import jobs, printers
from app.services.paper.printers import Printout
from db.queries import documents, print_jobs

pytestmark = pytest.mark.rule("Q6")

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(shop, tmp_path):
    """A printer that writes into a folder, for pages; another for receipts."""
    made = tmp_path / "papers"
    made.mkdir()
    for name in ("Office", "Till"):
        printers.save(shop.session, Printer(name, PrinterType.FOLDER, str(made)))
    choose(shop, Purpose.DOCUMENT, "Office", "a5")
    choose(shop, Purpose.RECEIPT, "Till", "roll_58")
    return made


def choose(shop, purpose, printer, paper="", asking=Asking.ASK):
    printers.choose(shop.session, purpose, Printout(printer, paper, asking=asking))


def asked(shop):
    """What was put into the queue, the newest last."""
    return print_jobs.open_jobs(shop.database, shop.session.counter.id, 100)


def shown(qtbot, page):
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    return page


@pytest.fixture
def sale(shop):
    shop.opening(product=shop.has.cable, units=20)
    return shop.sell(product=shop.has.cable)


@pytest.fixture
def page(qtbot, desk, shop, sale, folder):
    """A posted sale on its page."""
    made = shown(qtbot, DocumentsPage(desk, KINDS["sale"]))
    made.open(sale)
    yield made.shown_page()


@pytest.fixture
def counter(qtbot, desk, shop, sale, folder):
    return shown(qtbot, CounterPage(desk))


def sell(counter):
    counter.take_scan("CABLE-C")
    counter.queue.drain()
    counter.post()


def printing(page):
    return page.posted.printing


def test_a_posted_document_goes_to_the_printer_of_its_paper(qtbot, page, shop):
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    (job,) = asked(shop)
    assert (job.purpose, job.printer, job.template) == ("DOCUMENT", "Office", "A5, English")
    assert json.loads(job.details) == {"paper": "a5", "language": "en"}
    assert "Office" in printing(page).text.text()


def test_a_second_print_is_asked_why_in_the_page(qtbot, page, shop):
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    bar = printing(page)
    assert bar.reason.hasFocus() and len(asked(shop)) == 1
    qtbot.keyClicks(bar.reason, "the customer lost it")
    qtbot.keyClick(bar.reason, Qt.Key.Key_Return)
    assert [job.reason for job in asked(shop)] == ["", "the customer lost it"]
    assert page.posted.paper.hasFocus()


def test_without_a_reason_nothing_is_printed_and_what_is_typed_stays(qtbot, page, shop):
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    bar = printing(page)
    qtbot.keyClick(bar.reason, Qt.Key.Key_Return)
    assert bar.asks and bar.reason.hasFocus() and len(asked(shop)) == 1
    qtbot.keyClicks(bar.reason, "lost")
    qtbot.keyClick(bar.reason, Qt.Key.Key_Escape)
    assert not bar.isVisible() and page.posted.paper.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    assert bar.reason.text() == "lost"


def test_without_a_printer_it_says_where_one_is_chosen(qtbot, page, shop, desk):
    choose(shop, Purpose.DOCUMENT, "")
    choose(shop, Purpose.RECEIPT, "")
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    bar = printing(page)
    assert asked(shop) == [] and "Settings › Printers" in bar.text.text()
    wanted = []
    desk.bus.page_wanted.connect(wanted.append)
    bar.printers_button.click()
    assert wanted == ["printers"]


def test_a_pdf_is_a_print_too(qtbot, page, shop, desk, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(paper, "show_file", opened.append)
    path = tmp_path / "mine.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_texts: (str(path), ""))
    queue = at_work(desk, page)
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(lambda: not queue.busy)
    (job,) = print_jobs.of_document(shop.database, page.document.id)
    assert (job.state, job.printer, job.copy_number) == (JobState.PRINTED, "PDF", 1)
    assert path.read_bytes()[:4] == b"%PDF" and opened == [path]
    assert str(path) in printing(page).text.text()
    assert "Printed, A5, English" in [
        step.text for step in page.posted.history.timeline.steps.steps
    ]


def test_what_fails_is_said_where_it_was_asked_for(qtbot, page, shop, desk, folder):
    folder.rmdir()
    queue = at_work(desk, page)
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: not queue.busy)
    assert "is not there any more" in printing(page).text.text()
    assert printing(page).log_button.isVisible()


@pytest.mark.rule("Q5")
def test_every_paper_is_offered(page, desk, shop):
    offered = list(every(desk, "sale"))
    assert len(offered) == 9
    page.posted.prints._print_on(offered[0])
    (job,) = asked(shop)
    assert (job.purpose, job.printer) == ("RECEIPT", "Till")


def test_a_draft_is_printed_with_what_was_typed_and_needs_no_reason(qtbot, desk, shop, folder):
    draft = shop.draft("sale")
    shop.line(draft, product=shop.has.cable)
    made = shown(qtbot, DocumentsPage(desk, KINDS["sale"]))
    made.open(draft)
    for _time in range(2):
        qtbot.keyClick(made, Qt.Key.Key_P, CTRL)
    assert [job.of_draft for job in asked(shop)] == [1, 1]


# After posting


@pytest.mark.parametrize(
    ("asking", "jobs", "asks"),
    [(Asking.AT_ONCE, 1, False), (Asking.ASK, 0, True), (Asking.NEVER, 0, False)],
)
def test_after_posting_it_is_as_its_purpose_says(qtbot, counter, shop, asking, jobs, asks):
    choose(shop, Purpose.RECEIPT, "Till", "roll_58", asking)
    sell(counter)
    assert len(asked(shop)) == jobs
    assert counter.printing.asks is asks
    assert counter.scan_box.hasFocus()
    if asks:
        qtbot.keyClick(counter, Qt.Key.Key_P, CTRL)
        (job,) = asked(shop)
        assert (job.purpose, job.template) == ("RECEIPT", "Receipt 58 mm, English")
        assert documents.document(shop.database, job.document_id).number == job.number


def test_what_is_asked_holds_no_scan_up(qtbot, counter, shop):
    sell(counter)
    first = counter.printing.text.text()
    counter.take_scan("CABLE-C")
    counter.queue.drain()
    assert len(counter.lines.table_model.rows) == 1
    assert counter.printing.asks and counter.printing.text.text() == first
    counter.printing.leave_button.click()
    assert not counter.printing.isVisible()
    counter.post()
    assert counter.printing.asks and counter.printing.text.text() != first


@pytest.mark.parametrize("kind", ["purchase", "count", "sale", "transfer"])
def test_only_what_others_get_is_printed_by_itself(qtbot, desk, shop, folder, sale, kind):
    choose(shop, Purpose.DOCUMENT, "Office", "a4", Asking.AT_ONCE)
    made = shown(qtbot, DocumentsPage(desk, KINDS[kind]))
    made.page_for(KINDS[kind]).posted.printing.after_posting(
        documents.document(shop.database, sale)._replace(kind=kind)
    )
    assert len(asked(shop)) == (kind in ("sale", "transfer"))


def test_a_purpose_without_a_printer_gives_way_to_one_that_has(shop, desk, folder, sale):
    head = documents.document(shop.database, sale)
    assert usual(desk, head._replace(at_counter=True)).purpose is Purpose.RECEIPT
    choose(shop, Purpose.RECEIPT, "")
    assert usual(desk, head._replace(at_counter=True)).purpose is Purpose.DOCUMENT


# One of the last sales, at the Counter


def test_one_of_the_last_sales_is_printed_again_from_the_empty_counter(qtbot, counter, shop, sale):
    """Its first paper at once, the next one with a reason; the paper says which copy it is."""
    other = shop.sell(product=shop.has.cable)
    counter.start()
    qtbot.keyClick(counter.scan_box, Qt.Key.Key_Down)
    for _time in range(2):
        qtbot.keyClick(counter.scan_box, Qt.Key.Key_P, CTRL)
    assert [job.document_id for job in asked(shop)] == [sale]
    assert counter.printing.asks and counter.printing.reason.hasFocus()
    assert not counter.empty.print_button.isVisible()
    counter.printing.reason.setText("The customer lost it")
    qtbot.keyClick(counter.printing.reason, Qt.Key.Key_Return)
    jobs_asked = asked(shop)
    assert [job.reason for job in jobs_asked] == ["", "The customer lost it"]
    assert [jobs.begin(shop.session, job.id) for job in jobs_asked] == [1, 2]
    assert counter.scan_box.hasFocus() and counter.empty.print_button.isVisible()
    qtbot.keyClick(counter.scan_box, Qt.Key.Key_Up)
    counter.empty.print_button.click()
    assert asked(shop)[-1].document_id == other


def test_without_a_sale_nothing_is_printed_from_the_empty_counter(qtbot, desk, shop, folder):
    made = shown(qtbot, CounterPage(desk))
    qtbot.keyClick(made.scan_box, Qt.Key.Key_P, CTRL)
    assert asked(shop) == [] and not made.empty.print_button.isVisible()


def test_what_is_on_the_counter_is_printed_and_not_the_last_sale(qtbot, counter, shop, sale):
    counter.take_scan("CABLE-C")
    counter.queue.drain()
    qtbot.keyClick(counter.scan_box, Qt.Key.Key_P, CTRL)
    assert [job.of_draft for job in asked(shop)] == [1]

"""Each serial number that a purchase takes is printed as it is accepted (Q3)."""

import pytest

from app.domain.kinds import PURCHASE, SALE
from app.domain.printing import JobState, Printer, PrinterType, Purpose
from app.domain.problems import Code
from app.gui.documents.page import DocumentPage
from app.gui.paper.print_queue import PrintQueue
from app.printing.labels import at_scan, choices
from app.printing.labels.choices import LabelChoice
from app.printing.making import made
from app.services import settings
from app.services.paper import jobs, printers
from app.services.paper.printers import Printout
from db.queries import print_jobs
from tests.gui.conftest import desk_at

pytestmark = pytest.mark.rule("Q3")


def ready(shop, folder, media="DYMO 11354, 30334"):
    printers.save(shop.session, Printer("Zebra", PrinterType.FOLDER, str(folder)))
    printers.choose(shop.session, Purpose.SERIAL_LABEL, Printout("Zebra"))
    choices.choose(shop.session, Purpose.SERIAL_LABEL, LabelChoice("small", media))


@pytest.fixture
def page(qtbot, shop, tmp_path):
    """A purchase invoice on the screen, the switch on, of a shop with a label printer."""
    ready(shop, tmp_path)
    settings.save_counter(shop.session, labels_at_scan=True)
    return shown(qtbot, shop, "purchase")


def shown(qtbot, shop, kind):
    made = DocumentPage(desk_at(shop), PURCHASE if kind == "purchase" else SALE)
    qtbot.addWidget(made)
    made.open(shop.draft(kind))
    made.show()
    scan(made, "6901234567892")
    return made


def scan(page, *codes):
    for code in codes:
        page.queue.put(code)
    page.queue.drain()


def queued(shop):
    """The numbers of each job, in the order of the queue."""
    jobs = print_jobs.open_jobs(shop.database, shop.session.counter.id, 100)
    return [print_jobs.labels(shop.database, job.id) for job in jobs]


def test_each_is_queued_as_it_is_accepted_in_the_order_of_the_scans(page, shop):
    asked = []
    page.desk.bus.print_asked.connect(lambda: asked.append(queued(shop)[-1]))
    scan(page, "Z9", "B2", "B2", "C3")
    assert queued(shop) == [["Z9"], ["B2"], ["C3"]]
    assert asked == [["Z9"], ["B2"], ["C3"]]


def test_a_printer_that_stands_still_holds_no_scan_up(qtbot, page, shop):
    queue = PrintQueue(page.desk, lambda *_asked: (_ for _ in ()).throw(OSError("no paper")))
    scan(page, "A1", "A2", "A3")
    qtbot.waitUntil(lambda: not queue.busy)
    assert [row.serials for row in page.lines.table_model.rows] == [3]
    assert len(queued(shop)) == 3


def test_what_is_taken_back_and_scanned_again_is_not_printed_again(page, shop):
    scan(page, "A1")
    page.undo()
    scan(page, "A1", "A2")
    assert queued(shop) == [["A1"], ["A2"]]


def _undo(page):
    page.undo()


def _delete_line(page):
    page.delete_line()


def _discard(page):
    page.discard()


@pytest.mark.rule("Q3", "Q6")
@pytest.mark.parametrize("take_back", [_undo, _delete_line, _discard])
def test_a_label_that_waits_for_what_was_taken_back_is_dropped(
    qtbot, page, shop, tmp_path, take_back
):
    """It is printed by nobody and has not failed; scanned again, it gets its label."""
    scan(page, "A1")
    take_back(page)
    queue = PrintQueue(page.desk, made)
    queue.go_on()
    qtbot.waitUntil(lambda: not queue.busy and not queued(shop))
    assert shop.rows("SELECT state FROM print_job") == [(JobState.DROPPED,)]
    assert list(tmp_path.glob("*.pdf")) == []
    assert jobs.not_printed(shop.database, ["A1"]) == ["A1"]


@pytest.mark.rule("Q3")
def test_what_is_left_of_a_job_is_printed(qtbot, page, shop, tmp_path):
    scan(page, "A1", "A2")
    page.undo()
    queue = PrintQueue(page.desk, made)
    queue.go_on()
    qtbot.waitUntil(lambda: not queue.busy and not queued(shop))
    states = shop.rows("SELECT state FROM print_job ORDER BY id")
    assert states == [(JobState.PRINTED,), (JobState.DROPPED,)]
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_the_label_comes_out_while_the_document_is_a_draft(qtbot, page, shop, tmp_path):
    queue = PrintQueue(page.desk, made)
    scan(page, "A1")
    qtbot.waitUntil(lambda: not queue.busy and not queued(shop))
    assert [path.suffix for path in tmp_path.glob("*.pdf")] == [".pdf"]


def test_off_it_prints_nothing_and_sales_have_no_switch(qtbot, page, shop):
    page.at_scan.switch.setChecked(False)
    scan(page, "A1")
    assert queued(shop) == []
    assert not settings.load_counter(shop.database, shop.session.counter.id).labels_at_scan
    sale = shown(qtbot, shop, "sale")
    assert page.at_scan.isVisible() and sale.at_scan is None


@pytest.mark.parametrize(
    ("with_printer", "code"),
    [(False, Code.LABELS_AT_SCAN_PRINTER), (True, Code.LABELS_AT_SCAN_ROLL)],
)
def test_where_it_cannot_work_it_says_why_and_stays_off(qtbot, shop, tmp_path, with_printer, code):
    if with_printer:
        ready(shop, tmp_path, "Avery L7651, J8651")
    assert [each.code for each in at_scan.problems_of(shop.session)] == [code]
    page = shown(qtbot, shop, "purchase")
    page.at_scan.switch.setChecked(True)
    assert not page.at_scan.switch.isChecked()
    assert page.problems.isVisible()
    scan(page, "A1")
    assert [row.serials for row in page.lines.table_model.rows] == [1]

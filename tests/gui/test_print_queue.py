"""What waits is printed beside the screen, in its order; a printer that fails holds nobody up."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domain.printing import JobState, Printer, PrinterType, Purpose
from app.domain.problems import Code, refuse
from app.gui.paper import print_queue
from app.gui.paper.print_log import PrintLogPage
from app.gui.paper.print_queue import PrintQueue
from app.services import kept_problems
from app.services.paper import jobs, printers
from app.services.paper.jobs import NewJob
from db.engine.trouble import StoreTrouble, Trouble
from db.queries import print_jobs

pytestmark = pytest.mark.rule("Q6")


@pytest.fixture
def folder(shop, tmp_path):
    """A printer that writes into a folder."""
    made = tmp_path / "papers"
    made.mkdir()
    printers.save(shop.session, Printer("Office", PrinterType.FOLDER, str(made)))
    return made


def ask(shop, *labels, printer="Office"):
    new = NewJob(Purpose.SERIAL_LABEL, printer, "40 × 20", labels=labels)
    return jobs.add(shop.session, new)


def made_of(database, job, _printer, copy):
    return f"{copy}: {' '.join(print_jobs.labels(database, job.id))}".encode()


@pytest.fixture
def queue(shop):
    """Makes print queues, which take no more jobs once the shop is closed."""
    made = []

    def make_one(desk, make=made_of):
        made.append(PrintQueue(desk, make))
        return made[-1]

    yield make_one
    for one in made:
        one.end()


def settled(qtbot, queue):
    qtbot.waitUntil(lambda: not queue.busy)


def states(shop, *ids):
    return [JobState(print_jobs.job(shop.database, id).state) for id in ids]


def test_what_waits_is_printed_in_its_order(qtbot, desk, shop, folder, queue):
    printed = queue(desk)
    heard = []
    printed.done.connect(heard.append)
    asked = [ask(shop, *labels) for labels in (["A1"], ["A2", "A3"], ["A4"])]
    desk.bus.print_asked.emit()
    desk.bus.print_asked.emit()
    settled(qtbot, printed)
    assert heard == asked
    assert states(shop, *asked) == [JobState.PRINTED] * 3
    said = {path.read_text() for path in folder.iterdir()}
    assert said == {"1: A1", "1: A2 A3", "1: A4"}


def test_a_printer_that_fails_holds_no_other_up(qtbot, desk, shop, folder, queue):
    gone = ask(shop, "A1", printer="Gone")
    last = ask(shop, "A2")
    printed = queue(desk)
    printed.begin()
    settled(qtbot, printed)
    assert states(shop, gone, last) == [JobState.FAILED, JobState.PRINTED]
    problem = kept_problems.read(print_jobs.job(shop.database, gone).problem)
    assert (problem.code, problem.values) == (Code.PRINTER_FORGOTTEN, {"name": "Gone"})


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (refuse(Code.LABEL_SAYS_NOTHING), Code.LABEL_SAYS_NOTHING),
        (ZeroDivisionError(), Code.PRINT_NOT_MADE),
    ],
)
def test_what_cannot_be_made_fails_with_the_reason(qtbot, desk, shop, folder, fault, code, queue):
    def make(*_values):
        raise fault

    asked = ask(shop, "A1")
    printed = queue(desk, make)
    printed.begin()
    settled(qtbot, printed)
    problem = kept_problems.read(print_jobs.job(shop.database, asked).problem)
    assert (states(shop, asked), problem.code) == ([JobState.FAILED], code)


def test_the_screen_goes_on_while_a_printer_stands_still(qtbot, desk, shop, folder, queue):
    gate = threading.Event()

    def make(*values):
        gate.wait(10)
        return made_of(*values)

    asked = ask(shop, "A1")
    printed = queue(desk, make)
    printed.begin()
    shop.purchase("A1 A2")  # the store is free meanwhile
    qtbot.waitUntil(lambda: states(shop, asked) == [JobState.PRINTING])
    gate.set()
    settled(qtbot, printed)
    assert states(shop, asked) == [JobState.PRINTED]


def test_what_the_end_of_the_program_cut_short_is_not_printed_twice(
    qtbot, desk, shop, folder, queue
):
    cut, waited = ask(shop, "A1"), ask(shop, "A2")
    jobs.begin(shop.session, cut)
    printed = queue(desk)
    printed.begin()
    settled(qtbot, printed)
    assert states(shop, cut, waited) == [JobState.FAILED, JobState.PRINTED]


@pytest.mark.rule("C4")
def test_a_store_that_waits_asks_nobody_and_is_tried_again(
    qtbot, desk, shop, folder, monkeypatch, queue
):
    asked, begin = ask(shop, "A1"), jobs.begin_again
    tries = []

    def waits(session):
        tries.append(session)
        if len(tries) < 2:
            raise StoreTrouble(Trouble.LOCKED, Path("shop.sdk"))
        begin(session)

    monkeypatch.setattr(print_queue, "_AGAIN", 1)
    monkeypatch.setattr(jobs, "begin_again", waits)
    printed = queue(desk)
    printed.begin()
    assert states(shop, asked) == [JobState.WAITING]
    qtbot.waitUntil(lambda: states(shop, asked) == [JobState.PRINTED])
    settled(qtbot, printed)


# The log on the screen


@pytest.fixture
def page(qtbot, desk, shop, folder):
    made = PrintLogPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_failed_is_printed_again_or_dropped_from_the_log(qtbot, desk, shop, page, queue):
    for number in ("A1", "A2"):
        ask(shop, number, printer="Gone")
    printed = queue(desk)
    printed.begin()
    settled(qtbot, printed)
    page.show_open()
    first, second = (job.id for job in page.model.rows)
    assert first > second
    page.table.select_only(0)
    qtbot.keyClick(page, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert states(shop, first, second) == [JobState.DROPPED, JobState.FAILED]
    printers.save(
        shop.session,
        Printer(
            "Gone",
            PrinterType.FOLDER,
            printers.printers(shop.database, shop.session.counter.id)[0].address,
        ),
    )
    page.reload()
    page.table.select_only(0)
    page.again_button.click()
    settled(qtbot, printed)
    assert states(shop, first, second) == [JobState.DROPPED, JobState.PRINTED]


def test_only_what_can_be_done_is_offered(qtbot, desk, shop, page, queue):
    ask(shop, "A1")
    page.reload()
    page.table.select_only(0)
    assert (page.again_button.isEnabled(), page.drop_button.isEnabled()) == (False, True)
    queue(desk).begin()
    qtbot.waitUntil(lambda: not page.drop_button.isEnabled())
    assert states(shop, page.model.rows[0].id) == [JobState.PRINTED]

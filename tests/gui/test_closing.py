"""What began as a shop was opened, or soon after, when the shop is closed before it has ended.

Closed is closed: its log is taken in, its lock is free, nobody writes to its file any more, and the
next opening finds nothing to tell.
"""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QThreadPool

from app.domain.printing import JobState, Printer, PrinterType, Purpose
from app.gui.keeping import check_round
from app.gui.kit import sounds
from app.gui.kit.sounds import Sounds
from app.gui.kit.tasks import Task, in_store
from app.gui.paper import print_queue
from app.gui.shell.program import Program
from app.services.keeping import backup_places, closings
from app.services.paper import jobs, printers
from app.services.paper.jobs import NewJob
from db import sql
from db.engine.lock import StoreLock
from db.engine.opening import close_database
from db.engine.places import SIBLINGS, sibling
from db.engine.trouble import StoreTrouble, Trouble
from db.queries import print_jobs
from tests.shop import Shop, open_store

ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def shop_file(template, store) -> Path:
    """A shop that was closed cleanly, with a job for a printer and a place for backups."""
    shop = Shop.opened(template, store)
    shop.purchase("A1 A2")
    printers.save(shop.session, Printer("Desk", PrinterType.ESC_POS_NETWORK, "127.0.0.1:9"))
    jobs.add(shop.session, NewJob(Purpose.TEST, "Desk", ""))
    folder = store.parent / "backups"
    folder.mkdir()
    backup_places.add(shop.session, store, folder)
    closings.close(shop.database)
    shop.close()
    return store


@pytest.fixture
def program(qapp, shop_file, monkeypatch):
    """It is open, and nothing that waits for the window's painting has begun yet."""
    monkeypatch.setattr(check_round, "_REST", 0)
    made = Program(qapp)
    assert made.open(shop_file)
    yield made
    made.close_store()


@pytest.fixture
def printer(monkeypatch):
    """A printer that does not answer until ``go`` is set; ``asked`` once it is written to."""

    class Hanging:
        asked, go = Event(), Event()

        def send(self, *_values: object) -> None:
            self.asked.set()
            self.go.wait(30)

    made = Hanging()
    monkeypatch.setattr(print_queue, "send", made.send)
    monkeypatch.setattr(print_queue, "_A_MOMENT", 0.01)
    yield made
    made.go.set()
    QThreadPool.globalInstance().waitForDone()


def nothing(_outcome: object) -> None:
    """Nobody waits for it."""


def closed_cleanly(path: Path) -> bytes:
    """Nothing lies beside the file and nobody holds it; what is in it then."""
    assert not [ending for ending in SIBLINGS if sibling(path, ending).exists()]
    StoreLock(path).release()
    return path.read_bytes()


def faults_at_next_opening(path: Path) -> list[str]:
    database = open_store(path)
    found = closings.opened(database)
    assert found.closed_at
    names = [fault.what.code.name for fault in found.compare()]
    close_database(database)
    return names


def hanging_print(program, printer, qtbot) -> None:
    program.background._begin_printing()
    assert printer.asked.wait(10)


def endless_reading(program, _printer, qtbot) -> None:
    """A page reads beside the screen and says nothing meanwhile."""
    window, began = program.window, Event()

    def read() -> object:
        began.set()
        return sql.value(program._database, ENDLESS)

    Task(window).start(in_store(program._database, read), nothing, nothing)
    assert began.wait(10)


def reading_that_was_given_up(program, printer, qtbot) -> None:
    """Its owner has begun another work, or has gone."""
    endless_reading(program, printer, qtbot)
    for task in program.window.findChildren(Task):
        task.stop()


def waiting_in_line(program, printer, qtbot) -> None:
    """More is to be done beside the screen than threads are there."""
    for _more in range(QThreadPool.globalInstance().maxThreadCount() + 2):
        endless_reading_of(program)


def endless_reading_of(program) -> None:
    Task(program.window).start(
        in_store(program._database, lambda: sql.value(program._database, ENDLESS)), nothing, nothing
    )


def looking_at_it(program, _printer, qtbot) -> None:
    program.background.checks._start()


def keeping_its_seal(program, _printer, qtbot) -> None:
    program.background.checks.keep()


def filling_the_words(program, _printer, qtbot) -> None:
    sql.execute(program._database, "DELETE FROM product_find")
    program.background._fill._start()


def backing_up(program, _printer, qtbot) -> None:
    program.background._begin_keeping()
    program.background.backups.back_up_now()


def idle_minute(program, _printer, qtbot) -> None:
    program.background.tidy()


def nothing_yet(program, _printer, qtbot) -> None:
    """It is closed at once."""


BEGUN = (
    nothing_yet,
    looking_at_it,
    keeping_its_seal,
    filling_the_words,
    backing_up,
    idle_minute,
    endless_reading,
    reading_that_was_given_up,
    waiting_in_line,
    hanging_print,
)


@pytest.mark.rule("S3")
@pytest.mark.parametrize("rebuilt", [False, True], ids=["as it is", "in another window"])
@pytest.mark.parametrize("begun", BEGUN)
def test_whatever_goes_on_a_shop_that_is_closed_is_closed(
    qtbot, shop_file, program, printer, begun, rebuilt
):
    begun(program, printer, qtbot)
    if rebuilt:
        program.rebuild()
    program.close_store()
    left = closed_cleanly(shop_file)
    printer.go.set()
    QThreadPool.globalInstance().waitForDone()
    assert closed_cleanly(shop_file) == left
    assert faults_at_next_opening(shop_file) == []


@pytest.mark.rule("Q6", "S2")
def test_what_a_printer_takes_at_last_is_not_written_into_another_shop(
    qtbot, template, shop_file, program, printer
):
    """A backup was restored meanwhile: another file stands where the shop was."""
    hanging_print(program, printer, qtbot)
    program.close_store()
    template.copy_to(shop_file)
    assert program.open(shop_file)
    before = print_jobs.next_job(program._database, 1)
    printer.go.set()
    QThreadPool.globalInstance().waitForDone()
    assert print_jobs.next_job(program._database, 1) == before
    assert sql.value(program._database, "SELECT count(*) FROM print_job") == 0


@pytest.mark.rule("Q6")
def test_after_that_it_is_said_of_a_job_that_it_was_cut_short(qtbot, shop_file, program, printer):
    hanging_print(program, printer, qtbot)
    program.close_store()
    database = open_store(shop_file)
    assert JobState(print_jobs.job(database, 1).state) is JobState.PRINTING
    close_database(database)
    assert program.open(shop_file)
    program.background._begin_printing()
    assert JobState(print_jobs.job(program._database, 1).state) is JobState.FAILED


@pytest.mark.rule("S1")
def test_a_shop_that_was_open_for_a_moment_is_backed_up_as_it_is_closed(shop_file, program):
    program.window.close()
    program.leave()
    assert [file.suffix for file in (shop_file.parent / "backups").glob("shop-*.serialdesk")]
    closed_cleanly(shop_file)


def test_what_is_closed_is_opened_by_nobody(shop_file):
    database = open_store(shop_file)
    close_database(database)
    with pytest.raises(StoreTrouble) as told:
        sql.value(database, "SELECT count(*) FROM product")
    assert told.value.trouble is Trouble.LOCKED
    closed_cleanly(shop_file)


class Device:
    """A sound device that takes long to open."""

    def __init__(self, **_named: object) -> None:
        self.is_closed = False
        Device.made, Device.opening = self, Device.opening
        Device.opening.set()
        Device.go.wait(10)

    def close(self) -> None:
        self.is_closed = True


@pytest.mark.rule("C4")
def test_a_sound_device_that_opens_after_its_window_was_closed_is_closed(qapp, monkeypatch):
    import miniaudio

    Device.opening, Device.go = Event(), Event()
    monkeypatch.setattr(miniaudio, "PlaybackDevice", Device)
    made = Sounds(True)
    made._begin()
    assert Device.opening.wait(10)
    made.close()
    Device.go.set()
    made._opening.join(10)
    assert Device.made.is_closed and made._device is None
    made.play(sounds.Level.ACCEPTED)
    assert Device.made.is_closed and made._device is None

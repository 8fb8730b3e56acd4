"""Opening a shop: one window for it, a clear word where it cannot be, a demo that goes."""

import shutil
import socket
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QThread, QThreadPool
from PySide6.QtWidgets import QMessageBox, QWidget

from app.domain.printing import JobState, Printer, PrinterType, Purpose
from app.gui.kit.errors import _GOING_ON, TROUBLES
from app.gui.kit.message import Message
from app.gui.shell import one_window
from app.gui.shell.one_window import call_other
from app.gui.shell.program import Program
from app.services import settings
from app.services.paper import jobs, printers
from app.services.paper.jobs import NewJob
from app.text import LANGUAGES, use_language
from db import sql
from db.engine import log, statistics
from db.engine.lock import InUse, StoreLock
from db.engine.places import sibling
from db.engine.trouble import Trouble
from db.queries import print_jobs
from tests.shop import Shop


@pytest.fixture
def programs(qapp):
    """Programs that are closed when the test ends."""
    made: list[Program] = []

    def start() -> Program:
        made.append(Program(qapp))
        return made[-1]

    yield start
    for program in made:
        program.close_store()


@pytest.fixture
def told(monkeypatch):
    """What is said in boxes; the button whose text is put into ``answers`` is pressed."""
    said: list[str] = []
    answers: list[str] = []

    def answer(box: QMessageBox) -> int:
        said.append(box.text())
        chosen = [each for each in box.buttons() if each.text() in answers]
        monkeypatch.setattr(box, "clickedButton", lambda: chosen[0] if chosen else None)
        return 0

    monkeypatch.setattr(Message, "exec", answer)
    return said, answers


def came_to_front(monkeypatch):
    came = []
    monkeypatch.setattr(QWidget, "activateWindow", lambda window: came.append(window))
    return came


@pytest.mark.reliability(7)
@pytest.mark.parametrize("name", ["shop.sdk", "symbolic", "hard"])
def test_a_shop_that_is_open_comes_to_the_front(
    qtbot, store, programs, told, monkeypatch, name
) -> None:
    store.with_name("symbolic").symlink_to(store)
    store.with_name("hard").hardlink_to(store)
    first, second = programs(), programs()
    assert first.open(store)
    first.window.showMinimized()
    came = came_to_front(monkeypatch)
    # Asked before it listens, it is asked again: it listens once its window is painted.
    monkeypatch.setattr(
        QThread, "msleep", lambda _pause: qtbot.waitUntil(lambda: first._door is not None)
    )
    assert not second.open(store.with_name(name))
    qtbot.waitUntil(lambda: came == [first.window])
    assert not first.window.isMinimized()
    assert told[0] == []
    first.close_store()
    assert second.open(store)


@pytest.mark.reliability(7)
def test_a_shop_that_is_open_elsewhere_is_told(store, programs, told, monkeypatch) -> None:
    monkeypatch.setattr(one_window, "_PATIENCE", 100)
    lock = StoreLock(store)
    assert not programs().open(store)
    assert "open already" in told[0][0]
    lock.release()


def test_the_door_of_a_killed_program_is_in_nobodys_way(
    qtbot, store, programs, monkeypatch
) -> None:
    monkeypatch.setattr(one_window, "_PATIENCE", 100)
    lock = StoreLock(store)
    name = Path(tempfile.gettempdir()) / lock.name
    lock.release()
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(name))
    assert not call_other(lock.name)
    program = programs()
    assert program.open(store)
    qtbot.waitUntil(lambda: program._door is not None)
    assert call_other(lock.name)


def test_while_it_is_open_nobody_else_opens_it_and_then_they_may(store, programs) -> None:
    program = programs()
    program.open(store)
    with pytest.raises(InUse):
        StoreLock(store)
    program.close_store()
    StoreLock(store).release()


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_a_sentence_that_names_the_file(trouble) -> None:
    assert "{path}" in TROUBLES[trouble]


def test_what_cannot_be_opened_is_told_and_lets_its_lock_go(tmp_path, programs, told) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,price\n" * 100)
    assert not programs().open(path)
    assert told[0] == [TROUBLES[Trouble.NOT_OURS].format(path=path)]
    StoreLock(path).release()


def test_without_its_log_a_shop_is_opened_only_if_that_is_chosen(
    template, tmp_path, store, programs, qtbot
) -> None:
    shop = Shop.opened(template, store)
    left = tmp_path / "left.sdk"
    shutil.copyfile(store, left)
    shop.close()
    program = programs()
    assert program.open(left)
    stands = program.trouble
    assert program.window is None and stands.isVisible()
    assert stands.why.text() == TROUBLES[Trouble.MISSING_LOG].format(path=left)
    assert stands.on_button.text() == _GOING_ON[Trouble.MISSING_LOG]
    stands.on_button.click()
    assert program.window is not None and program.trouble is None


@pytest.fixture
def demo_folder(tmp_path, monkeypatch):
    """Where folders for a while are made, of this test's own; and a demo shop that is small."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("app.demo.shop.build", lambda _database, _language: None)
    return tmp_path / "temporary"


def demos(folder):
    return list(folder.glob("serialdesk-demo-*"))


def test_the_demo_shop_goes_when_it_is_closed(programs, demo_folder) -> None:
    program = programs()
    assert program.open_demo()
    (folder,) = demos(demo_folder)
    assert folder.stat().st_mode & 0o077 == 0
    program.close_store()
    assert demos(demo_folder) == []


def test_so_it_does_after_the_first_run_led_to_it(programs, demo_folder, tmp_path) -> None:
    program = programs()
    program.open(tmp_path / "own.sdk")
    program.first_run.demo_wanted.emit()
    assert len(demos(demo_folder)) == 1
    program.close_store()
    assert demos(demo_folder) == []
    assert (tmp_path / "own.sdk").exists()


@pytest.fixture
def english_after():
    """What the program speaks is English again when the test ends."""
    yield
    use_language("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_shop_speaks_the_language_chosen_on_the_first_page(
    programs, demo_folder, tmp_path, monkeypatch, english_after, language
) -> None:
    built = []
    monkeypatch.setattr("app.demo.shop.build", lambda _database, language: built.append(language))
    program = programs()
    program.open(tmp_path / "own.sdk")
    chosen = program.first_run.language
    chosen.setCurrentIndex(chosen.findData(language))
    program.first_run.demo_wanted.emit()
    assert built == [language]


@pytest.mark.parametrize(("system", "spoken"), [("zh_CN", "zh_CN"), ("en_GB", "en"), ("C", "en")])
def test_a_demo_shop_opened_at_once_speaks_as_the_computer(
    programs, demo_folder, monkeypatch, system, spoken
) -> None:
    built = []
    monkeypatch.setattr("app.demo.shop.build", lambda _database, language: built.append(language))
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(system))
    assert programs().open_demo()
    assert built == [spoken]


def test_the_idle_minute_lets_the_planner_look_at_what_has_grown(
    store, programs, monkeypatch
) -> None:
    monkeypatch.setattr(statistics, "ENOUGH", 0)
    program = programs()
    program.open(store)
    found = "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'"
    assert sql.value(program._database, found) == 0
    program.background.tidy()
    assert sql.value(program._database, found) == 1


def test_the_demo_shop_says_so_and_leads_to_ones_own(programs, demo_folder, store) -> None:
    program = programs()
    program._own = store
    assert program.open_demo()
    settings.save(program._session, shop_name="Demo")
    program.rebuild()
    demo = program.window
    assert demo.band.isVisibleTo(demo)
    demo.band.own_button.click()
    assert program.window is not demo and not program.window.band.isVisibleTo(program.window)
    assert demos(demo_folder) == []
    assert settings.load(program._database).shop_name != "Demo"


def test_who_is_asked_and_goes_back_stays_in_the_demo_shop(
    programs, demo_folder, store, monkeypatch
) -> None:
    program = programs()
    program._own = store
    assert program.open_demo()
    settings.save(program._session, shop_name="Demo")
    program.rebuild()
    demo = program.window
    monkeypatch.setattr(demo, "may_leave", lambda: False)
    demo.band.own_button.click()
    assert program.window is demo and len(demos(demo_folder)) == 1


def test_ones_own_shop_has_no_band(programs, store) -> None:
    program = programs()
    program.open(store)
    assert not program.window.band.isVisibleTo(program.window)


def test_the_idle_minute_begins_a_new_log_only_after_work(store, programs) -> None:
    program = programs()
    program.open(store)

    def tidy() -> None:
        """Nobody reads the store any more: who does keeps the log from being begun anew."""
        QThreadPool.globalInstance().waitForDone()
        program.background.tidy()

    tidy()
    before = log.mark_of(store)
    tidy()
    assert log.mark_of(store) == before
    sql.execute(program._database, "INSERT INTO warehouse (name) VALUES ('Third')")
    tidy()
    assert log.mark_of(store) != before
    assert log.read(store).frames == 1
    assert sibling(store, "-wal").exists()


@pytest.mark.rule("Q6")
def test_what_waits_is_printed_after_the_start_and_after_the_window_is_built_anew(
    programs, shop: Shop, qtbot, tmp_path
):
    folder = tmp_path / "papers"
    folder.mkdir()
    printers.save(shop.session, Printer("PDF", PrinterType.FOLDER, str(folder)))

    def ask() -> int:
        return jobs.add(shop.session, NewJob(Purpose.TEST, "PDF", ""))

    def printed(job: int) -> bool:
        return print_jobs.job(shop.database, job).state == JobState.PRINTED

    waited = ask()
    shop.database.close()
    program = programs()
    assert program.open(shop.path)
    assert program.background.printing is None  # the first window comes first
    qtbot.waitUntil(lambda: printed(waited))
    program.rebuild()
    later = ask()
    program.window.desk.bus.print_asked.emit()
    qtbot.waitUntil(lambda: printed(later))
    assert len(list(folder.iterdir())) == 2
    program.close_store()
    assert program.background.printing is None

"""A fault is said once and the program goes on: at start, at showing, at opening, at painting."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.documents.page import DocumentPage
from app.gui.kit import errors
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import asking
from app.gui.kit.errors import Reporter
from app.gui.kit.guard import guarded
from app.gui.kit.message import Message
from app.gui.shell.fault_page import FaultPage
from app.gui.shell.main_window import MainWindow
from app.gui.shell.menu import entries
from app.gui.shell.program import Program
from app.services import settings
from db import sql
from db.engine.trouble import StoreTrouble, Trouble
from tests.gui.everything import clear_up, stock
from tests.shop import Shop

KEYS = [entry.key for entry in entries(serials_enabled=True)]


# The report


@pytest.fixture
def reporter(qapp: QApplication) -> Iterator[Reporter]:
    made = Reporter(None)
    yield made
    clear_up()
    assert asking() is None


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reports of the boxes that were shown."""
    shown: list[str] = []

    def show(box: Message) -> int:
        shown.append(box.detailedText() or box.text())
        return 0

    monkeypatch.setattr(Message, "exec", show)
    return shown


def fault_in(act: Callable[[], object]) -> tuple[type[BaseException], BaseException, object]:
    try:
        act()
    except Exception as fault:
        return type(fault), fault, fault.__traceback__
    raise AssertionError("it did not fail")


def divide() -> float:
    return 1 / 0


def look_up() -> str:
    return {"Mrs Chen": "a"}["Mr Wang"]


def test_a_report_names_the_lines_and_no_values(reporter: Reporter, boxes: list[str]) -> None:
    reporter.take(*fault_in(look_up))
    clear_up()
    (report,) = boxes
    assert "KeyError" in report and "in look_up" in report
    assert "Mr Wang" not in report.replace('["Mr Wang"]', "")


def test_nothing_is_shown_in_the_middle_of_what_failed(
    reporter: Reporter, boxes: list[str]
) -> None:
    reporter.take(*fault_in(divide))
    assert boxes == []
    clear_up()
    assert len(boxes) == 1


def test_a_fault_that_comes_at_every_painting_shows_one_box(
    reporter: Reporter, boxes: list[str], monkeypatch: pytest.MonkeyPatch, caplog, qtbot
) -> None:
    class Failing(QWidget):
        @guarded()
        def paintEvent(self, event: object) -> None:
            divide()

    monkeypatch.setattr("sys.excepthook", reporter.take)
    clock = iter(range(0, 100_000, 60))
    monkeypatch.setattr(errors, "monotonic", lambda: next(clock))
    widget = Failing()
    qtbot.addWidget(widget)
    widget.show()
    with caplog.at_level(logging.ERROR):
        for _time in range(200):
            widget.repaint()
            clear_up()
    assert len(boxes) == 1 and "called by Qt: test_a_fault" in boxes[0]
    assert len(caplog.records) == 1


def test_the_same_fault_of_a_click_is_shown_again_but_not_one_of_a_timer(
    reporter: Reporter, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(errors, "monotonic", lambda: now[0])
    for seconds, expected in ((0, 1), (0.05, 1), (0.9, 1), (0.9, 1), (5, 2), (0.1, 2), (2, 3)):
        now[0] += seconds
        reporter.take(*fault_in(divide))
        clear_up()
        assert len(boxes) == expected


def test_faults_while_a_box_is_shown_wait_for_it(
    reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def show(box: Message) -> int:
        shown.append(box.detailedText())
        before = len(shown)
        reporter.take(*fault_in(look_up))
        reporter.take(*fault_in(divide))
        clear_up()
        assert len(shown) == before  # never one over the other
        return 0

    monkeypatch.setattr(Message, "exec", show)
    reporter.take(*fault_in(divide))
    clear_up()
    assert ["ZeroDivisionError" in shown[0], "KeyError" in shown[1]] == [True, True]
    assert len(shown) == 2


def test_a_thousand_different_faults_do_not_keep_anybody_busy(
    reporter: Reporter, boxes: list[str]
) -> None:
    for number in range(1000):
        kind = type(f"Fault{number}", (Exception,), {})
        reporter.take(kind, kind(), None)
    clear_up()
    assert len(boxes) == 20


def test_a_report_that_cannot_be_shown_is_in_the_log(
    reporter: Reporter, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    def fail(fault: BaseException) -> None:
        raise RuntimeError("no box")

    monkeypatch.setattr(errors, "show_report", fail)
    reporter.take(*fault_in(divide))
    clear_up()
    assert "a fault was not shown" in caplog.text
    reporter.take(*fault_in(look_up))
    clear_up()
    assert caplog.text.count("a fault was not shown") == 2


@pytest.mark.parametrize("trouble", list(Trouble))
def test_trouble_with_the_store_is_told_in_a_sentence(
    reporter: Reporter, boxes: list[str], trouble: Trouble
) -> None:
    fault = StoreTrouble(trouble, Path("shop.sqlite"))
    reporter.take(type(fault), fault, None)
    clear_up()
    assert len(boxes) == 1 and "Traceback" not in boxes[0] and len(boxes[0]) > 20


# Pages


def fail_to(make: bool) -> Callable[..., QWidget]:
    """A page that cannot be built, or that cannot be shown."""

    def build(desk: Desk) -> QWidget:
        if make:
            divide()

        class Page(QWidget):
            @guarded()
            def showEvent(self, event: object) -> None:
                divide()

        return Page()

    return build


@pytest.fixture
def window(qtbot, desk: Desk, shop: Shop) -> MainWindow:
    stock(shop)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    return made


def break_page(window: MainWindow, key: str, make: bool) -> Callable[[], None]:
    """Let a page fail from now on; returns what mends it."""
    entry = window._entries[key]
    window._entries[key] = SimpleNamespace(
        key=entry.key,
        group=entry.group,
        title=entry.title,
        path=entry.path,
        make=fail_to(make),
    )
    window._drop(window.pages.pop(key, None))
    return lambda: window._entries.__setitem__(key, entry)


@pytest.mark.parametrize("make", [True, False], ids=["built", "shown"])
def test_a_page_that_fails_shows_so_and_all_others_open(window: MainWindow, make: bool) -> None:
    window.start()
    window.show()
    for key, other in zip(KEYS, [*KEYS[1:], KEYS[0]], strict=True):
        mend = break_page(window, key, make)
        page = window.show_page(key)
        assert isinstance(page, FaultPage) and page.isVisible()
        assert "ZeroDivisionError" in page.report.toPlainText()
        assert window.current_key() == key
        assert not isinstance(window.show_page(other), FaultPage)
        assert isinstance(window.show_page(key), FaultPage)
        clear_up()
        assert len(window.findChildren(FaultPage)) == 1
        mend()
        window.faults[key].again_button.click()
        assert window.faults == {}
        assert window.current_key() == key and window.stack.currentWidget() is window.pages[key]
    clear_up()
    assert window.findChildren(FaultPage) == []


def test_the_page_that_is_shown_first_may_fail_with_the_window(window: MainWindow) -> None:
    break_page(window, "counter", make=False)
    window.start()
    window.showMaximized()
    assert isinstance(window.stack.currentWidget(), FaultPage)
    assert not isinstance(window.show_page("stock"), FaultPage)


def test_a_page_that_fails_later_keeps_what_it_holds(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show()
    stock_page = window.show_page("stock")
    stock_page.search.setText("half typed")
    window.show_page("items")
    with monkeypatch.context() as broken:
        broken.setattr("db.queries.lists.walking.walk", lambda *_given: divide())
        assert isinstance(window.show_page("stock"), FaultPage)
    window.faults["stock"].again_button.click()
    assert window.stack.currentWidget() is stock_page
    assert stock_page.search.text() == "half typed"


def test_trouble_with_the_store_says_what_to_do_in_the_page(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_given: object) -> None:
        raise StoreTrouble(Trouble.LOCKED, Path("shop.sqlite"))

    monkeypatch.setattr("db.queries.lists.walking.walk", locked)
    window.show()
    page = window.show_page("stock")
    assert isinstance(page, FaultPage)
    assert "Another program holds the shop's file" in page.said.text()
    assert page.report.isHidden() and page.copy_button.isHidden()


def test_a_document_that_cannot_be_shown_leaves_its_list(
    window: MainWindow, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = shop.written("purchase", "B1")
    window.start()
    window.show()
    with monkeypatch.context() as broken:
        broken.setattr(DocumentPage, "_show", lambda *_given: divide())
        window.open_document(draft)
        assert isinstance(window.stack.currentWidget(), FaultPage)
        page = window.show_page("purchase")
    assert not isinstance(page, FaultPage)
    window.open_document(draft)
    assert window.pages["purchase"].page.document.id == draft


def test_a_scan_for_a_page_that_failed_is_kept(window: MainWindow) -> None:
    break_page(window, "counter", make=True)
    window.start()
    window.show()
    window.route_scan("A1")
    assert window.strays.isVisible()
    window.strays.counter_button.click()
    assert window.strays.isVisible() and "A1" in window.strays._list.text()


# The program


@pytest.fixture
def program(qapp: QApplication, shop: Shop) -> Iterator[Program]:
    made = Program(qapp)
    yield made
    made.close_store()
    clear_up()


@pytest.mark.rule("D13")
@pytest.mark.parametrize("quantity", [75_678_164_125_000, 9 * 10**18])
def test_the_program_opens_with_any_draft(
    program: Program, shop: Shop, store: Path, quantity: int
) -> None:
    draft = shop.written("sale")
    counter = shop.draft("sale")
    shop.line(counter)
    sql.execute(shop.database, "UPDATE document SET at_counter = true WHERE id = ?", counter)
    sql.execute(shop.database, "UPDATE document_line SET quantity = ?", quantity)
    settings.save_person(shop.session, resume=draft)
    shop.close()
    assert program.open(store)
    assert program.window is not None and program.window.faults == {}
    assert program.window.current_key() == "sale"
    counter_page = program.window.counter()
    assert counter_page is not None and counter_page.document.id == counter
    program.window.show_page("stock")
    assert program.window.counter() is counter_page


@pytest.mark.parametrize("resume", [4711, -1, "x"])
def test_the_program_opens_where_what_was_left_open_is_gone(
    program: Program, shop: Shop, store: Path, resume: object
) -> None:
    settings.save_person(shop.session, resume=resume)
    shop.close()
    assert program.open(store)
    assert program.window is not None and program.window.current_key() == "counter"


def test_a_page_that_fails_when_the_window_is_built_anew_does_not_keep_it(
    program: Program, shop: Shop, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.close()
    assert program.open(store)
    assert program.window is not None
    program.window.show_page("stock")
    monkeypatch.setattr("db.queries.lists.walking.walk", lambda *_given: divide())
    program.rebuild()
    assert isinstance(program.window.stack.currentWidget(), FaultPage)
    assert program.window.counter() is not None


def test_a_timer_that_fails_shows_one_box(
    reporter: Reporter, boxes: list[str], monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    monkeypatch.setattr("sys.excepthook", reporter.take)
    turns: list[int] = []

    def fail() -> None:
        turns.append(1)
        divide()

    timer = QTimer(interval=1)
    timer.timeout.connect(fail)
    timer.start()
    qtbot.waitUntil(lambda: len(turns) > 20)
    timer.stop()
    clear_up()
    assert len(boxes) == 1

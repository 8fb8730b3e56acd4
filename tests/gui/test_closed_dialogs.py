"""A dialog that was answered is gone and hears nothing any more; so does a window replaced."""

import gc
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import SIGNAL, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.gui.inventory.cartons.collect_dialog import CollectDialog
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog, asking
from app.gui.kit.message import Message
from app.gui.kit.questions import give_up
from app.gui.scanning.route import hand_over
from app.gui.shell.main_window import MainWindow
from app.gui.shell.program import Program
from app.services import settings
from tests.gui.conftest import end_timers
from tests.gui.everything import DIALOGS, classes, clear_up, stock
from tests.shop import Shop


@pytest.fixture
def shop(shop_after) -> Shop:
    return shop_after(stock)


@pytest.fixture
def window(qtbot, desk: Desk) -> MainWindow:
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.start()
    made.show()
    qtbot.waitActive(made)
    end_timers(made)  # what its page makes ahead is none of a dialog's
    return made


def listeners(desk: Desk) -> int:
    """How many slots hear the bus."""
    signals = ("changed()", "open_document(PyObject)", "settings_changed()", "scan_again(PyObject)")
    return sum(desk.bus.receivers(SIGNAL(signal)) for signal in signals)


def answer_soon(answer: int) -> None:
    """Answer the dialog that asks next, a question that it asks over itself too."""

    def act() -> None:
        dialog = asking()
        if dialog is None:
            QTimer.singleShot(1, act)
        else:
            QDialog.done(dialog, answer)

    QTimer.singleShot(0, act)


def test_no_dialog_is_missing_here() -> None:
    found = {made for made in classes() if issubclass(made, QDialog)}
    assert found == set(DIALOGS)


@pytest.mark.parametrize("answer", [0, 1])
@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_an_answered_dialog_is_gone_and_hears_nothing(
    window: MainWindow, desk: Desk, shop: Shop, kind: type, answer: int
) -> None:
    before, parts = listeners(desk), len(QApplication.allWidgets())
    dialog = DIALOGS[kind](desk, shop, window)
    python = weakref.ref(dialog)
    answer_soon(answer)
    assert dialog.exec() == answer
    assert shiboken6.isValid(dialog)  # whoever asked still reads what was entered
    clear_up()
    assert not shiboken6.isValid(dialog)
    assert listeners(desk) == before
    assert len(QApplication.allWidgets()) <= parts
    del dialog
    gc.collect()
    assert python() is None


@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_one_that_was_only_shown_is_gone_when_it_is_closed(
    window: MainWindow, desk: Desk, shop: Shop, kind: type
) -> None:
    before = listeners(desk)
    dialog = DIALOGS[kind](desk, shop, window)
    dialog.show()
    clear_up()
    assert shiboken6.isValid(dialog)
    dialog.close()
    clear_up()
    assert not shiboken6.isValid(dialog)
    assert listeners(desk) == before


def test_fifty_dialogs_later_there_are_as_many_objects_as_before(
    window: MainWindow, desk: Desk, shop: Shop
) -> None:
    def open_all() -> int:
        for kind, make in DIALOGS.items():
            if kind in (Dialog, Message):
                continue
            answer_soon(0)
            make(desk, shop, window).exec()
        answer_soon(0)
        give_up(window, "?", "?", "Keep", "Discard")
        clear_up()
        gc.collect()
        return len(QApplication.allWidgets())

    first = open_all()
    for _time in range(5):
        assert open_all() <= first


@pytest.fixture
def program(qapp: QApplication, shop: Shop, qtbot) -> Iterator[Program]:
    """At work in the shop, with what only begins once the first window is there."""
    shop.close()
    made = Program(qapp)
    assert made.open(shop.path)
    qtbot.waitUntil(
        lambda: made.background.printing is not None and made.background.backups is not None
    )
    yield made
    made.close_store()
    clear_up()


def test_a_window_that_was_built_anew_leaves_nothing_of_the_old_one(program: Program) -> None:
    old = program.window
    assert old is not None
    for key in list(old._entries):
        old.show_page(key)
    python, bus = weakref.ref(old), old.desk.bus
    settings.save_person(old.desk.session, theme="dark")
    bus.settings_changed.emit()
    clear_up()
    assert program.window is not old
    assert not shiboken6.isValid(old) and not shiboken6.isValid(bus)
    left = [made for made in QApplication.topLevelWidgets() if isinstance(made, MainWindow)]
    assert left == [program.window]
    del old, bus
    gc.collect()
    assert python() is None


def test_its_parts_do_not_grow_in_number(program: Program) -> None:
    def rebuild() -> list[QWidget]:
        program.rebuild()
        assert program.window is not None
        end_timers(program.window)
        clear_up()
        gc.collect()
        return QApplication.allWidgets()

    first = len(rebuild())
    assert [len(rebuild()) for _time in range(5)] == [first] * 5


@pytest.mark.rule("C4")
def test_a_scan_that_comes_while_a_dialog_closes_is_not_its_own_any_more(
    window: MainWindow, desk: Desk
) -> None:
    page = window.show_page("cartons")
    dialog = CollectDialog(desk, page)

    seen: list[object] = []

    def scan() -> None:
        if not dialog.isActiveWindow():  # a box of it can have the focus only then
            QTimer.singleShot(1, scan)
            return
        dialog.scan_box.setFocus()
        dialog.take_scan("C-1")
        seen.append(hand_over("U1"))
        dialog._is_going = True
        seen.append(hand_over("C-2"))
        seen.append(list(dialog._numbers))
        dialog._is_going = False
        dialog._numbers.clear()
        dialog.code.clear()
        dialog.reject()

    box = dialog.scan_box
    QTimer.singleShot(0, scan)
    dialog.exec()
    assert seen == [box, page, ["U1"]]
    assert page.search.text() == "C-2"
